"""Reading and checking policy files, with the policies that they extend."""

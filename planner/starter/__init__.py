"""Starters: the first version of a plan file, and of a policy file."""

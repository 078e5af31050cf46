"""Plan and policy files: reading, checking, formatting, saving, and their schemas."""

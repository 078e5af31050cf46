"""The table of all keys of plan and policy files, their order, and the JSON Schemas."""

"""The version of the planner, said once."""

__version__ = "0.1.0"

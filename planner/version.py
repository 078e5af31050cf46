"""The version of the planner, said once."""

__version__ = "0.2.0"

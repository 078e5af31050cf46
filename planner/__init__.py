"""Release planner: lay out API versions on a timeline and see which promises hold."""

__version__ = "0.1.0"

"""Release planner: lay out API versions on a timeline and see which promises hold."""

from planner.version import __version__ as __version__

"""Patterns of names, durations and other texts in a policy, for the reader and the schemas."""

from planner.dates import ISO_DURATION, WORDED_DURATION

MILESTONE_NAME = "[a-z][a-z0-9_-]*"
RULE_ID = "[a-z0-9]+(-[a-z0-9]+)*"
RELEASES = "([1-9][0-9]{0,4}) releases?"
COUNTRY = "[A-Z]{2,3}"
DURATION = f"({WORDED_DURATION}|{ISO_DURATION})"
TOLERANCE = "([0-9]{1,100} days?|P[0-9]{1,100}D)"


def whole(pattern: str) -> str:
    """Return a pattern that matches whole texts only: JSON Schema looks for one anywhere in a text."""
    return f"^{pattern}$"

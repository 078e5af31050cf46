"""Proposed notices in words."""

from planner.dates import iso
from planner.engine.rules.wording import listed
from planner.proposals import ProposedNotice


def announcement(proposed: ProposedNotice) -> str:
    """Return `new notice of 4.0.15: default`."""
    return f"new notice of {proposed.notice.item}: {listed(proposed.notice.announces)}"


def reason(proposed: ProposedNotice) -> str:
    """Return `for default-notice; it counts until 2026-11-22`."""
    why = f"for {listed(proposed.rules)}" if proposed.rules else "since people were told another day"
    return why if proposed.latest is None else f"{why}; it counts until {iso(proposed.latest)}"

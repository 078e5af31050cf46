"""The sentences that kinds of rule share, so that one fact always reads the same."""

from collections.abc import Callable, Sequence

from planner.dates import Day, counted, iso


def subject(name: str, milestone: str, day: Day) -> str:
    """`4.0.14 default 2027-02-03`."""
    return f"{name} {milestone} {iso(day)}"


def too_early(name: str, milestone: str, day: Day, earliest: Day, why: str) -> str:
    short = counted(earliest - day, "day")
    return f"{subject(name, milestone, day)} is {short} short: {why}; earliest {iso(earliest)}"


def too_late(name: str, milestone: str, day: Day, latest: Day, why: str) -> str:
    over = counted(day - latest, "day")
    return f"{subject(name, milestone, day)} is {over} late: {why}; latest {iso(latest)}"


def listed(words: tuple[str, ...] | list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def either(words: Sequence[str]) -> str:
    """Return `a`, `a or b`, `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def dates_of(milestones: tuple[str, ...]) -> str:
    """Return `a date`, `a and b dates`."""
    return f"{listed(milestones)} {'date' if len(milestones) == 1 else 'dates'}"


def by(channels: tuple[str, ...], joined: Callable[[tuple[str, ...]], str]) -> str:
    """Return ` by email and docs`; nothing where no channel is named."""
    return f" by {joined(channels)}" if channels else ""

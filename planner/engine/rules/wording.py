"""The sentences that kinds of rule share, so that one fact always reads the same."""

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

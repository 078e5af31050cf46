"""The sentences that kinds of rule share, so that one fact always reads the same."""

from collections.abc import Callable, Iterator, Sequence

from planner.dates import Day, counted, iso
from planner.policy import Condition


def subject(name: str, milestone: str, day: Day) -> str:
    """Return the words for a date of an item, as in "4.0.14 default 2027-02-03"."""
    return f"{name} {milestone} {iso(day)}"


def too_early(name: str, milestone: str, day: Day, earliest: Day, why: str) -> str:
    """Return the message for a date before its earliest legal day, with the days that it is short and why."""
    short = counted(earliest - day, "day")
    return f"{subject(name, milestone, day)} is {short} short: {why}; earliest {iso(earliest)}"


def too_late(name: str, milestone: str, day: Day, latest: Day, why: str) -> str:
    """Return the message for a date after its latest legal day, with the days that it is late and why."""
    over = counted(day - latest, "day")
    return f"{subject(name, milestone, day)} is {over} late: {why}; latest {iso(latest)}"


def listed(words: tuple[str, ...] | list[str]) -> str:
    """Return words joined with "and": "a", "a and b", "a, b and c"; there must be one at least."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def either(words: Sequence[str]) -> str:
    """Return words joined with "or": "a", "a or b", "a, b or c"; there must be one at least."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def dates_of(milestones: tuple[str, ...]) -> str:
    """Return the words for some milestones: "a date", "a and b dates"."""
    return f"{listed(milestones)} {'date' if len(milestones) == 1 else 'dates'}"


def by(channels: tuple[str, ...], joined: Callable[[tuple[str, ...]], str]) -> str:
    """Return channels as they end a sentence, as in " by email and docs"; an empty text without channels.

    `joined` joins them, such as `listed` or `either`.
    """
    return f" by {joined(channels)}" if channels else ""


def spelled(value: str | bool) -> str:
    """Return a value of an item's field as a plan spells it: `beta`, `true`."""
    return value if isinstance(value, str) else str(value).lower()


def conditions(condition: Condition) -> str:
    """Return the words for a condition, as in "track is A and released is given"."""
    return " and ".join(_conditions(condition))


def _conditions(condition: Condition) -> Iterator[str]:
    """Yield the words for each key of a condition."""
    for key, values in condition.items():
        words = [spelled(value) for value in values]
        if key == "has":
            yield f"{listed(words)} {'is' if len(words) == 1 else 'are'} given"
        elif key == "compatibility":
            yield f"it is {either(words)}"
        else:
            yield f"{key} is {either(words)}"

"""What changed since another state of the plan, as review documents tell it."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.compare import Comparison
from planner.wording.diff import HEADINGS, Line, by, day, sections


class ComparisonBase(NamedTuple):
    base: str
    """The other state, as it was asked for."""
    comparison: Comparison


class Moved(NamedTuple):
    whose: str
    what: str
    old: str
    new: str
    by: str


class Group(NamedTuple):
    title: str
    lines: tuple[str, ...]


def moved(comparison: Comparison) -> tuple[Moved, ...]:
    """Return the rows of the table of dates."""
    return tuple(
        Moved(str(each.subject), each.what, day(each.old), day(each.new), by(each))
        for each in comparison.dates
    )


def groups(comparison: Comparison) -> Iterator[Group]:
    """Yield what else there is to tell; nothing where nothing is."""
    for section, lines in sections(comparison):
        if section != "dates":
            yield Group(HEADINGS[section], tuple(map(_told, lines)))


def _told(line: Line) -> str:
    return f"{line.subject}: {line.description}" if line.description else line.subject

"""The changes since another state of the plan, for review documents."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.compare import Comparison
from planner.wording.diff import HEADINGS, DiffLine, day_text, sections, shift


class ComparisonBase(NamedTuple):
    """A comparison with another state of the plan."""

    base: str
    """The other state, as given on the command line."""
    comparison: Comparison


class MovedDate(NamedTuple):
    """A row of the table of moved dates, as text."""

    whose: str
    what: str
    old: str
    new: str
    by: str


class ChangedSection(NamedTuple):
    """A titled list of changes other than moved dates."""

    title: str
    lines: tuple[str, ...]


def moved_dates(comparison: Comparison) -> tuple[MovedDate, ...]:
    """Return the rows of the table of dates."""
    return tuple(
        MovedDate(
            whose=str(each.subject),
            what=each.what,
            old=day_text(each.old),
            new=day_text(each.new),
            by=shift(each),
        )
        for each in comparison.dates
    )


def changed_sections(comparison: Comparison) -> Iterator[ChangedSection]:
    """Yield the changes other than dates by section; empty sections are left out."""
    for section, lines in sections(comparison):
        if section != "dates":
            yield ChangedSection(HEADINGS[section], tuple(map(_told, lines)))


def _told(line: DiffLine) -> str:
    return f"{line.subject}: {line.description}" if line.description else line.subject

"""The changes since another state of the plan, for review documents."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from planner.chart import Chart
from planner.compare import Comparison
from planner.dates import Day
from planner.engine.slots import NOTICE
from planner.wording.diff import HEADINGS, DiffLine, day_text, sections, shift

_DRAWN = frozenset(("version", "change", "notice"))
"""The kinds of entries whose dates stand on a timeline."""


class ComparisonBase(NamedTuple):
    """A comparison of the plan with another state of it, and the name of that state."""

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


class FormerDate(NamedTuple):
    """A date of an item in the other state that is on another day now (`now`), or is gone (None)."""

    what: str
    """The milestone, or `notice`."""
    day: Day
    now: Day | None


class ChangedSection(NamedTuple):
    """A titled list of changes, or the table of moved dates."""

    title: str
    lines: tuple[str, ...] = ()
    dates: tuple[MovedDate, ...] = ()


def _moved_dates(comparison: Comparison) -> tuple[MovedDate, ...]:
    """Return the rows of the table of dates that differ."""
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


def former_dates(since: ComparisonBase | None) -> Mapping[str, tuple[FormerDate, ...]]:
    """Return the dates of items and of their notices that differ, as they were, by the item's name.

    Return nothing without a comparison. Dates that the other state does not have are left out.
    """
    found: dict[str, tuple[FormerDate, ...]] = {}
    for each in () if since is None else since.comparison.dates:
        of_notice = each.subject.kind == "notice"
        item = each.subject.item if of_notice else each.subject.name
        if item is not None and each.old is not None and each.subject.kind in _DRAWN:
            former = FormerDate(NOTICE if of_notice else each.what, each.old, each.new)
            found[item] = (*found.get(item, ()), former)
    return found


def items_told(comparison: Comparison) -> frozenset[str]:
    """Return the names of the items with a difference: in dates, keys, notices, promises or violations.

    Added items count; a removed entry alone adds no name.
    """
    subjects = [
        *(each.subject for each in comparison.dates),
        *(each.subject for each in comparison.added),
        *(each.subject for each in comparison.renamed),
        *(each.subject for each in comparison.edited),
    ]
    grown = (now for _, now in (*comparison.grew, *comparison.shrank))
    violations = (*comparison.gained, *comparison.lost, *comparison.waived, *grown)
    names = [
        *(each.item or each.name for each in subjects),
        *(each.item for each in comparison.promises),
        *(each.item for each in violations),
    ]
    return frozenset(name for name in names if name is not None)


def with_former(chart: Chart, former: Mapping[str, tuple[FormerDate, ...]]) -> Chart:
    """Return a chart whose first and last day include the former dates."""
    days = [each.day for dates in former.values() for each in dates]
    return chart._replace(first=min(chart.first, *days), last=max(chart.last, *days)) if days else chart


def changed_sections(comparison: Comparison) -> Iterator[ChangedSection]:
    """Yield the differences by section, promises first; empty sections are left out."""
    for section, lines in sections(comparison):
        if section == "dates":
            yield ChangedSection(HEADINGS[section], dates=_moved_dates(comparison))
        else:
            yield ChangedSection(HEADINGS[section], lines=tuple(map(_told, lines)))


def _told(line: DiffLine) -> str:
    """Return a line of a comparison as one text."""
    return f"{line.subject}: {line.description}" if line.description else line.subject

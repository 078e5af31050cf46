"""The differences between two states of a plan as lines of a panel, each with its place on the timeline."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.compare import Comparison
from planner.compare.dates import DateChange, EntryDates
from planner.compare.entry_name import EntryName
from planner.compare.keys import EditedKey, RenamedEntry
from planner.compare.promises import TouchedPromise
from planner.compare.take_back import place_of
from planner.compare.violations import ReportedViolation
from planner.dates import Day
from planner.engine.constraint import Place
from planner.plan import Item, Plan, PlanEntry
from planner.policy import Severity
from planner.terminal_text import cells, shown
from planner.tui.panels.line import BLANK, PanelLine, Style, StyledText, paragraph
from planner.wording.diff import HEADINGS, DiffLine, Section, day_text, sections, summary

SIGNS: Mapping[Section, tuple[str, Style]] = {
    "promises": ("!", "warning"),
    "dates": ("~", "day"),
    "added": ("+", "plain"),
    "removed": ("-", "plain"),
    "gained": ("+", "error"),
    "grew": ("+", "error"),
    "lost": ("-", "good"),
    "shrank": ("-", "good"),
    "waived": ("~", "quiet"),
}
"""The sign before a line of a section, and its style; a quiet `~` for the others."""

INDENT = 3
"""Cells before the subject of a difference."""


class Difference(NamedTuple):
    """A difference, and where the timeline shows it."""

    section: Section
    line: DiffLine
    item: str | None = None
    """The item that it is about, by its name now, or by its old name if it was removed."""
    place: Place | None = None
    """The date that it is about, if the plan has it."""
    days: tuple[Day, ...] = ()
    """The days to bring into view: of the other state, then of the plan."""
    change: DateChange | None = None
    """The date that can be taken back."""
    severity: Severity | None = None
    """The severity of a violation that was gained or grew."""


def differences(found: Comparison, plan: Plan) -> list[Difference]:
    """Return the differences of a comparison in the order of `planner diff`, with their places in `plan`.

    `plan` is the present plan of the comparison.
    """
    items = {each.name: each for each in plan.items}
    entries = {each.key: each for each in plan.entries}
    return [
        _difference(section, line, told, items, entries)
        for section, lines in sections(found)
        for line, told in zip(lines, getattr(found, section), strict=True)
    ]


def _difference(
    section: Section,
    line: DiffLine,
    told: object,
    items: Mapping[str, Item],
    entries: Mapping[int, PlanEntry],
) -> Difference:
    """Return a difference with its item, which the plan may have no more, and the place of its date there.

    Args:
        section: The section of the comparison that has the difference.
        line: The difference in words.
        told: The difference as the comparison found it; raise TypeError if it is none.
        items: The items of the plan by their names.
        entries: The entries of the plan by their keys.
    """
    match told:
        case DateChange():
            days = tuple(day for day in (told.old, told.new) if day is not None)
            return Difference(
                section=section,
                line=line,
                item=_item(told.subject),
                place=place_of(entries.get(told.key), told),
                days=days,
                change=told,
            )
        case EntryDates():
            return Difference(section, line, _item(told.subject), days=tuple(told.dates.values())[:1])
        case RenamedEntry() | EditedKey():
            return Difference(section, line, _item(told.subject))
        case TouchedPromise():
            return Difference(
                section=section,
                line=line,
                item=told.item,
                place=_milestone(items.get(told.item), told.milestone),
            )
        case ReportedViolation() | (_, ReportedViolation()):
            reported = told if isinstance(told, ReportedViolation) else told[1]
            assert isinstance(reported, ReportedViolation)
            place = _milestone(items.get(reported.item), reported.finding.milestone)
            severity = reported.finding.severity if section in ("gained", "grew") else None
            return Difference(section=section, line=line, item=reported.item, place=place, severity=severity)
    raise TypeError(told)


def _item(subject: EntryName) -> str | None:
    """Return the name of the item that an entry is or belongs to; None if it is neither."""
    if subject.item is not None:
        return subject.item
    return subject.name if subject.kind in ("version", "change") else None


def _milestone(owner: Item | None, milestone: str | None) -> Place | None:
    """Return the place of an item's milestone; None without either, or if the item has no date for it."""
    if owner is None or milestone is None or milestone not in owner.dates:
        return None
    return Place(owner.key, milestone)


def lines(found: Comparison, every: Sequence[Difference], width: int) -> Iterator[PanelLine]:
    """Yield the totals, then the lines of all differences under the headings of their sections.

    `every` are the differences of `found`; the target of their lines is their index.
    """
    yield from paragraph(summary(found), width, "quiet", indent=1)
    section: Section | None = None
    for index, each in enumerate(every):
        if each.section != section:
            section = each.section
            yield BLANK
            yield PanelLine((StyledText(f" {HEADINGS[section]}", "strong"),))
        yield from _lines(each, width, index)


def _lines(each: Difference, width: int, target: int) -> Iterator[PanelLine]:
    """Yield the lines of one difference: its sign, its subject, and the change beside or below it.

    `target` is its index. If there is no room for the change in words, the days and the number of days are
    given.
    """
    sign, style = SIGNS.get(each.section, ("~", "quiet"))
    style = each.severity or style
    lead = StyledText(f" {sign} ", style)
    subject, described = shown(each.line.subject), shown(each.line.description)
    plain: Style = "strong" if style in ("day", "plain") or each.section == "promises" else style
    room = width - cells(lead.text)
    if not described:
        yield from paragraph(subject, width, plain, first=(lead,), indent=INDENT, target=target)
    elif cells(subject) + 2 + cells(described) <= room:
        yield PanelLine((lead, StyledText(f"{subject}  ", plain), StyledText(described)), target)
    else:
        yield from paragraph(subject, width, plain, first=(lead,), indent=INDENT, target=target)
        if each.change is not None and each.change.days and cells(described) > width - INDENT - 2:
            described = f"{day_text(each.change.old)} → {day_text(each.change.new)} {each.change.days:+d} d"
        yield from paragraph(described, width, indent=INDENT + 2, target=target)

"""The agenda as lines: what is due, when, and up to when a notice still counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.dates import BEFORE_ALL, Day, iso
from planner.engine.agenda import Due, Subject
from planner.engine.rules.wording import listed
from planner.tui.panels.inspection import apart, dated
from planner.tui.panels.line import Line, Span, Style, paragraph
from planner.tui.signs import Signs


@dataclass(frozen=True, slots=True)
class Dues:
    dues: Sequence[Due]
    as_of: Day
    width: int
    signs: Signs

    def lines(self) -> list[Line]:
        if not self.dues:
            text = Span("Nothing is due.", "quiet")
            return [Line((Span(f" {self.signs.goes} ", "good"), text))]
        return [line for index, due in enumerate(self.dues) for line in self._due(index, due)]

    def _due(self, index: int, due: Due) -> Iterator[Line]:
        style: Style = "error" if due.overdue or _too_late(due, self.as_of) else "plain"
        sign = self.signs.error if style == "error" else " "
        when = "overdue" if due.overdue else apart(due.day, self.as_of)
        day = Span(f" {sign} {dated(due.day)}  ", style if style == "error" else "strong")
        yield Line((day, Span(when, style if due.overdue else "quiet")), index)
        what = "; ".join(_said(each) for each in due.about)
        named = f" ({due.name})" if due.name else ""
        by = f" by {listed(due.channels)}" if due.channels else ""
        yield from paragraph(f"{due.deed}: {what}{by}{named}", self.width, indent=3, target=index)
        counts = _counts(due, self.as_of)
        if counts:
            yield from paragraph(counts, self.width, "quiet", indent=3, target=index)


def _said(subject: Subject) -> str:
    return f"{subject.item} {listed(subject.milestones)}" if subject.milestones else subject.item


def _too_late(due: Due, as_of: Day) -> bool:
    return due.latest is not None and due.latest < as_of


def _counts(due: Due, as_of: Day) -> str:
    missing = "the plan lacks this notice" if due.missing else None
    if due.latest is None:
        until = None
    elif due.latest == BEFORE_ALL:
        until = f"too late: it counts only {iso(due.latest)}"
    elif _too_late(due, as_of):
        until = f"too late since {dated(due.latest + 1)}"
    else:
        until = f"counts until {dated(due.latest)}"
    return "; ".join(filter(None, (missing, until)))

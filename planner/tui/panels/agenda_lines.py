"""The agenda as lines: each action, its day, and the last day on which a notice still counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.dates import Day
from planner.engine.questions.agenda import AgendaItem
from planner.tui.panels.inspection import apart, dated
from planner.tui.panels.line import PanelLine, Style, StyledText, paragraph
from planner.tui.signs import Signs
from planner.wording.agenda import about, deadline, lateness, too_late


@dataclass(frozen=True, slots=True)
class AgendaLines:
    """The agenda items with the layout of their lines."""

    items: Sequence[AgendaItem]
    as_of: Day
    width: int
    signs: Signs

    def lines(self) -> list[PanelLine]:
        """Return the lines of all agenda items, or a line that nothing is due."""
        if not self.items:
            text = StyledText("Nothing is due.", "quiet")
            return [PanelLine((StyledText(f" {self.signs.goes} ", "good"), text))]
        return [line for index, item in enumerate(self.items) for line in self._item_lines(index, item)]

    def _item_lines(self, index: int, item: AgendaItem) -> Iterator[PanelLine]:
        """Yield the lines of an agenda item: its day and how far off it is, its action, its last day."""
        style: Style = "error" if item.overdue or too_late(item, self.as_of) else "plain"
        sign = self.signs.error if style == "error" else " "
        when = lateness(item, self.as_of) or apart(item.day, self.as_of)
        day = StyledText(f" {sign} {dated(item.day)}  ", style if style == "error" else "strong")
        yield PanelLine((day, StyledText(when, style if item.overdue else "quiet")), index)
        yield from paragraph(f"{item.action}: {about(item)}", self.width, indent=3, target=index)
        missing = "the plan lacks this notice" if item.missing else ""
        until = "; ".join(filter(None, (missing, deadline(item, self.as_of, dated))))
        if until:
            yield from paragraph(until, self.width, "quiet", indent=3, target=index)

"""The violations panel: every item's entries, worst first, live while a date moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from planner.engine.statement import Finding
from planner.terminal_text import cells, shown
from planner.tui.panels.entries import ByItem, Entry, Group, compared, worst_first
from planner.tui.panels.line import Line, Span
from planner.tui.panels.lines import Lines
from planner.tui.panels.listing import Listing, Look
from planner.tui.signs import UNICODE, Signs

NAME_WIDTH = 18

Groups = Sequence[Group]


class Violations(Lines):
    """Choosing an entry (arrows or a click) asks the screen to go there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "Go there", show=False, id="violations.go"),
        Binding("up,k", "step(-1)", "Previous", show=False, id="violations.previous"),
        Binding("down,j", "step(1)", "Next", show=False, id="violations.next"),
        Binding("pageup", "step(-5)", "Up", show=False, id="violations.page-up"),
        Binding("pagedown", "step(5)", "Down", show=False, id="violations.page-down"),
        Binding("home,g", "step(-1000000)", "First", show=False, id="violations.first"),
        Binding("end,G", "step(1000000)", "Last", show=False, id="violations.last"),
    ]

    @dataclass
    class Chosen(Message):
        entry: Entry

    class Left(Message):
        """The keyboard goes back to the timeline."""

    def __init__(self, signs: Signs = UNICODE) -> None:
        super().__init__(id="violations")
        self.signs = signs
        self.waived_shown = False
        self._names: Sequence[str] = ()
        self._column = 0
        self._entries: list[Entry] = []
        self._rest: tuple[frozenset[int], Groups] = (frozenset(), ())
        self._groups: Groups = ()
        self._findings: Mapping[int, Sequence[Finding]] = {}
        self._by_item = ByItem()
        self._listing: Listing | None = None

    @property
    def entries(self) -> Sequence[Entry]:
        """What is listed, in order."""
        return self._entries

    @property
    def chosen(self) -> Entry | None:
        return self._entries[self._chosen] if self._chosen is not None else None

    def show_all(self, names: Sequence[str], findings: Mapping[int, Sequence[Finding]]) -> None:
        """The findings as they are, with no date in motion; `names` are the items' names."""
        self._names, self._findings = names, findings
        widest = max((cells(shown(names[item])) for item in findings), default=0)
        self._column = min(widest, NAME_WIDTH)
        self._groups = self._by_item(findings)
        self._rest = frozenset(), self._groups
        chosen = self.chosen
        self._list(self._groups)
        self._chosen = next((index for index, each in enumerate(self._entries) if each == chosen), None)
        self._paint()
        self.settle()
        self.border_title = self._title()

    def follow(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        """The findings of the items that a moving date touches, above the others, which stay."""
        touched = frozenset(findings)
        if self._rest[0] != touched:
            rest = (group for group in self._groups if group[0] not in touched)
            self._rest = touched, list(islice(rest, self.size.height))
        moving = worst_first(
            (item, compared(self._findings.get(item, ()), now)) for item, now in findings.items()
        )
        self._chosen = None
        self._list(chain(moving, self._rest[1]), most=self.size.height)
        self.scroll_to(y=0, animate=False)
        self._paint()

    def show_waived(self, shown: bool) -> None:
        self.waived_shown = shown
        self.show_all(self._names, self._findings)

    def choose(self, index: int | None) -> None:
        """Puts the cursor on an entry without asking the screen to go there."""
        self._chosen = index
        self._paint()
        self.settle()
        if index is not None and self._listing is not None:
            self.reveal(*self._listing.of(index))

    def action_step(self, by: int) -> None:
        if not self._entries:
            return
        start = self._chosen if self._chosen is not None else (-1 if by > 0 else len(self._entries))
        self._go(max(0, min(len(self._entries) - 1, start + by)))

    def action_back(self) -> None:
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        line = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= line < len(self.lines) and (target := self.lines[line].target) is not None:
            self._go(target)

    def on_resize(self) -> None:
        self._paint()
        self.settle()

    def _go(self, index: int) -> None:
        self.choose(index)
        self.post_message(self.Chosen(self._entries[index]))

    def _list(self, groups: Iterable[Group], most: int | None = None) -> None:
        listed = (entry for _, each in groups for entry in each if self.waived_shown or not entry.waived)
        self._entries = list(islice(listed, most))

    def _paint(self) -> None:
        if not self._entries:
            text = "Every promise holds." if self._names else "There is nothing to judge yet."
            self.show([Line((Span(f" {self.signs.goes} ", "good"), Span(text, "quiet")))])
            return
        look = Look(self._names, self._column, self.inner_width, self.signs)
        self._listing = Listing(self._entries, look, self._chosen, self.scrollable_content_region.height)
        self.show(self._listing, chosen=self._chosen)

    def _title(self) -> str:
        waived = sum(entry.waived for _, each in self._groups for entry in each)
        if not waived or self.waived_shown:
            return "Violations"
        return f"Violations ({waived} waived, v shows them)"

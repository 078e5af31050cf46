"""The violations panel: every item's entries, worst first, live while a date moves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from planner.engine.statement import Finding
from planner.terminal_text import shown
from planner.tui.panels.entries import Entry, by_item, compared
from planner.tui.panels.line import Line, Span, Style, padded, paragraph, squeezed
from planner.tui.panels.lines import Lines
from planner.tui.signs import UNICODE, Signs

NAME_WIDTH = 18

Groups = Sequence[tuple[int, Sequence[Entry]]]


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
        """Cells for the items' names."""
        self._entries: list[Entry] = []
        self._rest: tuple[frozenset[int], Groups] = (frozenset(), ())
        self._groups: Groups = ()
        self._findings: Mapping[int, Sequence[Finding]] = {}

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
        widest = max((cell_len(shown(names[item])) for item in findings), default=0)
        self._column = min(widest, NAME_WIDTH)
        self._groups = list(by_item(findings))
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
            self._rest = touched, [group for group in self._groups if group[0] not in touched]
        moving = [(item, compared(self._findings.get(item, ()), now)) for item, now in findings.items()]
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
        at = [line for line, each in enumerate(self.lines) if each.target == index]
        if index is not None and at:
            self.reveal(at[0], at[-1])

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

    def _list(self, groups: Iterable[tuple[int, Sequence[Entry]]], most: int | None = None) -> None:
        listed = (entry for _, each in groups for entry in each if self.waived_shown or not entry.waived)
        self._entries = list(islice(listed, most))

    def _paint(self) -> None:
        self.show(self._written(), chosen=self._chosen)

    def _written(self) -> list[Line]:
        if not self._entries:
            text = "Every promise holds." if self._names else "There is nothing to judge yet."
            return [Line((Span(f" {self.signs.goes} ", "good"), Span(text, "quiet")))]
        room = self.scrollable_content_region.height
        lines = list(self._lines_of(whole=len(self._entries) <= room))
        return lines if len(lines) <= room else list(self._lines_of(whole=False))

    def _lines_of(self, *, whole: bool) -> Iterator[Line]:
        """Every sentence in full where there is room for all; else only that of the chosen entry."""
        width = self.inner_width
        above: int | None = None
        for index, entry in enumerate(self._entries):
            name = shown(self._names[entry.item]) if entry.item != above else ""
            above = entry.item
            in_full = whole or index == self._chosen
            yield from self._entry(entry, index, padded(name, self._column), width, in_full=in_full)

    def _entry(self, entry: Entry, index: int, name: str, width: int, *, in_full: bool) -> Iterable[Line]:
        style: Style = "good" if entry.fate == "goes" else "gone" if entry.waived else entry.severity
        sign = f" {self.signs.appears if entry.fate == 'appears' else ' '}{self.signs.of(entry)} "
        lead = (Span(sign, style), Span(f"{name}  ", "strong"))
        indent = len(sign) + cell_len(name) + 2
        text: Style = "plain" if style == entry.severity else style
        message = said(entry, self._names[entry.item])
        if not in_full:
            yield Line((*lead, Span(squeezed(shown(message), width - indent - 1), text)), index)
            return
        yield from paragraph(message, width - 1, text, first=lead, indent=indent, target=index)
        if entry.fate != "goes":
            yield from paragraph(", ".join(entry.rules), width - 1, "quiet", indent=indent, target=index)

    def _title(self) -> str:
        waived = sum(entry.waived for _, each in self._groups for entry in each)
        if not waived or self.waived_shown:
            return "Violations"
        return f"Violations ({waived} waived, v shows them)"


def said(entry: Entry, name: str) -> str:
    """The entry's sentence without the item's name, which stands beside it."""
    message = entry.worst.reason.message.removeprefix(name).lstrip(" :")
    if entry.fate == "goes":
        return f"{', '.join(entry.rules)} would hold"
    return f"waived: {message}" if entry.waived else message

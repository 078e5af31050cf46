"""The agenda panel: what must be sent, released, switched or ended, overdue first; choosing goes there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from planner.dates import Day, iso
from planner.engine.agenda import Due
from planner.tui.panels.dues import Dues
from planner.tui.panels.lines import Lines
from planner.tui.signs import Signs


class Agenda(Lines):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "Go there", show=False, id="agenda.go"),
        Binding("up,k", "step(-1)", "Previous", show=False, id="agenda.previous"),
        Binding("down,j", "step(1)", "Next", show=False, id="agenda.next"),
        Binding("pageup", "step(-5)", "Up", show=False, id="agenda.page-up"),
        Binding("pagedown", "step(5)", "Down", show=False, id="agenda.page-down"),
        Binding("home,g", "step(-1000000)", "First", show=False, id="agenda.first"),
        Binding("end,G", "step(1000000)", "Last", show=False, id="agenda.last"),
    ]

    @dataclass
    class Chosen(Message):
        due: Due

    class Left(Message):
        """The keyboard goes back to the timeline."""

    def __init__(self, signs: Signs) -> None:
        super().__init__(id="agenda")
        self.add_class("side")
        self.signs = signs
        self._dues: Sequence[Due] = ()
        self._as_of: Day = 1

    @property
    def dues(self) -> Sequence[Due]:
        return self._dues

    @property
    def chosen(self) -> Due | None:
        return self._dues[self._chosen] if self._chosen is not None else None

    def show_dues(self, dues: Sequence[Due], as_of: Day, until: Day) -> None:
        """After an edit the cursor stays at its place in the list: what was done is gone from it."""
        at, self._chosen = self._chosen, None
        self._dues, self._as_of = dues, as_of
        self._write(min(at, len(dues) - 1) if at is not None and dues else None)
        self.border_title = f"Agenda until {iso(until)}"

    def action_step(self, by: int) -> None:
        if self._dues:
            start = self._chosen if self._chosen is not None else (-1 if by > 0 else len(self._dues))
            self._go(max(0, min(len(self._dues) - 1, start + by)))

    def action_back(self) -> None:
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        line = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= line < len(self.lines) and (target := self.lines[line].target) is not None:
            self._go(target)

    def on_resize(self) -> None:
        self._write(self._chosen)

    def _go(self, index: int) -> None:
        self._write(index)
        at = [line for line, each in enumerate(self.lines) if each.target == index]
        self.reveal(at[0], at[-1])
        self.post_message(self.Chosen(self._dues[index]))

    def _write(self, chosen: int | None) -> None:
        dues = Dues(self._dues, self._as_of, self.inner_width - 1, self.signs)
        self.show(dues.lines(), chosen=chosen)
        self.settle()

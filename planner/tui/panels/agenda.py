"""The agenda panel: what must be sent, released, switched or ended, overdue first; choosing goes there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from planner.dates import Day, iso
from planner.engine.agenda import Due
from planner.tui.panels.choosing import Choosing, keys
from planner.tui.panels.dues import Dues
from planner.tui.signs import Signs


class Agenda(Choosing[Due]):
    BINDINGS: ClassVar[list[BindingType]] = keys("agenda")

    @dataclass
    class Chosen(Message):
        due: Due

    def __init__(self, signs: Signs) -> None:
        super().__init__(id="agenda")
        self.add_class("side")
        self.signs = signs
        self._as_of: Day = 1

    @property
    def dues(self) -> Sequence[Due]:
        return self._listed

    def show_dues(self, dues: Sequence[Due], as_of: Day, until: Day) -> None:
        """After an edit the cursor stays at its place in the list: what was done is gone from it."""
        at, self._chosen = self._chosen, None
        self._listed, self._as_of = dues, as_of
        self._write(min(at, len(dues) - 1) if at is not None and dues else None)
        self.border_title = f"Agenda until {iso(until)}"

    def on_resize(self) -> None:
        self._write(self._chosen)

    def go(self, index: int) -> None:
        self._write(index)
        at = [line for line, each in enumerate(self.lines) if each.target == index]
        self.reveal(at[0], at[-1])
        self.post_message(self.Chosen(self._listed[index]))

    def _write(self, chosen: int | None) -> None:
        dues = Dues(self._listed, self._as_of, self.inner_width - 1, self.signs)
        self.show(dues.lines(), chosen=chosen)
        self.settle()

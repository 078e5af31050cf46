"""A selection: the part of a plan that a command acts on, wherever on the screen it is seen."""

from typing import Literal

from textual.message import Message

from planner.dates import Day
from planner.engine.constraint import Place
from planner.named_tuple import NamedTuple

SelectionType = Literal["date", "notice", "item", "track", "violation", "freeze", "waiver", "day", "plan"]


class Selection(NamedTuple):
    """The part of a plan that a command acts on."""

    type: SelectionType
    key: int | None = None
    """The key of the entry: an item, notice, freeze or waiver; of a date, its item."""
    place: Place | None = None
    """The place of a date or notice."""
    track: str | None = None
    """The name of a track; None is the unnamed one."""
    day: Day | None = None
    """The day under the pointer; None if that is on no day."""


PLAN = Selection("plan")
RIGHT = 3
"""The mouse's right button."""


class OpenSelection(Message):
    """A request to edit a selection that was double-clicked, or chosen with enter."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.selection = selection


class AskMenu(Message):
    """A request for the menu of a selection, at a cell of the screen."""

    def __init__(self, selection: Selection | None, at: tuple[int, int] | None = None) -> None:
        super().__init__()
        self.selection = selection
        """The selection; None: the present one."""
        self.at = at
        """The column and row of the pointer; None: in the middle of the screen."""


class DayPicked(Message):
    """A message that a day on the ruler was clicked."""

    def __init__(self, day: Day) -> None:
        super().__init__()
        self.day = day

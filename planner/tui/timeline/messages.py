"""The messages of the timeline to the screen, which previews moves and then shows the rows."""

from textual.message import Message

from planner.engine.constraint import Place
from planner.tui.timeline.drag import Moves


class Selected(Message, namespace="timeline"):
    """A message that the cursor is on another row or marker."""

    def __init__(self, item: int | None, place: Place | None) -> None:
        super().__init__()
        self.item = item
        self.place = place

    def can_replace(self, message: Message) -> bool:
        """Return True for a later message of this type, which then takes the place of this one."""
        return isinstance(message, Selected)


class Grabbed(Message, namespace="timeline"):
    """A message that a drag begins: of a date, or (`place` None) of a bar with all its future dates.

    A click begins no drag: it is a `Selected`.
    """

    def __init__(self, item: int | None, place: Place | None, places: tuple[Place, ...]) -> None:
        super().__init__()
        self.item = item
        self.place = place
        self.places = places


class Dropped(Message, namespace="timeline"):
    """A message that the held dates have moved and stay where they are now.

    The dates of `staying` are pinned, and did not move along. With `list_followers` the dates that follow in
    a ripple are to be listed first.
    """

    def __init__(
        self, moves: Moves, staying: tuple[Place, ...] = (), *, list_followers: bool = False
    ) -> None:
        super().__init__()
        self.moves = moves
        self.staying = staying
        self.list_followers = list_followers


class DragCancelled(Message, namespace="timeline"):
    """A message that a drag ended without a move: the held dates are where they were before it."""


class CountTyped(Message, namespace="timeline"):
    """A message that a number was typed before a motion, or (0) that it was used or dropped."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def can_replace(self, message: Message) -> bool:
        """Return True for a later message of this type, which then takes the place of this one."""
        return isinstance(message, CountTyped)


class Released(Message, namespace="timeline"):
    """A message that a press on a date or bar ended before a drag began, as in a click."""


class Nudged(Message, namespace="timeline"):
    """A message that dates are to move by keyboard, at once; the dates of `staying` are pinned and do not."""

    def __init__(self, moves: Moves, staying: tuple[Place, ...] = ()) -> None:
        super().__init__()
        self.moves = moves
        self.staying = staying
        self.list_followers = False


class MarkedChanged(Message, namespace="timeline"):
    """A message that other rows or dates are marked."""


class RowsChosen(Message, namespace="timeline"):
    """A message that the rows to show were chosen anew.

    `said` is a sentence about rows that are shown in spite of a filter; empty if there are none.
    """

    def __init__(self, said: str = "") -> None:
        super().__init__()
        self.said = said

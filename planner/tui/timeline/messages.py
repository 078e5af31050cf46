"""What the timeline tells the screen. It knows no session: the screen previews, then shows the rows."""

from textual.message import Message

from planner.engine.constraint import Place
from planner.tui.timeline.drag import Moves


class Selected(Message, namespace="timeline"):
    """The cursor is on another row or marker, whoever put it there."""

    def __init__(self, item: int | None, place: Place | None) -> None:
        super().__init__()
        self.item = item
        self.place = place

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Selected)


class Grabbed(Message, namespace="timeline"):
    """A drag begins: a date is held, or (`place` None) a bar with all its future dates.

    A click is none: it is heard of as `Selected`.
    """

    def __init__(self, item: int | None, place: Place | None, places: tuple[Place, ...]) -> None:
        super().__init__()
        self.item = item
        self.place = place
        self.places = places


class Dropped(Message, namespace="timeline"):
    """The held dates stay where they are now; they have moved."""

    def __init__(self, moves: Moves) -> None:
        super().__init__()
        self.moves = moves


class DragCancelled(Message, namespace="timeline"):
    """The held dates are back where they were, or never left."""


class Released(Message, namespace="timeline"):
    """The button was pressed on a date and let go without a move: a click."""


class Nudged(Message, namespace="timeline"):
    """A move by keyboard, done at once."""

    def __init__(self, moves: Moves) -> None:
        super().__init__()
        self.moves = moves

"""The sizes at which the planner's screen changes its layout, and its containers."""

from collections.abc import Callable

from textual import events
from textual.containers import Horizontal, Vertical

SMALLEST = (40, 12)
ROOM_FOR_BOTH = 110
WIDTHS = [(0, "-narrow"), (SMALLEST[0], "-normal"), (ROOM_FOR_BOTH, "-wide")]
ROOM_FOR_MINIMAP = 20
HEIGHTS = [(0, "-low"), (SMALLEST[1], "-high"), (ROOM_FOR_MINIMAP, "-tall")]


class WorkArea(Vertical):
    """The container of the ruler, the timeline and the panels."""

    BLANK = True


class PanelRow(Horizontal):
    """The container of the panels, side by side; their upper edge is dragged to share the height anew."""

    BLANK = True

    def __init__(self, resize: Callable[[int | None], None], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._resize = resize
        """Called with the height in lines that a person wants; None: as high as the content."""
        self._gripped = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag the upper edge, if the left button is pressed on it."""
        if event.button == 1 and event.screen_y == self.region.y:
            event.stop()
            self._gripped = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Have the height changed so that the upper edge is at the pointer, while it is dragged."""
        if self._gripped:
            event.stop()
            self._resize(self.region.bottom - event.screen_y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag of the edge."""
        if self._gripped:
            event.stop()
            self._gripped = False
            self.release_mouse()

    def on_mouse_release(self) -> None:
        """End the drag of the edge if something else took the mouse."""
        self._gripped = False

    def on_click(self, event: events.Click) -> None:
        """Have the panels as high as their content after a double click on the edge."""
        if event.chain == 2 and event.screen_y == self.region.y:
            self._resize(None)


class Edge(Vertical):
    """The container of the first or the last line: Textual repaints all widgets of a container together."""

    BLANK = True

"""The container of the panels below the timeline."""

from collections.abc import Callable

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget


class PanelRow(Horizontal):
    """The container of the panels, side by side; their upper edge is dragged to share the height anew."""

    BLANK = True

    def __init__(self, resize: Callable[[int | None], None], *panels: Widget) -> None:
        super().__init__(*panels, id="panels")
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

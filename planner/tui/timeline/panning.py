"""Dragging the background of a timeline or its ruler, which scrolls time, and rows where there are any."""

from textual import events
from textual.widget import Widget

from planner.named_tuple import NamedTuple
from planner.tui.parts import Parted
from planner.tui.timeline.canvas import Canvas


class Grip(NamedTuple):
    """The cell at which the background was gripped, and the view at that moment."""

    x: int
    y: int
    left: int
    top: int


class Panning(Parted, Widget, part=True):
    """A widget whose background is dragged by the left button."""

    pans_rows: bool = True
    """True if dragging up and down scrolls the rows."""
    _grip: Grip | None = None
    _moved: bool = False
    _queued: bool = False
    _pan_to: tuple[int, int] = (0, 0)

    @property
    def panned(self) -> Canvas:
        """The canvas whose view is scrolled."""
        raise NotImplementedError

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to pan when the left button is pressed on the time axis without shift.

        Do nothing if the widget has captured the mouse already, to drag a date.
        """
        if event.button != 1 or event.shift:
            return
        x, y = event.get_content_offset_capture(self)
        # A date that the subclass took hold of has captured the mouse.
        if x >= self.panned.gutter_cells and self.app.mouse_captured is not self:
            self._grip = Grip(x=x, y=y, left=self.panned.view.left, top=self.panned.scroll_offset.y)
            self._moved = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scroll time, and rows too where `pans_rows`, by as many cells as the pointer moved since the press.

        Of a burst of motions only the last position is worked out.
        """
        if self._grip is None:
            return
        event.stop()
        self._pan_to = event.get_content_offset_capture(self)
        if not self.message_queue_size:
            self._pan()
        elif not self._queued:
            self._queued = True
            self.call_later(self._pan)

    def _pan(self) -> None:
        """Scroll the canvas to the pointer's last position; from the first motion on, no click follows."""
        self._queued = False
        grip = self._grip
        if grip is None:
            return
        right, down = self._pan_to[0] - grip.x, self._pan_to[1] - grip.y
        if not self._moved and (right or down):
            self._moved = True
            self.suppress_click()
            self.styles.pointer = "grabbing"
        canvas = self.panned
        canvas.view = canvas.view.scrolled_to(grip.left - right)
        if self.pans_rows:
            canvas.scroll_to(y=grip.top - down, animate=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Scroll to where the button is released, and end panning; do nothing without panning."""
        if self._grip is None:
            return
        event.stop()
        self._pan_to = event.get_content_offset_capture(self)
        self._pan()
        self._let_go()

    def on_mouse_release(self) -> None:
        """End panning if something else captured the mouse."""
        if self._grip is not None and self.app.mouse_captured is not self:
            self._let_go()

    def _let_go(self) -> None:
        """End panning: release the mouse, and give the pointer its usual shape again."""
        self._grip = None
        self.release_mouse()
        if self._moved:
            self.styles.pointer = "default"

"""Strips above and below a timeline: beside the same gutter, in the same colours, scrolled by the wheel."""

from textual import events
from textual.strip import Strip

from planner.tui.timeline.canvas import Canvas
from planner.tui.timeline.cells import Cells, Run
from planner.tui.timeline.colours import TimelineColours
from planner.tui.timeline.line_cache import LineCache
from planner.tui.timeline.viewport import WHEEL_CELLS


class TimeStrip(LineCache, part=True):
    """Lines above or below a timeline, which are painted anew when it shows another stretch of time."""

    ALLOW_SELECT = False

    def __init__(self, timeline: Canvas) -> None:
        super().__init__()
        self.timeline = timeline
        self._palette: TimelineColours | None = None

    def on_mount(self) -> None:
        """Repaint whenever the timeline's view, gutter, day cursor or kind of signs changes."""
        for name in ("view", "gutter_cells", "day_cursor", "ascii_only"):
            self.watch(self.timeline, name, self._repaint, init=False)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the timeline to earlier days; do nothing during a drag."""
        self._wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the timeline to later days; do nothing during a drag."""
        self._wheel(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Scroll the timeline to earlier days; do nothing during a drag."""
        self._wheel(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Scroll the timeline to later days; do nothing during a drag."""
        self._wheel(event, 1)

    def _wheel(self, event: events.MouseEvent, later: int) -> None:
        """Scroll time by a step of the wheel, later (1) or earlier (-1); do nothing during a drag."""
        event.stop()
        if self.timeline.held is None:
            self.timeline.pan(later * WHEEL_CELLS)

    def _repaint(self) -> None:
        """Have all lines painted anew."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._palette = None
        super().notify_style_update()

    def beside_gutter(self, label: Run, cells: Cells) -> Strip:
        """Return a line in the theme's colours: a label as wide as the gutter, then cells of the time axis.

        It is filled with spaces up to the widget's width.
        """
        if self._palette is None:
            self._palette = TimelineColours(self)
        segments = self._palette.segments([label]) + self._palette.line(cells)
        return self.filled(segments, self.timeline.gutter_cells + cells.width)

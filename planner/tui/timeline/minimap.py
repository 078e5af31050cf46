"""The strip below a timeline: the plan's whole span, how many versions are out, where the view is."""

from textual import events
from textual.strip import Strip

from planner.chart import Chart
from planner.dates import Day, to_date
from planner.named_tuple import NamedTuple
from planner.tui.timeline.canvas import WHEEL_CELLS, Canvas
from planner.tui.timeline.cells import Cells, Run
from planner.tui.timeline.colours import TimelineColours
from planner.tui.timeline.density import AxisSpan, blamed, densities
from planner.tui.timeline.ghosts import with_missing
from planner.tui.timeline.glyphs import Glyphs, fitted
from planner.tui.timeline.line_cache import LineCache


class Density(NamedTuple):
    """The counts that the strip shows, in the cells of a span."""

    span: AxisSpan
    out: list[int]
    """The number of versions that are out, by cell."""
    errors: set[int]
    """The cells that have a date with an error."""


class Minimap(LineCache):
    """One line: a click on it, or a drag along it, takes the view there."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Minimap {
        height: 1;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self, timeline: Canvas) -> None:
        super().__init__()
        self.timeline = timeline
        self._palette: TimelineColours | None = None
        self._known: Density | None = None

    def on_mount(self) -> None:
        """Repaint whenever the timeline shows another stretch of time."""
        for name in ("view", "gutter_cells", "ascii_only", "day_cursor"):
            self.watch(self.timeline, name, self._repaint, init=False)

    def renew(self, known: Density | None = None) -> None:
        """Show other rows, or the same ones with other dates; not while a date is dragged.

        Args:
            known: The counts of the rows, where `density_of` has them already.
        """
        self._known = known
        self.refresh()

    def density_of(self, chart: Chart) -> Density:
        """Return the counts of a chart that is about to be shown: over a long one a thread counts them."""
        span = self._span_of(chart)
        rows = with_missing(chart.rows, self.timeline.ghost_layer.missing)
        return Density(span, densities(rows, span), blamed(rows, span))

    def _repaint(self) -> None:
        self.refresh()

    @property
    def span(self) -> AxisSpan:
        """The days of the plan and the cells that they share."""
        return self._span_of(self.timeline.chart)

    def _span_of(self, chart: Chart) -> AxisSpan:
        days = self.timeline.ghost_layer.span(chart.first, chart.last)
        return AxisSpan(*days, self.timeline.view.width)

    # By pointer

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the view to the day under the pointer, and along with it from now on."""
        if event.button == 1 and self.timeline.held is None:
            event.stop()
            self.capture_mouse()
            self._go(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Take the view along with the pointer."""
        if self.app.mouse_captured is self:
            event.stop()
            self._go(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let the view go."""
        if self.app.mouse_captured is self:
            event.stop()
            self.release_mouse()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll to earlier days."""
        self._wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll to later days."""
        self._wheel(event, 1)

    def _wheel(self, event: events.MouseEvent, later: int) -> None:
        event.stop()
        if self.timeline.held is None:
            self.timeline.pan(later * WHEEL_CELLS)

    def _go(self, event: events.MouseEvent) -> None:
        x = event.get_content_offset_capture(self).x - self.timeline.gutter_cells
        self.timeline.go_to(self.span.day(min(max(x, 0), self.timeline.view.width - 1)))

    # Painting

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._palette = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        if self._palette is None:
            self._palette = TimelineColours(self)
        timeline, scene = self.timeline, self.timeline.scene  # which measures the view before the first frame
        span, glyphs, view = self.span, scene.glyphs, scene.view
        if self._known is None or self._known.span != span:
            every = timeline.rows.every
            self._known = Density(span, densities(every, span), blamed(every, span))
        cells = paint(span, self._known.out, self._known.errors, glyphs)
        mark(cells, span, (view.first, view.last), timeline.chart.as_of, glyphs)
        label = fitted(f" {years(span, timeline.gutter_cells - 2)}", timeline.gutter_cells, glyphs.more)
        gutter = self._palette.segments([Run(label, "map-years", "gutter")])
        return Strip(gutter + self._palette.line(cells))


def years(span: AxisSpan, width: int) -> str:
    """Return the first and the last year of a span, as far as there is room for them."""
    first, last = to_date(span.first).year, to_date(span.last).year
    texts = [f"{first:04}-{last:04}", f"{first:04}-{last % 100:02}"] if first != last else []
    return next((text for text in texts if len(text) <= width), f"{first:04}")


def paint(span: AxisSpan, numbers: list[int], errors: set[int], glyphs: Glyphs) -> Cells:
    """Return the cells with a column for each number, the highest one as high as the line."""
    cells, most, steps = Cells.blank(span.width), max(numbers, default=0), len(glyphs.heights)
    for x, number in enumerate(numbers):
        height = 0 if not number else 1 + (number * (steps - 2)) // most
        cells.put(x, glyphs.heights[height], "map")
    for x in errors:
        if glyphs.map_edges:  # colours do not tell it
            cells.put(x, glyphs.error, "map-error")
        else:
            cells.tint(x, "map-error")
    return cells


def mark(cells: Cells, span: AxisSpan, view: tuple[Day, Day], as_of: Day, glyphs: Glyphs) -> None:
    """Mark today, and the stretch of time in view from its first to its last day."""
    seen = span.cells(*view)
    for x in seen:
        if cells.foregrounds[x] == "map":
            cells.tint(x, "map-view")
    cells.shade(seen.start, seen.stop, "map-view")
    cells.put(span.x(as_of), glyphs.today, "today")
    if glyphs.map_edges:
        cells.put(seen.start, glyphs.map_edges[0], "map-view")
        cells.put(seen.stop - 1, glyphs.map_edges[1], "map-view")

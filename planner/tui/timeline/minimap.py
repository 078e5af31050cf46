"""The strip below a timeline: the plan's whole span, how many versions are out, where the view is."""

from textual import events
from textual.strip import Strip

from planner.chart import Chart
from planner.dates import Day, to_date
from planner.named_tuple import NamedTuple
from planner.tui.timeline.canvas import Canvas
from planner.tui.timeline.cells import Cells, Run
from planner.tui.timeline.density import AxisSpan, blamed, densities
from planner.tui.timeline.ghosts import with_missing
from planner.tui.timeline.glyphs import Glyphs, fitted
from planner.tui.timeline.time_strip import TimeStrip


class Density(NamedTuple):
    """The counts that the strip shows, in the cells of a span."""

    span: AxisSpan
    out: list[int]
    """The number of versions that are out, by cell."""
    errors: set[int]
    """The cells that have a date with an error."""


class Minimap(TimeStrip):
    """A strip of one line; pressing it, or dragging along it, scrolls the timeline to the day there."""

    DEFAULT_CSS = """
    Minimap {
        height: 1;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self, timeline: Canvas) -> None:
        super().__init__(timeline)
        self._known: Density | None = None

    def renew(self, known: Density | None = None) -> None:
        """Repaint for other rows, or the same ones with other dates; too slow for each step of a drag.

        Args:
            known: The counts of the rows, where `density_of` has them already; None: count them.
        """
        self._known = known
        self.refresh()

    def density_of(self, chart: Chart) -> Density:
        """Return the counts of a chart before it is shown; a thread may call this for a long plan."""
        span = self._span_of(chart)
        rows = with_missing(chart.rows, self.timeline.ghost_layer.missing)
        return Density(span, densities(rows, span), blamed(rows, span))

    @property
    def span(self) -> AxisSpan:
        """The days of the plan and of its ghost layer, in as many cells as the time axis has."""
        return self._span_of(self.timeline.chart)

    def _span_of(self, chart: Chart) -> AxisSpan:
        """Return the days of a chart and of the ghost layer, in as many cells as the time axis has."""
        days = self.timeline.ghost_layer.span(chart.first, chart.last)
        return AxisSpan(*days, self.timeline.view.width)

    # By pointer

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Scroll the timeline to the day under the pointer, and follow the pointer until its release.

        Do nothing with another button than the left one, and during a drag of dates.
        """
        if event.button == 1 and self.timeline.held is None:
            event.stop()
            self.capture_mouse()
            self._go(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scroll the timeline to the day under the pointer while the button is pressed."""
        if self.app.mouse_captured is self:
            event.stop()
            self._go(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop scrolling the timeline to the day under the pointer."""
        if self.app.mouse_captured is self:
            event.stop()
            self.release_mouse()

    def _go(self, event: events.MouseEvent) -> None:
        """Scroll the timeline so that the day under the pointer is in its middle."""
        x = event.get_content_offset_capture(self).x - self.timeline.gutter_cells
        self.timeline.go_to(self.span.day(min(max(x, 0), self.timeline.view.width - 1)))

    # Painting

    def render_line(self, y: int) -> Strip:
        """Return the only line: the plan's years on the gutter, then the counts, the as-of date and the view.

        The counts are made first if they are not known for the present span.
        """
        timeline, scene = self.timeline, self.timeline.scene  # which measures the view before the first frame
        span, glyphs, view = self.span, scene.glyphs, scene.view
        if self._known is None or self._known.span != span:
            every = timeline.rows.every
            self._known = Density(span, densities(every, span), blamed(every, span))
        cells = paint(span, self._known.out, self._known.errors, glyphs)
        mark(cells, span, (view.first, view.last), timeline.chart.as_of, glyphs)
        label = fitted(f" {years(span, timeline.gutter_cells - 2)}", timeline.gutter_cells, glyphs.more)
        return self.beside_gutter(Run(label, "map-years", "gutter"), cells)


def years(span: AxisSpan, width: int) -> str:
    """Return the first and the last year of a span, such as `2021-2027`, in at most `width` characters.

    If they have no room, return `2021-27`, or else the first year alone, as for a span in one year; an empty
    text if not even that has room.
    """
    first, last = to_date(span.first).year, to_date(span.last).year
    texts = [f"{first:04}-{last:04}", f"{first:04}-{last % 100:02}"] if first != last else []
    return next((text for text in (*texts, f"{first:04}") if len(text) <= width), "")


def paint(span: AxisSpan, numbers: list[int], errors: set[int], glyphs: Glyphs) -> Cells:
    """Return the line with a column for each cell's number; the highest number has the highest column.

    Columns in the cells of `errors` have the colour of errors; without colours a sign stands there.
    """
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
    """Mark on the line the as-of date, and the cells from the first to the last day in view."""
    seen = span.cells(*view)
    for x in seen:
        if cells.foregrounds[x] == "map":
            cells.tint(x, "map-view")
    cells.shade(seen.start, seen.stop, "map-view")
    cells.put(span.x(as_of), glyphs.today, "today")
    if glyphs.map_edges:
        cells.put(seen.start, glyphs.map_edges[0], "map-view")
        cells.put(seen.stop - 1, glyphs.map_edges[1], "map-view")

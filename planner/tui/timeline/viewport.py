"""The part of a chart that is in view: as much time, and as many rows, as the widget's size has room for.

Time is not scrolled by Textual's `scroll_x` but by `view`, which reaches as far as the calendar; rows are
scrolled as in any `ScrollView`.
"""

from collections.abc import Iterable

from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

from planner.chart import Chart
from planner.dates import Day
from planner.tui.timeline.ghosts import NO_GHOSTS
from planner.tui.timeline.gutter import gutter_width
from planner.tui.timeline.line_cache import LineCache
from planner.tui.timeline.row_lines import RowLines, Spacing, spaced
from planner.tui.timeline.rows import Rows
from planner.tui.timeline.scale import TimeScale, View, fitting, opening
from planner.tui.timeline.scrollbar import mounted_scrollbar

WHEEL_CELLS = 6
"""How far a step of the wheel scrolls in time."""


class Viewport(ScrollView, LineCache, part=True):
    """A widget that shows a part of a chart: it is scrolled and zoomed, and rows stand on its lines."""

    view: reactive[View] = reactive(View(TimeScale(), 0, 0), repaint=False, init=False)
    gutter_cells: reactive[int] = reactive(0, repaint=False, init=False)
    day_cursor: reactive[Day | None] = reactive(None, repaint=False, init=False)
    spacing: reactive[Spacing] = reactive[Spacing]("auto", repaint=False, init=False)
    """The choice of a blank line below every item: while all rows fit, always or never."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = Chart(rows=(), freezes=(), as_of=1, first=1, last=1)
        self.rows = Rows()
        self.row_lines = RowLines()
        """The lines on which the rows stand."""
        self.ghost_layer = NO_GHOSTS
        """The dates of another state of the plan."""
        self._placed = False
        """True once a plan with rows has a view."""
        self.first_view: View | None = None
        """The period to show first, whatever its width; None for a period that suits the plan."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar of the rows, made and mounted when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = mounted_scrollbar(self)
        return self._vertical_scrollbar

    @property
    def items_in_view(self) -> list[int]:
        """The items whose rows are in view now, from top to bottom."""
        rows = (self.rows.at(index) for index in self._rows_in_view)
        return [row.item for row in rows if row is not None and row.item is not None]

    def in_view(self, items: Iterable[int]) -> list[int]:
        """Return those of the given items whose rows are in view now, in the order given."""
        seen = self._rows_in_view
        return [item for item in items if self.rows.of_item(item) in seen]

    @property
    def _rows_in_view(self) -> range:
        """The indices of the rows that are in view now."""
        top = round(self.scroll_y)  # `scroll_offset` and `size` look up much more, at each motion of a drag
        return self.row_lines.rows_on(top, top + self.outer_size.height)

    def go_to(self, day: Day, x: int | None = None) -> None:
        """Scroll time so that a day is in cell `x` of the time axis, or in the middle if `x` is None."""
        self.view = self.view.with_day_at(day, self.view.width // 2 if x is None else x)

    def fit(self) -> None:
        """Zoom and scroll to the closest view of all dates of the plan and of its ghost layer."""
        self.view = fitting(*self.ghost_layer.span(self.chart.first, self.chart.last), self.view.width)

    def zoom(self, factor: float, about: int | None = None) -> None:
        """Zoom in (`factor` above 1) or out; the day in the cell `about` stays there.

        Without `about`, the day of `focal_day` stays in its cell, or if it is out of view the middle day.
        """
        self.view = self.view.zoomed(factor, self._focal_cell() if about is None else about)

    def pan(self, cells: int) -> None:
        """Scroll time by so many cells, to earlier days if negative."""
        self.view = self.view.scrolled_to(self.view.left + cells)

    def _focal_cell(self) -> int:
        """Return the cell of the day that zooming keeps in place; the middle one if that is out of view."""
        day = self.focal_day()
        return self.view.x(day) if self.view.shows(day) else self.view.width // 2

    def focal_day(self) -> Day:
        """Return the day that zooming keeps in place: the day cursor's, else the as-of date."""
        return self.day_cursor if self.day_cursor is not None else self.chart.as_of

    def watch_view(self) -> None:
        """Repaint all lines when another stretch of time is in view."""
        self._repaint()

    def watch_gutter_cells(self) -> None:
        """Repaint all lines when the gutter has another width: the view may have kept its own."""
        self._repaint()

    def watch_day_cursor(self) -> None:
        """Repaint all lines when the day cursor moves: it crosses all rows."""
        self._repaint()

    def watch_spacing(self) -> None:
        """Lay the rows out with another spacing; the first row in view stays the first."""
        first = next(iter(self._rows_in_view), None)
        self._space()
        if first is not None:
            self.scroll_to(y=self.row_lines.line_of(first), animate=False, force=True)

    def _space(self) -> None:
        """Set the line of each row, with or without blank lines as spacing and height ask for; repaint."""
        height = self.scrollable_content_region.height
        airy = spaced(self.rows.all, height, self.spacing)
        self.row_lines = RowLines(self.rows.all, airy=airy)
        self.virtual_size = Size(0, self.row_lines.height)
        self._repaint()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out rows, gutter and time axis for the new size."""
        self._fit()

    def _fit(self) -> None:
        """Lay out rows, gutter and time axis for the size of the widget."""
        if spaced(self.rows.all, self.scrollable_content_region.height, self.spacing) != self.row_lines.airy:
            self._space()
        self._measure()

    def _measure(self) -> None:
        """Set the widths of gutter and time axis for the widget's width; do nothing while that is unknown.

        A plan that has no view yet gets `first_view` in this width, or without that the view in which a plan
        opens.
        """
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self.gutter_cells = gutter_width(self.rows.every, width)
        axis = max(1, width - self.gutter_cells)
        chart = self.chart
        if self._placed:
            self.view = self.view.resized(axis)
        elif self.first_view is not None:
            self.view = self.first_view.resized(axis)
        else:
            self.view = opening(chart.first, chart.last, chart.as_of, axis)
        self._placed = bool(chart.rows)

    def _repaint(self) -> None:
        """Have all lines painted anew."""
        self.refresh()

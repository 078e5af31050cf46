"""The painted timeline: rows against time, scrolled and zoomed. It handles no pointer.

Only changed lines are painted again: `show_rows` and the marks refresh single lines, and the line cache keeps
the others. Time is not scrolled by Textual's `scroll_x` but by `view`, which reaches as far as the calendar;
rows are scrolled as in any `ScrollView`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from planner.chart import Chart, Row, TrackSummary
from planner.dates import Day
from planner.engine.constraint import Place
from planner.engine.task import Task, finish
from planner.tui.timeline.cells import Cells, Run
from planner.tui.timeline.colours import TimelineColours
from planner.tui.timeline.drag import LegalWindow
from planner.tui.timeline.ghosts import NO_GHOSTS, PROPOSED, with_missing
from planner.tui.timeline.glyphs import ASCII, PLAIN, SIXTEEN, UNICODE, Glyphs
from planner.tui.timeline.gutter import gutter_width, paint_missing_name, paint_name
from planner.tui.timeline.heading import paint_heading
from planner.tui.timeline.line_cache import LineCache
from planner.tui.timeline.marks import NO_MARKS, Held, Marks
from planner.tui.timeline.painter import paint_row
from planner.tui.timeline.row_lines import RowLines, Spacing, spaced
from planner.tui.timeline.rows import Rows
from planner.tui.timeline.scale import TimeScale, View, fitting, opening
from planner.tui.timeline.scene import Scene, backdrop
from planner.tui.timeline.scrollbar import mounted_scrollbar

WHEEL_CELLS = 6
"""How far a step of the wheel scrolls in time."""


class Canvas(ScrollView, LineCache, inherit_bindings=False):
    """The rows of a chart, painted against time."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Canvas {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """

    view: reactive[View] = reactive(View(TimeScale(), 0, 0), repaint=False, init=False)
    gutter_cells: reactive[int] = reactive(0, repaint=False, init=False)
    guide: reactive[Day | None] = reactive(None, repaint=False, init=False)
    """The line from the held date up to the ruler: many lines, so only while the pointer rests."""
    day_cursor: reactive[Day | None] = reactive(None, repaint=False, init=False)
    ascii_only: reactive[bool] = reactive(False, repaint=False, init=False)
    window: reactive[LegalWindow | None] = reactive(None, repaint=False, init=False)
    """The legal days that are shown."""
    spacing: reactive[Spacing] = reactive[Spacing]("auto", repaint=False, init=False)
    """The choice of a blank line below every item: while all rows fit, always or never."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = Chart((), (), 1, 1, 1)
        self.rows = Rows()
        self.row_lines = RowLines()
        """The lines on which the rows stand."""
        self.no_items = ""
        """The words for a plan without items."""
        self.no_rows = "No row is shown."
        """The words for a plan whose rows are all hidden."""
        self._row: int | None = None
        self._place: Place | None = None
        self._window_row: int | None = None
        self.ghosts: dict[int, dict[Place, Day]] = {}
        self.ghost_layer = NO_GHOSTS
        """The dates of another state of the plan."""
        self._held: Held | None = None
        self.held_watchers: list[Callable[[], None]] = []
        """Functions to call when the held date moves."""
        self._held_row: int | None = None
        self._origins: Mapping[Place, Day] = {}
        self._palette: TimelineColours | None = None
        self._scene: Scene | None = None
        self._behind: Cells | None = None
        self._placed = False
        self.first_view: View | None = None
        """The period to show first, whatever its width; None for a period that suits the plan."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = mounted_scrollbar(self)
        return self._vertical_scrollbar

    # What is shown

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        """Show another plan, or this one after an edit."""
        self.chart = chart
        self.rows = self._rows_of(chart)
        self.window = self._window_row = None
        self.ghosts = {}
        self._space()
        self._placed = self._placed and keep_view
        self._measure()
        self._repaint()

    def _rows_of(self, chart: Chart) -> Rows:
        return Rows(with_missing(chart.rows, self.ghost_layer.missing), as_of=chart.as_of)

    def rows_changed(self) -> None:
        """Lay the rows out anew after others of them are shown."""
        self._space()

    @property
    def items_in_view(self) -> list[int]:
        """The items whose rows are in view now."""
        rows = (self.rows.at(index) for index in self._rows_in_view)
        return [row.item for row in rows if row is not None and row.item is not None]

    def in_view(self, items: Iterable[int]) -> list[int]:
        """Return the items of these whose rows are in view now."""
        seen = self._rows_in_view
        return [item for item in items if self.rows.of_item(item) in seen]

    @property
    def _rows_in_view(self) -> range:
        top = round(self.scroll_y)  # `scroll_offset` and `size` look up much more, at each motion of a drag
        return self.row_lines.rows_on(top, top + self.outer_size.height)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show new versions of rows; only their lines and the held date's are painted again."""
        changed = set(self.rows.replace(rows))
        if self._held_row is not None:
            changed.add(self._held_row)
        self.repaint_rows(changed)

    def show_row_now(self, row: Row, ghosted: Collection[int]) -> None:
        """Show a new version of a row and paint it now if it differs: many together would hold up a frame.

        The rows with these indices have other ghosts than before.
        """
        changed = {*self.rows.replace((row,))}
        if (index := self.rows.of_item(row.item)) is not None and index in ghosted:
            changed.add(index)
        self.repaint_rows(changed)
        for each in changed:
            if each in self._rows_in_view:
                self.paint_ahead(self.row_lines.line_of(each) - round(self.scroll_y))

    def repaint_rows(self, indices: Iterable[int]) -> None:
        """Repaint those of these rows that are in view, with one call: quicker than line by line.

        A line out of view would dirty the panels below the timeline.
        """
        seen, line_of = self._rows_in_view, self.row_lines.line_of
        top, width = round(self.scroll_y), self.outer_size.width
        if lines := [Region(0, line_of(index) - top, width, 1) for index in indices if index in seen]:
            self.refresh(*lines)

    def show_summaries(self, summaries: Mapping[str | None, TrackSummary]) -> None:
        """Show the counts of the tracks in their headings."""
        self.repaint_rows([*self.rows.summarize(summaries)])

    def show_window(self, item: int | None, window: LegalWindow | None) -> None:
        """Shade the legal days on an item's row, and on no other row; None removes the shade."""
        before = self._window_row
        index = self.rows.of_item(item)
        self._window_row = index if window is not None else None
        self.window = window if index is not None else None
        self.repaint_rows(row for row in {before, self._window_row} if row is not None)

    def show_ghosts(self, ghosts: Mapping[Place, Day]) -> None:
        """Show where dates would go, or came from, in place of the ghosts before."""
        self.repaint_rows(finish(self.take_ghosts(ghosts)))

    def take_ghosts(self, ghosts: Mapping[Place, Day]) -> Task[set[int]]:
        """Take other ghosts, in steps, and return the indices of the rows to show anew with them."""
        found: dict[int, dict[Place, Day]] = {}
        for place, day in ghosts.items():
            index = self.rows.of_place(place)
            if index is not None:
                found.setdefault(index, {})[place] = day
            yield
        before, self.ghosts = self.ghosts, found
        return {index for index in before.keys() | found.keys() if before.get(index) != found.get(index)}

    # Which stretch of time

    def go_to(self, day: Day, x: int | None = None) -> None:
        """Scroll to a day, in the middle unless a cell is given."""
        self.view = self.view.with_day_at(day, self.view.width // 2 if x is None else x)

    def fit(self) -> None:
        """Zoom and scroll to the closest view of the whole plan, with the ghosts of another state of it."""
        self.view = fitting(*self.ghost_layer.span(self.chart.first, self.chart.last), self.view.width)

    def zoom(self, factor: float, about: int | None = None) -> None:
        """Zoom in (2) or out (0.5); the day in the cell `about`, else the cursor's, stays where it is."""
        if self.held is None:
            self.view = self.view.zoomed(factor, self._focal_cell() if about is None else about)

    def pan(self, cells: int) -> None:
        """Scroll time by so many cells."""
        self.view = self.view.scrolled_to(self.view.left + cells)

    def _focal_cell(self) -> int:
        day = self.focal_day()
        return self.view.x(day) if self.view.shows(day) else self.view.width // 2

    def focal_day(self) -> Day:
        """Return the day that zooming keeps in place."""
        return self.day_cursor if self.day_cursor is not None else self.chart.as_of

    def watch_view(self) -> None:
        """Repaint everything for another stretch of time."""
        self._repaint()

    def watch_gutter_cells(self) -> None:
        """Repaint everything beside another gutter: the view may have kept its width."""
        self._repaint()

    def watch_day_cursor(self) -> None:
        """Repaint everything: the day cursor crosses all rows."""
        self._repaint()

    def watch_spacing(self) -> None:
        """Move the rows closer together or further apart; the first row in view stays the first."""
        first = next(iter(self._rows_in_view), None)
        self._space()
        if first is not None:
            self.scroll_to(y=self.row_lines.line_of(first), animate=False, force=True)

    def _space(self) -> None:
        """Choose whether rows have air between them at the present height, and set the line of each row."""
        height = self.scrollable_content_region.height
        airy = spaced(self.rows.all, height, self.spacing)
        self.row_lines = RowLines(self.rows.all, airy=airy)
        self.virtual_size = Size(0, self.row_lines.height)
        self._repaint()

    def watch_ascii_only(self) -> None:
        """Repaint everything with other signs."""
        self._repaint()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows, the gutter and the view to the new size."""
        if spaced(self.rows.all, self.scrollable_content_region.height, self.spacing) != self.row_lines.airy:
            self._space()
        self._measure()

    def _measure(self) -> None:
        """Set the widths of gutter and time axis, and the view of a plan that is shown for the first time."""
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

    # Painting

    @property
    def scene(self) -> Scene:
        """The surroundings that all rows share."""
        if self._scene is None:
            if not self.view.width:
                self._measure()  # the first frame comes before the word of its size
            self._scene = Scene(
                self.view,
                self.chart.as_of,
                self.chart.freezes,
                self.day_cursor,
                self._glyphs(),
                filled=self.row_lines.airy and not self._without_backgrounds,
            )
        return self._scene

    @property
    def _without_backgrounds(self) -> bool:
        """True if no cell can have a background that differs a little from the screen's, or must not."""
        return self.app.no_color or self.app.native_ansi_color or self.ascii_only

    def _glyphs(self) -> Glyphs:
        if self.ascii_only:
            return ASCII
        if self.app.no_color:
            return PLAIN
        return SIXTEEN if self.app.native_ansi_color else UNICODE

    @property
    def held_window(self) -> LegalWindow | None:
        """The legal days of the held date; None while they are not known."""
        return self.window if self._window_row == self._held_row else None

    @property
    def legal(self) -> bool:
        """True if the held date is on a legal day, as far as that is known."""
        window = self.held_window
        return self.held is None or window is None or self.held.day in window

    def _repaint(self) -> None:
        self._scene = self._behind = None
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._palette = self._scene = self._behind = None
        super().notify_style_update()

    @property
    def held(self) -> Held | None:
        """The date or bar under the pointer while it is dragged.

        No reactive: it changes at each motion, and Textual asks for five methods that might watch it.
        """
        return self._held

    @held.setter
    def held(self, now: Held | None) -> None:
        before, self._held = self._held, now
        if now == before:
            return
        if self._held_row is not None and (before is None or now is None):
            self.repaint_rows((self._held_row,))  # during the drag `show_rows` does it
        for follow in self.held_watchers:
            follow()

    def watch_guide(self) -> None:
        """Repaint the rows that the guide line crosses."""
        if self._held_row is not None:
            top = self.scroll_offset.y
            self.refresh_lines(top, self.row_lines.line_of(self._held_row) - top)

    def render_line(self, y: int) -> Strip:
        """Return a painted line; `y` counts from the top of the widget."""
        if self._palette is None:
            self._palette = TimelineColours(self)
        if self._behind is None:
            self._behind = backdrop(self.scene)
        line, scene = y + round(self.scroll_y), self.scene
        index = self.row_lines.row_at(line)
        row = self.rows.at(index)
        if index is None or row is None:
            cells = self._between(line, self._behind)
            nothing = self.no_rows if self.rows.choice.hidden else "" if self.chart.rows else self.no_items
            if line == 0 and nothing:
                cells = cells.copy()
                cells.write(1, nothing, "beyond")
            gutter = [Run(" " * self.gutter_cells, "name", "gutter")]
        else:
            marks = self._marks(index)
            gutter = self._gutter(row, scene, marks)
            paint = paint_heading if row.is_heading else paint_row
            cells = paint(row, scene, self._behind, marks)
        segments = self._palette.segments(gutter) + self._palette.line(cells)
        return self.filled(segments, self.gutter_cells + cells.width)

    def _gutter(self, row: Row, scene: Scene, marks: Marks) -> list[Run]:
        if row.item is None and not row.is_heading:
            return paint_missing_name(row, self.gutter_cells, scene, self.ghost_layer.sign)
        folded = self.rows.choice.folded.get(row.track, 0)
        return paint_name(row, self.gutter_cells, scene, marks, folded)

    def _between(self, line: int, behind: Cells) -> Cells:
        """Return the cells of a line without a row, with the guide if it crosses the line."""
        if self.guide is None or self._held_row is None or line > self.row_lines.line_of(self._held_row):
            return behind
        cells = behind.copy()
        cells.put(self.view.x(self.guide), self.scene.glyphs.guide, "guide")
        return cells

    def _marks(self, index: int) -> Marks:
        """Return the cursor, the ghosts and the rest that is shown on a row for the moment."""
        is_held = self.held is not None and index == self._held_row
        above = self.guide is not None and self._held_row is not None and index < self._held_row
        ghosts = self.ghosts.get(index, {})
        layer = self.ghost_layer.of_rows and self.ghost_layer.of_rows.get(self.rows.all[index].name, ())
        window = self.window if index == self._window_row else None
        if not (index == self._row or is_held or above or ghosts or window or layer):
            return NO_MARKS
        return Marks(
            cursor=index == self._row,
            selected=self._place if index == self._row else None,
            window=window,
            ghosts={**ghosts, **self._origins} if is_held else ghosts,
            layer=layer or (),
            proposes=self.ghost_layer.sign == PROPOSED,
            held=self.held if is_held else None,
            guide=self.guide if above else None,
        )

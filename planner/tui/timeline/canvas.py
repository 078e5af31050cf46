"""The painted timeline: rows against time, scrolled and zoomed. It knows nothing of the pointer.

Only what changed is painted again: `show_rows` and the marks refresh single lines, and Textual keeps
the lines that nobody touched. Time is not scrolled by Textual's `scroll_x` but by `view`, which reaches as
far as the calendar; rows are scrolled as in any `ScrollView`.
"""

from collections.abc import Iterable, Mapping

from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from planner.chart import Chart, Row
from planner.dates import Day
from planner.engine.statement import Place
from planner.tui.timeline.drag import LegalWindow
from planner.tui.timeline.glyphs import ASCII, UNICODE
from planner.tui.timeline.messages import ViewChanged
from planner.tui.timeline.painter import (
    NO_MARKS,
    Cells,
    Held,
    Marks,
    Run,
    Scene,
    backdrop,
    gutter_width,
    paint_name,
    paint_row,
)
from planner.tui.timeline.palette import COMPONENTS, CSS, Palette
from planner.tui.timeline.rows import Rows
from planner.tui.timeline.scale import TimeScale, View, fitting

MARGIN = 4
"""Cells between an edge of the view and what is brought into it."""


class Canvas(ScrollView, inherit_bindings=False):
    ALLOW_SELECT = False
    COMPONENT_CLASSES = COMPONENTS
    DEFAULT_CSS = """
    Canvas {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """ + CSS.format(widget="Canvas")

    view: reactive[View] = reactive(View(TimeScale(), 0, 0), repaint=False)
    gutter_cells: reactive[int] = reactive(0, repaint=False)
    held: reactive[Held | None] = reactive(None, repaint=False)
    day_cursor: reactive[Day | None] = reactive(None, repaint=False)
    ascii_only: reactive[bool] = reactive(False, repaint=False)

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.chart = Chart((), (), 1, 1, 1)
        self.rows = Rows()
        self.lines_painted = 0
        """Counted for the tests of what a step of a drag costs."""
        self._row: int | None = None
        self._place: Place | None = None
        self._window: tuple[int, LegalWindow] | None = None
        self._ghosts: dict[int, dict[Place, Day]] = {}
        self._held_row: int | None = None
        self._origins: Mapping[Place, Day] = {}
        self._palette: Palette | None = None
        self._behind: tuple[Scene, Cells] | None = None
        self._placed = False

    # What is shown

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        """Show another plan, or this one after an edit."""
        self.chart = chart
        self.rows = Rows(chart.rows)
        self._window, self._ghosts = None, {}
        self.virtual_size = Size(0, len(self.rows))
        self._placed = self._placed and keep_view
        self._measure()
        self._repaint()

    def show_rows(self, rows: Iterable[Row]) -> None:
        """These rows look different now; only their lines are painted again."""
        for index in self.rows.replace(rows):
            self.refresh_line(index)

    def show_window(self, item: int | None, window: LegalWindow | None) -> None:
        """Shade the legal days on an item's row; there is one such row at a time."""
        before = self._window
        index = self.rows.of_item(item)
        self._window = (index, window) if index is not None and window is not None else None
        for changed in {each[0] for each in (before, self._window) if each is not None}:
            self.refresh_line(changed)

    def show_ghosts(self, ghosts: Mapping[Place, Day]) -> None:
        """Where dates would go, or were, beside where they are."""
        before, self._ghosts = self._ghosts, {}
        for place, day in ghosts.items():
            index = self.rows.of_place(place)
            if index is not None:
                self._ghosts.setdefault(index, {})[place] = day
        for index in before.keys() | self._ghosts.keys():
            if before.get(index) != self._ghosts.get(index):
                self.refresh_line(index)

    # Which stretch of time

    def go_to(self, day: Day, x: int | None = None) -> None:
        """Scroll to a day, in the middle unless a cell is given."""
        self.view = self.view.with_day_at(day, self.view.width // 2 if x is None else x)

    def home(self) -> None:
        """Today near the left, at a zoom that shows what comes."""
        wide = self.fitted()
        if wide.scale.days_per_cell > 7:
            today = View(TimeScale(7.0), 0, wide.width)
            wide = today.with_day_at(self.chart.as_of, wide.width // 3)
        self.view = wide

    def fitted(self) -> View:
        return fitting(self.chart.first, self.chart.last, self.view.width, MARGIN)

    def fit(self) -> None:
        """The closest zoom that shows the whole plan."""
        self.view = self.fitted()

    def zoom(self, factor: float, about: int | None = None) -> None:
        """Closer (2) or wider (0.5); the day in the cell `about`, else the cursor's, stays where it is."""
        if self.held is None:
            self.view = self.view.zoomed(factor, self._focal_cell() if about is None else about)

    def pan(self, cells: int) -> None:
        self.view = self.view.scrolled_to(self.view.left + cells)

    def _focal_cell(self) -> int:
        day = self.focal_day()
        return self.view.x(day) if self.view.shows(day) else self.view.width // 2

    def focal_day(self) -> Day:
        """The day that zooming keeps in place."""
        return self.day_cursor if self.day_cursor is not None else self.chart.as_of

    def watch_view(self, before: View, after: View) -> None:
        self._repaint()
        self.post_message(ViewChanged(after))

    def watch_day_cursor(self) -> None:
        self._repaint()

    def watch_ascii_only(self) -> None:
        self._repaint()

    def on_resize(self, event: events.Resize) -> None:
        self._measure()

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self.gutter_cells = gutter_width(self.rows.all, width)
        axis = max(1, width - self.gutter_cells)
        if self._placed:
            self.view = self.view.resized(axis)
        elif len(self.rows):
            self._placed = True
            self.set_reactive(Canvas.view, View(self.view.scale, self.view.left, axis))
            self.home()

    # Painting

    @property
    def scene(self) -> Scene:
        return Scene(
            self.view,
            self.chart.as_of,
            self.chart.freezes,
            self.day_cursor,
            ASCII if self.ascii_only else UNICODE,
            self.app.no_color or self.app.current_theme.ansi,
        )

    @property
    def legal(self) -> bool:
        """Whether the held date is on a legal day, as far as the window is known."""
        return self.held is None or self._window is None or self.held.day in self._window[1]

    def _repaint(self) -> None:
        self._behind = None
        self.refresh()

    def notify_style_update(self) -> None:
        self._palette = None
        self._behind = None
        super().notify_style_update()

    def watch_held(self, before: Held | None, after: Held | None) -> None:
        """The held row is painted again, and those above it when the guide line moved."""
        if self._held_row is None:
            return
        cells = {self.view.x(held.day) for held in (before, after) if held is not None}
        top = self._held_row if len(cells) == 1 and before and after else self.scroll_offset.y
        self.refresh_lines(top, self._held_row - top + 1)

    def render_line(self, y: int) -> Strip:
        self.lines_painted += 1
        if self._palette is None:
            self._palette = Palette(self)
        if self._behind is None:
            scene = self.scene
            self._behind = scene, backdrop(scene)
        scene, behind = self._behind
        index = y + self.scroll_offset.y
        row = self.rows.at(index)
        if row is None:
            runs = [Run(" " * self.gutter_cells, "name", "gutter"), *behind.runs()]
        else:
            marks = self._marks(index)
            runs = paint_name(row, self.gutter_cells, scene.glyphs, marks.cursor)
            runs += paint_row(row, scene, behind, marks).runs()
        return Strip(map(self._palette.segment, runs), self.gutter_cells + self.view.width)

    def _marks(self, index: int) -> Marks:
        """What is special on a row just now."""
        is_held = self.held is not None and index == self._held_row
        above = self.held is not None and self._held_row is not None and index < self._held_row
        ghosts = self._ghosts.get(index, {})
        window = self._window[1] if self._window is not None and self._window[0] == index else None
        if not (index == self._row or is_held or above or ghosts or window):
            return NO_MARKS
        return Marks(
            cursor=index == self._row,
            selected=self._place if index == self._row else None,
            window=window,
            ghosts={**ghosts, **self._origins} if is_held else ghosts,
            held=self.held if is_held else None,
            guide=self.held.day if above and self.held is not None else None,
        )

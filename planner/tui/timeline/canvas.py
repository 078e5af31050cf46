"""The painted timeline: rows against time. It handles no pointer.

Only changed lines are painted again: `show_rows` and the marks refresh single lines, and the line cache keeps
the others.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from planner.chart import Chart, Row, TrackSummary
from planner.dates import Day
from planner.engine.constraint import Place
from planner.engine.task import Task, finish
from planner.plan import NOTHING
from planner.tui.timeline.cells import Cells, Run
from planner.tui.timeline.colours import TimelineColours
from planner.tui.timeline.drag import LegalWindow
from planner.tui.timeline.ghosts import PROPOSED, with_missing
from planner.tui.timeline.glyphs import ASCII, PLAIN, SIXTEEN, UNICODE, Glyphs
from planner.tui.timeline.gutter import paint_missing_name, paint_name
from planner.tui.timeline.heading import paint_heading
from planner.tui.timeline.marks import NO_MARKS, Held, Marks
from planner.tui.timeline.painter import paint_row
from planner.tui.timeline.rows import Rows
from planner.tui.timeline.scene import Scene, backdrop
from planner.tui.timeline.viewport import Viewport


class Canvas(Viewport, part=True):
    """The rows of a chart, painted against time."""

    ALLOW_SELECT = False

    guide: reactive[Day | None] = reactive(None, repaint=False, init=False)
    """The line from the held date up to the ruler: many lines, so only while the pointer rests."""
    ascii_only: reactive[bool] = reactive(False, repaint=False, init=False)
    window: reactive[LegalWindow | None] = reactive(None, repaint=False, init=False)
    """The legal days that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.no_items = ""
        """The words for a plan without items."""
        self.no_rows = "No row is shown."
        """The words for a plan whose rows are all hidden."""
        self._row: int | None = None
        self._place: Place | None = None
        self._window_row: int | None = None
        self.ghosts: dict[int, dict[Place, Day]] = {}
        """The ghosts on shown rows, by the index of the row."""
        self._all_ghosts: Mapping[Place, Day] = NOTHING
        """The ghosts on hidden rows too."""
        self._held: Held | None = None
        self.held_watchers: list[Callable[[], None]] = []
        """Functions to call when the held date moves."""
        self._held_row: int | None = None
        self._origins: Mapping[Place, Day] = {}
        self._palette: TimelineColours | None = None
        self._scene: Scene | None = None
        self._behind: Cells | None = None

    # What is shown

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        """Show another plan, or this one after an edit; remove the legal days and the ghosts of dates.

        The view stays if `keep_view` is True; else it is chosen as for a plan that is just opened.
        """
        self.chart = chart
        self.rows = self._rows_of(chart)
        self.window = self._window_row = None
        self.ghosts, self._all_ghosts = {}, NOTHING
        self._space()
        self._placed = self._placed and keep_view
        self._measure()
        self._repaint()

    def _rows_of(self, chart: Chart) -> Rows:
        """Return the rows of a chart, with those of the ghost layer's missing items."""
        return Rows(with_missing(chart.rows, self.ghost_layer.missing), as_of=chart.as_of)

    def rows_changed(self) -> None:
        """Lay the rows out anew after other rows were chosen to be shown."""
        self._space()

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Replace rows by new versions of them; repaint the rows that differ and that of the held date."""
        changed = set(self.rows.replace(rows))
        if self._held_row is not None:
            changed.add(self._held_row)
        self.repaint_rows(changed)

    def show_row_now(self, row: Row, ghosted: Collection[int]) -> None:
        """Replace a row by a new version of it, and paint its line at once if it differs and is in view.

        `ghosted` has the indices of rows whose ghosts differ. Many rows painted together would hold up a
        frame.
        """
        changed = {*self.rows.replace((row,))}
        if (index := self.rows.of_item(row.item)) is not None and index in ghosted:
            changed.add(index)
        self.repaint_rows(changed)
        for each in changed:
            if each in self._rows_in_view:
                self.paint_ahead(self.row_lines.line_of(each) - round(self.scroll_y))

    def repaint_rows(self, indices: Iterable[int]) -> None:
        """Repaint the rows at these indices that are in view, with one call: quicker than line by line.

        A line out of view would dirty the panels below the timeline.
        """
        seen, line_of = self._rows_in_view, self.row_lines.line_of
        top, width = round(self.scroll_y), self.outer_size.width
        if lines := [Region(0, line_of(index) - top, width, 1) for index in indices if index in seen]:
            self.refresh(*lines)

    def show_summaries(self, summaries: Mapping[str | None, TrackSummary]) -> None:
        """Replace the counts of all tracks in their headings, and repaint the headings that differ."""
        self.repaint_rows([*self.rows.summarize(summaries)])

    def show_window(self, item: int | None, window: LegalWindow | None) -> None:
        """Shade legal days on an item's row, and on no other row; a `window` of None only removes the shade.

        A hidden or unknown item gets no shade.
        """
        before = self._window_row
        index = self.rows.of_item(item)
        self._window_row = index if window is not None else None
        self.window = window if index is not None else None
        self.repaint_rows(row for row in {before, self._window_row} if row is not None)

    def show_ghosts(self, ghosts: Mapping[Place, Day]) -> None:
        """Show a ghost of each of these dates on the given day, in place of the ghosts shown before.

        Repaint the rows that differ. A ghost on a hidden row is seen once the row is shown. Ghosts of the
        ghost layer stay.
        """
        self.repaint_rows(finish(self.take_ghosts(ghosts)))

    def take_ghosts(self, ghosts: Mapping[Place, Day]) -> Task[set[int]]:
        """Replace the ghosts like `show_ghosts`, in steps and without repainting.

        Return the indices of the shown rows whose ghosts differ.
        """
        found: dict[int, dict[Place, Day]] = {}
        for place, day in ghosts.items():
            index = self.rows.of_place(place)
            if index is not None:
                found.setdefault(index, {})[place] = day
            yield
        before, self.ghosts, self._all_ghosts = self.ghosts, found, ghosts
        return {index for index in before.keys() | found.keys() if before.get(index) != found.get(index)}

    def zoom(self, factor: float, about: int | None = None) -> None:
        """Zoom like any viewport, but not while a date or bar is dragged."""
        if self._held is None:
            super().zoom(factor, about)

    # Painting

    def watch_ascii_only(self) -> None:
        """Repaint all lines with signs of ASCII or of Unicode."""
        self._repaint()

    @property
    def scene(self) -> Scene:
        """The surroundings of all rows, made anew after the view, plan, day cursor or signs changed.

        Before the first frame it sets the widths first.
        """
        if self._scene is None:
            if not self.view.width:
                self._fit()  # the first frame comes before the word of its size
            self._scene = Scene(
                view=self.view,
                as_of=self.chart.as_of,
                freezes=self.chart.freezes,
                day_cursor=self.day_cursor,
                glyphs=self._glyphs(),
                filled=self.row_lines.airy and not self._without_backgrounds,
            )
        return self._scene

    @property
    def _without_backgrounds(self) -> bool:
        """True if bars cannot be coloured backgrounds: in no colours, the terminal's own, and ASCII."""
        return self.app.no_color or self.app.native_ansi_color or self.ascii_only

    def _glyphs(self) -> Glyphs:
        """Return the signs for ASCII, for no colours, for the terminal's own colours or for a theme's."""
        if self.ascii_only:
            return ASCII
        if self.app.no_color:
            return PLAIN
        return SIXTEEN if self.app.native_ansi_color else UNICODE

    @property
    def held_window(self) -> LegalWindow | None:
        """The legal days shown on the row of the held date; None if none are."""
        return self.window if self._window_row == self._held_row else None

    @property
    def legal(self) -> bool:
        """True if the held date is on a legal day, if no legal days are shown for it, and if none is held."""
        window = self.held_window
        return self.held is None or window is None or self.held.day in window

    def _repaint(self) -> None:
        """Have all lines painted anew, with another scene."""
        self._scene = self._behind = None
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the colours and the scene of the old theme."""
        self._palette = self._scene = self._behind = None
        super().notify_style_update()

    @property
    def held(self) -> Held | None:
        """The date or bar that is dragged, with its first and its present day; None without a drag.

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
        """Repaint the rows above the held date, which the guide line crosses."""
        if self._held_row is not None:
            top = self.scroll_offset.y
            self.refresh_lines(top, self.row_lines.line_of(self._held_row) - top)

    def render_line(self, y: int) -> Strip:
        """Return the painted line `y` of the widget, 0 at its top: the gutter, then the time axis.

        If no rows are shown, the first line says so.
        """
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
        """Return the gutter's part of the row of an item, of a missing item or of a heading."""
        if row.item is None and not row.is_heading:
            return paint_missing_name(row, self.gutter_cells, scene, self.ghost_layer.sign)
        folded = self.rows.choice.folded.get(row.track, 0)
        return paint_name(row, self.gutter_cells, scene, marks, folded)

    def _between(self, line: int, behind: Cells) -> Cells:
        """Return the cells of a blank `line` of the chart: `behind`, with the guide line if it passes."""
        if self.guide is None or self._held_row is None or line > self.row_lines.line_of(self._held_row):
            return behind
        cells = behind.copy()
        cells.put(self.view.x(self.guide), self.scene.glyphs.guide, "guide")
        return cells

    def _marks(self, index: int) -> Marks:
        """Return the marks to paint on the row at an index, such as the cursor, ghosts and legal days."""
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

"""The ruler above a timeline: two levels of time, today, the day cursor and the date being dragged."""

from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from planner.dates import Day, iso
from planner.plan import Freeze
from planner.terminal_text import shown
from planner.ticks import Tick, ticks
from planner.tui.selection import RIGHT, AskMenu, DayPicked, OpenSelection
from planner.tui.timeline.canvas import WHEEL_CELLS, Canvas
from planner.tui.timeline.cells import Cells, Run
from planner.tui.timeline.colours import TimelineColours
from planner.tui.timeline.glyphs import cell_characters, fitted
from planner.tui.timeline.line_cache import LineCache
from planner.tui.timeline.marks import Held
from planner.tui.timeline.panning import Panning
from planner.tui.timeline.pointed import day_selection
from planner.tui.timeline.scale import View
from planner.tui.timeline.scene import Scene

MOST_OF_FREEZE = 24
"""Cells for the name of a freeze."""
BESIDE = 3
"""Cells that it may stand off the days of the freeze."""


class Ruler(LineCache, Panning):
    """The two lines above the rows."""

    ALLOW_SELECT = False
    pans_rows = False
    DEFAULT_CSS = """
    Ruler {
        height: 2;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self, timeline: Canvas) -> None:
        super().__init__()
        self.timeline = timeline
        self._palette: TimelineColours | None = None

    def on_mount(self) -> None:
        """Repaint whenever the timeline's view, drag or cursor changes."""
        for name in ("view", "gutter_cells", "day_cursor", "ascii_only", "window"):
            self.watch(self.timeline, name, self._repaint, init=False)
        self.timeline.held_watchers.append(self._repaint_upper)
        self.watch(self.timeline, "guide", self._repaint_lower, init=False)

    @property
    def panned(self) -> Canvas:
        """The timeline below."""
        return self.timeline

    def on_click(self, event: events.Click) -> None:
        """Pick the day, or edit its freeze on a double click; show its menu on the right button."""
        x = event.get_content_offset_capture(self).x
        if x < self.timeline.gutter_cells:
            return
        event.stop()
        selection = day_selection(self.timeline, x)
        if event.button == RIGHT:
            self.post_message(AskMenu(selection, event.screen_offset))
        elif event.chain == 2 and selection.type == "freeze":
            self.post_message(OpenSelection(selection))
        elif event.chain == 1 and selection.day is not None:
            self.post_message(DayPicked(selection.day))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll to earlier days, or zoom in."""
        self._wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll to later days, or zoom out."""
        self._wheel(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Scroll to earlier days."""
        self._wheel(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Scroll to later days."""
        self._wheel(event, 1)

    def _wheel(self, event: events.MouseEvent, later: int) -> None:
        """Scroll time, or zoom with ctrl, as over the rows; not during a drag."""
        event.stop()
        if self.timeline.held is not None:
            return
        if event.ctrl:
            self.timeline.zoom(2.0**-later, max(0, event.x - self.timeline.gutter_cells))
        else:
            self.timeline.pan(later * WHEEL_CELLS)

    def _repaint(self) -> None:
        self.refresh()

    def _repaint_upper(self) -> None:
        self.refresh(Region(0, 0, self.outer_size.width, 1))

    def _repaint_lower(self) -> None:
        self.refresh(Region(0, 1, self.size.width, 1))

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._palette = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return the coarser (0) or the finer (1) line."""
        if self._palette is None:
            self._palette = TimelineColours(self)
        timeline = self.timeline
        if y == 0:
            cells = paint_upper(timeline.scene, timeline.held, timeline.legal)
        else:
            cells = paint_lower(timeline.scene, timeline.guide, timeline.legal)
        gutter = self._palette.segments([Run(" " * timeline.gutter_cells, "", "gutter")])
        return self.filled(gutter + self._palette.line(cells), timeline.gutter_cells + cells.width)


def paint_upper(scene: Scene, held: Held | None, legal: bool) -> Cells:
    """Return the coarser level with the labels of today, the day cursor and the held date."""
    cells = labelled(scene.view)[0].copy()
    _write_day(cells, scene.view, scene.as_of, "today", "today")
    if scene.day_cursor is not None:
        _write_day(cells, scene.view, scene.day_cursor, iso(scene.day_cursor), "day-cursor")
    if held is not None:
        _write_day(cells, scene.view, held.day, f" {held.title} ", "label" if legal else "label-illegal")
    for freeze in scene.freezes:
        if freeze.start <= scene.view.last and freeze.end >= scene.view.first:
            _write_freeze(cells, scene, freeze)
    return cells


def paint_lower(scene: Scene, guide: Day | None, legal: bool) -> Cells:
    """Return the finer level with the heads of the lines through the rows."""
    cells = labelled(scene.view)[1].copy()
    _point(cells, scene.view.x(scene.as_of), scene.glyphs.now, "today")
    if guide is not None:
        _point(cells, scene.view.x(guide), scene.glyphs.now, "guide" if legal else "error")
    return cells


@lru_cache(maxsize=4)
def labelled(view: View) -> tuple[Cells, Cells]:
    """Return both levels; they stay the same while a date is dragged."""
    levels = ticks(view.first, view.last, view.scale.days_per_cell)
    upper, lower = Cells.blank(view.width, "upper"), Cells.blank(view.width, "lower")
    write_ticks(upper, view, levels.upper, "upper", sticky=True)
    write_ticks(lower, view, levels.lower, "lower", sticky=False)
    return upper, lower


def write_ticks(cells: Cells, view: View, marks: tuple[Tick, ...], foreground: str, *, sticky: bool) -> None:
    """Write each label where its time starts; one without room is left out.

    A sticky label whose time starts before the view stands at the left edge.
    """
    starts = [*(view.x(tick.day) for tick in marks), cells.width + 1]
    for tick, (start, following) in zip(marks, pairwise(starts), strict=True):
        x = max(0, start) if sticky else start
        if x >= 0 and x + len(tick.label) < following:
            cells.write(x, tick.label, foreground)


def _write_day(cells: Cells, view: View, day: Day, text: str, foreground: str) -> None:
    """Write a text centred over its day, and take away the labels that it would cut."""
    if not view.shows(day):
        return
    at = max(0, min(view.x(day) - len(text) // 2, cells.width - len(text)))
    start, end = at, at + len(text)
    while start > 0 and cells.chars[start - 1] != " ":
        start -= 1
    while end < cells.width and cells.chars[end] != " ":
        end += 1
    cells.fill(start, end, " ", "upper")
    cells.write(at, text, foreground)


def _write_freeze(cells: Cells, scene: Scene, freeze: Freeze) -> None:
    """Write the name of a freeze over its days, or beside them, if there is room between the labels."""
    name, view = freeze.name or "freeze", scene.view
    text = cell_characters(fitted(name, min(cell_len(shown(name)), MOST_OF_FREEZE), scene.glyphs.more))
    start, end = view.x(freeze.start), view.x(freeze.end) + 1
    middle = (start + end - len(text)) // 2
    near = range(start - len(text) - BESIDE, end + BESIDE + 1)
    for at in sorted(near, key=lambda x: abs(x - middle)):
        around = cells.chars[max(at - 1, 0) : at + len(text) + 1]
        if at >= 0 and at + len(text) <= cells.width and all(char == " " for char in around):
            cells.write(at, text, "freeze")
            return


def _point(cells: Cells, x: int, glyph: str, foreground: str) -> None:
    """Put the head of a line in a cell without a label."""
    if 0 <= x < cells.width and cells.chars[x] == " ":
        cells.put(x, glyph, foreground)

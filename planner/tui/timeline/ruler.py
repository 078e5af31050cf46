"""The ruler above a timeline: two levels of time, today, the day cursor and the date being dragged."""

from functools import lru_cache
from itertools import pairwise

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from planner.dates import Day, iso
from planner.ticks import Tick, ticks
from planner.tui.timeline.canvas import WHEEL_CELLS, Canvas
from planner.tui.timeline.cells import Cells, Run
from planner.tui.timeline.colours import TimelineColours
from planner.tui.timeline.line_cache import LineCache
from planner.tui.timeline.marks import Held
from planner.tui.timeline.scale import View
from planner.tui.timeline.scene import Scene


class Ruler(LineCache):
    ALLOW_SELECT = False
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
        for name in ("view", "gutter_cells", "day_cursor", "ascii_only", "window"):
            self.watch(self.timeline, name, self._repaint, init=False)
        self.watch(self.timeline, "held", self._repaint_upper, init=False)
        self.watch(self.timeline, "guide", self._repaint_lower, init=False)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        self._wheel(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        self._wheel(event, 1)

    def _wheel(self, event: events.MouseEvent, later: int) -> None:
        """Time scrolls; with ctrl it zooms, as over the rows."""
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
        self.refresh(Region(0, 0, self.size.width, 1))

    def _repaint_lower(self) -> None:
        self.refresh(Region(0, 1, self.size.width, 1))

    def notify_style_update(self) -> None:
        self._palette = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        if self._palette is None:
            self._palette = TimelineColours(self)
        timeline = self.timeline
        if y == 0:
            cells = paint_upper(timeline.scene, timeline.held, timeline.legal)
        else:
            cells = paint_lower(timeline.scene, timeline.guide, timeline.legal)
        runs = [Run(" " * timeline.gutter_cells, "", "gutter"), *cells.runs()]
        return Strip(map(self._palette.segment, runs))


def paint_upper(scene: Scene, held: Held | None, legal: bool) -> Cells:
    """The coarser level, and what has a date to say."""
    cells = labelled(scene.view)[0].copy()
    _write_day(cells, scene.view, scene.as_of, "today", "today")
    if scene.day_cursor is not None:
        _write_day(cells, scene.view, scene.day_cursor, iso(scene.day_cursor), "day-cursor")
    if held is not None:
        _write_day(cells, scene.view, held.day, f" {held.title} ", "label" if legal else "label-illegal")
    return cells


def paint_lower(scene: Scene, guide: Day | None, legal: bool) -> Cells:
    """The finer level, and where the lines down to the rows begin."""
    cells = labelled(scene.view)[1].copy()
    _point(cells, scene.view.x(scene.as_of), scene.glyphs.now, "today")
    if guide is not None:
        _point(cells, scene.view.x(guide), scene.glyphs.now, "guide" if legal else "error")
    return cells


@lru_cache(maxsize=4)
def labelled(view: View) -> tuple[Cells, Cells]:
    """Both levels; the same while a date is dragged."""
    levels = ticks(view.first, view.last, view.scale.days_per_cell)
    upper, lower = Cells.blank(view.width, "upper"), Cells.blank(view.width, "lower")
    write_ticks(upper, view, levels.upper, "upper", sticky=True)
    write_ticks(lower, view, levels.lower, "lower", sticky=False)
    return upper, lower


def write_ticks(cells: Cells, view: View, marks: tuple[Tick, ...], foreground: str, *, sticky: bool) -> None:
    """Labels where their time starts; one without room is left out.

    A sticky one that started before the view stands at its left edge.
    """
    starts = [*(view.x(tick.day) for tick in marks), cells.width + 1]
    for tick, (start, following) in zip(marks, pairwise(starts), strict=True):
        x = max(0, start) if sticky else start
        if x >= 0 and x + len(tick.label) < following:
            cells.write(x, tick.label, foreground)


def _write_day(cells: Cells, view: View, day: Day, text: str, foreground: str) -> None:
    """A text centred over its day; what it would cut off there goes."""
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


def _point(cells: Cells, x: int, glyph: str, foreground: str) -> None:
    """Down to a line in the rows, where no label stands."""
    if 0 <= x < cells.width and cells.chars[x] == " ":
        cells.put(x, glyph, foreground)

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
from planner.tui.timeline.canvas import Canvas
from planner.tui.timeline.cells import Cells, Run
from planner.tui.timeline.glyphs import cell_characters, fitted
from planner.tui.timeline.marks import Held
from planner.tui.timeline.panning import Panning
from planner.tui.timeline.pointed import day_selection
from planner.tui.timeline.scale import View
from planner.tui.timeline.scene import Scene
from planner.tui.timeline.time_strip import TimeStrip

MOST_OF_FREEZE = 24
"""Cells for the name of a freeze."""
BESIDE = 3
"""Cells that it may stand off the days of the freeze."""


class Ruler(TimeStrip, Panning):
    """The strip of two lines above the rows; dragging it scrolls time."""

    pans_rows = False
    DEFAULT_CSS = """
    Ruler {
        height: 2;
        background: $background;
        color: $foreground;
    }
    """

    def on_mount(self) -> None:
        """Repaint lines when the held date, the legal days or the guide line change.

        `TimeStrip` repaints them for another view and the like.
        """
        self.watch(self.timeline, "window", self._repaint, init=False)
        self.timeline.held_watchers.append(self._repaint_upper)
        self.watch(self.timeline, "guide", self._repaint_lower, init=False)

    @property
    def panned(self) -> Canvas:
        """The timeline below the ruler."""
        return self.timeline

    def on_click(self, event: events.Click) -> None:
        """Post that the day under the pointer was picked, or ask for its menu on a right click.

        On a freeze, a double click opens the freeze for editing. Do nothing above the gutter.
        """
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

    def _wheel(self, event: events.MouseEvent, later: int) -> None:
        """Zoom with ctrl, in for `later` -1 and out for 1, about the day under the pointer.

        Without ctrl, scroll time. Do nothing during a drag.
        """
        if event.ctrl:
            event.stop()
            self.timeline.zoom(2.0**-later, max(0, event.x - self.timeline.gutter_cells))
        else:
            super()._wheel(event, later)

    def _repaint_upper(self) -> None:
        """Have the upper line painted anew."""
        self.refresh(Region(0, 0, self.outer_size.width, 1))

    def _repaint_lower(self) -> None:
        """Have the lower line painted anew."""
        self.refresh(Region(0, 1, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Return the upper line (`y` 0), such as years, or the lower one (1), such as months."""
        timeline = self.timeline
        if y == 0:
            cells = paint_upper(timeline.scene, timeline.held, timeline.legal)
        else:
            cells = paint_lower(timeline.scene, timeline.guide, timeline.legal)
        return self.beside_gutter(Run(" " * timeline.gutter_cells, "", "gutter"), cells)


def paint_upper(scene: Scene, held: Held | None, legal: bool) -> Cells:
    """Return the upper line: coarse labels, today, the day cursor's day, the held date and freezes.

    Without a day cursor or a held date (None) its label is missing. If `legal` is False, the held date is
    painted as an error.
    """
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
    """Return the lower line: fine labels, and the heads of the lines of today and of the guide.

    `guide` is the day of the guide line, None without one. If `legal` is False, its head is painted as an
    error.
    """
    cells = labelled(scene.view)[1].copy()
    _point(cells, scene.view.x(scene.as_of), scene.glyphs.now, "today")
    if guide is not None:
        _point(cells, scene.view.x(guide), scene.glyphs.now, "guide" if legal else "error")
    return cells


@lru_cache(maxsize=4)
def labelled(view: View) -> tuple[Cells, Cells]:
    """Return the upper and the lower line with the labels of time alone, the same at each step of a drag.

    They are kept for the next call: paint on copies only.
    """
    levels = ticks(view.first, view.last, view.scale.days_per_cell)
    upper, lower = Cells.blank(view.width, "upper"), Cells.blank(view.width, "lower")
    write_ticks(upper, view, levels.upper, "upper", sticky=True)
    write_ticks(lower, view, levels.lower, "lower", sticky=False)
    return upper, lower


def write_ticks(cells: Cells, view: View, marks: tuple[Tick, ...], foreground: str, *, sticky: bool) -> None:
    """Write each label at the cell where its part of time starts; leave out labels that lack room.

    If the part starts before the view, leave its label out, or if `sticky`, write it at the left edge.
    """
    starts = [*(view.x(tick.day) for tick in marks), cells.width + 1]
    for tick, (start, following) in zip(marks, pairwise(starts), strict=True):
        x = max(0, start) if sticky else start
        if x >= 0 and x + len(tick.label) < following:
            cells.write(x, tick.label, foreground)


def _write_day(cells: Cells, view: View, day: Day, text: str, foreground: str) -> None:
    """Write a text centred over its day, and remove labels that it would cut.

    Do nothing if the day is out of view.
    """
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
    """Write a freeze's name over its days, or up to `BESIDE` cells off them, where no label is in the way.

    It is cut to `MOST_OF_FREEZE` cells. Without such a place it is left out.
    """
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
    """Put the head of a line in cell `x`, unless a label is there or the cell is out of view."""
    if 0 <= x < cells.width and cells.chars[x] == " ":
        cells.put(x, glyph, foreground)

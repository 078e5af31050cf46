"""The marks of one row for the moment: the selected date, the legal days, the drag. Pure."""

from collections.abc import Iterable, Mapping

from planner.chart import Marker, Row
from planner.dates import Day, iso
from planner.engine.constraint import Place
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING
from planner.tui.timeline.cells import Cells
from planner.tui.timeline.drag import LegalWindow
from planner.tui.timeline.ghosts import Ghost
from planner.tui.timeline.glyphs import fitted
from planner.tui.timeline.marked import NOTHING_MARKED, Marked
from planner.tui.timeline.scene import Scene


class Held(NamedTuple):
    """The date or bar under the pointer while it is dragged."""

    day: Day
    start: Day
    is_date: bool = True
    """False: a bar, of which only the change counts, not the day at which it was gripped."""

    @property
    def title(self) -> str:
        """The dragged date as ISO text; of a dragged bar the days moved, such as `+3 d`."""
        return iso(self.day) if self.is_date else self.change

    @property
    def label(self) -> str:
        """The dragged date as ISO text, with the days moved once it moved; of a bar the days moved."""
        return f"{self.title}  {self.change}" if self.is_date and self.day != self.start else self.title

    @property
    def change(self) -> str:
        """The number of days moved as text, such as `+3 d`."""
        return f"{self.day - self.start:+d} d"


class Marks(NamedTuple):
    """The marks of one row for the moment."""

    cursor: bool = False
    selected: Place | None = None
    window: LegalWindow | None = None
    ghosts: Mapping[Place, Day] = NOTHING
    layer: tuple[Ghost, ...] = ()
    """The row's dates in another state of the plan."""
    proposes: bool = False
    """True if that state is proposed, to which the trails lead; else they lead from it."""
    held: Held | None = None
    guide: Day | None = None
    """A row above the one on which a date is dragged: the line from it up to the ruler."""
    marked: Marked = NOTHING_MARKED
    """The rows and dates that a person marked, if the row or one of its dates is among them."""


NO_MARKS = Marks()
LEAST_NAME = 6
"""Cells of a rule's name that are worth showing."""


def paint_under(cells: Cells, row: Row, scene: Scene, marks: Marks) -> None:
    """Paint a row's legal days, ghosts with their trails, and guide line.

    Call it after the bars are painted and before the markers are.
    """
    if marks.window is not None:
        _paint_window(cells, scene, marks.window)
    if marks.layer:
        days = {marker.place: marker.day for marker in row.markers}
        for ghost in marks.layer:
            symbol = scene.glyphs.one_cell(ghost.symbol, ghost.ascii)
            now = days.get(ghost.place, ghost.day)
            _paint_ghost(cells, scene, symbol, now, ghost.day)
            _paint_arrow(cells, scene, *((now, ghost.day) if marks.proposes else (ghost.day, now)))
    for marker in row.markers:
        if (day := marks.ghosts.get(marker.place)) is not None:
            _paint_ghost(cells, scene, scene.glyphs.marker(marker), marker.day, day)
    if marks.guide is not None:
        cells.put(scene.view.x(marks.guide), scene.glyphs.guide, "guide")


def paint_over(cells: Cells, row: Row, scene: Scene, marks: Marks) -> None:
    """Paint the label of a date or bar dragged in this row, and the rules at both ends of its legal days.

    Do nothing if none is dragged here. Only the label may cover a marker or a ghost.
    """
    if marks.held is None:
        return
    view = scene.view
    taken = {view.x(marker.day) for marker in row.markers} | {view.x(day) for day in marks.ghosts.values()}
    taken.update(view.x(ghost.day) for ghost in marks.layer)
    taken.update(_paint_held(cells, scene, marks.held, marks.window))
    if marks.window is not None and marks.window.spans:
        opens, closes = marks.window.spans[0][0], marks.window.spans[-1][1]
        if view.shows(opens):
            _paint_bound(cells, marks.window.opens_by, view.x(opens) - 1, -1, taken)
        if closes is not None and view.shows(closes):
            _paint_bound(cells, marks.window.closes_by, view.x(closes) + 1, 1, taken)


def paint_brackets(cells: Cells, markers: Iterable[tuple[int, Marker]], scene: Scene, marked: Marked) -> None:
    """Shade the cells of marked dates, and paint and shade brackets beside them where no marker stands.

    `markers` are all markers of a row with their cells, marked or not.
    """
    markers = list(markers)
    taken = {x for x, _ in markers}
    for x, marker in markers:
        if marker.place in marked.dates:
            cells.shade(x, x + 1, "marked-date")
            for beside, sign in ((x - 1, scene.glyphs.opens), (x + 1, scene.glyphs.closes)):
                if beside not in taken:
                    cells.put(beside, sign, "mark")
                    cells.shade(beside, beside + 1, "marked-date")


def _paint_window(cells: Cells, scene: Scene, window: LegalWindow) -> None:
    """Fill the cells of legal days that are in view."""
    view = scene.view
    for first, last in window.spans:
        start = view.x(max(first, view.first)) if first <= view.last else view.width
        end = view.width if last is None or last > view.last else view.x(last) + 1
        cells.fill(start, end, scene.glyphs.window, "window")


def _paint_bound(cells: Cells, rule: str, x: int, step: int, taken: set[int]) -> None:
    """Write the rule at an end of the legal days, from cell `x` to the right (`step` 1) or left (-1).

    It is cut at the first taken cell or the end of the line; nothing is written where too little of it has
    room.
    """
    room = 0
    while room < len(rule) and 0 <= x + room * step < cells.width and x + room * step not in taken:
        room += 1
    if room >= min(LEAST_NAME, len(rule)):
        cells.write(x if step > 0 else x - room + 1, fitted(rule, room), "bound")


def _paint_ghost(cells: Cells, scene: Scene, symbol: str, day: Day, elsewhere: Day) -> None:
    """Paint a ghost's symbol on the day `elsewhere`, and a trail from there to `day`."""
    here, there = scene.view.x(day), scene.view.x(elsewhere)
    cells.fill(min(here, there) + 1, max(here, there), scene.glyphs.trail, "ghost")
    cells.put(there, symbol, "ghost")


def _paint_arrow(cells: Cells, scene: Scene, start: Day, end: Day) -> None:
    """Paint an arrowhead in the last cell of the trail from `start` to `end`: the direction without colours.

    Do nothing if there is no cell between the two days.
    """
    here, there = scene.view.x(start), scene.view.x(end)
    if abs(there - here) > 1:
        after = there > here
        cells.put(there - (1 if after else -1), scene.glyphs.after if after else scene.glyphs.before, "ghost")


def _paint_held(cells: Cells, scene: Scene, held: Held, window: LegalWindow | None) -> range:
    """Write the label of the dragged date or bar near its cell, and return the cells that the label takes.

    On a day outside `window` the label says so, names the violated rules if there is room, and stands on the
    side away from the legal days, so that the way there is seen. If `window` is None, no day counts as
    illegal.
    """
    x = scene.view.x(held.day)
    if window is None or held.day in window:
        foreground, labels, rightwards = "label", [f" {held.label} "], True
    else:
        short = f" {scene.glyphs.error} {held.label} "
        rule = window.bounded_by(held.day)
        labels = [f"{short} {rule} ", short] if rule else [short]
        foreground, rightwards = "label-illegal", window.side(held.day) >= 0
        cells.tint(x, "error")
    right = [(x + 2, label) for label in labels if x + 2 + len(label) <= cells.width]
    left = [(x - 1 - len(label), label) for label in labels if x - 1 - len(label) >= 0]
    at, label = next(iter(right + left if rightwards else left + right), (0, labels[-1]))
    cells.write(at, label, foreground, "")
    return range(at, at + len(label))

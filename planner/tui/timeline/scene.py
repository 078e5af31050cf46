"""The surroundings that all rows share: the stretch of time in view and the backdrop. Pure."""

from planner.dates import Day, weekday
from planner.named_tuple import NamedTuple
from planner.plan import Freeze
from planner.ticks import ticks
from planner.tui.timeline.cells import Cells
from planner.tui.timeline.glyphs import UNICODE, Glyphs
from planner.tui.timeline.scale import View


class Scene(NamedTuple):
    """The surroundings that all rows share."""

    view: View
    as_of: Day
    freezes: tuple[Freeze, ...] = ()
    day_cursor: Day | None = None
    glyphs: Glyphs = UNICODE
    filled: bool = False
    """True if bars are coloured backgrounds: only where a blank line keeps neighbours apart."""


def backdrop(scene: Scene) -> Cells:
    """Return the cells that every row is painted on.

    They show weekends (where a cell is a day), freezes, the as-of date, the day cursor, and a line where each
    part of the ruler's upper level begins, such as a year.
    """
    view, glyphs = scene.view, scene.glyphs
    cells = Cells.blank(view.width)
    if view.scale.days_per_cell <= 1:
        for x in range((5 - weekday(view.first)) % 7 - 7, view.width, 7):
            cells.shade(x, x + 2, "weekend")
    for freeze in scene.freezes:
        start, end = view.x(freeze.start), view.x(freeze.end) + 1
        cells.shade(start, end, "frozen")
        cells.fill(start, end, glyphs.frozen, "frozen")
    for tick in ticks(view.first, view.last, view.scale.days_per_cell).upper:
        x = view.x(tick.day)
        if 0 < x < view.width and cells.chars[x] == " ":
            cells.put(x, glyphs.grid, "grid")
    cells.put(view.x(scene.as_of), glyphs.today, "today")
    if scene.day_cursor is not None:
        cells.put(view.x(scene.day_cursor), glyphs.day_cursor, "day-cursor")
    return cells

"""The visible cells of a row on the time axis: pure, without Textual.

Each paint starts from the backdrop that all rows share, so a row costs its own bars and markers only.
"""

from collections.abc import Iterable

from planner.chart import Bar, Marker, Row
from planner.engine.constraint import Place
from planner.tui.timeline.cells import Cells
from planner.tui.timeline.marks import NO_MARKS, Marks, paint_over, paint_under
from planner.tui.timeline.scene import Scene


def paint_row(row: Row, scene: Scene, behind: Cells, marks: Marks = NO_MARKS) -> Cells:
    """Return a row's cells: the backdrop, its bars, its marks and its markers."""
    cells = behind.copy()
    if marks.cursor:
        cells.backgrounds = [background or "cursor" for background in cells.backgrounds]
    for bar in row.bars:
        _paint_bar(cells, bar, scene)
    if marks is not NO_MARKS:
        paint_under(cells, row, scene, marks)
    _paint_markers(cells, row, scene, marks.selected)
    if marks is not NO_MARKS:
        paint_over(cells, row, scene, marks)
    return cells


def _paint_bar(cells: Cells, bar: Bar, scene: Scene) -> None:
    view, kind = scene.view, bar_kind(bar)
    start = view.x(bar.start)
    if kind is None or start >= view.width:
        return
    end = view.width if bar.end is None else min(view.x(bar.end), view.width)
    cells.fill(start, end, scene.glyphs.bar(kind), f"bar-{kind}")
    for day, foreground in ((scene.as_of, "today"), (scene.day_cursor, "day-cursor")):
        if day is not None and start <= (x := view.x(day)) < end:
            cells.put(x, scene.glyphs.crossed, foreground)


def _paint_markers(cells: Cells, row: Row, scene: Scene, selected: Place | None) -> None:
    view, glyphs, inside = scene.view, scene.glyphs, False
    if row.withdrawn is not None and 0 <= (x := view.x(row.withdrawn)) < view.width:
        inside = True
        cells.put(x, glyphs.withdrawn, "retired")
    for marker in ranked(row.markers, selected):
        x = view.x(marker.day)
        if 0 <= x < view.width:
            inside = True
            cells.put(x, glyphs.marker(marker), marker_foreground(marker))
            if marker.place == selected:
                cells.shade(x, x + 1, "selected")
    if row.markers and not inside:
        if view.x(row.markers[0].day) < 0:
            cells.put(0, glyphs.before, "beyond")
        if view.x(row.markers[-1].day) >= view.width:
            cells.put(view.width - 1, glyphs.after, "beyond")


def bar_kind(bar: Bar) -> str | None:
    """Return the look of a bar: a superseded default looks released; a retired bar has none (None)."""
    if bar.role == "retired":
        return None
    return "released" if bar.superseded else bar.role or "none"


def ranked(markers: Iterable[Marker], selected: Place | None = None) -> list[Marker]:
    """Return markers in the order in which they are painted, so that the last one wins a cell.

    Notices come first, then milestones by their dates, then the selected marker.
    """
    lower: list[Marker] = []
    upper: list[Marker] = []
    top: list[Marker] = []
    for marker in markers:
        (top if marker.place == selected else lower if marker.what == "notice" else upper).append(marker)
    return lower + upper + top


def marker_foreground(marker: Marker) -> str:
    """Return the foreground of a marker: its severity, or else its role."""
    if marker.severity is not None:
        return marker.severity
    if marker.what == "notice":
        return "sent" if marker.sent else "notice"
    return marker.role or "none"

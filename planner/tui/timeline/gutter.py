"""The names beside the time axis, which stay put while time scrolls. Pure."""

from collections.abc import Iterable

from planner.chart import Row
from planner.dates import Day
from planner.terminal_text import cells, shown
from planner.tui.timeline.cells import Run
from planner.tui.timeline.glyphs import fitted, fitted_in_the_middle
from planner.tui.timeline.marks import Marks
from planner.tui.timeline.scene import Scene

SIGNS = 3
"""The cursor's sign, the severity's, and a space before the name."""
LEAST = 10
"""Cells of a gutter in a terminal of any width."""
ROOM_FOR_A_DATE = 14
"""Cells of a gutter with versions that are named by dates; cut in the middle, they look alike."""


def gutter_width(rows: Iterable[Row], width: int) -> int:
    """Return the gutter's width in cells: enough for the longest name, but at most a quarter of `width`.

    The quarter counts as `LEAST` cells at least, and as up to `ROOM_FOR_A_DATE` if all versions' names then
    stand whole, without their tracks.
    """
    longest = version = 0
    for row in rows:
        longest = max(longest, cells(shown(row.name[:64])))
        if row.item_type == "version":
            version = max(version, cells(shown(_without_track(row)[:64])))
    whole = SIGNS + version + 1
    most = max(LEAST, width // 4, whole if whole <= ROOM_FOR_A_DATE else 0)
    return min(SIGNS + longest + 1, most)


def paint_name(row: Row, width: int, scene: Scene, marks: Marks, folded: int = 0) -> list[Run]:
    """Return the gutter's part of the row of an item or the heading of a track, `width` cells wide.

    `folded` is the number of items folded into a heading; 0: the track is not folded.
    """
    glyphs, cursor = scene.glyphs, marks.cursor
    marked = row.key is not None and row.key in marks.marked.items
    background = "gutter-marked" if marked else "gutter-cursor" if cursor else "gutter"
    if row.is_heading:
        fold = Run(
            glyphs.folded if folded else glyphs.unfolded, "cursor" if cursor else "heading", background
        )
        number = f" {folded} " if folded else ""
        name = fitted(row.name, max(width - 2 - len(number), 0), glyphs.more)
        return [fold, Run(f" {name}{number}", "heading", background)]
    sign = (glyphs.severity(row.severity), f"sign-{row.severity}") if row.severity else (" ", "name")
    name = _short_name(row, width - SIGNS - 1, glyphs.more)
    foreground = "over" if has_ended(row, scene.as_of) and not cursor else row.item_type or "name"
    signs = [Run(glyphs.cursor if cursor else " ", "cursor", background), Run(*sign, background)]
    if marked:
        return [*signs, Run(glyphs.marked, "mark", background), Run(f"{name} ", foreground, background)]
    return [*signs, Run(f" {name} ", foreground, background)]


def paint_missing_name(row: Row, width: int, scene: Scene, sign: str) -> list[Run]:
    """Return the gutter's part of the row of an item that the plan does not have: `sign` and its name."""
    name = fitted_in_the_middle(row.name, width - SIGNS - 1, scene.glyphs.more)
    return [Run(f" {sign} {name} "[:width], "ghost", "gutter")]


def _short_name(row: Row, width: int, more: str) -> str:
    """Return an item's name in exactly `width` cells.

    If it is too long it loses its track, which the heading has, and if that is not enough its middle.
    """
    alone = _without_track(row)
    if alone != row.name and cells(shown(row.name)) > width:
        for name in (f"{more}{alone}", alone):
            if cells(shown(name)) <= width:
                return fitted(name, width, more)
    return fitted_in_the_middle(row.name, width, more)


def _without_track(row: Row) -> str:
    """Return an item's name without its track, if it begins with it."""
    if row.track is not None and row.name.startswith(f"{row.track} "):
        return row.name[len(row.track) + 1 :].lstrip()
    return row.name


def has_ended(row: Row, as_of: Day) -> bool:
    """Return True for an item whose bars have all ended or are retired, and whose last bar has begun."""
    return (
        bool(row.bars)
        and all(bar.role == "retired" if bar.end is None else bar.end <= as_of for bar in row.bars)
        and row.bars[-1].start <= as_of
    )

"""The names beside the time axis, which stay put while time scrolls. Pure."""

from collections.abc import Iterable

from planner.chart import Row
from planner.terminal_text import cells, shown
from planner.tui.timeline.cells import Run
from planner.tui.timeline.glyphs import Glyphs, fitted

SIGNS = 3
"""The cursor's sign, the severity's, and a space before the name."""


def gutter_width(rows: Iterable[Row], width: int) -> int:
    """Return the gutter's width in cells; long names are cut, since the time axis needs its place."""
    most = max(8, min(32, width // 4))
    longest = max((cells(shown(row.name[:64])) for row in rows), default=0)
    return SIGNS + min(longest, most) + 1


def paint_name(row: Row, width: int, glyphs: Glyphs, cursor: bool, folded: int = 0) -> list[Run]:
    """Return the row's part of the gutter; `folded` is the number of items folded into a heading."""
    background = "gutter-cursor" if cursor else "gutter"
    if row.item is None:
        fold = Run(
            glyphs.folded if folded else glyphs.unfolded, "cursor" if cursor else "heading", background
        )
        number = f" {folded} " if folded else ""
        name = fitted(row.name, max(width - 2 - len(number), 0), glyphs.more)
        return [fold, Run(f" {name}{number}", "heading", background)]
    sign = (glyphs.severity(row.severity), f"sign-{row.severity}") if row.severity else (" ", "name")
    return [
        Run(glyphs.cursor if cursor else " ", "cursor", background),
        Run(*sign, background),
        Run(
            " " + fitted(row.name, width - SIGNS - 1, glyphs.more) + " ", row.item_type or "name", background
        ),
    ]

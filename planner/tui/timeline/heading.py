"""A track's heading on the time axis: a rule, and the counts of the track. Pure."""

from planner.chart import Row
from planner.tui.timeline.cells import Cells
from planner.tui.timeline.marks import NO_MARKS, Marks
from planner.tui.timeline.scene import Scene


def paint_heading(row: Row, scene: Scene, behind: Cells, marks: Marks = NO_MARKS) -> Cells:
    """Return the cells of a track's heading on the time axis; they are painted on a copy of `behind`.

    They have a rule, the guide line of a dragged date, and the track's counts.
    """
    cells, free = behind.copy(), (" ", scene.glyphs.grid)
    for x, character in enumerate(cells.chars):
        if character in free:
            cells.put(x, scene.glyphs.rule, "rule")
    if marks.guide is not None:
        cells.put(scene.view.x(marks.guide), scene.glyphs.guide, "guide")
    x = 1
    for text, foreground in _counts(row, scene):
        cells.write(x, text, foreground)
        x += len(text)
    return cells


def _counts(row: Row, scene: Scene) -> list[tuple[str, str]]:
    """Return the counts of a track as texts with their foregrounds, such as ` 3 live ` and `✗2 `.

    Return an empty list if they are not known.
    """
    summary, glyphs = row.summary, scene.glyphs
    if summary is None:
        return []
    found = [(f" {summary.live} live ", "lower")]
    for number, severity in ((summary.errors, "error"), (summary.warnings, "warning")):
        if number:
            found += [
                (f"{glyphs.dot} ", "lower"),
                (f"{getattr(glyphs, severity)}{number} ", f"sign-{severity}"),
            ]
    return found

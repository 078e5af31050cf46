"""Dialogs below the timeline, which shows their proposal by ghosts: they leave half of the screen to it."""

LOW = 20
"""In a window of fewer lines everything but the list has one line, so that some rows stay in view."""
BREAKPOINTS = [(0, "-low"), (LOW, "-high")]
RULER_LINES = 3
"""Lines of the screen above the timeline's rows."""
_FRAME = 2


def below_timeline(lines: int, around: int, height: int) -> int:
    """Return how many of some lines a dialog shows in half of a screen's height.

    `around` is the number of its other lines; in a low window they are the frame, the title and the foot.
    """
    return max(1, min(lines, height // 2 - (_FRAME + 2 if height < LOW else around)))


def rows_above(height: int) -> int:
    """Return the number of the timeline's lines above a dialog in a window of so many lines."""
    return height // 2 - RULER_LINES

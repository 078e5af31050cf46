"""The height of dialogs below the timeline, which shows their proposal by ghosts in the upper half."""

LOW = 20
"""In a window of fewer lines everything but the list has one line, so that some rows stay in view."""
BREAKPOINTS = [(0, "-low"), (LOW, "-high")]
RULER_LINES = 3
"""Lines of the screen above the timeline's rows."""
_FRAME = 2


def below_timeline(lines: int, around: int, height: int) -> int:
    """Return how many of a list's `lines` a dialog in the lower half of a screen of `height` lines shows.

    `around` is the number of the dialog's other lines; in a low window these are two and the frame. The
    result is 1 at least.
    """
    return max(1, min(lines, height // 2 - (_FRAME + 2 if height < LOW else around)))


def rows_above(height: int) -> int:
    """Return the number of lines of rows that a dialog leaves in a screen of `height` lines."""
    return height // 2 - RULER_LINES

"""A line being painted: each cell has a character, a foreground and a background.

Both are names; `TimelineColours` gives them colours.
"""

from collections.abc import Sequence
from itertools import pairwise

from planner.named_tuple import NamedTuple


class Run(NamedTuple):
    """Neighbouring cells of one foreground and background."""

    text: str
    foreground: str
    background: str


class Cells:
    """A line being painted; every method ignores cells outside the line."""

    __slots__ = ("backgrounds", "chars", "foregrounds", "width")

    def __init__(self, chars: list[str], foregrounds: list[str], backgrounds: list[str]) -> None:
        self.chars, self.foregrounds, self.backgrounds = chars, foregrounds, backgrounds
        self.width = len(chars)

    @classmethod
    def blank(cls, width: int, foreground: str = "") -> "Cells":
        """Return a line of `width` spaces in one foreground, without backgrounds."""
        return cls([" "] * width, [foreground] * width, [""] * width)

    def copy(self) -> "Cells":
        """Return a copy, so that painting on it leaves this line as it is."""
        return Cells(self.chars.copy(), self.foregrounds.copy(), self.backgrounds.copy())

    def put(self, x: int, char: str, foreground: str) -> None:
        """Write a character in cell `x` and set its foreground; its background stays.

        Do nothing outside the line.
        """
        if 0 <= x < self.width:
            self.chars[x] = char
            self.foregrounds[x] = foreground

    def tint(self, x: int, foreground: str) -> None:
        """Set the foreground of cell `x`; its character and background stay."""
        if 0 <= x < self.width:
            self.foregrounds[x] = foreground

    def fill(self, start: int, end: int, char: str, foreground: str) -> None:
        """Write a character in each cell from `start` up to but not including `end`; set their foreground.

        Backgrounds stay. Cells outside the line are left out.
        """
        start, end = max(start, 0), min(end, self.width)
        if start < end:
            self.chars[start:end] = char * (end - start)
            self.foregrounds[start:end] = [foreground] * (end - start)

    def shade(self, start: int, end: int, background: str) -> None:
        """Set the background of the cells from `start` up to but not including `end`; characters stay.

        Cells outside the line are left out.
        """
        start, end = max(start, 0), min(end, self.width)
        if start < end:
            self.backgrounds[start:end] = [background] * (end - start)

    def write(self, x: int, text: Sequence[str], foreground: str, background: str | None = None) -> None:
        """Write a text that is safe to show from cell `x` on, an entry of `text` in each cell.

        Entries that fall outside the line are left out. Set the foreground of these cells, and their
        background unless it is None.
        """
        start, end = max(x, 0), min(x + len(text), self.width)
        if start < end:
            self.chars[start:end] = text[start - x : end - x]
            self.foregrounds[start:end] = [foreground] * (end - start)
        if background is not None:
            self.shade(x, x + len(text), background)

    def runs(self) -> list[Run]:
        """Return the whole line as runs, from left to right."""
        chars, foregrounds, backgrounds = self.chars, self.foregrounds, self.backgrounds
        return [
            Run("".join(chars[start:end]), foregrounds[start], backgrounds[start])
            for start, end in pairwise(self.borders())
        ]

    def borders(self) -> list[int]:
        """Return the cell in which each run begins, from left to right, and last the width of the line."""
        foregrounds, backgrounds, start = self.foregrounds, self.backgrounds, 0
        borders = [0]
        for x in range(1, self.width):
            if foregrounds[x] != foregrounds[start] or backgrounds[x] != backgrounds[start]:
                borders.append(x)
                start = x
        borders.append(self.width)
        return borders

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(self.chars)

"""A line being painted: each cell has a character, an ink and a ground.

Inks and grounds are names; `palette` gives them colours.
"""

from typing import NamedTuple


class Run(NamedTuple):
    """Neighbouring cells of one look."""

    text: str
    foreground: str
    background: str


class Cells:
    """A line being painted."""

    __slots__ = ("chars", "grounds", "inks", "width")

    def __init__(self, chars: list[str], inks: list[str], grounds: list[str]) -> None:
        self.chars, self.inks, self.grounds = chars, inks, grounds
        self.width = len(chars)

    @classmethod
    def blank(cls, width: int, foreground: str = "") -> "Cells":
        return cls([" "] * width, [foreground] * width, [""] * width)

    def copy(self) -> "Cells":
        return Cells(self.chars.copy(), self.inks.copy(), self.grounds.copy())

    def put(self, x: int, char: str, foreground: str) -> None:
        if 0 <= x < self.width:
            self.chars[x] = char
            self.inks[x] = foreground

    def tint(self, x: int, foreground: str) -> None:
        if 0 <= x < self.width:
            self.inks[x] = foreground

    def fill(self, start: int, end: int, char: str, foreground: str) -> None:
        start, end = max(start, 0), min(end, self.width)
        if start < end:
            self.chars[start:end] = char * (end - start)
            self.inks[start:end] = [foreground] * (end - start)

    def shade(self, start: int, end: int, background: str) -> None:
        start, end = max(start, 0), min(end, self.width)
        if start < end:
            self.grounds[start:end] = [background] * (end - start)

    def write(self, x: int, text: str, foreground: str, background: str | None = None) -> None:
        """A text of our own or made safe: one character a cell, what lies outside is cut."""
        start, end = max(x, 0), min(x + len(text), self.width)
        if start < end:
            self.chars[start:end] = text[start - x : end - x]
            self.inks[start:end] = [foreground] * (end - start)
        if background is not None:
            self.shade(x, x + len(text), background)

    def runs(self) -> list[Run]:
        chars, inks, grounds, width = self.chars, self.inks, self.grounds, self.width
        runs: list[Run] = []
        start = 0
        while start < width:
            foreground, background, end = inks[start], grounds[start], start + 1
            while end < width and inks[end] == foreground and grounds[end] == background:
                end += 1
            runs.append(Run("".join(chars[start:end]), foreground, background))
            start = end
        return runs

    @property
    def text(self) -> str:
        return "".join(self.chars)

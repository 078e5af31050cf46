"""The result of reading a TOML file: its data, as far as it can be had, and its errors."""

from bisect import bisect_right
from typing import NamedTuple

from planner.diagnostics import Diagnostic
from planner.disk.source import Source
from planner.toml.values import Data


class ParsedFile(NamedTuple):
    source: Source
    data: Data
    text: str
    """What the data was read from: the source's, where something in it is bad with a
    stand-in of the same length in its place."""
    diagnostics: tuple[Diagnostic, ...] = ()
    stand_ins: frozenset[tuple[int, int]] = frozenset()
    """Line and column of values that stand for one that could not be read."""
    conflicts: tuple[range, ...] = ()
    """The lines of merge conflicts."""
    partial: bool = False
    """Something could not be read at all, and so may be missed elsewhere."""

    def known_to_be_bad(self, line: int, column: int | None) -> bool:
        """Whether a complaint here (a column is given for one about a value) would repeat a problem."""
        return (line, column) in self.stand_ins or self._in_conflict(line)

    def _in_conflict(self, line: int) -> bool:
        """Return True if a merge conflict has this line; conflicts stand in the order of their lines."""
        index = bisect_right(self.conflicts, line, key=lambda each: each.start) - 1
        return index >= 0 and line in self.conflicts[index]

"""The result of reading a TOML file: its data, as far as it can be read, and its syntax errors."""

from bisect import bisect_right

from planner.diagnostics import Diagnostic
from planner.disk.source import Source
from planner.named_tuple import NamedTuple
from planner.toml.values import Data


class ParsedFile(NamedTuple):
    """A file's data, the text from which it was read, and the errors of its syntax."""

    source: Source
    data: Data
    text: str
    """The source's text; where that has errors, each bad value has a stand-in of the same length."""
    diagnostics: tuple[Diagnostic, ...] = ()
    stand_ins: frozenset[tuple[int, int]] = frozenset()
    """Line and column of each stand-in."""
    conflicts: tuple[range, ...] = ()
    """The lines of each merge conflict, in the order of the text."""
    partial: bool = False
    """Some parts were not read, so that names which they define may seem unknown elsewhere."""

    def has_error_at(self, line: int, column: int | None) -> bool:
        """Return True if a stand-in begins at a line and column, or a merge conflict covers the line.

        Another error there would only repeat a syntax error. `column` is None for an error about a
        key or an entry.
        """
        return (line, column) in self.stand_ins or self._in_conflict(line)

    def _in_conflict(self, line: int) -> bool:
        index = bisect_right(self.conflicts, line, key=lambda each: each.start) - 1
        return index >= 0 and line in self.conflicts[index]

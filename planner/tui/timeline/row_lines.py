"""The lines on which rows stand: one after the other, or with a blank line between them. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from planner.chart import Row

Spacing = Literal["auto", "airy", "compact"]


class RowLines:
    """The lines of rows, counted from the first row's; `airy` leaves a blank line below every item.

    A compact layout costs nothing for any number of rows.
    """

    def __init__(self, rows: Sequence[Row] = (), *, airy: bool = False) -> None:
        self.airy = airy
        self.height = len(rows)
        """The number of lines, without a blank one at the end."""
        self._starts: list[int] = []
        if airy:
            line = 0
            for row in rows:
                self._starts.append(line)
                line += 1 if row.is_heading else 2
            self.height = line - (1 if rows and not rows[-1].is_heading else 0)

    def line_of(self, row: int) -> int:
        """Return the line of the row at the index `row`; for the one after the last row, the line below."""
        if not self.airy:
            return row
        return self._starts[row] if row < len(self._starts) else self.height

    def row_at(self, line: int) -> int | None:
        """Return the index of the row on a line; None for a blank line and outside the rows."""
        if not 0 <= line < self.height:
            return None
        if not self.airy:
            return line
        row = bisect_right(self._starts, line) - 1
        return row if self._starts[row] == line else None

    def rows_on(self, first: int, last: int) -> range:
        """Return the indices of the rows on the lines from `first` up to but not including `last`."""
        if not self.airy:
            return range(max(first, 0), max(min(last, self.height), 0))
        return range(bisect_right(self._starts, first - 1), bisect_right(self._starts, last - 1))

    def page(self, lines: int) -> int:
        """Return the rows in a page of `lines` lines, less one that stays in view; at least 1."""
        return max(1, (lines // 2 if self.airy else lines) - 1)


def spaced(rows: Sequence[Row], height: int, spacing: Spacing) -> bool:
    """Return True if rows get blank lines between them in a timeline that is `height` lines high.

    With the spacing `auto` they get them if all rows fit even so; with `airy` always, with `compact` never.
    """
    if spacing == "auto":
        return len(rows) <= height and RowLines(rows, airy=True).height <= height
    return spacing == "airy"

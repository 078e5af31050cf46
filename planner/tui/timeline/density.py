"""How many versions are out over the whole span of a plan, in as many steps as there are cells. Pure."""

from collections.abc import Iterable
from itertools import accumulate

from planner.chart import Row
from planner.dates import Day
from planner.named_tuple import NamedTuple
from planner.tui.timeline.scale import clamped


class AxisSpan(NamedTuple):
    """The days of a whole plan, shared out among cells."""

    first: Day
    last: Day
    width: int

    @property
    def days(self) -> int:
        """The number of days, at least 1."""
        return max(self.last - self.first + 1, 1)

    def x(self, day: Day) -> int:
        """Return the cell of a day, 0 for the span's first; the cell may lie outside the width."""
        return (day - self.first) * self.width // self.days

    def day(self, x: int) -> Day:
        """Return the middle day of a cell, within the calendar."""
        return clamped(self.first + (2 * x + 1) * self.days // (2 * max(self.width, 1)))

    def cells(self, first: Day, last: Day) -> range:
        """Return the cells of the days from `first` to `last`, cut to the span; at least one cell."""
        start = min(max(self.x(first), 0), max(self.width - 1, 0))
        return range(start, max(min(self.x(last) + 1, self.width), start + 1))


def densities(rows: Iterable[Row], span: AxisSpan) -> list[int]:
    """Return for each cell of a span how many versions are out there: begun, and not yet retired."""
    steps = [0] * (span.width + 1)
    first, width, days = span.first, span.width, span.days
    for row in rows:
        if row.item_type != "version":
            continue
        out = end = 0
        for bar in row.bars:  # most begin where the one before ends
            if bar.role == "retired":
                continue
            start = (bar.start - first) * width // days
            if start != end:
                _count(steps, out, end)
                out = start
            end = width if bar.end is None else (bar.end - first) * width // days
        _count(steps, out, end)
    return list(accumulate(steps[:width]))


def _count(steps: list[int], start: int, end: int) -> None:
    """Count a version that is out from cell `start` up to but not including `end`, cut to the line.

    Each entry of `steps` is the difference from the cell before it.
    """
    start, end = max(start, 0), min(end, len(steps) - 1)
    if start < end:
        steps[start] += 1
        steps[end] -= 1


def blamed(rows: Iterable[Row], span: AxisSpan) -> set[int]:
    """Return the cells of all dates that an error blames."""
    return {
        span.x(marker.day)
        for row in rows
        if row.severity == "error"
        for marker in row.markers
        if marker.severity == "error"
    }

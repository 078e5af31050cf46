"""The horizontal scale of a picture: days to pixels."""

from typing import NamedTuple

from planner.chart import Chart
from planner.dates import LAST_DAY, Day
from planner.ticks import Tick, ticks

LONG = 3 * 366
"""A longer chart starts shortly before its as-of date: dates close to each other must stand apart."""
HISTORY = 92
SHORTEST = 120
CELL = 8.0
"""The width of a ruler's letter, which decides how the ruler divides time."""


class Scale(NamedTuple):
    """The days at both ends of the axis, and their positions in pixels."""

    first: Day
    last: Day
    left: float
    right: float

    def x(self, day: Day) -> float:
        """Return the position in pixels at which a day begins; days beyond the axis are at its end."""
        inside = min(max(day, self.first), self.last)
        return self.left + (inside - self.first) * self.pixels_a_day

    def shows(self, day: Day) -> bool:
        """Return True if a day is on the axis, its ends included."""
        return self.first <= day <= self.last

    @property
    def pixels_a_day(self) -> float:
        """The width of one day in pixels."""
        return (self.right - self.left) / (self.last - self.first)

    def rulers(self) -> tuple[tuple[Tick, ...], tuple[Tick, ...]]:
        """Return the ticks of the upper and lower ruler: years over months, or other periods that fit."""
        levels = ticks(self.first, self.last, CELL / self.pixels_a_day)
        return levels.upper, levels.lower


def scale(chart: Chart, judge_from: Day, furthest: Day, left: float, right: float) -> Scale:
    """Return the scale of a picture of a chart, between two positions in pixels.

    `shown_days` says which days it spans.
    """
    first, last = shown_days(chart, judge_from, furthest)
    return Scale(first=first, last=last, left=left, right=right)


def shown_days(chart: Chart, judge_from: Day, furthest: Day) -> tuple[Day, Day]:
    """Return the first and the last day that a picture of a chart shows: all its dates, with margins.

    `furthest` extends the picture to a later day. A chart of more than `LONG` days leaves out history: it
    begins shortly before `judge_from` or the as-of date, the earlier of the two.
    """
    first, last = chart.first, max(chart.last, furthest)
    if last - first > LONG:
        since = min(judge_from or chart.as_of, chart.as_of)
        first = max(first, since - HISTORY)
    margin = max(7, (last - first) // 40, (SHORTEST - (last - first)) // 2)
    return max(first - margin, 1), min(last + margin, LAST_DAY)

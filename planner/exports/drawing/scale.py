"""Where on a picture a day is."""

from typing import NamedTuple

from planner.chart import Chart
from planner.dates import LAST_DAY, Day
from planner.ticks import Tick, ticks

LONG = 3 * 366
"""Of a longer stretch, history is left out: dates close to each other must stand apart."""
HISTORY = 92
SHORTEST = 120
CELL = 8.0
"""How wide a letter of the ruler is, which decides what it divides time by."""


class Scale(NamedTuple):
    first: Day
    last: Day
    """The days at the ends of the axis."""
    left: float
    right: float

    def x(self, day: Day) -> float:
        """Where a day begins; a day beyond an end is at the end."""
        inside = min(max(day, self.first), self.last)
        return self.left + (inside - self.first) * self.pixels_a_day

    def shows(self, day: Day) -> bool:
        return self.first <= day <= self.last

    @property
    def pixels_a_day(self) -> float:
        return (self.right - self.left) / (self.last - self.first)

    def rulers(self) -> tuple[tuple[Tick, ...], tuple[Tick, ...]]:
        """Years over months, or what else fits."""
        levels = ticks(self.first, self.last, CELL / self.pixels_a_day)
        return levels.upper, levels.lower


def scale(chart: Chart, judge_from: Day, also: Day, left: float, right: float) -> Scale:
    """From the first date to the last, or to `also` if that is later; without the history of a long plan."""
    first, last = chart.first, max(chart.last, also)
    if last - first > LONG:
        since = min(judge_from or chart.as_of, chart.as_of)
        first = max(first, since - HISTORY)
    margin = max(7, (last - first) // 40, (SHORTEST - (last - first)) // 2)
    first, last = max(first - margin, 1), min(last + margin, LAST_DAY)
    return Scale(first, last, left, right)

"""Days and columns: how many days a cell stands for, and which stretch of time is in view.

Columns are counted from the calendar's first day, so the axis has no ends short of the calendar's, and a
column of a week is a week from Monday. Every zoom is a binary fraction: the arithmetic is exact.
"""

from math import ceil

from planner.dates import LAST_DAY, Day
from planner.named_tuple import NamedTuple

FIRST_DAY: Day = 1

ZOOMS = (1.0, 2.0, 3.5, 7.0, 14.0, 30.4375, 60.875, 91.3125)
"""Days a cell stands for: from a day, over a week and a month, to a quarter."""

WEEK = 7.0
FINENESS = 16
"""Parts of a day, of which the days in a cell are a whole number: a power of two keeps them exact."""

_NAMES = {
    1.0: "day",
    2.0: "2 days",
    3.5: "half a week",
    7.0: "week",
    14.0: "2 weeks",
    30.4375: "month",
    60.875: "2 months",
    91.3125: "quarter",
}

MARGIN = 4
"""Cells between an edge of the view and what is brought into it."""


def clamped(day: Day) -> Day:
    """Return the day, or the calendar's first or last day if it lies outside the calendar."""
    return min(max(day, FIRST_DAY), LAST_DAY)


class TimeScale(NamedTuple):
    """A zoom: the days that a cell stands for."""

    days_per_cell: float = 7.0

    def column(self, day: Day) -> int:
        """Return the column of a day, counted from 0 at the calendar's first day."""
        return int((day - FIRST_DAY) // self.days_per_cell)

    def first_day(self, column: int) -> Day:
        """Return the first day of a column; it may lie outside the calendar."""
        return FIRST_DAY + ceil(column * self.days_per_cell)

    def last_day(self, column: int) -> Day:
        """Return the last day of a column; it may lie outside the calendar."""
        return self.first_day(column + 1) - 1

    def middle_day(self, column: int) -> Day:
        """Return the middle day of a column, or the earlier of two; clamped to the calendar."""
        return clamped((self.first_day(column) + self.last_day(column)) // 2)

    @property
    def name(self) -> str:
        """The time that a cell stands for, such as `week` or `5 days`."""
        return _NAMES.get(self.days_per_cell) or f"{self.days_per_cell:.0f} days"

    def zoomed(self, factor: float) -> "TimeScale":
        """Return another one of `ZOOMS`: the one nearest to the present zoom, `factor` times closer.

        It is finer for a factor above 1, else coarser. Return the present zoom if it is the finest or
        coarsest already.
        """
        now, wanted = self.days_per_cell, self.days_per_cell / factor
        choices = [zoom for zoom in ZOOMS if (zoom < now if factor > 1 else zoom > now)]
        return TimeScale(min(choices, key=lambda zoom: max(zoom / wanted, wanted / zoom), default=now))


class View(NamedTuple):
    """The stretch of time in view: `width` columns from `left`."""

    scale: TimeScale
    left: int
    width: int

    def x(self, day: Day) -> int:
        """Return the cell of a day, 0 at the view's left edge; the cell may lie outside the view."""
        return int((day - FIRST_DAY) // self.scale.days_per_cell) - self.left

    def day(self, x: int) -> Day:
        """Return the middle day of cell `x`, which may lie outside the view; clamped to the calendar."""
        return self.scale.middle_day(self.left + x)

    @property
    def first(self) -> Day:
        """The first day in view, clamped to the calendar."""
        return clamped(self.scale.first_day(self.left))

    @property
    def last(self) -> Day:
        """The last day in view, clamped to the calendar."""
        return clamped(self.scale.last_day(self.left + self.width - 1))

    def shows(self, day: Day) -> bool:
        """Return True if a day is in view."""
        return 0 <= self.x(day) < self.width

    def with_day_at(self, day: Day, x: int) -> "View":
        """Return the view scrolled so that a day is in cell `x`, as near as the calendar's ends allow."""
        return self.scrolled_to(self.scale.column(day) - x)

    def scrolled_to(self, left: int) -> "View":
        """Return the view from column `left` on, or from the nearest one within the calendar."""
        most = self.scale.column(LAST_DAY) - self.width + 1
        return View(self.scale, max(0, min(left, most)), self.width)

    def zoomed(self, factor: float, x: int) -> "View":
        """Return the view zoomed in (`factor` above 1) or out; the middle day of cell `x` stays in this cell.

        Near an end of the calendar the day comes as near to its cell as it can.
        """
        return View(self.scale.zoomed(factor), 0, self.width).with_day_at(self.day(x), x)

    def revealing(self, day: Day, margin: int = MARGIN) -> "View":
        """Return the view scrolled no further than needed to show a day `margin` cells or more off its edges.

        Return it as it is if the day is there already. In a view too narrow for the margin, the day is
        centred.
        """
        margin = min(margin, max(0, (self.width - 1) // 2))
        x = self.x(day)
        if x < margin:
            return self.with_day_at(day, margin)
        if x >= self.width - margin:
            return self.with_day_at(day, self.width - 1 - margin)
        return self

    def resized(self, width: int) -> "View":
        """Return the view with another width, from the same left column on as far as the calendar reaches."""
        return View(self.scale, self.left, width).scrolled_to(self.left)


def fitting(first: Day, last: Day, width: int, margin: int = MARGIN) -> View:
    """Return the closest view of the days from `first` to `last`, centred, with `margin` cells at both sides.

    Up to a week a cell it is one of the zooms; beyond that it has just the days that it needs: the next zoom
    could leave half of the view empty.
    """
    inner = max(1, width - 2 * margin)
    needed = ceil((last - first + 1) * FINENESS / max(1, inner - 1)) / FINENESS
    for days_per_cell in (*(zoom for zoom in ZOOMS if zoom <= WEEK), max(needed, WEEK)):
        scale = TimeScale(days_per_cell)
        columns = scale.column(last) - scale.column(first) + 1
        if columns <= inner:
            break
    return View(scale, 0, width).with_day_at(first, margin + max(0, inner - columns) // 2)


def opening(first: Day, last: Day, as_of: Day, width: int) -> View:
    """Return the view in which a plan opens; `first` and `last` are its first and last day.

    It shows the whole plan if that needs no more than a week a cell. Else a cell is a week, and the as-of
    date stands a third of the width from the left.
    """
    whole = fitting(first, last, width)
    if whole.scale.days_per_cell <= WEEK:
        return whole
    return View(TimeScale(WEEK), 0, width).with_day_at(as_of, width // 3)

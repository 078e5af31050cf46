"""Weekdays and recurring days together, found by looking at months instead of at days."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Collection, Sequence

from planner.dates import CALENDAR_REPEATS, LAST_DAY, Day, to_date
from planner.recurring import Recurring

_MONTHS_IN_A_CYCLE = 400 * 12
_LAST_MONTH = 9999 * 12 + 11
_EVERY_WEEKDAY = frozenset(range(7))

_Shape = tuple[int, int, int]
"""A month's number, the weekday of its first day, and its length: 91 of them make up the calendar."""


class DayPattern:
    """The days that fall on one of some weekdays, on one of some recurring days and in one of some months.

    All three must hold; an empty collection asks for nothing.
    """

    def __init__(
        self, weekdays: Collection[int], recurring: Sequence[Recurring], months: Collection[int] = ()
    ) -> None:
        self._weekdays = frozenset(weekdays) or _EVERY_WEEKDAY
        self._recurring = recurring
        self._months = frozenset(months)
        self._days_of_shape: dict[_Shape, tuple[int, ...]] = {}
        self._has_days = True
        """False once a search through all 400 years has found no day."""

    def next(self, day: Day) -> Day | None:
        """Return the first day of the pattern on or after a day.

        Return None if there is none up to the calendar's end, or in 400 years, after which the days repeat.
        """
        if day > LAST_DAY or not self._has_days:
            return None
        if not self._recurring and not self._months:
            found = _step_to(self._weekdays, day, 1)
            return found if found <= LAST_DAY else None
        on = to_date(day)
        month, after = on.year * 12 + on.month - 1, on.day
        for each in range(month, min(month + _MONTHS_IN_A_CYCLE, _LAST_MONTH) + 1):
            first, days = self._month(each)
            index = bisect_left(days, after)
            if index < len(days):
                return first + days[index] - 1
            after = 1
        self._has_days = month + _MONTHS_IN_A_CYCLE > _LAST_MONTH
        return None

    def previous(self, day: Day) -> Day | None:
        """Return the last day of the pattern on or before a day.

        Return None if there is none back to the calendar's first day, or in 400 years, after which the days
        repeat.
        """
        if day < 1 or not self._has_days:
            return None
        if not self._recurring and not self._months:
            found = _step_to(self._weekdays, day, -1)
            return found if found >= 1 else None
        on = to_date(day)
        month, before = on.year * 12 + on.month - 1, on.day
        for each in range(month, max(month - _MONTHS_IN_A_CYCLE, 12) - 1, -1):
            first, days = self._month(each)
            index = bisect_right(days, before)
            if index:
                return first + days[index - 1] - 1
            before = 31
        self._has_days = month - _MONTHS_IN_A_CYCLE < 12
        return None

    def _month(self, number: int) -> tuple[Day, tuple[int, ...]]:
        """Return the first day of a month, and the days of the month (from 1) that belong to the pattern.

        `number` counts months from January of the year 0.
        """
        year, month = number // 12, number % 12 + 1
        starts_on, length = monthrange(year, month)
        shape = month, starts_on, length
        days = self._days_of_shape.get(shape)
        first = to_date(1).replace(year=year, month=month).toordinal()
        if days is None:
            days = self._days_of_shape[shape] = tuple(
                each
                for each in (range(1, length + 1) if not self._months or month in self._months else ())
                if (starts_on + each - 1) % 7 in self._weekdays and self._recurs(first + each - 1)
            )
        return first, days

    def _recurs(self, day: Day) -> bool:
        """Return True if a day is one of the recurring days, or if the pattern has none."""
        return not self._recurring or any(each.falls_on(day) for each in self._recurring)


def _step_to(weekdays: frozenset[int], day: Day, step: int) -> Day:
    """Return the first day on one of the weekdays, from a day on (`step` 1) or going back (`step` -1)."""
    while (day - 1) % 7 not in weekdays:
        day += step
    return day


def agreed(day: Day, first: Day, last: Day, steps: Sequence[Callable[[Day], Day | None]]) -> Day | None:
    """Return the first day, from `day` on in the direction of the steps, that every step allows.

    A step returns the nearest day that it allows: the given day or a further one, all steps in one direction;
    or None. Return None if there is no day between `first` and `last` on which they agree, or none within 400
    years, after which weekdays and dates fall together again.
    """
    start = day
    while first <= day <= last and abs(day - start) <= CALENDAR_REPEATS:
        for step in steps:
            further = step(day)
            if further is None:
                return None
            if further != day:
                day = further
                break
        else:
            return day
    return None

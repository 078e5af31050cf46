"""The fewest and the most days that a duration can take, whichever day it starts on."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import accumulate

from planner.dates import CALENDAR_REPEATS, LAST_DAY, PERIODS, Day, Duration, add, add_at_most
from planner.engine.rules.kind import Releases

_CYCLE = 400 * 12
_CYCLE_START = date(2000, 1, 1).toordinal()
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


def shortest(span: Duration | Releases) -> int:
    """Return the fewest days from a date to the earliest date that `at_least` allows.

    A span of releases ends after the date it starts on: one day at least.
    """
    if isinstance(span, Releases):
        return min(span.number, 1)
    return _range(span)[0]


def longest(spans: Iterable[Duration | Releases]) -> int | None:
    """Return the most days from a date to the latest date that `at_most` allows.

    Of several spans the longest counts. Return None if one counts releases, which may lie any number of days
    ahead.
    """
    days = 0
    for span in spans:
        if isinstance(span, Releases):
            return None
        most = _range(span)[1]
        days = max(days, most)
    return days


def never_meet(
    at_least: Iterable[Duration | Releases], at_most: Iterable[Duration | Releases], slack: int
) -> bool:
    """Return True if `at_least` ends more than `slack` days after `at_most`, from whichever day both count.

    Releases are passed over. Return False where that is too little to tell.
    """
    least = tuple(each for each in at_least if isinstance(each, Duration))
    most = tuple(each for each in at_most if isinstance(each, Duration))
    if not least or not most or shortest_of(least) <= shortest_of(most):
        return False
    return _never_meet(least, most, slack)


def shortest_of(spans: Iterable[Duration | Releases]) -> int:
    """Return the fewest days from a date to the earliest date that all spans of an `at_least` allow."""
    return max(map(shortest, spans))


@cache
def _never_meet(at_least: tuple[Duration, ...], at_most: tuple[Duration, ...], slack: int) -> bool:
    """Return the answer of `never_meet`, from the starts that can tell.

    Within the first 28 days of a month both ends stay, or move day by day with the start.
    """
    return all(
        max(add(start, each) for each in at_least) - max(add_at_most(start, each) for each in at_most) > slack
        for first, length in _months_of_a_cycle()
        for start in (first, *range(first + 27, first + length))
    )


@cache
def _months_of_a_cycle() -> tuple[tuple[Day, int], ...]:
    """Return the first day and the number of days of each month of the 400 years from 2000 on."""
    lengths, starts = _calendar()
    return tuple((_CYCLE_START + starts[month], lengths[month]) for month in range(_CYCLE))


@cache
def _range(span: Duration) -> tuple[int, int]:
    """Return the fewest and the most days of a duration, from whichever day it counts."""
    number, unit = span
    if unit in _DAYS:
        days = min(number * _DAYS[unit], LAST_DAY)
        return days, days
    if unit in _MONTHS:
        return _months(number * _MONTHS[unit])
    return _periods(number, PERIODS[unit])


def _months(number: int) -> tuple[int, int]:
    """Return the fewest and the most days of a number of months.

    A day past the end of a short month is clamped. Beyond the calendar, both are LAST_DAY.
    """
    whole, rest = divmod(number, _CYCLE)
    if whole > 25:
        return LAST_DAY, LAST_DAY
    lengths, starts = _calendar()
    spans = [starts[first + rest] - starts[first] for first in range(_CYCLE)]
    clamped = (
        span - max(lengths[first] - lengths[first + rest], 0)
        for first, span in zip(range(_CYCLE), spans, strict=True)
    )
    days = whole * CALENDAR_REPEATS
    return days + min(clamped), days + max(spans)


def _periods(number: int, months: int) -> tuple[int, int]:
    """Return the fewest and the most days of a number of calendar periods of some months each.

    The fewest count from the last day of a period, the most from its first. Beyond the calendar, both are
    LAST_DAY.
    """
    whole, rest = divmod(number * months, _CYCLE)
    if whole > 25:
        return LAST_DAY, LAST_DAY
    _, starts = _calendar()
    firsts = range(0, _CYCLE, months)
    days = whole * CALENDAR_REPEATS
    least = min(starts[first + rest] - starts[first + months] + 1 for first in firsts)
    most = max(starts[first + rest + months] - 1 - starts[first] for first in firsts)
    return days + least, days + most


@cache
def _calendar() -> tuple[list[int], list[int]]:
    """Return the length of each month of 800 years and more, and the day that each starts on, from 0."""
    lengths = [monthrange(2000 + month // 12 % 400, month % 12 + 1)[1] for month in range(2 * _CYCLE + 24)]
    return lengths, [*accumulate(lengths, initial=0)]

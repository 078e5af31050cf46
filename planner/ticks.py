"""The ruler of a timeline: two levels of labelled days, as fine as the cells allow. Pure."""

from collections.abc import Callable, Iterator

from planner.dates import LAST_DAY, MONTHS, Day, to_date, weekday
from planner.named_tuple import NamedTuple


class Tick(NamedTuple):
    """A labelled day on the ruler."""

    day: Day
    """The first day of the part; the first tick of a level may lie before the first day shown."""
    label: str


class Ticks(NamedTuple):
    """The two lines of the ruler, each from left to right."""

    upper: tuple[Tick, ...]
    lower: tuple[Tick, ...]


class Level(NamedTuple):
    """A way to divide time into parts: days, weeks, months, quarters, years or decades."""

    months: int
    """The months in each part, or 0 if the parts are counted in days."""
    days: int
    """The days in each part, or 0 if the parts are counted in months."""
    label: Callable[[Day], str]


def _month(day: Day) -> str:
    return MONTHS[to_date(day).month - 1].title()


def _year(day: Day) -> str:
    return f"{to_date(day).year:04}"


_DAYS = Level(0, 1, lambda day: str(to_date(day).day))
_WEEKS = Level(0, 7, lambda day: str(to_date(day).day))
_MONTHS = Level(1, 0, _month)
_MONTHS_OF_YEARS = Level(1, 0, lambda day: f"{_month(day)} {_year(day)}")
_QUARTERS = Level(3, 0, lambda day: f"Q{(to_date(day).month + 2) // 3}")
_YEARS = Level(12, 0, _year)
_SHORT_YEARS = Level(12, 0, lambda day: f"'{_year(day)[2:]}")
_DECADES = Level(120, 0, lambda day: f"{to_date(day).year // 10 * 10:04}s")

_FINEST_FIRST = (
    (1 / 3, _MONTHS_OF_YEARS, _DAYS),
    (7 / 3, _MONTHS_OF_YEARS, _WEEKS),
    (28 / 4, _YEARS, _MONTHS),
    (91.5 / 3, _YEARS, _QUARTERS),
    (365 / 5, _DECADES, _YEARS),
    (float("inf"), _DECADES, _SHORT_YEARS),
)
"""The most days in a cell at which the labels of the two levels do not touch, with these levels."""


def ticks(first: Day, last: Day, days_per_cell: float) -> Ticks:
    """Return both lines of the ruler from the first to the last day.

    At `days_per_cell` days in a terminal cell, they are the finest levels whose labels do not touch.
    """
    upper, lower = next(levels for most, *levels in _FINEST_FIRST if days_per_cell <= most)
    return Ticks(tuple(_level(upper, first, last)), tuple(_level(lower, first, last)))


def _level(level: Level, first: Day, last: Day) -> Iterator[Tick]:
    """Yield the ticks of a level: the start of the part with the first day, and of each part up to `last`."""
    day: Day | None = _start(level, first)
    while day is not None and day <= last:
        yield Tick(day, level.label(day))
        day = _next(level, day)


def _start(level: Level, day: Day) -> Day:
    """Return the first day of the part that holds a day; weeks start on Mondays."""
    if level.days:
        return day - weekday(day) % level.days
    on = to_date(day)
    month = on.year * 12 + on.month - 1
    return _first_of(month - month % level.months)


def _next(level: Level, day: Day) -> Day | None:
    """Return the first day of the part after the one that starts on a day; None past the calendar's end."""
    if level.days:
        return day + level.days if day + level.days <= LAST_DAY else None
    on = to_date(day)
    following = on.year * 12 + on.month - 1 + level.months
    return _first_of(following) if following < 10_000 * 12 else None


def _first_of(month: int) -> Day:
    """Return the first day of a month, counted from January of the year 0, which stands for the year 1."""
    return to_date(1).replace(year=max(month // 12, 1), month=month % 12 + 1).toordinal()

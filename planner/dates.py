"""Days and durations: calendar arithmetic on day ordinals, and the only module that knows pendulum.

A day is its proleptic Gregorian ordinal (`datetime.date.toordinal`), so days compare and
subtract as integers. Durations stay (number, unit) and are only ever added forward.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from planner.named_tuple import NamedTuple

Day = int

LAST_DAY: Day = date.max.toordinal()
NEVER: Day = LAST_DAY + 1
"""Later than every date: what a sum past 9999-12-31 comes to."""
CALENDAR_REPEATS = 146_097
"""Days in 400 years, after which weekdays and dates fall together again."""
BEFORE_ALL: Day = 0
"""Earlier than every date."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
UNITS = ("day", "week", "month", "year")
PERIODS = {"calendar month": 1, "calendar quarter": 3, "calendar year": 12}
"""Units that count calendar periods, with the months of one: "3 calendar months"."""

_DIGITS = "([0-9]{1,100})"
"""As many as anybody may write: a duration longer than the calendar is none the less one."""
WORDED_DURATION = f"{_DIGITS} (day|week|month|year|calendar (?:month|quarter|year))s?"
ISO_DURATION = f"P{_DIGITS}([DWMY])"
_ISO_UNITS = {unit[0].upper(): unit for unit in UNITS}


class Duration(NamedTuple):
    """A number of calendar units, never turned into days: "6 months" is not 180 days."""

    number: int
    unit: str

    def __str__(self) -> str:
        return counted(self.number, self.unit)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 day", "2 days"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def parse_duration(text: str) -> Duration:
    """Read a duration such as "90 days", "1 year", "3 calendar months" or ISO 8601 "P6M".

    Raise ValueError for any other text, with the duration that is probably meant or the expected forms.
    """
    if match := re.fullmatch(WORDED_DURATION, text):
        return Duration(int(match[1]), match[2])
    if match := re.fullmatch(ISO_DURATION, text):
        return Duration(int(match[1]), _ISO_UNITS[match[2]])
    expected = 'a duration such as "90 days", "6 months", "1 year", "P6M" or "3 calendar months"'
    raise ValueError(_whole_units(text) or _near_duration(text) or expected)


_FRACTION = r"([0-9]{1,5})[.,]([0-9]{1,5}) (day|week|month|year)s?"
_SMALLER = {"year": (12, "month"), "week": (7, "day")}


def _whole_units(text: str) -> str | None:
    """Return the whole duration that equals one with a fraction, in quotes and with the reason.

    For "1.5 years" that is "18 months". Where no whole number of units is equal, return a request for one;
    return None for any other text.
    """
    if not (match := re.fullmatch(_FRACTION, text)):
        return None
    number, scale = int(match[1] + match[2]), 10 ** len(match[2])
    for times, unit in ((1, match[3]), _SMALLER.get(match[3], (1, match[3]))):
        if number * times % scale == 0:
            return f'"{counted(number * times // scale, unit)}", for a duration counts whole units'
    return 'a whole number of days, weeks, months or years, as in "6 months"'


_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12}


def _near_duration(text: str) -> str | None:
    """Return the duration that "1 yr", "one year" or "90days" means, in quotes; None if that is unclear.

    For quarters, which are no unit, return the months and the calendar quarters.
    """
    if not (match := re.fullmatch(r"([0-9]{1,6}|[a-z]{1,6} |[0-9]{1,6} )([a-z]{1,20})", text.lower())):
        return None
    number, word = match[1].strip(), match[2]
    times = _NUMBER_WORDS.get(number) if number.isalpha() else int(number)
    if times is None:
        return None
    if re.fullmatch("quarters?|qtrs?", word):
        return f'"{counted(3 * times, "month")}" or "{counted(times, "calendar quarter")}"'
    near = [unit for unit in UNITS if re.match(".*?".join(word), f"{unit}s")]
    return f'"{counted(times, near[0])}"' if len(near) == 1 else None


def add(day: Day, duration: Duration) -> Day:
    """Return the day a duration later, NEVER past the calendar; months and years clamp to the month's end.

    For calendar periods, return the first day of the period that comes `number` periods after the day's own.
    """
    unit = duration.unit
    if unit == "day":
        later = day + duration.number
    elif unit == "week":
        later = day + 7 * duration.number
    elif unit in PERIODS:
        return _period_start(day, duration.number, PERIODS[unit])
    else:
        return _add_calendar(day, duration.number, unit)
    return min(later, NEVER)


def add_at_most(day: Day, duration: Duration) -> Day:
    """Return the last day that is within a duration of a day: the same as `add`, but for calendar periods.

    For these, return the last day of the period that comes `number` periods after the day's own.
    """
    if duration.unit not in PERIODS:
        return add(day, duration)
    return _period_start(day, duration.number + 1, PERIODS[duration.unit]) - 1


def period(day: Day, months: int) -> int:
    """Return the number of the calendar period that holds a day, counted from the year 0.

    A period has `months` months: 1 for a month, 3 for a quarter, 12 for a year.
    """
    of = date.fromordinal(day)
    return (of.year * 12 + of.month - 1) // months


@cache
def _period_start(day: Day, number: int, months: int) -> Day:
    """Return the first day of the calendar period that comes `number` periods after the day's own.

    A period has `months` months. Past the calendar, return NEVER.
    """
    if day >= NEVER:
        return NEVER
    return period_start(period(max(day, 1), months) + number, months)


def period_start(number: int, months: int) -> Day:
    """Return the first day of a calendar period with the number that `period` gave.

    Return NEVER past the calendar.
    """
    year, month = divmod(number * months, 12)
    return date(year, month + 1, 1).toordinal() if year <= date.max.year else NEVER


@cache
def _add_calendar(day: Day, number: int, unit: str) -> Day:
    """Return the day some months or years later, clamped to the month's end; NEVER past the calendar.

    `unit` is "month" or "year". These lines stand for pendulum on the path of `check`, where its import costs
    more than all else.
    """
    if day >= NEVER:
        return NEVER
    start = date.fromordinal(day)
    months = start.year * 12 + start.month - 1 + (12 * number if unit == "year" else number)
    year, month = divmod(months, 12)
    if year > date.max.year:
        return NEVER
    first = date(year, month + 1, 1).toordinal()
    return first + min(start.day, _days_in_month(year, month)) - 1


_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _days_in_month(year: int, month: int) -> int:
    """Return the length of a month in days; `month` is 0 for January."""
    leap_day = month == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _MONTH_LENGTHS[month] + leap_day


_LONGEST = {"day": 1, "week": 7, "month": 31, "year": 366} | {
    unit: 31 * months for unit, months in PERIODS.items()
}
"""Days of one unit, at most."""


def latest_start(end: Day, duration: Duration, added: Callable[[Day, Duration], Day] = add) -> Day:
    """Return the last day to which a duration can be added without passing `end`, or else BEFORE_ALL.

    `added` is the function that adds, `add` or `add_at_most`. The day is found by adding forward, never by
    subtracting: clamped month ends are not reversible.
    """
    low = max(end - _LONGEST[duration.unit] * (duration.number + 1) - 1, BEFORE_ALL)
    high = max(end, BEFORE_ALL)
    if duration.unit in PERIODS and added is add:
        high += _LONGEST[duration.unit]  # the first day of the period that holds a day lies before it
    while low < high:
        middle = (low + high + 1) // 2
        if added(middle, duration) <= end:
            low = middle
        else:
            high = middle - 1
    return max(low, BEFORE_ALL)


def to_day(value: date) -> Day:
    """Return the ordinal of a date."""
    return value.toordinal()


def to_date(day: Day) -> date:
    """Return the date of an ordinal from 1 to LAST_DAY."""
    return date.fromordinal(day)


def iso(day: Day) -> str:
    """Return a day as text, as in `2027-02-15`.

    Past the calendar it is "never", before it "before the calendar".
    """
    if 1 <= day <= LAST_DAY:
        return date.fromordinal(day).isoformat()
    return "never" if day > LAST_DAY else "before the calendar"


def iso_or_empty(day: Day | None) -> str:
    """Return a day as `iso` does, and an empty text for None."""
    return "" if day is None else iso(day)


def weekday(day: Day) -> int:
    """Return the weekday of a day: 0 for Monday to 6 for Sunday."""
    return (day - 1) % 7


def step(day: Day, number: int, unit: str) -> Day:
    """Return the day some units later, or earlier for a negative number: for typed days, not for rules.

    Months and years clamp to the month's end. Outside the calendar, return BEFORE_ALL or NEVER.
    """
    if number >= 0:
        return add(day, Duration(number, unit))
    if unit in ("day", "week"):
        return max(day + number * (7 if unit == "week" else 1), BEFORE_ALL)
    import pendulum

    start = pendulum.Date.fromordinal(day)
    try:
        earlier = start.subtract(years=-number) if unit == "year" else start.subtract(months=-number)
    except (OverflowError, ValueError):
        return BEFORE_ALL
    return earlier.toordinal()

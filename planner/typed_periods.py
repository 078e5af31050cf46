"""Periods as people type them: "march 2027", "q2", "next month", "2027". Pure."""

import re
from datetime import date

from planner.dates import LAST_DAY, Day, step, to_date, to_day, weekday
from planner.named_tuple import NamedTuple

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_YEARS_AROUND = 8
"""29 February may be eight years away."""
_WHICH = {"next": 1, "this": 0, "last": -1, "previous": -1}

_UNIT = re.compile(r"(?:the )?(?:(?P<which>next|this|last|previous) )?(?P<unit>week|month|quarter|half|year)")
_MONTH = re.compile(
    r"(?:(?P<which>next|this|last|previous) )?(?P<month>[a-z]{3,9})\.?(?:,? (?P<year>[0-9]{4}))?"
)
_PART = re.compile(r"(?:(?P<before>[0-9]{4})[ /-]?)?(?P<part>q[1-4]|h[12])(?:,?[ /-]?(?P<after>[0-9]{4}))?")
_YEAR = re.compile(r"[0-9]{4}")


class Period(NamedTuple):
    """The first and the last day of a week, month, quarter, half or year."""

    first: Day
    last: Day


def named_periods(text: str, current: Day) -> list[Period]:
    """Return the months, quarters or halves that a name such as "march", "next march" or "q2 2027" may mean.

    That is one period with a year or a word such as "next" before it; without either, one for each year from
    eight before to eight after the current day. Return an empty list for any other text.
    """
    if match := _PART.fullmatch(text):
        number, months = int(match["part"][1]), 3 if match["part"][0] == "q" else 6
        if match["before"] and match["after"]:
            return []
        return _in_years(match["before"] or match["after"], None, months * (number - 1), months, current)
    match = _MONTH.fullmatch(text)
    place = match and place_in(match["month"], MONTHS)
    if match is None or place is None or (match["which"] and match["year"]):
        return []
    return _in_years(match["year"], match["which"], place, 1, current)


def unit_periods(text: str, current: Day) -> list[Period]:
    """Return the period that "this quarter", "next month" or "2027" means, in a list; else an empty list."""
    if match := _UNIT.fullmatch(text):
        return [period_beside(match["unit"], _WHICH[match["which"] or "this"], current)]
    return _in_years(text, None, 0, 12, current) if _YEAR.fullmatch(text) else []


def period_beside(unit: str, number: int, current: Day) -> Period:
    """Return the week, month, quarter, half or year `number` units after the one that holds the current day.

    With a negative number it comes before.
    """
    if unit == "week":
        first = current - weekday(current) + 7 * number
        return Period(first, first + 6)
    months, on = UNIT_MONTHS[unit], to_date(current)
    first = to_day(on.replace(month=on.month - (on.month - 1) % months, day=1))
    return _of_months(step(first, months * number, "month"), months)


def place_in(word: str, names: tuple[str, ...]) -> int | None:
    """Return the index of the first name that starts with a word ("feb", "thurs"); None if there is none."""
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def calendar_day(year: int, month: int, day: int) -> Day | None:
    """Return the day of a year, a month and a day of the month; None if the calendar has no such day."""
    try:
        return to_day(date(year, month, day))
    except ValueError:
        return None


def _in_years(
    year: str | None, which: str | None, months_before: int, months: int, current: Day
) -> list[Period]:
    """Return, for each year, the period that starts `months_before` months into it and lasts `months` months.

    The years are `year`, or else all around the current day; of those, `which` ("next", "this", "last",
    "previous") chooses the nearest period after, in the year of, or before the current day, if there is one.
    """
    if year is not None:
        years = range(int(year), int(year) + 1)
    else:
        now = to_date(current).year
        years = range(now - _YEARS_AROUND, now + _YEARS_AROUND + 1)
    firsts = (calendar_day(each, months_before + 1, 1) for each in years)
    found = [_of_months(first, months) for first in firsts if first is not None]
    if which == "next":
        return [each for each in found if each.first > current][:1]
    if which in ("last", "previous"):
        return [each for each in found if each.last < current][-1:]
    if which == "this":
        return [each for each in found if to_date(each.first).year == to_date(current).year]
    return found


def _of_months(first: Day, months: int) -> Period:
    """Return the period of so many months from its first day, cut at the calendar's end.

    A first day before the calendar makes a period of that day alone.
    """
    return Period(first, min(step(first, months, "month") - 1, LAST_DAY) if first >= 1 else first)

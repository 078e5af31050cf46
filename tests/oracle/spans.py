"""Calendar arithmetic for the reading ("Durations" in docs/rules.md), with dateutil, always forward."""

import re
from datetime import date

from dateutil.relativedelta import relativedelta

NEVER = date.max.toordinal() + 1
"""The ordinal of a sum past 9999-12-31: "later than every date"."""

_WORDS = re.compile(r"(\d+) (day|week|month|year)s?")
_ISO = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}
_PERIODS = re.compile(r"(\d+) calendar (month|quarter|year)s?")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def span(text: str) -> relativedelta:
    words = _WORDS.fullmatch(text)
    if words:
        return relativedelta(**{words[2] + "s": int(words[1])})  # type: ignore[arg-type]
    iso = _ISO.fullmatch(text)
    assert iso, text
    return relativedelta(**{_UNITS[iso[2]]: int(iso[1])})  # type: ignore[arg-type]


def plus(day: date, text: str) -> int:
    """Return the ordinal of day + span: of calendar periods, the first day of the last one."""
    periods = _PERIODS.fullmatch(text)
    if periods:
        return _first_of_period(day, int(periods[1]), _MONTHS[periods[2]])
    try:
        return (day + span(text)).toordinal()
    except (ValueError, OverflowError):
        return NEVER


def at_most(day: date, text: str) -> int:
    """Return the ordinal of the last day within the span: of calendar periods, the last day of the last."""
    periods = _PERIODS.fullmatch(text)
    if periods:
        after = _first_of_period(day, int(periods[1]) + 1, _MONTHS[periods[2]])
        return date.max.toordinal() if after == NEVER and _is_last_period(day, periods) else after - 1
    return plus(day, text)


def _is_last_period(day: date, periods: re.Match[str]) -> bool:
    """Return True if the period itself still lies in the calendar, though none follows it."""
    return _first_of_period(day, int(periods[1]), _MONTHS[periods[2]]) != NEVER


def _first_of_period(day: date, number: int, months: int) -> int:
    """Return the first day of the period so many periods after the one that holds the day."""
    month = (day.year * 12 + day.month - 1) // months * months + number * months
    year, month = divmod(month, 12)
    return date(year, month + 1, 1).toordinal() if year <= date.max.year else NEVER


def days_of(text: str) -> int:
    """The length of a span that is given in days, as a tolerance is."""
    return int(span(text).days)


def shown(ordinal: int) -> date | None:
    """ "A bound past 9999-12-31 has earliest and days null"."""
    return None if ordinal >= NEVER else date.fromordinal(ordinal)

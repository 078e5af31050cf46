"""Calendar arithmetic for the reading: DESIGN §3, with dateutil, always forward."""

import re
from datetime import date

from dateutil.relativedelta import relativedelta

NEVER = date.max.toordinal() + 1
"""The ordinal of a sum past 9999-12-31: "later than every date"."""

_WORDS = re.compile(r"(\d+) (day|week|month|year)s?")
_ISO = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}


def span(text: str) -> relativedelta:
    words = _WORDS.fullmatch(text)
    if words:
        return relativedelta(**{words[2] + "s": int(words[1])})  # type: ignore[arg-type]
    iso = _ISO.fullmatch(text)
    assert iso, text
    return relativedelta(**{_UNITS[iso[2]]: int(iso[1])})  # type: ignore[arg-type]


def plus(day: date, text: str) -> int:
    """The ordinal of day + span."""
    try:
        return (day + span(text)).toordinal()
    except (ValueError, OverflowError):
        return NEVER


def days_of(text: str) -> int:
    """The length of a span that is given in days, as a tolerance is."""
    return int(span(text).days)


def shown(ordinal: int) -> date | None:
    """ "A bound past 9999-12-31 has earliest and days null"."""
    return None if ordinal >= NEVER else date.fromordinal(ordinal)

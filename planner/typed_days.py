"""What a person types as a day: "2027-02-15", "15 feb", "+90 days", "next monday", "end of month"."""

import re
from collections.abc import Callable
from datetime import date

from planner.dates import LAST_DAY, UNITS, WEEKDAYS, Day, step, to_date, to_day, weekday
from planner.recurring import MONTHS

EXPECTED = (
    "a day is expected, such as 2027-02-15, 15 feb 2027, today, +90 days, -2 weeks, next monday or end of month"
)

_MONTH = rf"({'|'.join(MONTHS)})[a-z]*\.?"
_WEEKDAY = rf"({'|'.join(WEEKDAYS)})[a-z]*"
_PERIOD = "(week|month|quarter|year)"


def typed_day(text: str, current: Day, as_of: Day) -> Day:
    """The day meant, relative to the date's current one; ValueError says what was expected."""
    words = " ".join(text.lower().split())
    for pattern, meaning in _MEANINGS:
        if match := pattern.fullmatch(words):
            day = meaning(match, current, as_of)
            if not 1 <= day <= LAST_DAY:
                raise ValueError("this day is outside the calendar, which goes from 0001-01-01 to 9999-12-31")
            return day
    raise ValueError(EXPECTED)

"""What a person types as a day: "2027-02-15", "15 feb", "+90 days", "next monday", "end of month". Pure."""

import re
from collections.abc import Callable
from datetime import date

from planner.dates import LAST_DAY, UNITS, Day, step, to_date, to_day, weekday

EXPECTED = (
    "expected a day such as 2027-02-15, 15 feb 2027, today, +90 days, -2 weeks, next monday or end of month"
)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SIGNS = {"+": 1, "-": -1, "\N{MINUS SIGN}": -1, "\N{EN DASH}": -1}
_WHICH = {"next": 1, "this": 0, "the": 0, "last": -1, "previous": -1}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def typed_day(text: str, current: Day, as_of: Day) -> Day:
    """The day meant, relative to the date's current one; ValueError says what was expected."""
    words = " ".join(text.lower().split())
    for pattern, meaning in _MEANINGS:
        if match := pattern.fullmatch(words):
            day = meaning(match, current, as_of)
            if not 1 <= day <= LAST_DAY:
                raise ValueError("the calendar goes from 0001-01-01 to 9999-12-31")
            return day
    raise ValueError(EXPECTED)


def _iso(match: re.Match[str], current: Day, as_of: Day) -> Day:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _day_of_month(match: re.Match[str], current: Day, as_of: Day) -> Day:
    """Without a year, the one that brings the day nearest to the current one."""
    month, day = _place(match["month"], _MONTHS) + 1, int(match["day"])
    if match["year"]:
        return _day(int(match["year"]), month, day)
    year = to_date(current).year
    years = range(max(year - 8, 1), min(year + 8, 9999) + 1)  # 29 February may be eight years away
    such = [found for each in years if (found := _day_or_none(each, month, day)) is not None]
    if not such:
        raise ValueError(f"{_MONTHS[month - 1].title()} has no day {day}")
    return min(such, key=lambda each: abs(each - current))


def _near_today(match: re.Match[str], current: Day, as_of: Day) -> Day:
    return as_of + {"yesterday": -1, "today": 0, "tomorrow": 1}[match[0]]


def _stepped(match: re.Match[str], current: Day, as_of: Day) -> Day:
    unit = next(each for each in UNITS if each[0] == (match["unit"] or "d")[0])
    return step(current, _SIGNS[match["sign"]] * int(match["number"]), unit)


def _on_weekday(match: re.Match[str], current: Day, as_of: Day) -> Day:
    wanted = _place(match["weekday"], _WEEKDAYS)
    if _WHICH[match["which"] or "next"] < 0:
        return current - ((weekday(current) - wanted - 1) % 7 + 1)
    return current + (wanted - weekday(current) - 1) % 7 + 1


def _next_period(match: re.Match[str], current: Day, as_of: Day) -> Day:
    return _step_periods(current, _WHICH[match["which"]], match["period"])


def _edge(match: re.Match[str], current: Day, as_of: Day) -> Day:
    """The first or last day of a week, month, quarter or year."""
    period = match["period"]
    start = _step_periods(_start(current, period), _WHICH[match["which"] or "this"], period)
    return start if match["edge"] == "start" or start < 1 else _step_periods(start, 1, period) - 1


def _step_periods(day: Day, number: int, period: str) -> Day:
    if period == "week":
        return step(day, number, "week")
    return step(day, number * _MONTHS_IN[period], "month")


def _start(day: Day, period: str) -> Day:
    if period == "week":
        return day - weekday(day)
    on = to_date(day)
    return to_day(on.replace(month=on.month - (on.month - 1) % _MONTHS_IN[period], day=1))


def _place(word: str, names: tuple[str, ...]) -> int:
    """Which name a word stands for: `feb`, `sept`, `thurs`."""
    found = next((place for place, name in enumerate(names) if name.startswith(word)), None)
    if found is None:
        raise ValueError(EXPECTED)
    return found


def _day(year: int, month: int, day: int) -> Day:
    found = _day_or_none(year, month, day)
    if found is None:
        raise ValueError(f"there is no {year:04}-{month:02}-{day:02}")
    return found


def _day_or_none(year: int, month: int, day: int) -> Day | None:
    try:
        return to_day(date(year, month, day))
    except ValueError:
        return None


_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Day, Day], Day]], ...] = (
    (re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"), _iso),
    (re.compile(r"(?P<day>[0-9]{1,2})\.? (?P<month>[a-z]{3,9})\.?(?:,? (?P<year>[0-9]{4}))?"), _day_of_month),
    (re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:,? (?P<year>[0-9]{4}))?"), _day_of_month),
    (re.compile(r"yesterday|today|tomorrow"), _near_today),
    (
        re.compile(
            rf"(?P<sign>[{''.join(map(re.escape, _SIGNS))}]) ?(?P<number>[0-9]{{1,7}})"
            r" ?(?P<unit>d|days?|w|weeks?|m|months?|y|years?)?"
        ),
        _stepped,
    ),
    (re.compile(r"(?P<which>next|last|previous) (?P<period>week|month|quarter|year)"), _next_period),
    (
        re.compile(
            r"(?P<edge>start|end) of (?:(?P<which>next|this|the|last|previous) )?"
            r"(?P<period>week|month|quarter|year)"
        ),
        _edge,
    ),
    (re.compile(r"(?:(?P<which>next|last|previous) )?(?P<weekday>[a-z]{3,9})"), _on_weekday),
)
"""The first that fits counts."""

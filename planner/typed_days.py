"""Days as people type them: "2027-02-15", "15 feb", "+90 days", "next monday", "end of q2". Pure.

A step ("+90 days", "2 weeks later") counts from the date that is being changed; "in 2 weeks" and
"2 weeks ago" count from today. A month or a quarter alone stands for its first day.
"""

import re
from collections.abc import Callable, Iterable

from planner.dates import LAST_DAY, UNITS, Day, step, to_date, weekday
from planner.named_tuple import NamedTuple
from planner.typed_periods import (
    MONTHS,
    UNIT_MONTHS,
    Period,
    calendar_day,
    named_periods,
    period_beside,
    place_in,
    unit_periods,
)

EXPECTED = (
    "expected a day such as 2027-02-15, 15 feb, today, +90 days, in 2 weeks, next monday, march 2027"
    " or end of q2"
)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SIGNS = {"+": 1, "-": -1, "\N{MINUS SIGN}": -1, "\N{EN DASH}": -1}
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NEAR_TODAY = {
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "now": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_ORDINALS = ("first", "second", "third", "fourth")
_ABBREVIATED = {"eom": "month", "eoq": "quarter", "eoy": "year"}


class _Now(NamedTuple):
    """The days that typed words are relative to: the date being changed, and today."""

    current: Day
    as_of: Day
    coming: bool


def typed_day(text: str, current: Day, as_of: Day, *, coming: bool = False) -> Day:
    """Return the day that a typed text means; `current` is the date being changed, `as_of` is today.

    Without a year, the day nearest to the current one is meant; with `coming`, the first from the current one
    on. Raise ValueError with the forms expected, or with the reason why the calendar has no such day.
    """
    words = " ".join(text.lower().split()).removeprefix("the ")
    now = _Now(current, as_of, coming)
    for pattern, meaning in _MEANINGS:
        match = pattern.fullmatch(words)
        day = meaning(match, now) if match else None
        if day is not None:
            if not 1 <= day <= LAST_DAY:
                raise ValueError("the calendar goes from 0001-01-01 to 9999-12-31")
            return day
    raise ValueError(EXPECTED)


def _iso(match: re.Match[str], now: _Now) -> Day:
    return _existing(int(match["year"]), int(match["month"]), int(match["day"]))


def _near_today(match: re.Match[str], now: _Now) -> Day:
    return now.as_of + _NEAR_TODAY[match[0]]


def _signed(match: re.Match[str], now: _Now) -> Day:
    return _step(now.current, _SIGNS[match["sign"]], match)


def _from_current(match: re.Match[str], now: _Now) -> Day:
    return _step(now.current, -1 if match["way"] == "earlier" else 1, match)


def _from_today(match: re.Match[str], now: _Now) -> Day:
    return _step(now.as_of, -1 if match["way"] == "ago" else 1, match)


def _in(match: re.Match[str], now: _Now) -> Day:
    return _step(now.as_of, 1, match)


def _step(day: Day, sign: int, match: re.Match[str]) -> Day:
    """Return the day that lies the matched number of units (days, if none is matched) after a day.

    With the sign -1 it lies before. A quarter is three months; a word that is no number, such as "a", counts
    as 1.
    """
    words, letter = match["number"], (match["unit"] or "d")[0]
    if words.isdigit():
        number = sign * int(words)
    else:
        number = sign * (_NUMBERS.index(words) + 1 if words in _NUMBERS else 1)
    if letter == "q":
        return step(day, UNIT_MONTHS["quarter"] * number, "month")
    return step(day, number, next(each for each in UNITS if each[0] == letter))


def _next_unit(match: re.Match[str], now: _Now) -> Day:
    """Return the current day moved by a week, month, quarter, half or year, later or earlier."""
    sign, unit = 1 if match["which"] == "next" else -1, match["unit"]
    return step(now.current, sign * UNIT_MONTHS.get(unit, 1), "week" if unit == "week" else "month")


def _edge(match: re.Match[str], now: _Now) -> Day | None:
    """Return the first day, the last day or the middle (the 15th, of months only) of the matched period.

    Of a period in several years, `_nearest` chooses. Return None if the text after "end of" is no period, or
    if it has no middle.
    """
    periods = _periods(match["period"], now)
    if match["edge"] in ("start", "beginning"):
        return _nearest((each.first for each in periods), now)
    if match["edge"] == "end":
        return _nearest((each.last for each in periods), now)
    months = (each for each in periods if 27 <= each.last - each.first <= 30)
    return _nearest((each.first + 14 for each in months), now)


def _abbreviated_end(match: re.Match[str], now: _Now) -> Day:
    return period_beside(_ABBREVIATED[match[0]], 0, now.current).last


def _ordinal(match: re.Match[str], now: _Now) -> Day | None:
    """Return the first to fourth or the last weekday, working day or day of the matched period.

    Of a period in several years, `_nearest` chooses. Return None if the word for the weekday or the text for
    the period is not known.
    """
    word = match["weekday"]
    wanted: Iterable[int] = range(7) if word == "day" else range(5)
    if word not in ("day", "weekday"):
        place = place_in(word, _WEEKDAYS)
        if place is None:
            return None
        wanted = (place,)
    found = (_nth(each, match["ordinal"], frozenset(wanted)) for each in _periods(match["period"], now))
    return _nearest(found, now)


def _nth(period: Period, ordinal: str, wanted: frozenset[int]) -> Day:
    """Return the first to fourth or the last day of a period among the days on the wanted weekdays."""
    if ordinal == "last":
        return next(day for day in range(period.last, period.last - 7, -1) if weekday(day) in wanted)
    days = (day for day in range(period.first, period.first + 31) if weekday(day) in wanted)
    return next(day for place, day in enumerate(days) if place == _ORDINALS.index(ordinal))


def _day_of_month(match: re.Match[str], now: _Now) -> Day | None:
    """Return the day with the matched number in the matched month, or in a week counted from its Monday.

    Of a month in several years, `_nearest` chooses. Return None if the text is no such period. Raise
    ValueError if the month has no day of that number.
    """
    year = match["year"] if "year" in match.re.groupindex else None
    periods = _periods(f"{match['period']} {year}" if year else match["period"], now)
    number, months = int(match["day"]), [each for each in periods if each.last - each.first <= 30]
    such = [each.first + number - 1 for each in months if 1 <= number <= each.last - each.first + 1]
    if months and not such:
        first = to_date(max(months[0].first, 1))
        if len(months) == 1:
            _existing(first.year, first.month, number)
        raise ValueError(f"{MONTHS[first.month - 1].title()} has no day {number}")
    return _nearest(such, now)


def _on_weekday(match: re.Match[str], now: _Now) -> Day | None:
    """Return the next matched weekday after the current day; with "last" or "previous", the last before it.

    Return None if the word is no weekday.
    """
    wanted = place_in(match["weekday"], _WEEKDAYS)
    if wanted is None:
        return None
    if match["which"] in ("last", "previous"):
        return now.current - ((weekday(now.current) - wanted - 1) % 7 + 1)
    return now.current + (wanted - weekday(now.current) - 1) % 7 + 1


def _first_of_period(match: re.Match[str], now: _Now) -> Day | None:
    """Return the first day of the month, quarter or half that the text names, in the year of `_nearest`.

    Return None if it names none.
    """
    return _nearest((each.first for each in named_periods(match["period"], now.current)), now)


def _periods(text: str, now: _Now) -> list[Period]:
    """Return the periods that a text may mean, one a year if it gives none; none if it is no period."""
    return named_periods(text, now.current) or unit_periods(text, now.current)


def _nearest(days: Iterable[Day], now: _Now) -> Day | None:
    """Return the day nearest to the current one; None for no days.

    With `coming`, return the nearest from the current one on, if there is one.
    """
    found = list(days)
    ahead = [each for each in found if each >= now.current] if now.coming else []
    return min(ahead or found, key=lambda each: abs(each - now.current), default=None)


def _existing(year: int, month: int, day: int) -> Day:
    """Return the day of a year, month and day of the month; raise ValueError if the calendar has none."""
    found = calendar_day(year, month, day)
    if found is None:
        raise ValueError(f"there is no {year:04}-{month:02}-{day:02}")
    return found


_SIGN = "".join(map(re.escape, _SIGNS))
_NTH = "|".join((*_ORDINALS, "last"))
_UNIT = "d|days?|w|weeks?|m|months?|q|quarters?|y|years?"
_SPAN = rf"(?P<number>[0-9]{{1,7}}|an?|{'|'.join(_NUMBERS)}) ?(?P<unit>{_UNIT})"
_PERIOD = r"(?P<period>[a-z0-9][a-z0-9 ,./-]*)"
_TH = r"(?:st|nd|rd|th)"

_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Now], Day | None]], ...] = (
    (re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"), _iso),
    (re.compile("|".join(_NEAR_TODAY)), _near_today),
    (
        re.compile(rf"(?P<sign>[{_SIGN}]) ?(?P<number>[0-9]{{1,7}}) ?(?P<unit>{_UNIT})?"),
        _signed,
    ),
    (re.compile(rf"in {_SPAN}"), _in),
    (re.compile(rf"{_SPAN} (?P<way>ago|from (?:now|today))"), _from_today),
    (re.compile(rf"{_SPAN}(?: (?P<way>later|earlier))?"), _from_current),
    (re.compile(r"(?P<which>next|last|previous) (?P<unit>week|month|quarter|half|year)"), _next_unit),
    (re.compile("|".join(_ABBREVIATED)), _abbreviated_end),
    (re.compile(rf"(?P<edge>start|beginning|middle|mid|end)(?: of)?[ -]{_PERIOD}"), _edge),
    (
        re.compile(rf"(?P<ordinal>{_NTH}) (?P<weekday>[a-z]+) (?:of|in) {_PERIOD}"),
        _ordinal,
    ),
    (re.compile(rf"(?P<day>[0-9]{{1,2}})(?:\.|{_TH})? (?:of )?{_PERIOD}"), _day_of_month),
    (
        re.compile(rf"(?P<period>[a-z]{{3,9}}\.?) (?P<day>[0-9]{{1,2}}){_TH}?(?:,? (?P<year>[0-9]{{4}}))?"),
        _day_of_month,
    ),
    (re.compile(r"(?:(?P<which>next|last|previous) )?(?P<weekday>[a-z]{3,9})"), _on_weekday),
    (re.compile(rf"(?:in )?{_PERIOD}"), _first_of_period),
)
"""The first one that gives a day counts."""

"""The days that a `calendar` rule names: "10 month", "last weekday of quarter" (docs/rules.md)."""

import re
from datetime import date, timedelta
from functools import cache

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLACES = ("first", "second", "third", "fourth", "last")


def falls_on(text: str, day: date) -> bool:
    fixed = re.fullmatch(r"(\d+) (\w+)", text)
    if fixed:
        return day.day == int(fixed[1]) and fixed[2] in ("month", MONTHS[day.month - 1])
    place, what, period = re.fullmatch(r"(\w+) (\w+) of (\w+)", text).groups()  # type: ignore[union-attr]
    return day in _named(place, what, day.year, _months(period, day))


@cache
def _named(place: str, what: str, year: int, months: range) -> list[date]:
    """Return the days of this name in some months of a year; asked of each day of forty years."""
    such = [each for each in _days_of(year, months) if _is(what, each)]
    if what == "weekend":
        return _weekend(such, place)
    at = _PLACES.index(place)
    return such[-1:] if place == "last" else such[at : at + 1]


def _is(what: str, day: date) -> bool:
    if what == "day":
        return True
    if what == "weekday":
        return day.weekday() < 5
    if what == "weekend":
        return day.weekday() >= 5
    return WEEKDAYS[day.weekday()] == what


def _weekend(such: list[date], place: str) -> list[date]:
    """ "both of its days": the weekend whose first day in the period is the first (…) such one."""
    weekends: list[list[date]] = []
    for day in such:
        if weekends and day - weekends[-1][-1] == timedelta(1):
            weekends[-1].append(day)
        else:
            weekends.append([day])
    at = _PLACES.index(place)
    chosen = weekends[-1:] if place == "last" else weekends[at : at + 1]
    return [day for weekend in chosen for day in weekend]


def _months(period: str, day: date) -> range:
    if period == "year":
        return range(1, 13)
    if period == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return range(first, first + 3)
    month = day.month if period == "month" else MONTHS.index(period) + 1
    return range(month, month + 1)


def _days_of(year: int, months: range) -> list[date]:
    days = [date(year, months[0], 1)]
    while days[-1] < date.max and (days[-1] + timedelta(1)).year == year:
        following = days[-1] + timedelta(1)
        if following.month not in months:
            break
        days.append(following)
    return days

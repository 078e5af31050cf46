"""The days that a `calendar` rule names: "10 month", "last weekday of quarter", DESIGN §4."""

import re
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLACES = ("first", "second", "third", "fourth", "last")


def falls_on(text: str, day: date) -> bool:
    fixed = re.fullmatch(r"(\d+) (\w+)", text)
    if fixed:
        return day.day == int(fixed[1]) and fixed[2] in ("month", MONTHS[day.month - 1])
    place, what, period = re.fullmatch(r"(\w+) (\w+) of (\w+)", text).groups()  # type: ignore[union-attr]
    period_days = _days_of(period, day)
    if day not in period_days:
        return False
    such = [each for each in period_days if _is(what, each)]
    if what == "weekend":
        return day in _weekend(such, place)
    at = _PLACES.index(place)
    chosen = such[-1:] if place == "last" else such[at : at + 1]
    return day in chosen


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


def _days_of(period: str, day: date) -> list[date]:
    if period == "year":
        months = range(1, 13)
    elif period == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        months = range(first, first + 3)
    elif period == "month":
        months = range(day.month, day.month + 1)
    else:
        at = MONTHS.index(period) + 1
        months = range(at, at + 1)
    days = [date(day.year, months[0], 1)]
    while days[-1] < date.max and (days[-1] + timedelta(1)).year == day.year:
        following = days[-1] + timedelta(1)
        if following.month not in months:
            break
        days.append(following)
    return days

"""Recurring days: "last weekday of month", "15 jan"."""

import re
from calendar import monthrange

from planner.dates import MONTHS, WEEKDAYS, Day, to_date, weekday
from planner.named_tuple import NamedTuple

_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_SORTS = {
    "day": frozenset(range(7)),
    "weekday": frozenset(range(5)),
    "weekend": frozenset((5, 6)),
    **{name: frozenset((index,)) for index, name in enumerate(WEEKDAYS)},
}
_LONGEST_FIRST = sorted(_SORTS, key=len, reverse=True)
_PERIODS = {
    "month": frozenset(range(1, 13)),
    "quarter": frozenset((3, 6, 9, 12)),
    "year": frozenset((12,)),
    **{name: frozenset((index,)) for index, name in enumerate(MONTHS, 1)},
}
_STARTS = {"quarter": frozenset((1, 4, 7, 10)), "year": frozenset((1,))}
_PLACED = re.compile(rf"({'|'.join(_PLACES)}) ({'|'.join(_SORTS)}) of ({'|'.join(_PERIODS)})")
_DATED = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}|month)", re.ASCII)


class Recurring(NamedTuple):
    """A day that recurs every month, quarter or year, as a policy writes it."""

    text: str
    months: frozenset[int]
    weekdays: frozenset[int]
    place: int | None = None
    """The index among the month's days of these weekdays, from 0, or -1 for the last."""
    day: int | None = None
    """The day of the month, from 1, where the text gives a number."""

    def __str__(self) -> str:
        return self.text

    def falls_on(self, day: Day) -> bool:
        """Return True if a day is one of the recurring days; of a weekend, both its days are."""
        date = to_date(day)
        if date.month not in self.months:
            return False
        if self.day is not None:
            return date.day == self.day
        if weekday(day) not in self.weekdays:
            return False
        first, length = day - date.day + 1, monthrange(date.year, date.month)[1]
        candidates = [each for each in range(first, first + length) if weekday(each) in self.weekdays]
        if self.weekdays == _SORTS["weekend"]:
            return self._in_weekend(day, candidates)
        if self.place is None or not -len(candidates) <= self.place < len(candidates):
            return False
        return candidates[self.place] == day

    def _in_weekend(self, day: Day, weekend_days: list[Day]) -> bool:
        """Return True if a Saturday or Sunday belongs to the month's weekend with the index `place`.

        `weekend_days` are the Saturdays and Sundays of the day's month. Of a weekend across two months, the
        one day in this month counts as a weekend of it.
        """
        saturdays = sorted({each - (weekday(each) - 5) for each in weekend_days})
        assert self.place is not None
        return (
            -len(saturdays) <= self.place < len(saturdays)
            and day - (weekday(day) - 5) == saturdays[self.place]
        )


def parse_recurring(text: str) -> Recurring:
    """Read "15 jan", "10 month" or "last weekday of month".

    Raise ValueError with a suggestion for any other text, or with the forms expected.
    """
    if match := _PLACED.fullmatch(text):
        place, sort, period = match.groups()
        months = _PERIODS[period] if place == "last" else _STARTS.get(period, _PERIODS[period])
        return Recurring(text, months, _SORTS[sort], place=_PLACES[place])
    if (match := _DATED.fullmatch(text)) and 1 <= int(match[1]) <= _longest(match[2]):
        months = _PERIODS[match[2]]
        return Recurring(text, months, _SORTS["day"], day=int(match[1]))
    raise ValueError(f"{text[:60]!r}{_cure(text)}")


def _cure(text: str) -> str:
    """Return the end of an error message: `: did you mean …?` for a text near a form, else all forms."""
    words = text.lower().split()
    if dated := re.fullmatch(
        r"([a-z]{3,9})\.? (\d{1,2})|(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})\.?", " ".join(words)
    ):
        month, day = (dated[1] or dated[4])[:3], dated[2] or dated[3]
        if month in MONTHS and 1 <= int(day) <= _longest(month):
            return f': did you mean "{int(day)} {month}"?'
    if len(words) == 4 and words[2] == "of":
        near = [
            next((known for known in taken if word.startswith(known) or known.startswith(word)), None)
            for word, taken in ((words[0], _PLACES), (words[1], _LONGEST_FIRST), (words[3], _PERIODS))
        ]
        if None not in near:
            return f': did you mean "{near[0]} {near[1]} of {near[2]}"?'
    return (
        ': expected "15 jan", "10 month" (the 10th of each month) or words, as in "last weekday of month": '
        f"{', '.join(_PLACES)}; {', '.join(_SORTS)}; of {', '.join(_PERIODS)}"
    )


def _longest(month: str) -> int:
    """Return the length of a month by its short name, in a leap year; 31 for "month", which is any month."""
    return 31 if month == "month" else monthrange(2024, MONTHS.index(month) + 1)[1]

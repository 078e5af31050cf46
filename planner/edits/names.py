"""Names for new versions: the probable next name of a track."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import count, pairwise
from typing import NamedTuple

from planner.dates import Day, Duration, add, to_date, to_day

_NUMBERED = re.compile(r"(.*?)([0-9]{1,18})([^0-9]*)", re.DOTALL)
_PARTS = re.compile(r"([0-9]{1,18})")
"""Splits a name into text, number, text, ..., text."""
_MONTH = re.compile(r"(.*?)((?:19|20)[0-9]{2})([-._]?)(0[1-9]|1[0-2])(?:\3([0-3][0-9]))?", re.DOTALL)


def next_name(previous: Sequence[str], taken: Collection[str]) -> str:
    """Return the first name that continues the previous names and is not among the taken ones.

    Examples are "4.0.15" after "4.0.14", "v20" after "v19", "2025-01" after "2024-07" and "2024-10", and
    "2028.1" after "2026.1" and "2027.1".
    """
    return next(name for name in _following(previous) if name not in taken)


def name_on(earlier: str, earlier_day: Day, day: Day) -> str | None:
    """Return the name of a version of a day, as in "2027-04", in the form of the name of an earlier version.

    Return None if that name is not made of the earlier version's own day.
    """
    calendar = _Calendar.read(earlier)
    if calendar is None or calendar.named(to_date(earlier_day)) != earlier:
        return None
    return calendar.named(to_date(day))


def _following(previous: Sequence[str]) -> Iterator[str]:
    """Return an iterator, without end, of the names that continue the previous ones.

    Without previous names, it begins with "v1". A last name without a number is continued by " 2", " 3", ….
    """
    if not previous:
        return (f"v{number}" for number in count(1))
    last = previous[-1]
    if (calendar := _Calendar.read(last)) is not None:
        return calendar.following(_Calendar.read(each) for each in previous)
    if (numbered := _Numbered.before_last(previous) or _Numbered.read(last)) is not None:
        return numbered.following()
    return (f"{last} {number}" for number in count(2))


class _Numbered(NamedTuple):
    """A name with a number that counts: the last number, unless the earlier names show another."""

    before: str
    after: str
    width: int
    number: int
    step: int = 1

    @classmethod
    def read(cls, name: str) -> "_Numbered | None":
        """Return a name split at its last number; None if it has no number."""
        match = _NUMBERED.fullmatch(name)
        if match is None:
            return None
        before, digits, after = match.groups()
        return cls(before, after, len(digits) if digits.startswith("0") else 0, int(digits))

    @classmethod
    def before_last(cls, previous: Sequence[str]) -> "_Numbered | None":
        """Return the last name, split at the only number that grew since the name before.

        Return None if another part differs too, if the number is the last of the name or did not grow, or if
        there is only one name.
        """
        if len(previous) < 2:
            return None
        earlier, last = (_PARTS.split(name) for name in previous[-2:])
        if len(earlier) != len(last):
            return None
        differing = [at for at, part in enumerate(last) if part != earlier[at]]
        if len(differing) != 1 or differing[0] % 2 == 0 or differing[0] == len(last) - 2:
            return None
        (at,) = differing
        number, width = int(last[at]), len(last[at]) if last[at].startswith("0") else 0
        step = number - int(earlier[at])
        return cls("".join(last[:at]), "".join(last[at + 1 :]), width, number, step) if step > 0 else None

    def following(self) -> Iterator[str]:
        """Return an iterator, without end, of the names with the next numbers."""
        numbers = count(self.number + self.step, self.step)
        return (f"{self.before}{number:0{self.width}}{self.after}" for number in numbers)


class _Calendar(NamedTuple):
    """A name that contains a month, or a day."""

    before: str
    separator: str
    on: date
    has_day: bool

    @classmethod
    def read(cls, name: str) -> "_Calendar | None":
        """Return the parts of a name that ends with a year and a month, or also a day of the month.

        Return None for any other name.
        """
        match = _MONTH.fullmatch(name)
        if match is None:
            return None
        before, year, separator, month, day = match.groups()
        try:
            return cls(before, separator, date(int(year), int(month), int(day or 1)), day is not None)
        except ValueError:
            return None

    def following(self, previous: Iterable["_Calendar | None"]) -> Iterator[str]:
        """Return an iterator, without end, of the names that follow this one, the last of the previous names.

        They are apart by the smallest step forward between two successive previous names of this form: in
        months if all of these have the same day of the month, else in days. Without such a step it is 1.
        """
        alike = [each.on for each in previous if each is not None and each._replace(on=self.on) == self]
        start = to_day(self.on)
        if len({each.day for each in alike}) == 1:
            step, unit = _rhythm([each.year * 12 + each.month for each in alike]), "month"
        else:
            step, unit = _rhythm([to_day(each) for each in alike]), "day"
        return (self.named(to_date(add(start, Duration(number, unit)))) for number in count(step, step))

    def named(self, on: date) -> str:
        """Return the name with another month or day in place of its own."""
        parts = [f"{on.year:04}", f"{on.month:02}", *([f"{on.day:02}"] if self.has_day else [])]
        return self.before + self.separator.join(parts)


def _rhythm(numbers: Sequence[int]) -> int:
    """Return the smallest step from a number to the next one, since versions may be skipped.

    Steps back are passed over; return 1 if there is no other.
    """
    return min((later - earlier for earlier, later in pairwise(numbers) if later > earlier), default=1)

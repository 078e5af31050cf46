"""The parameters of a `calendar` rule, and the days that they allow."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from planner.dates import CALENDAR_REPEATS, LAST_DAY, MONTHS, WEEKDAYS, Day, iso, to_date, weekday
from planner.day_pattern import DayPattern
from planner.named_tuple import NamedTuple
from planner.plan import Freeze
from planner.policy import NOTHING as NO_CONDITION
from planner.policy import Condition
from planner.recurring import Recurring, parse_recurring


class Calendar(NamedTuple):
    """The parameters of a `calendar` rule."""

    milestones: tuple[str, ...] | None = None
    """The milestones judged; None for all."""
    weekdays: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    freezes: bool = False
    holidays: str | None = None
    months: tuple[str, ...] = ()
    roll: str | None = None
    """`next`: a day of `days` that the other parts forbid counts as the next one that they allow."""
    releases: bool = False
    """Only days on which a version of the track is released; this part moves nothing."""
    among: Condition = NO_CONDITION
    """The versions whose releases count."""


class AllowedDays:
    """The days that a calendar rule allows by its weekdays, days, months, freezes and holidays."""

    def __init__(self, calendar: Calendar, freezes: tuple[Freeze, ...]) -> None:
        self.weekdays = frozenset(WEEKDAYS.index(each) for each in calendar.weekdays)
        self.recurring: tuple[Recurring, ...] = tuple(map(parse_recurring, calendar.days))
        self.months = frozenset(MONTHS.index(each) + 1 for each in calendar.months)
        self.freezes = freezes if calendar.freezes else ()
        self.frozen = _merged(self.freezes)
        self.country = calendar.holidays
        self.holidays: object = None
        if calendar.holidays is not None:
            # An optional extra, and slow to import: only for plans under such a rule.
            from holidays import country_holidays

            self.holidays = country_holidays(calendar.holidays)
        self.pattern = DayPattern(self.weekdays, self.recurring, self.months)
        self._next: dict[Day, Day | None] = {}
        self._previous: dict[Day, Day | None] = {}

    def objection(self, day: Day) -> str | None:
        """Return the reason why a day is not allowed, as a phrase; None if it is allowed."""
        if self.weekdays and weekday(day) not in self.weekdays:
            return f"it is a {to_date(day):%A}"
        if self.months and to_date(day).month not in self.months:
            return f"it is in {to_date(day):%B}"
        if self.recurring and not any(each.falls_on(day) for each in self.recurring):
            return f"it is not {' or '.join(map(str, self.recurring))}"
        if self._freeze(day) is not None:
            freeze = next(each for each in self.freezes if each.start <= day <= each.end)
            return f"it lies in the freeze {freeze.name or f'until {iso(freeze.end)}'}"
        if self._is_holiday(day):
            return f"it is a public holiday ({self.country})"
        return None

    def next(self, day: Day) -> Day | None:
        """Return the first allowed day on or after a day; None if there is none."""
        if day not in self._next:
            last_freeze = self.frozen[-1][1] if self.frozen else 0
            last = min(max(day, last_freeze) + CALENDAR_REPEATS, LAST_DAY)
            self._next[day] = self._search(day, self.pattern.next, 1, last)
        return self._next[day]

    def previous(self, day: Day) -> Day | None:
        """Return the last allowed day on or before a day; None if there is none."""
        if day not in self._previous:
            first_freeze = self.frozen[0][0] if self.frozen else LAST_DAY
            first = max(min(day, first_freeze) - CALENDAR_REPEATS + 1, 1)
            self._previous[day] = self._search(day, self.pattern.previous, -1, first)
        return self._previous[day]

    def _search(self, day: Day, pattern: Callable[[Day], Day | None], step: int, until: Day) -> Day | None:
        """Return the nearest day of the pattern, up to `until`, that is in no freeze and no holiday.

        Return None if there is none. `pattern` returns the nearest day of the pattern from a day on; it goes
        in the direction of `step`, 1 or -1.
        """
        found = pattern(day)
        while found is not None and found * step <= until * step:
            freeze = self._freeze(found)
            if freeze is not None:
                beyond = freeze[1] + 1 if step > 0 else freeze[0] - 1
            elif self._is_holiday(found):
                beyond = found + step
            else:
                return found
            found = pattern(beyond)
        return None

    def _freeze(self, day: Day) -> tuple[Day, Day] | None:
        """Return the first and last day of the freeze on a day, joined with freezes that touch or overlap it.

        Return None if the day is not frozen.
        """
        index = bisect_right(self.frozen, (day, LAST_DAY)) - 1
        return self.frozen[index] if index >= 0 and day <= self.frozen[index][1] else None

    def _is_holiday(self, day: Day) -> bool:
        return self.holidays is not None and to_date(day) in cast("Mapping[object, str]", self.holidays)


def _merged(freezes: Iterable[Freeze]) -> list[tuple[Day, Day]]:
    """Return the freezes as spans in order, joined where they touch or overlap."""
    merged: list[tuple[Day, Day]] = []
    for start, end in sorted((each.start, each.end) for each in freezes):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


class RolledDays:
    """Recurring days, each rolled to the first open day on or after it."""

    def __init__(self, open_days: AllowedDays, days: Sequence[str]) -> None:
        self.open = open_days
        self.named = DayPattern((), tuple(map(parse_recurring, days)))
        self.days = tuple(days)

    def objection(self, day: Day) -> str | None:
        """Return why a day is not allowed, as a phrase; None if it is allowed."""
        closed = self.open.objection(day)
        if closed is not None or self.next(day) == day:
            return closed
        return f"it is not {' or '.join(self.days)}, nor the next allowed day after such a day"

    def next(self, day: Day) -> Day | None:
        """Return the first allowed day on or after a day; None if there is none."""
        before = self.open.previous(day - 1)
        # What is named since the last open day before rolls to this one or beyond it.
        named = self.named.next(1 if before is None else before + 1)
        return None if named is None else self.open.next(max(named, day))

    def previous(self, day: Day) -> Day | None:
        """Return the last allowed day on or before a day; None if there is none."""
        last = self.open.previous(day)
        named = None if last is None else self.named.previous(last)
        return None if named is None else self.open.next(named)

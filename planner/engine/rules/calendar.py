"""`calendar`: on which days a date may fall."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from planner.dates import (
    CALENDAR_REPEATS,
    LAST_DAY,
    MONTHS,
    WEEKDAYS,
    Day,
    Duration,
    add,
    iso,
    to_date,
    weekday,
)
from planner.day_pattern import DayPattern
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.wording import conditions, dates_of, either, listed, subject, too_early
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
from planner.plan import Freeze
from planner.policy import NOTHING as NO_CONDITION
from planner.policy import Condition
from planner.recurring import Recurring, parse_recurring

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene

_WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


_MONTHS = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}
_FAR = Duration(40, "year")


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


class CalendarConstraint(NamedTuple):
    """A date that must fall on an allowed day."""

    in_force: InForce
    item: int
    schedule: Schedule
    milestone: str
    slot: Slot
    allowed: AllowedDays | RolledDays
    releases: tuple[Slot, ...] | None = None
    """The release dates of the track, one of which the date must fall on; None if it need not."""

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return (self.slot, *(self.releases or ()), *self.in_force.reads(self.item))

    def breakpoints(self, days: Days) -> Iterator[Day]:
        """Yield the next allowed day and the day after the previous one, at which the answer can change.

        On an allowed day, these are the day itself and the day after it.
        """
        day = days[self.slot]
        following = self.allowed.next(day)
        if following is not None:
            yield following
        preceding = self.allowed.previous(day)
        if preceding is not None:
            yield preceding + 1

    def later(self, days: Days) -> Slot:
        """Return the slot of the date, which may move later."""
        return self.slot

    def earlier(self, days: Days) -> Slot:
        """Return the slot of the date, which may move earlier."""
        return self.slot

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation if the date is on a day that the rule does not allow, beyond its tolerance.

        Its `earliest` is the next day that all parts of the rule allow, if there is one within 40 years.
        """
        day = days[self.slot]
        objection = self.allowed.objection(day)
        moves_dates = objection is not None
        if not moves_dates and self.releases is not None:
            released = any(days[slot] == day for slot in self.releases)
            objection = None if released else "no version of its track is released on it"
        if objection is None or not self.in_force.speaks_of(day, self.item, days):
            return NOTHING
        earliest, rule = self._earliest(day, days), self.in_force.rule
        if earliest is not None and earliest - day <= rule.tolerance:
            return NOTHING
        name = self.schedule.items[self.item].name
        if earliest is None:
            message = f"{subject(name, self.milestone, day)} is not allowed: {objection}, and no later day is"
            return (self.schedule.blame(rule, self.slot, day, Reason(message), moves_dates=moves_dates),)
        reason = Reason(too_early(name, self.milestone, day, earliest, objection), explanation=objection)
        return (
            self.schedule.blame(
                rule, self.slot, day, reason, earliest=earliest, days=earliest - day, moves_dates=moves_dates
            ),
        )

    def _earliest(self, day: Day, days: Days) -> Day | None:
        """Return the first day on or after a day that all parts allow.

        Return None if there is none within 40 years.
        """
        if self.releases is None:
            found = self.allowed.next(day)
        else:
            coming = sorted(days[slot] for slot in self.releases if days[slot] >= day)
            found = next((each for each in coming if self.allowed.objection(each) is None), None)
        return None if found is None or found > add(day, _FAR) else found


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each date of each judged item that the calendar is about."""
    calendar = in_force.rule.parameters
    assert isinstance(calendar, Calendar)
    allowed: AllowedDays | RolledDays
    if calendar.roll is None:
        allowed = AllowedDays(calendar, schedule.freezes)
    else:
        allowed = RolledDays(AllowedDays(calendar._replace(days=()), schedule.freezes), calendar.days)
    for item in schedule.judged(in_force.rule):
        for milestone, slot in schedule.slots[item].items():
            if calendar.milestones is None or milestone in calendar.milestones:
                releases = None
                if calendar.releases:
                    releases = schedule.releases(schedule.tracks[item], calendar.among)
                yield CalendarConstraint(
                    in_force=in_force,
                    item=item,
                    schedule=schedule,
                    milestone=milestone,
                    slot=slot,
                    allowed=allowed,
                    releases=releases,
                )


def _make(values: Mapping[str, object]) -> Calendar:
    return Calendar(
        milestones=cast("tuple[str, ...] | None", values.get("milestones")),
        weekdays=cast("tuple[str, ...]", values.get("weekdays", ())),
        days=cast("tuple[str, ...]", values.get("days", ())),
        freezes=bool(values.get("freezes", False)),
        holidays=cast("str | None", values.get("holidays")),
        months=cast("tuple[str, ...]", values.get("months", ())),
        roll=cast("str | None", values.get("roll")),
        releases=bool(values.get("releases", False)),
        among=cast(Condition, values.get("among", NO_CONDITION)),
    )


def _contradictions(values: Mapping[str, object]) -> Iterator[str]:
    """Yield a sentence for each parameter that is missing, contradicts another, or cannot be read."""
    if not any(values.get(key) for key in ("weekdays", "days", "months", "freezes", "holidays", "releases")):
        yield "a calendar needs `weekdays`, `days`, `months`, `freezes`, `holidays` or `releases`"
    if "roll" in values and not values.get("days"):
        yield "`roll` says what becomes of a day of `days`, and the calendar has none"
    if values.get("among") and not values.get("releases"):
        yield "`among` narrows the releases, so it needs `releases = true`"
    for text in cast("tuple[str, ...]", values.get("days", ())):
        try:
            parse_recurring(text)
        except ValueError as error:
            yield f"`days`: {error}"
    country = values.get("holidays")
    if isinstance(country, str):
        if find_spec("holidays") is None:
            yield "`holidays` needs the extra: pip install 'release-planner[holidays]'"
        else:
            from holidays import list_supported_countries

            if country not in list_supported_countries():
                yield f"`holidays`: no holidays are known of {country!r}"


def _lacks(values: Mapping[str, object], roles: Collection[str], unversioned: str) -> Iterator[str]:
    """Yield a sentence if the rule needs a milestone with the role `released` and the policy has none."""
    if values.get("releases") and "released" not in roles:
        yield "`releases` needs a milestone of a version with the role `released`"


def _sentence(calendar: Calendar, item: str) -> str:
    """Return what the rule demands of an item's dates, as a sentence without its period."""
    which, falls = "dates", "fall"
    if calendar.milestones is not None:
        which, falls = dates_of(calendar.milestones), "falls" if len(calendar.milestones) == 1 else "fall"
    days = []
    if calendar.weekdays:
        days.append(f"on a {either([_WEEKDAYS[each] for each in calendar.weekdays])}")
    if calendar.days:
        days.append(f"on {either([spoken(each) for each in calendar.days])}")
    if calendar.months:
        days.append(f"in {either([_MONTHS[each] for each in calendar.months])}")
    if calendar.freezes:
        days.append("in no freeze")
    if calendar.holidays:
        days.append(f"on no public holiday of {calendar.holidays}")
    if calendar.releases:
        counted = f" (counted where {conditions(calendar.among)})" if calendar.among else ""
        days.append(f"on a day on which a version of its track is released{counted}")
    rolled = "; a day of these that is not allowed counts as the next one that is" if calendar.roll else ""
    return f"{item}'s {which} {falls} {listed(days)}{rolled}"


def spoken(recurring: str) -> str:
    """Return a recurring day of a policy in spoken words: `15 January`, `the 10th of each month`."""
    first, *_, last = recurring.split()
    if first.isdigit():
        return f"{first} {_MONTHS[last]}" if last in _MONTHS else f"the {_ordinal(int(first))} of each month"
    place, sort, _, period = recurring.split()
    return f"the {place} {_WEEKDAYS.get(sort, sort)} of {_MONTHS.get(period) or f'each {period}'}"


def _ordinal(number: int) -> str:
    """Return a number as an ordinal: `1st`, `2nd`, `3rd`, `4th`, `11th`."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number in (11, 12, 13) else ends.get(number % 10, 'th')}"


def _example(scene: "Scene", calendar: Calendar, day: Day) -> "Sample":
    judged = (calendar.milestones or scene.milestones)[:1]
    return scene.sample([scene.item(dict.fromkeys(judged, day))])


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    """Yield the ways to have the date on a release day, which no ripple can bring about; else nothing."""
    if finding.moves_dates:
        return
    if finding.earliest is not None:
        on = iso(finding.earliest)
        yield f"set its {finding.milestone} date to {on}, when a version of its track is released"
    yield "release a version of its track on that day"


KIND = RuleKind(
    name="calendar",
    of=("version", "change"),
    parameters=(
        Parameter("milestones", "milestones", description="which dates; where absent, all"),
        Parameter("weekdays", "weekdays", description="the date falls on one of these"),
        Parameter(
            "days", "days", description="the date is one of these, such as the last weekday of a month"
        ),
        Parameter("freezes", "flag", description="the date lies in none of the plan's freezes"),
        Parameter("holidays", "country", description="the date is no public holiday of this country"),
        Parameter("months", "months", description="the date falls in one of these, as in `mar`"),
        Parameter(
            "roll", "roll", description="next: a day of `days` that is forbidden is the next allowed one"
        ),
        Parameter("releases", "flag", description="a version of the item's track is released on the date"),
        Parameter("among", "versions", description="the versions whose releases count; where absent, all"),
    ),
    make=_make,
    contradictions=_contradictions,
    lacks=_lacks,
    constraints=constraints,
    sentence=_sentence,
    example=_example,
    advice=_advice,
    moves_dates=True,
    names_days=True,
)

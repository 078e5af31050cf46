"""`calendar`: on which days a date may fall."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from planner.dates import (
    Day,
    Duration,
    add,
    iso,
)
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.allowed_days import AllowedDays, Calendar, RolledDays
from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.wording import conditions, dates_of, either, listed, subject, too_early
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
from planner.policy import NOTHING as NO_CONDITION
from planner.policy import Condition
from planner.recurring import parse_recurring

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

"""Outlooks: the earliest legal day for a date that is not set yet, and the notices it needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from planner.dates import LAST_DAY, Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Finding, Slot
from planner.engine.evaluate import check
from planner.engine.questions.objections import Objections
from planner.engine.rules.ability import AsksForNotices, asks_for_notices, sets_floors
from planner.engine.schedule import Schedule
from planner.engine.slots import Announcement
from planner.engine.solve.hard import hard_constraints, hard_violation
from planner.engine.solve.missing_notices import is_reminder, missing_notices
from planner.engine.solve.window import window
from planner.engine.waivers import waives
from planner.plan import Change, Notice, Plan, Version
from planner.policy import Policy, Severity

AnyItem = TypeVar("AnyItem", Version, Change)


class Sending(NamedTuple):
    """A notice that must go out for a date to be legal."""

    announces: tuple[str, ...]
    channels: tuple[str, ...]
    planned: Day | None
    """The notice in the plan; None if the plan does not have it yet."""
    latest: Day | None
    """The last day on which it counts; None if no rule says so."""
    rules: tuple[str, ...]
    first: Day | None = None
    """The first day on which a reminder counts; None for other notices."""


class Floor(NamedTuple):
    """The day from which a gap allows the date, possibly long past."""

    rule: str
    day: Day
    is_period: bool
    """True if the gap is longer than a week, and so more than an order of dates."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The earliest legal day of a date, and the answer about a day that was asked about."""

    item: str
    milestone: str
    as_of: Day
    earliest: Day | None
    """The earliest legal day by the rules that bound dates; None if there is none."""
    sendings: tuple[Sending, ...]
    """The notices needed for the day asked about if it is legal, else for the earliest day."""
    floors: tuple[Floor, ...]
    """The floors under the date, the latest first."""
    before: tuple[Finding, ...]
    """The violations on the day before the earliest; if no day is legal, the rules that contradict."""
    asked: Day | None = None
    against: tuple[Finding, ...] = ()
    """The violations on the day asked about."""
    would_do: bool | None = None
    """True if the day asked about is legal; None if no day was asked about."""
    withdrawn: Day | None = None
    """The day on which the version was withdrawn: from then on it has no dates."""
    allowed: Day | None = None
    """The earliest legal day on which no other rule objects either; None if there is none."""
    objections: tuple[Finding, ...] = ()
    """The violations, on the day asked about, else on the earliest, of rules that bound no date."""

    @property
    def answer(self) -> Day | None:
        """The day asked about if all rules allow it, else the first day that they allow, if there is one."""
        return self.asked if self.would_do and not self.objections else self.allowed


def when(
    plan: Plan,
    policy: Policy,
    as_of: Day,
    item: str,
    milestone: str,
    *,
    on: Day | None = None,
    severities: tuple[Severity, ...] = ("error",),
) -> Outlook:
    """Return the earliest legal day of an item's milestone while all other dates stay, and what it needs.

    The milestone may have a date, which is not looked at. Missing notices count as sent on the as-of date.
    With `on`, say whether that day would do, too. Rules of the severities bind.
    """
    asking = _Trial(plan, policy, as_of, item, milestone, severities=severities)
    legal = window(asking.constraints, asking.days, [asking.slot])
    objections = Objections(check(asking.plan, policy, as_of), asking.slot, severities)
    allowed = objections.first_day(legal.earliest, legal.next)
    would_do = None if on is None else legal.legal(on)
    about = on if would_do else legal.earliest
    found = () if about is None else objections.on(about)
    outlook = Outlook(
        item=item,
        milestone=milestone,
        as_of=as_of,
        earliest=legal.earliest,
        sendings=(),
        floors=asking.floors(),
        before=legal.contradiction if legal.earliest is None else legal.before,
        asked=on,
        against=() if on is None or would_do else asking.against(on),
        would_do=would_do,
        withdrawn=asking.schedule.withdrawn.get(asking.item),
        allowed=allowed,
        objections=found,
    )
    day = outlook.answer
    return outlook if day is None else replace(outlook, sendings=tuple(asking.sendings(day)))


class _Trial:
    """The plan with the date set and, for each channel without a notice of it, one on the as-of date."""

    def __init__(
        self,
        plan: Plan,
        policy: Policy,
        as_of: Day,
        item: str,
        milestone: str,
        *,
        severities: tuple[Severity, ...],
    ) -> None:
        plan = _dated(plan, item, milestone, as_of)
        constraints = hard_constraints(Schedule(plan, policy, as_of), severities)
        self.as_of = as_of
        self.item = constraints.schedule.index[item]
        self.slot = constraints.schedule.written[self.item][milestone]
        first = len(constraints.schedule.owners)
        asking = (
            index for index, each in self._announcing(constraints) if not is_reminder(each, constraints.days)
        )
        announced = missing_notices(constraints, constraints.days, asking, together=False)
        self.new = range(first, first + len(announced))
        """The slots of the notices that were added; they come last."""
        if announced:
            notices = (
                Notice(key=-1 - slot, item=item, date=as_of, announces=each.announces, channels=each.channels)
                for slot, each in zip(self.new, announced, strict=True)
            )
            plan = plan._replace(notices=(*plan.notices, *notices))
            constraints = hard_constraints(Schedule(plan, policy, as_of), severities)
        self.plan = plan
        """The plan with the date, and with the notices that were added."""
        self.constraints = constraints
        self.schedule, self.days = constraints.schedule, constraints.days

    def sendings(self, day: Day) -> Iterator[Sending]:
        """Yield the notices without which the day would not be legal, then the reminders that are missing.

        The notices are planned ones of the plan, and those that the trial added to it.
        """
        with self.days.moved({self.slot: day}):
            kept = {index for index, each in self._announcing(self.constraints) if not self._fails(each)}
            for notice in self.schedule.announcements[self.item]:
                together = self.schedule.moving_with(notice.slot)
                if notice.told is not None or self.days[notice.slot] < self.as_of:
                    continue
                with self.days.moved(dict.fromkeys(together, LAST_DAY)):
                    asking = [
                        each
                        for index, each in self._announcing(self.constraints)
                        if self._fails(each) and (index in kept or not is_reminder(each, self.days))
                    ]
                if asking:
                    yield self._sending(notice, together, asking)
            yield from self._reminders()

    def _sending(
        self, notice: Announcement, together: Sequence[Slot], asking: Sequence[AsksForNotices]
    ) -> Sending:
        """Return what must be sent for a notice of the trial plan that some constraints rely on."""
        reminders = [each for each in asking if is_reminder(each, self.days)]
        ends = [window(self.constraints, self.days, together).latest or LAST_DAY]
        latest = min(ends + [each.last_day(self.days) for each in reminders])
        return Sending(
            announces=notice.announces,
            channels=notice.channels,
            planned=None if notice.slot in self.new else self.days[notice.slot],
            latest=None if latest == LAST_DAY else latest,
            rules=tuple(dict.fromkeys(each.in_force.rule.id for each in asking)),
            first=max((each.first_day(self.days) for each in reminders), default=None),
        )

    def _reminders(self) -> Iterator[Sending]:
        """Yield what must be sent for the reminders that are missing and can still go out in time."""
        unannounced = {
            index: each
            for index, each in self._announcing(self.constraints)
            if is_reminder(each, self.days) and self._fails(each) and each.last_day(self.days) >= self.as_of
        }
        for missing in missing_notices(self.constraints, self.days, unannounced, together=False):
            asking = [unannounced[index] for index in missing.asked]
            yield Sending(
                announces=missing.announces,
                channels=missing.channels,
                planned=None,
                latest=min(each.last_day(self.days) for each in asking),
                rules=tuple(dict.fromkeys(each.in_force.rule.id for each in asking)),
                first=missing.day,
            )

    def _fails(self, asking: AsksForNotices) -> bool:
        """Return True if a constraint is violated without a waiver, though a reminder bounds no date."""
        if is_reminder(asking, self.days):
            return any(not waives(self.schedule, each) for each in asking.findings(self.days))
        return hard_violation(asking, self.schedule, self.days) is not None

    def floors(self) -> tuple[Floor, ...]:
        """Return the days from which gaps allow the date, one for each rule, the latest first."""
        found: dict[str, Floor] = {}
        for index in self.constraints.reading([self.slot]):
            setting = sets_floors(self.constraints.all[index])
            sums = () if setting is None else setting.floors(self.slot, self.days)
            ends = [(each.result, each.start) for each in sums if each.result is not None]
            if setting is not None and ends:
                rule, (day, start) = setting.in_force.rule.id, max(ends)
                found[rule] = Floor(rule, day, day > start + 7)
        return tuple(sorted(found.values(), key=lambda each: -each.day))

    def against(self, day: Day) -> tuple[Finding, ...]:
        """Return the violations with the date on a day, of constraints that bound dates."""
        with self.days.moved({self.slot: day}):
            reading = map(self.constraints.all.__getitem__, self.constraints.reading([self.slot]))
            found = (hard_violation(each, self.schedule, self.days) for each in reading)
            return tuple(each for each in found if each is not None)

    def _announcing(self, constraints: Constraints) -> list[tuple[int, AsksForNotices]]:
        """Return the constraints that ask for a notice of the date, with their indices."""
        return [
            (index, asking)
            for index in constraints.reading([self.slot])
            if (asking := asks_for_notices(constraints.all[index])) is not None and asking.slot == self.slot
        ]


def _dated(plan: Plan, name: str, milestone: str, day: Day) -> Plan:
    """Return the plan with the date of an item's milestone set to a day."""

    def dated(item: AnyItem) -> AnyItem:
        return item._replace(dates={**item.dates, milestone: day}) if item.name == name else item

    return plan._replace(versions=tuple(map(dated, plan.versions)), changes=tuple(map(dated, plan.changes)))

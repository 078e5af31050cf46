"""Outlooks: the earliest legal day for a date that is not set yet, and the notices it needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from planner.dates import LAST_DAY, Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Finding
from planner.engine.rules.ability import asks_for_notices, sets_floors
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints, hard_violation
from planner.engine.solve.missing_notices import missing_notices
from planner.engine.solve.window import window
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
    """The earliest legal day; None if no day is legal."""
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
    """Return the outlook of a date while all others stay; missing notices count as sent on the as-of date."""
    asking = _Trial(plan, policy, as_of, item, milestone, severities=severities)
    legal = window(asking.constraints, asking.days, [asking.slot])
    would_do = None if on is None else legal.legal(on)
    day = on if would_do else legal.earliest
    return Outlook(
        item,
        milestone,
        as_of,
        legal.earliest,
        () if day is None else tuple(asking.sendings(day)),
        asking.floors(),
        legal.contradiction if legal.earliest is None else legal.before,
        on,
        () if on is None or would_do else asking.against(on),
        would_do,
    )


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
        announced = missing_notices(
            constraints, constraints.days, self._announcing(constraints), together=False
        )
        self.new = range(first, first + len(announced))
        """The slots of the notices that were added; they come last."""
        if announced:
            notices = (
                Notice(-1 - slot, item, as_of, each.announces, each.channels)
                for slot, each in zip(self.new, announced, strict=True)
            )
            plan = plan._replace(notices=(*plan.notices, *notices))
            constraints = hard_constraints(Schedule(plan, policy, as_of), severities)
        self.constraints = constraints
        self.schedule, self.days = constraints.schedule, constraints.days

    def sendings(self, day: Day) -> Iterator[Sending]:
        """Yield the notices without which the day would not be legal."""
        with self.days.moved({self.slot: day}):
            for notice in self.schedule.announcements[self.item]:
                together = self.schedule.moving_with(notice.slot)
                if notice.told is not None or self.days[notice.slot] < self.as_of:
                    continue
                with self.days.moved(dict.fromkeys(together, LAST_DAY)):
                    constraints = map(self.constraints.all.__getitem__, self._announcing(self.constraints))
                    asking = [each for each in constraints if hard_violation(each, self.schedule, self.days)]
                if asking:
                    planned = None if notice.slot in self.new else self.days[notice.slot]
                    latest = window(self.constraints, self.days, together).latest
                    yield Sending(
                        notice.announces,
                        notice.channels,
                        planned,
                        None if latest == LAST_DAY else latest,
                        tuple(dict.fromkeys(each.in_force.rule.id for each in asking)),
                    )

    def floors(self) -> tuple[Floor, ...]:
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
        with self.days.moved({self.slot: day}):
            reading = map(self.constraints.all.__getitem__, self.constraints.reading([self.slot]))
            found = (hard_violation(each, self.schedule, self.days) for each in reading)
            return tuple(each for each in found if each is not None)

    def _announcing(self, constraints: Constraints) -> list[int]:
        """Return the indices of the constraints that want the date announced."""
        return [
            index
            for index in constraints.reading([self.slot])
            if (asking := asks_for_notices(constraints.all[index])) is not None and asking.slot == self.slot
        ]


def _dated(plan: Plan, name: str, milestone: str, day: Day) -> Plan:
    def dated(item: AnyItem) -> AnyItem:
        return item._replace(dates={**item.dates, milestone: day}) if item.name == name else item

    return plan._replace(versions=tuple(map(dated, plan.versions)), changes=tuple(map(dated, plan.changes)))

"""The earliest legal day for a date that is not set yet, and what must go out when for it."""

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
    """None: the plan does not have it yet."""
    latest: Day | None
    """The last day on which it counts; None where nothing says so."""
    rules: tuple[str, ...]


class Floor(NamedTuple):
    """From when on a gap allows the date; it may have passed long ago."""

    rule: str
    day: Day
    is_period: bool
    """More than a week: not only an order."""


@dataclass(frozen=True, slots=True)
class Outlook:
    item: str
    milestone: str
    as_of: Day
    earliest: Day | None
    """None: no day is legal."""
    sendings: tuple[Sending, ...]
    """For the day asked about where that is legal, else for the earliest."""
    floors: tuple[Floor, ...]
    """Latest first."""
    before: tuple[Finding, ...]
    """What does not hold on the day before the earliest; where no day is legal, what contradicts."""
    asked: Day | None = None
    against: tuple[Finding, ...] = ()
    """What does not hold on the day asked about."""
    would_do: bool | None = None
    """Whether the day asked about is legal; None where none was."""


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
    """Every other date stays; notices that are missing are taken to go out on the as-of date."""
    asking = _Asking(plan, policy, as_of, item, milestone, severities=severities)
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


class _Asking:
    """The plan with the date, and with a notice of it on the as-of date by each channel that has none."""

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
        self.slot = constraints.schedule.slots[self.item][milestone]
        first = len(constraints.schedule.owners)
        announced = missing_notices(
            constraints, constraints.days, self._announcing(constraints), together=False
        )
        self.new = range(first, first + len(announced))
        """The dates of the notices that were added: they come last."""
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
        """The notices without which the day would not be legal."""
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
        """The statements that want the date announced."""
        return [
            index
            for index in constraints.reading([self.slot])
            if (asking := asks_for_notices(constraints.all[index])) is not None and asking.slot == self.slot
        ]


def _dated(plan: Plan, name: str, milestone: str, day: Day) -> Plan:
    def dated(item: AnyItem) -> AnyItem:
        return item._replace(dates={**item.dates, milestone: day}) if item.name == name else item

    return plan._replace(versions=tuple(map(dated, plan.versions)), changes=tuple(map(dated, plan.changes)))

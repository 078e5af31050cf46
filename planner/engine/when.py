"""The earliest legal day for a date that is not set yet, and what must go out when for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from planner.dates import LAST_DAY, Day, iso
from planner.engine.binding import binding, broken
from planner.engine.compile import Compiled
from planner.engine.lacking import Lacking, lacking
from planner.engine.rules.gap import GapStatement
from planner.engine.rules.notice import NoticeStatement
from planner.engine.rules.wording import listed
from planner.engine.schedule import Schedule
from planner.engine.statement import Finding, Slot
from planner.engine.window import window
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

    def sentence(self) -> str:
        """`4.0.8 can be deprecated on 2027-02-19 if email goes out today; …`."""
        day = self.asked if self.would_do else self.earliest
        if day is None:
            return f"{self.item} can be {self.milestone} on no day"
        return f"{self.item} can be {self.milestone} on {iso(day)}{self._condition()}{self._floor()}"

    def _condition(self) -> str:
        missing = [each for each in self.sendings if each.planned is None]
        conditions = []
        if missing:
            first = min(each.latest or LAST_DAY for each in missing)
            channels = [
                channel
                for each in missing
                if (each.latest or LAST_DAY) == first
                for channel in each.channels or ("a notice",)
            ]
            when = "today" if first == self.as_of else "by then" if first == LAST_DAY else f"by {iso(first)}"
            goes = "goes" if len(channels) == 1 else "go"
            conditions.append(f"{listed(channels)} {goes} out {when}")
        for each in self.sendings:
            if each.planned is not None:
                by = f" by {listed(each.channels)}" if each.channels else ""
                conditions.append(f"the notice of {iso(each.planned)}{by} goes out")
        return f" if {listed(conditions)}" if conditions else ""

    def _floor(self) -> str:
        floor = next((each for each in self.floors if each.is_period), None)
        if floor is None:
            return ""
        ended = "ended" if floor.day <= self.as_of else "ends"
        return f"; its {floor.rule.replace('-', ' ')} {ended} {iso(floor.day)}"


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
    asking = _Asking(plan, policy, as_of, item, milestone, severities)
    constraints, _ = asking.announced(as_of)
    legal = window(constraints, constraints.days, [asking.slot(constraints)])
    would_do = None if on is None else legal.legal(on)
    day = on if would_do else legal.earliest
    return Outlook(
        item,
        milestone,
        as_of,
        legal.earliest,
        () if day is None else tuple(asking.sendings(day)),
        asking.floors(constraints),
        legal.contradiction if legal.earliest is None else legal.before,
        on,
        () if on is None or would_do else asking.against(constraints, on),
        would_do,
    )


class _Asking(NamedTuple):
    plan: Plan
    policy: Policy
    as_of: Day
    item: str
    milestone: str
    severities: tuple[Severity, ...]

    def announced(self, day: Day, needed_only: bool = False) -> tuple[Compiled, dict[Slot, Lacking]]:
        """The plan with the date on a day and with a notice by each channel that lacks one, by its slot."""
        plan = self._dated(day)
        constraints = self._constraints(plan)
        schedule, days = constraints.schedule, constraints.days
        asking = (index for index, _ in self._notice_statements(constraints))
        if needed_only:
            asking = (index for index in asking if broken(constraints.statements[index], schedule, days))
        missing = dict(enumerate(lacking(constraints, asking, together=False), len(schedule.owners)))
        notices = (
            Notice(-1 - slot, self.item, self.as_of, each.announces, each.channels)
            for slot, each in missing.items()
        )
        return self._constraints(plan._replace(notices=(*plan.notices, *notices))), missing

    def sendings(self, day: Day) -> Iterator[Sending]:
        constraints, missing = self.announced(day, needed_only=True)
        schedule, days = constraints.schedule, constraints.days
        for slot, each in missing.items():
            rules = (constraints.statements[index].in_force.rule.id for index in each.asked)
            latest = self._latest(constraints, slot)
            yield Sending(each.announces, each.channels, None, latest, tuple(dict.fromkeys(rules)))
        for announcement in schedule.announcements[schedule.index[self.item]]:
            slot = announcement.slot
            if slot in missing or announcement.told is not None or days[slot] < self.as_of:
                continue
            with days.moved(dict.fromkeys(schedule.moving_with(slot), LAST_DAY)):
                without = [
                    each.in_force.rule.id
                    for _, each in self._notice_statements(constraints)
                    if broken(each, schedule, days)
                ]
            if without:
                latest = self._latest(constraints, slot)
                said = announcement.announces, announcement.channels
                yield Sending(*said, days[slot], latest, tuple(dict.fromkeys(without)))

    def floors(self, constraints: Compiled) -> tuple[Floor, ...]:
        found: dict[str, Floor] = {}
        for statement in constraints.statements:
            if isinstance(statement, GapStatement) and statement.end == self.slot(constraints):
                if statement.start is None:
                    continue
                sums = statement.bounds(constraints.days[statement.start], constraints.days)
                days = [each.result for each in sums if each.result is not None]
                if days:
                    rule, day = statement.in_force.rule.id, max(days)
                    found[rule] = Floor(rule, day, day > constraints.days[statement.start] + 7)
        return tuple(sorted(found.values(), key=lambda each: -each.day))

    def against(self, constraints: Compiled, day: Day) -> tuple[Finding, ...]:
        slot, days = self.slot(constraints), constraints.days
        with days.moved({slot: day}):
            reading = (constraints.statements[index] for index in constraints.reading([slot]))
            found = (broken(each, constraints.schedule, days) for each in reading)
            return tuple(each for each in found if each is not None)

    def slot(self, constraints: Compiled) -> Slot:
        schedule = constraints.schedule
        return schedule.slots[schedule.index[self.item]][self.milestone]

    def _notice_statements(self, constraints: Compiled) -> Iterator[tuple[int, NoticeStatement]]:
        """Those that judge the date."""
        slot = self.slot(constraints)
        for index in constraints.reading([slot]):
            statement = constraints.statements[index]
            if isinstance(statement, NoticeStatement) and statement.slot == slot:
                yield index, statement

    def _latest(self, constraints: Compiled, slot: Slot) -> Day | None:
        latest = window(constraints, constraints.days, constraints.schedule.moving_with(slot)).latest
        return None if latest == LAST_DAY else latest

    def _constraints(self, plan: Plan) -> Compiled:
        return binding(Schedule(plan, self.policy, self.as_of), self.severities)

    def _dated(self, day: Day) -> Plan:
        def dated(item: AnyItem) -> AnyItem:
            return (
                item._replace(dates={**item.dates, self.milestone: day}) if item.name == self.item else item
            )

        return self.plan._replace(
            versions=tuple(map(dated, self.plan.versions)), changes=tuple(map(dated, self.plan.changes))
        )

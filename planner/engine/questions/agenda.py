"""The agenda: notices to send and dates to act on, from the as-of date on."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from planner.dates import BEFORE_ALL, LAST_DAY, Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Constraint, Days, Place, Slot
from planner.engine.letting_go import let_go
from planner.engine.rules.ability import asks_for_notices, keeps_promises
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints, is_violated
from planner.engine.solve.missing_notices import is_reminder, missing_notices
from planner.engine.task import Task, finish
from planner.engine.waivers import waives
from planner.plan import Notice, Plan
from planner.policy import SEVERITIES, Policy, Role, Severity

_ACTIONS: dict[Role | None, str] = {
    "released": "release",
    "default": "switch",
    "deprecated": "deprecate",
    "retired": "end",
    None: "do",
}


class AgendaSubject(NamedTuple):
    """An item and some of its milestones: those a notice announces, or the one that is due."""

    item: str
    milestones: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()
    """The milestones that a notice takes back."""


class AgendaItem(NamedTuple):
    """Something to send or to do by a day."""

    day: Day
    """The day it is planned for; for a missing notice, the last day on which it counts.

    Where that day would lie before the calendar, the as-of date.
    """
    action: str
    """`send` for notices; for milestones, by role, `release`, `switch`, `deprecate`, `end` or `do`."""
    about: tuple[AgendaSubject, ...]
    """The items it is about: several for notices of one name."""
    overdue: bool
    channels: tuple[str, ...] = ()
    name: str | None = None
    missing: bool = False
    """True for a notice that a rule asks for and the plan does not have."""
    latest: Day | None = None
    """The last day on which a notice still counts, possibly BEFORE_ALL; None if no rule needs it."""
    place: Place | None = None
    """The place of the date in the plan; None for a missing notice or a correction."""
    earliest: Day | None = None
    """The first day on which a reminder counts, if that is still to come."""
    correction: bool = False
    """True for a correction: its channels told another date, and no planned notice corrects it."""

    @property
    def counts_no_longer(self) -> bool:
        """True for a planned notice that goes out later than the last day on which it counts."""
        return self.place is not None and self.latest is not None and self.latest < self.day


def agenda(
    plan: Plan, policy: Policy, as_of: Day, until: Day, severities: tuple[Severity, ...] = SEVERITIES
) -> tuple[AgendaItem, ...]:
    """Return the notices to send and the milestones to act on up to a day: overdue items first, then by day.

    Notices are planned ones, corrections, and the missing ones that rules of the severities ask for; see
    `owed`. A planned notice that can no longer serve on its own date is overdue, however far that date lies,
    and a correction is owed from the as-of date on: both are listed whatever day they are due.
    """
    return finish(agenda_steps(plan, policy, as_of, until, severities))


def agenda_steps(
    plan: Plan, policy: Policy, as_of: Day, until: Day, severities: tuple[Severity, ...] = SEVERITIES
) -> Task[tuple[AgendaItem, ...]]:
    """Make the agenda that `agenda` returns, as a task that yields between its steps."""
    schedule = Schedule(plan, policy, as_of)
    yield
    constraints = hard_constraints(schedule, severities)
    yield
    near: list[AgendaItem] = []
    parts = (_planned(plan, constraints), _missing(constraints), corrections(constraints), _actions(schedule))
    for each in chain.from_iterable(parts):
        if each.overdue or each.correction or each.day <= until:
            near.append(each)
        yield
    compiled: list[object] = [constraints]
    del schedule, constraints, parts
    yield from let_go(compiled)
    return tuple(sorted(near, key=lambda each: (not each.overdue, each.day)))


def owed(plan: Plan, policy: Policy, as_of: Day) -> tuple[AgendaItem, ...]:
    """Return the notices that people are owed and the plan does not have: overdue ones first, then by day.

    They are the corrections, and the missing notices that a rule of any severity asks for; a rule asks for
    none if the date to announce is past, or if its violation is waived.
    """
    constraints = hard_constraints(Schedule(plan, policy, as_of), SEVERITIES)
    due = [*_missing(constraints), *corrections(constraints)]
    return tuple(sorted(due, key=lambda each: (not each.overdue, each.day)))


def last_day(constraints: Constraints, slots: Collection[Slot]) -> Day | None:
    """Return the last day on which notices that move together still count; None if no rule needs them.

    `slots` are those of the notices. Rules for reminders that these do not serve anyway are passed over.
    """
    schedule, days = constraints.schedule, constraints.days
    lasts: list[Day] = []
    for index in constraints.reading(slots):
        asking = asks_for_notices(constraints.all[index])
        if asking is None:
            continue
        reminds = is_reminder(asking, days)
        if reminds and _fails(asking, schedule, days):
            continue
        with days.moved(dict.fromkeys(slots, LAST_DAY)):
            fails = _fails(asking, schedule, days) if reminds else is_violated(asking, schedule, days)
            if fails and asking.relies_on(slots, days):
                lasts.append(asking.last_day(days))
    return min(lasts, default=None)


def _fails(constraint: Constraint, schedule: Schedule, days: Days) -> bool:
    """Return True if a constraint is violated without a waiver, whether its rule bounds dates or not."""
    return any(not waives(schedule, each) for each in constraint.findings(days))


def _planned(plan: Plan, constraints: Constraints) -> Iterator[AgendaItem]:
    """Yield an agenda item for each notice that is still to be sent; notices of one name are one item.

    Unsent notices from before both `judge_from` and the as-of date are history and left out.
    """
    schedule = constraints.schedule
    slots = {owner.place: slot for slot, owner in enumerate(schedule.owners)}
    groups: dict[str | int, list[Notice]] = {}
    for notice in plan.notices:
        is_history = notice.date < min(schedule.judge_from, schedule.as_of)
        if notice.told is None and not is_history:
            groups.setdefault(notice.name or notice.key, []).append(notice)
    for notices in groups.values():
        first, together = notices[0], [slots[Place(each.key, "date")] for each in notices]
        latest = last_day(constraints, together)
        yield AgendaItem(
            first.date,
            "send",
            tuple(AgendaSubject(each.item, each.announces, each.withdraws) for each in notices),
            overdue=first.date < schedule.as_of or (latest is not None and latest < first.date),
            channels=_distinct(channel for each in notices for channel in each.channels),
            name=first.name,
            latest=latest,
            place=Place(first.key, "date"),
        )


def _missing(constraints: Constraints) -> Iterator[AgendaItem]:
    """Yield an agenda item for each missing notice that a rule asks for, of a date that is not past.

    A rule that is not violated, or waived, asks for nothing.
    """
    schedule, days, every_constraint = constraints.schedule, constraints.days, constraints.all
    last: dict[int, Day] = {}
    reminders: list[int] = []
    for index, each in enumerate(every_constraint):
        asking = asks_for_notices(each)
        if asking is not None and days[asking.slot] >= schedule.as_of and _fails(each, schedule, days):
            last[index] = asking.last_day(days)
            if is_reminder(asking, days):
                reminders.append(index)
    asked = missing_notices(constraints, days, (index for index in last if index not in reminders))
    again = missing_notices(constraints, days, reminders)
    for notice in (*asked, *again):
        latest = min(last[index] for index in notice.asked)
        yield AgendaItem(
            latest if latest > BEFORE_ALL else schedule.as_of,
            "send",
            (AgendaSubject(schedule.items[notice.item].name, notice.announces),),
            overdue=latest < schedule.as_of,
            channels=notice.channels,
            missing=True,
            latest=latest,
            earliest=notice.day if notice.day > schedule.as_of else None,
        )


def corrections(constraints: Constraints) -> Iterator[AgendaItem]:
    """Yield an agenda item for each correction: of a date that a channel told otherwise, or that is gone.

    A correction is due on the earlier of the day told and the date, or on the as-of date where that is past.
    Waived violations, those within the tolerance, and those that a planned notice corrects are left out.
    """
    schedule, days = constraints.schedule, constraints.days
    forgiven = {rule.id: rule.tolerance for rule in schedule.policy.rules}
    owing: dict[tuple[int, Day, str, bool], dict[str | None, None]] = {}
    for each in constraints.all:
        promising = keeps_promises(each)
        if promising is None or not _fails(each, schedule, days):
            continue
        for wrong in promising.wrong(days):
            if wrong.corrected or (wrong.off and wrong.off <= forgiven.get(each.in_force.rule.id, 0)):
                continue
            day = min(each for each in (wrong.told.day, wrong.day) if each is not None)
            key = each.item, day, promising.milestone, wrong.day is None
            owing.setdefault(key, {})[wrong.channel] = None
    together: dict[tuple[int, Day, bool, tuple[str | None, ...]], list[str]] = {}
    for (item, day, milestone, gone), channels in owing.items():
        together.setdefault((item, day, gone, tuple(channels)), []).append(milestone)
    for (item, day, gone, by), milestones in together.items():
        named = tuple(milestones)
        subject = AgendaSubject(schedule.items[item].name, () if gone else named, named if gone else ())
        yield AgendaItem(
            max(day, schedule.as_of),
            "send",
            (subject,),
            overdue=day < schedule.as_of,
            channels=tuple(channel for channel in by if channel is not None),
            latest=max(day, schedule.as_of),
            correction=True,
        )


def _actions(schedule: Schedule) -> Iterator[AgendaItem]:
    """Yield an agenda item for each milestone whose date is not past."""
    roles = {(each.of, each.name): each.role for each in schedule.policy.milestones}
    for item, slots in enumerate(schedule.slots):
        for milestone, slot in slots.items():
            day = schedule.days[slot]
            if day >= schedule.as_of:
                action = _ACTIONS[roles[schedule.item_type(item), milestone]]
                about = AgendaSubject(schedule.items[item].name, (milestone,))
                yield AgendaItem(day, action, (about,), overdue=False, place=schedule.owners[slot].place)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names without repetitions, in their order."""
    return tuple(dict.fromkeys(names))

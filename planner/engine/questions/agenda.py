"""The agenda: notices to send and dates to act on, from the as-of date on."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from planner.dates import BEFORE_ALL, LAST_DAY, Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Place, Slot
from planner.engine.rules.ability import asks_for_notices
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints, hard_violation
from planner.engine.solve.missing_notices import missing_notices
from planner.plan import Notice, Plan
from planner.policy import Policy, Role, Severity

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
    """Whether it is a notice that a rule asks for and the plan does not have."""
    latest: Day | None = None
    """The last day on which a notice still counts, possibly BEFORE_ALL; None if no rule needs it."""
    place: Place | None = None
    """The place of the date in the plan; None for a missing notice."""


def agenda(
    plan: Plan, policy: Policy, as_of: Day, until: Day, severities: tuple[Severity, ...] = ("error",)
) -> tuple[AgendaItem, ...]:
    """Return the agenda up to a day: overdue items first, then by day."""
    constraints = hard_constraints(Schedule(plan, policy, as_of), severities)
    due = [*_planned(plan, constraints, until), *_missing(constraints), *_actions(constraints.schedule)]
    return tuple(
        sorted((each for each in due if each.day <= until), key=lambda each: (not each.overdue, each.day))
    )


def last_day(constraints: Constraints, slots: Collection[Slot]) -> Day | None:
    """Return the last day on which notices that move together still count; None if no rule needs them."""
    schedule, days = constraints.schedule, constraints.days
    lasts: list[Day] = []
    for index in constraints.reading(slots):
        asking = asks_for_notices(constraints.all[index])
        if asking is None:
            continue
        with days.moved(dict.fromkeys(slots, LAST_DAY)):
            if hard_violation(asking, schedule, days) and asking.relies_on(slots, days):
                lasts.append(asking.last_day(days))
    return min(lasts, default=None)


def _planned(plan: Plan, constraints: Constraints, until: Day) -> Iterator[AgendaItem]:
    """Yield the notices that were not sent yet; notices of one name are one item."""
    schedule = constraints.schedule
    slots = {owner.place: slot for slot, owner in enumerate(schedule.owners)}
    groups: dict[str | int, list[Notice]] = {}
    for notice in plan.notices:
        is_history = notice.date < min(schedule.judge_from, schedule.as_of)
        if notice.told is None and notice.date <= until and not is_history:
            groups.setdefault(notice.name or notice.key, []).append(notice)
    for notices in groups.values():
        first, together = notices[0], [slots[Place(each.key, "date")] for each in notices]
        yield AgendaItem(
            first.date,
            "send",
            tuple(AgendaSubject(each.item, each.announces) for each in notices),
            overdue=first.date < schedule.as_of,
            channels=_distinct(channel for each in notices for channel in each.channels),
            name=first.name,
            latest=last_day(constraints, together),
            place=Place(first.key, "date"),
        )


def _missing(constraints: Constraints) -> Iterator[AgendaItem]:
    """Yield the missing notices of dates that are not past."""
    schedule, days, every_constraint = constraints.schedule, constraints.days, constraints.all
    last: dict[int, Day] = {}
    for index, each in enumerate(every_constraint):
        asking = asks_for_notices(each)
        if (
            asking is not None
            and days[asking.slot] >= schedule.as_of
            and hard_violation(each, schedule, days)
        ):
            last[index] = asking.last_day(days)
    for notice in missing_notices(constraints, days, last):
        latest = min(last[index] for index in notice.asked)
        yield AgendaItem(
            latest if latest > BEFORE_ALL else schedule.as_of,
            "send",
            (AgendaSubject(schedule.items[notice.item].name, notice.announces),),
            overdue=latest < schedule.as_of,
            channels=notice.channels,
            missing=True,
            latest=latest,
        )


def _actions(schedule: Schedule) -> Iterator[AgendaItem]:
    """Yield the milestones that are not past."""
    roles = {(each.of, each.name): each.role for each in schedule.policy.milestones}
    for item, slots in enumerate(schedule.slots):
        for milestone, slot in slots.items():
            day = schedule.days[slot]
            if day >= schedule.as_of:
                action = _ACTIONS[roles[schedule.item_type(item), milestone]]
                about = AgendaSubject(schedule.items[item].name, (milestone,))
                yield AgendaItem(day, action, (about,), overdue=False, place=schedule.owners[slot].place)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

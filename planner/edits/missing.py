"""Milestones without a date, and notices that rules ask for and an item does not have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planner.dates import Day
from planner.edits import notices
from planner.edits.dates import move
from planner.edits.entries import NEW
from planner.engine.compile import Constraints, compile_plan
from planner.engine.constraint import Days, Place, Slot
from planner.engine.letting_go import let_go
from planner.engine.rules.ability import asks_for_notices
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.missing_notices import missing_notices, reminds_in_vain
from planner.engine.solve.window import Window, window
from planner.engine.task import finish
from planner.plan import Notice, Plan
from planner.policy import Milestone, Policy


@dataclass(frozen=True, slots=True)
class Missing:
    """The milestones and notices that an item does not have."""

    milestones: tuple[Milestone, ...]
    notices: tuple[Notice, ...]
    """Ready to be added: not sent, on the as-of date; a reminder on the first day that is not too soon."""


def missing(constraints: Constraints, days: Days, item: int) -> Missing:
    """Return the milestones that an item has no date for, and the notices that rules ask for and it lacks.

    `item` is its index. Of a version that is withdrawn by the as-of date, no milestone is missing. Left out
    are notices that only rules of severity `info` ask for, and reminders whose last day is past.
    """
    schedule = constraints.schedule
    milestones = schedule.policy.milestones_of(schedule.item_type(item))
    withdrawn = schedule.withdrawn.get(item)
    if withdrawn is not None and withdrawn <= schedule.as_of:
        milestones = ()  # no date of its own would count any more
    return Missing(
        tuple(each for each in milestones if each.name not in schedule.written[item]),
        _lacking_notices(constraints, days, item),
    )


class DateProposal(NamedTuple):
    """A day for a date that is not set yet, with the notices that the rules then ask for."""

    plan: Plan
    """The plan with the notices, and the date on its earliest legal day, or else on the as-of date."""
    notices: tuple[Notice, ...]
    legal: Window
    """The legal days of the date, while all other dates stay."""


def add_missing_notices(plan: Plan, policy: Policy, as_of: Day, name: str) -> Plan:
    """Return the plan with the missing notices of an item, given by its name, as `missing` finds them."""
    constraints = compile_plan(plan, policy, as_of)
    lacking = missing(constraints, constraints.days, constraints.schedule.index[name]).notices
    compiled: list[object] = [constraints]
    del constraints
    finish(let_go(compiled))
    for notice in lacking:
        plan = notices.add(plan, notice)
    return plan


def propose_date(plan: Plan, policy: Policy, as_of: Day, place: Place) -> DateProposal:
    """Return the plan with a date that was not set: on its earliest legal day, else on the as-of date.

    The notices that rules of severity `error` or `warning` ask for the date are added first, on the as-of
    date; only rules of severity `error` decide about legal days.
    """
    plan = move(plan, {place: as_of})
    constraints = compile_plan(plan, policy, as_of)
    slot = _slot(constraints, place)
    item = constraints.schedule.owners[slot].item
    added = _lacking_notices(constraints, constraints.days, item, slot)
    for notice in added:
        plan = notices.add(plan, notice)
    constraints = hard_constraints(Schedule(plan, policy, as_of))
    legal = window(constraints, constraints.days, [_slot(constraints, place)])
    return DateProposal(move(plan, {place: legal.earliest or as_of}), added, legal)


def _slot(constraints: Constraints, place: Place) -> Slot:
    """Return the slot of the date at a place, which must exist."""
    return next(slot for slot, owner in enumerate(constraints.schedule.owners) if owner.place == place)


def _lacking_notices(
    constraints: Constraints, days: Days, item: int, slot: Slot | None = None
) -> tuple[Notice, ...]:
    """Return notices to add: those that rules ask for and an item, or with `slot` one date of it, lacks."""
    schedule, asking = constraints.schedule, _asking(constraints, days, item, slot)
    return tuple(
        Notice(
            key=NEW,
            item=schedule.items[item].name,
            date=each.day,
            announces=each.announces,
            channels=each.channels,
        )
        for each in missing_notices(constraints, days, asking)
    )


def _asking(constraints: Constraints, days: Days, item: int, slot: Slot | None) -> Iterator[int]:
    """Yield the indices of the constraints that ask for notices of an item, or with `slot` of one date.

    Leave out rules of severity `info` or not in force for the date, and reminders that come too late.
    """
    for index, each in enumerate(constraints.all):
        asking = asks_for_notices(each) if each.item == item else None
        if asking is not None:
            in_force = each.in_force
            if slot not in (None, asking.slot) or reminds_in_vain(asking, constraints.schedule, days):
                continue
            if in_force.rule.severity != "info" and in_force.speaks_of(days[asking.slot], item, days):
                yield index

"""What an item still lacks: milestones without a date, and notices that the rules ask for."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.dates import Day
from planner.edits import notices
from planner.edits.dates import move
from planner.edits.entries import NEW
from planner.edits.legal import earliest_legal_days
from planner.engine.compile import Compiled, compile_plan
from planner.engine.lacking import lacking
from planner.engine.rules.ability import asks_for_notices
from planner.engine.statement import Days, Place
from planner.plan import Notice, Plan
from planner.policy import Milestone, Policy


@dataclass(frozen=True, slots=True)
class Missing:
    milestones: tuple[Milestone, ...]
    notices: tuple[Notice, ...]
    """Ready to be added: not sent, on the as-of date."""


def missing(constraints: Compiled, days: Days, item: int) -> Missing:
    schedule, name = constraints.schedule, constraints.schedule.items[item].name
    milestones = schedule.policy.milestones_of(schedule.item_type(item))
    return Missing(
        tuple(each for each in milestones if each.name not in schedule.slots[item]),
        tuple(
            Notice(NEW, name, schedule.as_of, each.announces, each.channels)
            for each in lacking(constraints, days, _asking(constraints, days, item))
        ),
    )


def add_missing_notices(plan: Plan, policy: Policy, as_of: Day, name: str) -> Plan:
    """With the notices about one item that the rules ask for, to be sent on the as-of date."""
    constraints = compile_plan(plan, policy, as_of)
    for notice in missing(constraints, constraints.days, constraints.schedule.index[name]).notices:
        plan = notices.add(plan, notice)
    return plan


def set_on_earliest_legal_day(plan: Plan, policy: Policy, as_of: Day, place: Place) -> Plan:
    """With a date where there was none; what must be announced is taken to go out on the as-of date."""
    name = next(each.name for each in plan.items if each.key == place.entry)
    announced = add_missing_notices(move(plan, {place: as_of}), policy, as_of, name)
    return move(plan, earliest_legal_days(announced, policy, as_of, {place}))


def _asking(constraints: Compiled, days: Days, item: int) -> Iterator[int]:
    """The statements that want some date of an item announced."""
    for index, each in enumerate(constraints.statements):
        asking = asks_for_notices(each) if each.item == item else None
        if asking is not None:
            in_force = each.in_force
            if in_force.rule.severity != "info" and in_force.speaks_of(days[asking.slot]):
                yield index

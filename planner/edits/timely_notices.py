"""Notices that rules ask for items that are being planned, and the days on which they go out."""

from collections.abc import Collection, Mapping

from planner.dates import Day
from planner.edits import notices
from planner.edits.dates import move
from planner.edits.entries import NEW, fresh_key
from planner.edits.legal import PLANNING
from planner.engine.compile import Constraints, compile_plan
from planner.engine.constraint import Days, Place
from planner.engine.rules.ability import asks_for_notices
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.missing_notices import missing_notices
from planner.engine.solve.window import window
from planner.plan import Notice, Plan
from planner.policy import Policy


def with_notices(
    plan: Plan, policy: Policy, as_of: Day, names: Mapping[str, Day]
) -> tuple[Plan, frozenset[int]]:
    """Return the plan with the notices that rules ask for and some items lack, and the keys of these notices.

    `names` has the items by name, each with the day on which its notices go out, reminders too. Rules of the
    severities in `PLANNING` are asked.
    """
    constraints = compile_plan(plan, policy, as_of)
    schedule, days = constraints.schedule, constraints.days
    wanted = {schedule.index[name] for name in names}
    asking = [
        index
        for index, each in enumerate(constraints.all)
        if each.item in wanted and _asks(constraints, index, days)
    ]
    first = fresh_key(plan)
    for each in missing_notices(constraints, days, asking):
        name = schedule.items[each.item].name
        notice = Notice(
            key=NEW, item=name, date=names[name], announces=each.announces, channels=each.channels
        )
        plan = notices.add(plan, notice)
    return plan, frozenset(range(first, fresh_key(plan)))


def _asks(constraints: Constraints, index: int, days: Days) -> bool:
    """Return True if the constraint with an index asks for notices of a date to which its rule applies.

    Only rules of the severities in `PLANNING` count.
    """
    constraint = constraints.all[index]
    asking, in_force = asks_for_notices(constraint), constraint.in_force
    if asking is None or in_force.rule.severity not in PLANNING:
        return False
    return in_force.speaks_of(days[asking.slot], constraint.item, days)


def as_late_as_possible(plan: Plan, policy: Policy, as_of: Day, keys: Collection[int]) -> Plan:
    """Return the plan with the notices of some keys moved to the last day on which each still serves.

    A notice is not moved before the as-of date, and otherwise not past a date that it announces.
    """
    constraints = hard_constraints(Schedule(plan, policy, as_of), PLANNING)
    days = Days(constraints.days)
    slots = {owner.place.entry: slot for slot, owner in enumerate(constraints.schedule.owners)}
    dates = {each.name: each.dates for each in plan.items}
    moves: dict[Place, Day] = {}
    for notice in plan.notices:
        if notice.key not in keys:
            continue
        latest = window(constraints, days, [slots[notice.key]]).latest
        announced = [dates[notice.item][each] for each in notice.announces if each in dates[notice.item]]
        day = min([*announced, notice.date if latest is None else latest])
        days[slots[notice.key]] = moves[Place(notice.key, "date")] = max(day, as_of)
    return move(plan, moves)


def with_reminders(plan: Plan, policy: Policy, as_of: Day, names: Collection[str]) -> Plan:
    """Return the plan with the reminders that rules ask for some items, each on the last day it counts.

    `names` are those of the items. Left out are reminders that a notice already serves, and those whose first
    possible day has come.
    """
    constraints = compile_plan(plan, policy, as_of)
    schedule, days = constraints.schedule, constraints.days
    wanted = {schedule.index[name] for name in names}
    reminders: dict[tuple[str, Day, str], dict[str, None]] = {}
    for index, each in enumerate(constraints.all):
        asking = asks_for_notices(each) if each.item in wanted and _asks(constraints, index, days) else None
        if asking is None or asking.first_day(days) <= as_of:
            continue
        for finding in each.findings(days):
            owner = schedule.owners[asking.slot]
            key = schedule.items[owner.item].name, asking.last_day(days), owner.what
            reminders.setdefault(key, {}).update(dict.fromkeys(finding.channels or ()))
    for (name, day, milestone), channels in reminders.items():
        notice = Notice(key=NEW, item=name, date=day, announces=(milestone,), channels=tuple(channels))
        plan = notices.add(plan, notice)
    return plan

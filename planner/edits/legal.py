"""The earliest legal days of dates that are being set."""

from collections.abc import Collection, Sequence

from planner.dates import Day
from planner.engine.constraint import Days, Place
from planner.engine.letting_go import let_go
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.ripple import ripple
from planner.engine.task import finish
from planner.plan import Plan
from planner.policy import Policy, Severity

PLANNING: tuple[Severity, ...] = ("error", "warning")
"""The severities that bind a plan that is being made: it begins without errors and warnings."""


def earliest_legal_days(
    plan: Plan,
    policy: Policy,
    as_of: Day,
    places: Collection[Place],
    severities: Sequence[Severity] = ("error",),
) -> dict[Place, Day]:
    """Return, by place, the earliest legal days of the dates at `places`, each no earlier than it is.

    These dates may move, each to a day of its own; all others stay. Rules of the severities bind; a violation
    that no move later removes stays.
    """
    constraints = hard_constraints(Schedule(plan, policy, as_of), severities)
    owners = constraints.schedule.owners
    free = [slot for slot, owner in enumerate(owners) if owner.place in places]
    others = set(range(len(owners))).difference(free)
    moved = ripple(constraints, constraints.days, "later", held=others, among=constraints.reading(free)).days
    earliest = {owners[slot].place: moved.get(slot, constraints.days[slot]) for slot in free}
    compiled: list[object] = [constraints]
    del constraints, owners
    finish(let_go(compiled))
    return earliest


def earliest_in_turn(
    plan: Plan, policy: Policy, as_of: Day, groups: Sequence[Collection[Place]]
) -> dict[Place, Day]:
    """Return the earliest legal days of groups of dates, no earlier than they are, one group after another.

    A group keeps the rules with all dates outside the groups and with the groups before it, not with later
    ones. Rules of the severities in `PLANNING` bind; a violation that no move later removes stays.
    """
    constraints = hard_constraints(Schedule(plan, policy, as_of), PLANNING)
    days, owners = Days(constraints.days), constraints.schedule.owners
    slots = {owner.place: slot for slot, owner in enumerate(owners)}
    coming = {slots[place] for group in groups for place in group}
    found: dict[Place, Day] = {}
    for group in groups:
        free = {slots[place] for place in group}
        coming -= free
        reading = constraints.reading(free)
        leaving = {index for index in reading if not coming.isdisjoint(constraints.all[index].reads())}
        among = [index for index in reading if index not in leaving]
        held = set(range(len(owners))) - free
        moved = ripple(constraints, days, "later", held=held, among=among, leaving=leaving).days
        for place in group:
            days[slots[place]] = found[place] = moved.get(slots[place], days[slots[place]])
    return found

"""Dates put on their earliest legal days."""

from collections.abc import Collection

from planner.dates import Day
from planner.edits.dates import move
from planner.engine.binding import binding
from planner.engine.ripple import ripple
from planner.engine.schedule import Schedule
from planner.engine.statement import Place
from planner.plan import Plan
from planner.policy import Policy


def on_earliest_legal_days(plan: Plan, policy: Policy, as_of: Day, places: Collection[Place]) -> Plan:
    """These dates no earlier than they are, and as much later as the binding rules ask; no other moves."""
    constraints = binding(Schedule(plan, policy, as_of))
    owners = constraints.schedule.owners
    free = [slot for slot, owner in enumerate(owners) if owner.place in places]
    others = set(range(len(owners))).difference(free)
    moves = ripple(constraints, constraints.days, "later", held=others, among=constraints.reading(free)).days
    return move(plan, {owners[slot].place: day for slot, day in moves.items()})

"""The earliest legal days of dates that are being set."""

from collections.abc import Collection, Sequence

from planner.dates import Day
from planner.engine.constraint import Place
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.ripple import ripple
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
    """Return the earliest legal days of dates, no earlier than they are, while the others stay.

    Rules of the severities bind.
    """
    constraints = hard_constraints(Schedule(plan, policy, as_of), severities)
    owners = constraints.schedule.owners
    free = [slot for slot, owner in enumerate(owners) if owner.place in places]
    others = set(range(len(owners))).difference(free)
    moved = ripple(constraints, constraints.days, "later", held=others, among=constraints.reading(free)).days
    return {owners[slot].place: moved.get(slot, constraints.days[slot]) for slot in free}

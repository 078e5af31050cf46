"""Hard constraints, which windows, ripples and fixes must keep."""

from collections.abc import Iterator, Sequence
from typing import cast

from planner.dates import Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Constraint, Days, Finding, HardConstraint
from planner.engine.rules import KINDS, order
from planner.engine.rules.ability import answers_quickly
from planner.engine.schedule import Schedule
from planner.engine.waivers import waives
from planner.policy import Severity


def hard_constraints(schedule: Schedule, severities: Sequence[Severity] = ("error",)) -> Constraints:
    """Return the constraints of a plan that bound dates and whose rule has one of the severities.

    They have their strict bounds, without `tolerance`. The built-in rule `order` has the severity `error`.
    """
    constraints: list[Constraint] = []
    for rule in (order.RULE, *schedule.policy.rules):
        if KINDS[rule.kind].moves_dates and rule.severity in severities:
            strict = schedule.in_force(rule._replace(tolerance=0))
            constraints.extend(KINDS[rule.kind].constraints(strict, schedule))
    return Constraints(schedule, constraints)


def hard_violation(constraint: Constraint, schedule: Schedule, days: Days) -> Finding | None:
    """Return the first violation of a hard constraint that no waiver covers and that a move can cure.

    Return None if there is none.
    """
    for finding in constraint.findings(days):
        if finding.moves_dates and not waives(schedule, finding):
            return finding
    return None


def is_violated(constraint: Constraint, schedule: Schedule, days: Days) -> bool:
    """Return True if `hard_violation` returns a violation, without making one for most kinds of rule."""
    quick = None if schedule.waivers[constraint.item] else answers_quickly(constraint)
    if quick is not None:
        return quick.fails(days)
    return hard_violation(constraint, schedule, days) is not None


def breakpoints(constraint: Constraint, schedule: Schedule, days: Days) -> Iterator[Day]:
    """Yield the days at which the answer of a hard constraint can change when a date moves.

    They are those of the constraint, of the time in which its rule applies, and of the waivers of its item.
    """
    yield from as_hard(constraint).breakpoints(days)
    yield from constraint.in_force.breakpoints()
    for waiver in schedule.waivers[constraint.item]:
        if waiver.allows is not None:
            yield waiver.allows
            yield waiver.allows + 1
        if waiver.expires is not None:
            yield waiver.expires + 1


def as_hard(constraint: Constraint) -> HardConstraint:
    """Return the same constraint, which comes from `hard_constraints`, typed as a hard one."""
    return cast(HardConstraint, constraint)

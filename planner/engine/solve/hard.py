"""The statements that bind dates: what windows and ripples keep to, where `check` only judges."""

from collections.abc import Iterator, Sequence
from typing import cast

from planner.dates import Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Constraint, Days, Finding, HardConstraint
from planner.engine.rules import KINDS, order
from planner.engine.schedule import Schedule
from planner.engine.waivers import waives
from planner.policy import Severity


def hard_constraints(schedule: Schedule, severities: Sequence[Severity] = ("error",)) -> Constraints:
    """The binding statements of a plan, at their strict bounds: without `tolerance`."""
    constraints: list[Constraint] = []
    for rule in (order.RULE, *schedule.policy.rules):
        if KINDS[rule.kind].moves_dates and rule.severity in severities:
            strict = schedule.in_force(rule._replace(tolerance=0))
            constraints.extend(KINDS[rule.kind].constraints(strict, schedule))
    return Constraints(schedule, constraints)


def hard_violation(constraint: Constraint, schedule: Schedule, days: Days) -> Finding | None:
    """Why a binding statement does not hold; None where it does, is waived or does not bind."""
    for finding in constraint.findings(days):
        if finding.moves_dates and not waives(schedule, finding):
            return finding
    return None


def breakpoints(constraint: Constraint, schedule: Schedule, days: Days) -> Iterator[Day]:
    """The days at which a binding statement, or a waiver of it, may give another answer."""
    yield from as_hard(constraint).breakpoints(days)
    yield constraint.in_force.since
    yield constraint.in_force.until + 1
    for waiver in schedule.waivers[constraint.item]:
        if waiver.allows is not None:
            yield waiver.allows
            yield waiver.allows + 1
        if waiver.expires is not None:
            yield waiver.expires + 1


def as_hard(constraint: Constraint) -> HardConstraint:
    """Every statement of `binding` is one."""
    return cast(HardConstraint, constraint)

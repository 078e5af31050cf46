"""The statements that bind dates: what windows and ripples keep to, where `check` only judges."""

from collections.abc import Iterator, Sequence
from typing import cast

from planner.dates import Day
from planner.engine.compile import Compiled
from planner.engine.rules import KINDS, order
from planner.engine.schedule import Schedule
from planner.engine.statement import Binding, Days, Finding, Statement
from planner.engine.waivers import waives
from planner.policy import Severity


def binding(schedule: Schedule, severities: Sequence[Severity] = ("error",)) -> Compiled:
    """The binding statements of a plan, at their strict bounds: without `tolerance`."""
    statements: list[Statement] = []
    for rule in (order.RULE, *schedule.policy.rules):
        if KINDS[rule.kind].binds and rule.severity in severities:
            strict = schedule.in_force(rule._replace(tolerance=0))
            statements.extend(KINDS[rule.kind].statements(strict, schedule))
    return Compiled(schedule, statements)


def broken(statement: Statement, schedule: Schedule, days: Days) -> Finding | None:
    """Why a binding statement does not hold; None where it does, is waived or does not bind."""
    for finding in statement.findings(days):
        if finding.binds and not waives(schedule, finding):
            return finding
    return None


def turns(statement: Statement, schedule: Schedule, days: Days) -> Iterator[Day]:
    """The days at which a binding statement, or a waiver of it, may give another answer."""
    yield from as_binding(statement).turns(days)
    yield statement.in_force.since
    yield statement.in_force.until + 1
    for waiver in schedule.waivers[statement.item]:
        if waiver.allows is not None:
            yield waiver.allows
            yield waiver.allows + 1
        if waiver.expires is not None:
            yield waiver.expires + 1


def as_binding(statement: Statement) -> Binding:
    """Every statement of `binding` is one."""
    return cast(Binding, statement)

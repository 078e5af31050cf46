"""Plan x policy x as-of date -> statements."""

from collections.abc import Iterable
from functools import cached_property

from planner.dates import Day
from planner.engine.rules import KINDS, order
from planner.engine.schedule import Schedule
from planner.engine.statement import Days, Slot, Statement
from planner.plan import Plan
from planner.policy import Policy


class Compiled:
    """Every statement about a plan. Dates may move under it; any other edit needs a new one."""

    def __init__(self, schedule: Schedule, statements: list[Statement]) -> None:
        self.schedule = schedule
        self.statements = statements

    @property
    def days(self) -> Days:
        """The dates as the plan had them when it was compiled."""
        return self.schedule.days

    @cached_property
    def readers(self) -> list[list[int]]:
        """Of each slot, the statements that read it."""
        readers: list[list[int]] = [[] for _ in self.schedule.owners]
        for index, statement in enumerate(self.statements):
            for slot in statement.reads():
                readers[slot].append(index)
        return readers

    def reading(self, slots: Iterable[Slot]) -> list[int]:
        """The statements that read any of these slots, in their order."""
        return sorted({index for slot in slots for index in self.readers[slot]})


def compile_plan(plan: Plan, policy: Policy, as_of: Day) -> Compiled:
    schedule = Schedule(plan, policy, as_of)
    statements: list[Statement] = []
    for rule in (order.RULE, *policy.rules):
        statements.extend(KINDS[rule.kind].statements(schedule.in_force(rule), schedule))
    return Compiled(schedule, statements)

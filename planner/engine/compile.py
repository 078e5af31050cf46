"""Plan x policy x as-of date -> statements."""

from collections.abc import Iterable
from functools import cached_property

from planner.dates import Day
from planner.engine.constraint import Constraint, Days, Slot
from planner.engine.rules import KINDS, order
from planner.engine.schedule import Schedule
from planner.plan import Plan
from planner.policy import Policy


class Constraints:
    """Every statement about a plan. Dates may move under it; any other edit needs a new one."""

    def __init__(self, schedule: Schedule, every: list[Constraint]) -> None:
        self.schedule = schedule
        self.all = every

    @property
    def days(self) -> Days:
        """The dates as the plan had them when it was compiled."""
        return self.schedule.days

    @cached_property
    def readers(self) -> list[list[int]]:
        """Of each slot, the statements that read it."""
        readers: list[list[int]] = [[] for _ in self.schedule.owners]
        for index, constraint in enumerate(self.all):
            for slot in constraint.reads():
                readers[slot].append(index)
        return readers

    def reading(self, slots: Iterable[Slot]) -> list[int]:
        """The statements that read any of these slots, in their order."""
        return sorted({index for slot in slots for index in self.readers[slot]})


def compile_plan(plan: Plan, policy: Policy, as_of: Day) -> Constraints:
    schedule = Schedule(plan, policy, as_of)
    constraints: list[Constraint] = []
    for rule in (order.RULE, *policy.rules):
        constraints.extend(KINDS[rule.kind].constraints(schedule.in_force(rule), schedule))
    return Constraints(schedule, constraints)

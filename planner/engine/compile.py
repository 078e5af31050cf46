"""Compile a plan and its policy, on an as-of date, to constraints."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

from planner.dates import Day
from planner.engine.constraint import Constraint, Days, Slot
from planner.engine.rules import KINDS, order
from planner.engine.schedule import Schedule
from planner.engine.task import Task
from planner.plan import Plan
from planner.policy import Policy, Rule


class Constraints:
    """All constraints of a plan. Dates may move; any other edit needs a new compilation."""

    def __init__(self, schedule: Schedule, every: list[Constraint] | None = None) -> None:
        self.schedule = schedule
        if every is not None:
            self.all = every

    @cached_property
    def all(self) -> list[Constraint]:
        """The constraints of all rules, unless others were given; made when they are first asked for."""
        return [*self.one_by_one()]

    def one_by_one(self) -> Iterator[Constraint]:
        """Yield the constraints of all rules, in the order of `all`.

        Each is made when asked for, not kept.
        """
        schedule = self.schedule
        return chain.from_iterable(
            KINDS[rule.kind].constraints(schedule.in_force(rule), schedule) for rule in self._rules
        )

    def doubtful(self) -> Iterator[Constraint | None]:
        """Yield the constraints of all rules as `one_by_one` does, but None for those that clearly hold.

        Only constraints that may not hold on the dates of the plan are made.
        """
        schedule = self.schedule
        for rule in self._rules:
            kind, in_force = KINDS[rule.kind], schedule.in_force(rule)
            if kind.doubtful is None:
                yield from kind.constraints(in_force, schedule)
            else:
                yield from kind.doubtful(in_force, schedule, schedule.days)

    @property
    def _rules(self) -> tuple[Rule, ...]:
        return (order.RULE, *self.schedule.policy.rules)

    @property
    def days(self) -> Days:
        """The dates of the plan when it was compiled, by slot."""
        return self.schedule.days

    @cached_property
    def readers(self) -> list[list[int]]:
        """The indices of the constraints that read each slot."""
        readers: list[list[int]] = [[] for _ in self.schedule.days]
        for index, constraint in enumerate(self.all):
            for slot in constraint.reads():
                readers[slot].append(index)
        return readers

    def reading(self, slots: Iterable[Slot]) -> list[int]:
        """Return the indices of the constraints that read the date in any of these slots, in order."""
        return sorted({index for slot in slots for index in self.readers[slot]})


def compile_plan(plan: Plan, policy: Policy, as_of: Day) -> Constraints:
    """Return the constraints of all rules of a policy for a plan; they are made when first asked for."""
    return Constraints(Schedule(plan, policy, as_of))


def compile_steps(plan: Plan, policy: Policy, as_of: Day) -> Task[Constraints]:
    """Make the constraints of all rules of a policy for a plan, as a task that yields before each rule."""
    schedule = Schedule(plan, policy, as_of)
    constraints: list[Constraint] = []
    for rule in (order.RULE, *policy.rules):
        yield
        constraints.extend(KINDS[rule.kind].constraints(schedule.in_force(rule), schedule))
    return Constraints(schedule, constraints)

"""`everywhere`: a compatible change names no version, for it goes to all at once."""

from collections.abc import Iterator

from planner.engine.rules.kind import RuleKind
from planner.engine.rules.require import ItemStatement
from planner.engine.schedule import Schedule
from planner.engine.statement import InForce, Statement


def statements(in_force: InForce, schedule: Schedule) -> Iterator[Statement]:
    for index, change in schedule.changes(in_force.rule, "compatible"):
        if change.version is not None:
            message = (
                f"{change.name} ({change.kind}) is compatible: it goes to all, not only to {change.version}"
            )
            yield ItemStatement(in_force, index, schedule, message)


KIND = RuleKind("everywhere", ("change",), (), lambda _: None, lambda _: (), statements)

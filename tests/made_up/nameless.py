"""`nameless`: a made-up kind of rule that only says yes or no."""

from collections.abc import Iterator

from planner.engine.rules.item import ItemStatement
from planner.engine.rules.kind import RuleKind
from planner.engine.schedule import Schedule
from planner.engine.statement import InForce, Statement


def statements(in_force: InForce, schedule: Schedule) -> Iterator[Statement]:
    for item in schedule.judged(in_force.rule):
        yield ItemStatement(in_force, item, schedule, f"{schedule.items[item].name} has a name")


KIND = RuleKind(
    name="nameless",
    of=("version",),
    parameters=(),
    make=lambda values: None,
    contradictions=lambda values: (),
    statements=statements,
    sentence=lambda _, item: f"{item} is best without a name",
)

"""`nameless`: a made-up kind of rule that only says yes or no."""

from collections.abc import Iterator

from planner.engine.constraint import Constraint, InForce
from planner.engine.rules.item import ItemConstraint
from planner.engine.rules.kind import RuleKind
from planner.engine.schedule import Schedule


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    for item in schedule.judged(in_force.rule):
        yield ItemConstraint(in_force, item, schedule, f"{schedule.items[item].name} has a name")


KIND = RuleKind(
    name="nameless",
    of=("version",),
    parameters=(),
    make=lambda values: None,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=lambda _, item: f"{item} is best without a name",
)

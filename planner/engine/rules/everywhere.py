"""`everywhere`: a compatible change names no version, for it goes to all at once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.engine.constraint import Constraint, InForce
from planner.engine.rules.item import ItemConstraint
from planner.engine.rules.kind import RuleKind
from planner.engine.schedule import Schedule

if TYPE_CHECKING:
    from planner.dates import Day
    from planner.engine.rules.scene import Sample, Scene


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each compatible change that names a version.

    It is violated as long as the rule is in force.
    """
    for index, change in schedule.changes(in_force.rule, "compatible"):
        if change.version is not None:
            message = (
                f"{change.name} ({change.kind}) is compatible: it goes to all, not only to {change.version}"
            )
            yield ItemConstraint(in_force=in_force, item=index, schedule=schedule, message=message)


def _example(scene: "Scene", _: None, day: "Day") -> "Sample":

    return scene.sample([scene.version(0, {}), scene.item({}, version="1.0", compatibility="compatible")])


KIND = RuleKind(
    name="everywhere",
    of=("change",),
    parameters=(),
    make=lambda values: None,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=lambda _, item: "a compatible change names no version, for it goes to all at once",
    example=_example,
    advice=lambda finding, schedule: ("remove its `version`: the change goes to all versions",),
    only="compatible",
)

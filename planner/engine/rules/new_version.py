"""`new-version`: an incompatible change names a version of the plan."""

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
    for index, change in schedule.changes(in_force.rule, "incompatible"):
        if schedule.shipped_in(index) is None:
            named = f"{change.version} is not in the plan" if change.version else "it names no version"
            message = f"{change.name} ({change.kind}) is incompatible and needs a new version: {named}"
            yield ItemConstraint(in_force, index, schedule, message)


def _example(scene: "Scene", _: None, day: "Day") -> "Sample":

    return scene.sample([scene.item({}, compatibility="incompatible")])


KIND = RuleKind(
    name="new-version",
    of=("change",),
    parameters=(),
    make=lambda values: None,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=lambda _, item: "an incompatible change names a version of the plan",
    example=_example,
    advice=lambda finding, schedule: ("name the version of the plan that it ships in",),
)

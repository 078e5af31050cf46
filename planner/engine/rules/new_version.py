"""`new-version`: an incompatible change names a version of the plan, and a new one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from planner.dates import iso
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Slot
from planner.engine.rules.item import ItemConstraint
from planner.engine.rules.kind import RuleKind
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
from planner.plan import Change

if TYPE_CHECKING:
    from planner.dates import Day
    from planner.engine.rules.scene import Sample, Scene


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each incompatible change that names no version of the plan, or a withdrawn one.

    Yield one, too, for a change without a date whose version has a release date: it is violated if that day
    lies before the as-of date.
    """
    for index, change in schedule.changes(in_force.rule, "incompatible"):
        version = schedule.shipped_in(index)
        if version is None:
            named = f"{change.version} is not in the plan" if change.version else "it names no version"
        elif version not in schedule.counting():
            named = f"{change.version} was withdrawn"
        else:
            released = _release(schedule, version)
            if released is not None and not schedule.slots[index]:
                yield NewVersionConstraint(
                    in_force=in_force, item=index, schedule=schedule, released=released
                )
            continue
        yield ItemConstraint(
            in_force=in_force, item=index, schedule=schedule, message=_needs_version(change, named)
        )


class NewVersionConstraint(NamedTuple):
    """A change without a date, whose version must not be released yet."""

    in_force: InForce
    item: int
    schedule: Schedule
    released: Slot
    """The slot of the release date of its version."""

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return (self.released, *self.in_force.reads(self.item))

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation if the version of the change was released before the as-of date."""
        day, change = days[self.released], self.schedule.items[self.item]
        assert isinstance(change, Change)
        if day >= self.schedule.as_of:
            return NOTHING
        message = _needs_version(change, f"{change.version} is out since {iso(day)}")
        return ItemConstraint(
            in_force=self.in_force, item=self.item, schedule=self.schedule, message=message
        ).findings(days)


def _needs_version(change: Change, why: str) -> str:
    """Return the message that a change needs a new version, with the reason."""
    return f"{change.name} ({change.kind}) is incompatible and needs a new version: {why}"


def _release(schedule: Schedule, version: int) -> Slot | None:
    """Return the slot of a version's release date; None if it has none."""
    released = schedule.policy.of_role("released")
    return None if released is None else schedule.slot(version, released)


def _example(scene: "Scene", _: None, day: "Day") -> "Sample":

    return scene.sample([scene.item({}, compatibility="incompatible")])


KIND = RuleKind(
    name="new-version",
    of=("change",),
    parameters=(),
    make=lambda values: None,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=lambda _, item: "an incompatible change names a version of the plan that is not out before it",
    example=_example,
    advice=lambda finding, schedule: ("name the new version of the plan that it ships in",),
    only="incompatible",
)

"""`order`: the dates of an item follow its lifecycle. Built in, always on, not waivable."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from planner.dates import Day, iso
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import RuleKind
from planner.engine.rules.wording import too_early
from planner.engine.schedule import Schedule
from planner.policy import Rule

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene

RULE = Rule(
    "order",
    "order",
    of=None,
    because="An item's dates follow the order of its lifecycle.",
    waivable=False,
)


class OrderConstraint(NamedTuple):
    """Two milestones of an item that follow one another, of those that have a date."""

    in_force: InForce
    item: int
    schedule: Schedule
    before: Slot
    after: Slot

    def reads(self) -> Iterable[Slot]:
        return (self.before, self.after)

    def breakpoints(self, days: Days) -> Iterable[Day]:
        before, after = days[self.before], days[self.after]
        return (before, before + 1, after, after + 1)

    def later(self, days: Days) -> Slot:
        return self.after

    def earlier(self, days: Days) -> Slot:
        return self.before

    def findings(self, days: Days) -> Sequence[Finding]:
        floor, day = days[self.before], days[self.after]
        if day >= floor or not self.in_force.speaks_of(floor):
            return NOTHING
        name = self.schedule.items[self.item].name
        milestone = self.schedule.owners[self.after].what
        before = self.schedule.dated(self.before, floor)
        message = too_early(name, milestone, day, floor, f"{before.what} {iso(floor)} comes first")
        reason = Reason(message, related=(before,))
        blame = self.schedule.blame
        return (blame(self.in_force.rule, self.after, day, reason, earliest=floor, days=floor - day),)


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    policy = schedule.policy
    lifecycles = {
        "version": [each.name for each in policy.milestones_of("version")],
        "change": [each.name for each in policy.milestones_of("change")],
    }
    for item in schedule.judged(in_force.rule):
        slots = schedule.slots[item]
        if len(slots) > 1:
            present = [slots[name] for name in lifecycles[schedule.item_type(item)] if name in slots]
            for before, after in pairwise(present):
                yield OrderConstraint(in_force, item, schedule, before, after)


def _example(scene: "Scene", _: None, day: Day) -> "Sample":
    reversed_dates = {milestone: scene.start - n for n, milestone in enumerate(scene.milestones[:2])}
    return scene.sample([scene.item(reversed_dates)])


KIND = RuleKind(
    name="order",
    of=(None,),
    parameters=(),
    make=lambda values: None,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=lambda _, item: "an item's dates follow the order of its lifecycle",
    example=_example,
    moves_dates=True,
    built_in=True,
    steady=lambda _: True,
)

"""`order`: the dates of an item follow its lifecycle. Built in, always on, not waivable."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.dates import Day, iso
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import RuleKind
from planner.engine.rules.wording import too_early
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
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
    """A milestone of an item, and the dated milestones directly before it in the lifecycle.

    There are several where some of them are parallel.
    """

    in_force: InForce
    item: int
    schedule: Schedule
    before: tuple[Slot, ...]
    after: Slot

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return (*self.before, self.after)

    def breakpoints(self, days: Days) -> Iterable[Day]:
        """Yield the days at which the findings can change if one of the dates moves."""
        for slot in (*self.before, self.after):
            yield days[slot]
            yield days[slot] + 1

    def later(self, days: Days) -> Slot:
        """Return the slot of the later milestone, which removes the violation by moving later."""
        return self.after

    def earlier(self, days: Days) -> Slot:
        """Return the slot of the latest of the earlier milestones, to which the later one is compared."""
        before = self.before
        return before[0] if len(before) == 1 else max(before, key=days.__getitem__)

    def fails(self, days: Days) -> bool:
        """Return True if `findings` returns a violation."""
        floor = days[self.earlier(days)]
        return days[self.after] < floor and self.in_force.speaks_of(floor, self.item, days)

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation if the milestone is earlier than one that comes before it in the lifecycle.

        It blames the milestone; the latest of the dates before it is the bound.
        """
        last = self.earlier(days)
        floor, day = days[last], days[self.after]
        if day >= floor or not self.in_force.speaks_of(floor, self.item, days):
            return NOTHING
        name = self.schedule.items[self.item].name
        milestone = self.schedule.owner(self.after).what
        related = self.schedule.dated(last, floor)
        why = f"{related.what} {iso(floor)} comes first"
        reason = Reason(too_early(name, milestone, day, floor, why), related=(related,), explanation=why)
        blame = self.schedule.blame
        return (blame(self.in_force.rule, self.after, day, reason, earliest=floor, days=floor - day),)


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each dated milestone of each item that comes after another dated one."""
    for item, before, after in _neighbours(in_force, schedule):
        yield OrderConstraint(in_force=in_force, item=item, schedule=schedule, before=before, after=after)


def doubtful(in_force: InForce, schedule: Schedule, days: Days) -> Iterator[Constraint | None]:
    """Yield the same constraints as `constraints`, but None for milestones that are late enough."""
    for item, before, after in _neighbours(in_force, schedule):
        day = days[after]
        for slot in before:
            if day < days[slot]:
                yield OrderConstraint(
                    in_force=in_force, item=item, schedule=schedule, before=before, after=after
                )
                break
        else:
            yield None


def _neighbours(in_force: InForce, schedule: Schedule) -> Iterator[tuple[int, tuple[Slot, ...], Slot]]:
    """Yield (item, the slots of the milestones directly before a milestone, the slot of that milestone).

    Only milestones with a date are looked at; a milestone with none before it is left out.
    """
    policy = schedule.policy
    lifecycles = {
        "version": [each.name for each in policy.milestones_of("version")],
        "change": [each.name for each in policy.milestones_of("change")],
    }
    parallel = {(each.of, each.name) for each in policy.milestones if each.parallel}
    for item in schedule.judged(in_force.rule):
        slots = schedule.slots[item]
        if len(slots) > 1:
            of = schedule.item_type(item)
            if not parallel:
                for first, second in pairwise([slots[name] for name in lifecycles[of] if name in slots]):
                    yield item, (first,), second
                continue
            present = [name for name in lifecycles[of] if name in slots]
            for before, after in _beside(present, [(of, name) in parallel for name in present]):
                yield item, tuple(slots[each] for each in before), slots[after]


def _beside(present: Sequence[str], parallel: Sequence[bool]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (the milestones that a milestone may not be earlier than, the milestone), in lifecycle order.

    `present` are milestones in lifecycle order, `parallel` has True for each of them that is parallel. A
    parallel milestone may not be earlier than the nearest one before it that is not parallel. Any other may
    not be earlier than that, nor than the parallel ones between the two. Milestones without bound are left
    out.
    """
    last: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    for name, is_parallel in zip(present, parallel, strict=True):
        before = last if is_parallel else last + since
        if before:
            yield before, name
        last, since = (last, (*since, name)) if is_parallel else ((name,), ())


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
    doubtful=doubtful,
    sentence=lambda _, item: "an item's dates follow the order of its lifecycle",
    example=_example,
    moves_dates=True,
    answers_quickly=True,
    built_in=True,
    steady=lambda _: True,
)

"""`order`: the dates of an item follow its lifecycle. Built in, always on, not waivable."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.dates import iso
from planner.engine.rules.kind import RuleKind
from planner.engine.rules.wording import too_early
from planner.engine.schedule import Schedule
from planner.engine.statement import NOTHING, Days, Finding, InForce, Reason, Slot, Statement
from planner.policy import Rule

RULE = Rule(
    "order",
    "order",
    of=None,
    because="An item's dates follow the order of its lifecycle.",
    waivable=False,
)


class OrderStatement(NamedTuple):
    in_force: InForce
    item: int
    schedule: Schedule
    lifecycle: tuple[tuple[str, Slot], ...]
    """The item's milestones that have a date, in lifecycle order."""

    def reads(self) -> Iterable[Slot]:
        return (slot for _, slot in self.lifecycle)

    def findings(self, days: Days) -> Sequence[Finding]:
        last = 0
        for _, slot in self.lifecycle:
            day = days[slot]
            if day < last:
                return tuple(self._findings(days))
            last = day
        return NOTHING

    def _findings(self, days: Days) -> Iterator[Finding]:
        for (before, before_slot), (milestone, slot) in zip(self.lifecycle, self.lifecycle[1:], strict=False):
            floor, day = days[before_slot], days[slot]
            if day >= floor or not self.in_force.speaks_of(floor):
                continue
            name = self.schedule.items[self.item].name
            why = f"{before} {iso(floor)} comes first"
            yield Finding(
                rule=self.in_force.rule,
                severity="error",
                item=self.item,
                milestone=milestone,
                date=day,
                place=self.schedule.owners[slot].place,
                reason=Reason(
                    too_early(name, milestone, day, floor, why),
                    related=(self.schedule.dated(before_slot, floor),),
                ),
                earliest=floor,
                days=floor - day,
            )


def statements(in_force: InForce, schedule: Schedule) -> Iterator[Statement]:
    policy = schedule.policy
    lifecycles = {
        "version": [each.name for each in policy.milestones_of("version")],
        "change": [each.name for each in policy.milestones_of("change")],
    }
    for item in schedule.judged(in_force.rule):
        slots = schedule.slots[item]
        if len(slots) > 1:
            names = lifecycles[schedule.item_type(item)]
            present = tuple((name, slots[name]) for name in names if name in slots)
            yield OrderStatement(in_force, item, schedule, present)


KIND = RuleKind("order", (None,), (), lambda _: None, lambda _: (), statements, binds=True)

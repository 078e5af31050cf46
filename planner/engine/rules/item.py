"""Violations of an item as a whole, which no single date is to blame for."""

from collections.abc import Iterable, Sequence

from planner.engine.constraint import NOTHING, Days, Finding, InForce, Place, Reason, Slot
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple


class ItemConstraint(NamedTuple):
    """A constraint on an item as a whole that is always violated while its rule is in force."""

    in_force: InForce
    item: int
    schedule: Schedule
    message: str

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return (*self.schedule.slots[self.item].values(), *self.in_force.reads(self.item))

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return the violation, which blames no date; none if the rule does not apply by `speaks_of_item`."""
        if not speaks_of_item(self.in_force, self.schedule, self.item, days):
            return NOTHING
        rule = self.in_force.rule
        return (
            Finding(
                rule=rule,
                severity=rule.severity,
                item=self.item,
                milestone=None,
                date=None,
                place=Place(self.schedule.items[self.item].key),
                reason=Reason(self.message),
            ),
        )


def speaks_of_item(in_force: InForce, schedule: Schedule, item: int, days: Days) -> bool:
    """Return True if a rule applies to an item on the item's latest date, or if the item has no date.

    If `effective_by` names a date for the item, such as one of a change's version, the rule has to apply on
    that day, too.
    """
    latest = max((days[slot] for slot in schedule.slots[item].values()), default=None)
    return in_force.speaks_of(latest, item, days)

"""`require`: certain dates or texts of an item are there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.wording import listed
from planner.engine.schedule import Schedule
from planner.engine.statement import NOTHING, Days, Finding, InForce, Place, Reason, Slot, Statement


class Required(NamedTuple):
    fields: tuple[str, ...]


class ItemStatement(NamedTuple):
    """Something about an item as a whole; only its latest date decides whether it is judged."""

    in_force: InForce
    item: int
    schedule: Schedule
    message: str

    def reads(self) -> Iterable[Slot]:
        return self.schedule.slots[self.item].values()

    def findings(self, days: Days) -> Sequence[Finding]:
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
    """Judged by the item's latest date; an item without any date is always judged."""
    dates = [days[slot] for slot in schedule.slots[item].values()]
    return not dates or in_force.speaks_of(max(dates))


def statements(in_force: InForce, schedule: Schedule) -> Iterator[Statement]:
    required = in_force.rule.parameters
    assert isinstance(required, Required)
    for item in schedule.judged(in_force.rule):
        missing = [each for each in required.fields if not schedule.has_text(item, each)]
        if missing:
            name = schedule.items[item].name
            yield ItemStatement(in_force, item, schedule, f"{name} has no {listed(missing)}")


def _sentence(required: Required, item: str) -> str:
    return f"{item}'s {listed(required.fields)} {'is' if len(required.fields) == 1 else 'are'} given"


KIND = RuleKind(
    name="require",
    of=("version", "change"),
    parameters=(Parameter("fields", "fields", required=True, says="milestones or texts that must be there"),),
    make=lambda values: Required(cast("tuple[str, ...]", values["fields"])),
    contradictions=lambda values: (),
    statements=statements,
    sentence=_sentence,
)

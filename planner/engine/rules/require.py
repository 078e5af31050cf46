"""`require`: certain dates or texts of an item are there."""

from collections.abc import Iterator
from typing import NamedTuple, cast

from planner.engine.rules.item import ItemStatement
from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.wording import listed
from planner.engine.schedule import Schedule
from planner.engine.statement import InForce, Statement


class Required(NamedTuple):
    fields: tuple[str, ...]


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

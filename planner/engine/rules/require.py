"""`require`: certain dates or texts of an item are there."""

from collections.abc import Iterator
from typing import cast

from planner.engine.constraint import Constraint, Finding, InForce
from planner.engine.rules.item import ItemConstraint
from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.wording import listed
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple


class Required(NamedTuple):
    """The parameters of a `require` rule."""

    fields: tuple[str, ...]


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each judged item that lacks one of the fields, but for withdrawn versions.

    It is violated as long as the rule is in force.
    """
    required = in_force.rule.parameters
    assert isinstance(required, Required)
    for item in schedule.judged(in_force.rule):
        if item in schedule.withdrawn:
            continue
        missing = [each for each in required.fields if not schedule.has_text(item, each)]
        if missing:
            name = schedule.items[item].name
            yield ItemConstraint(
                in_force=in_force, item=item, schedule=schedule, message=f"{name} has no {listed(missing)}"
            )


def _sentence(required: Required, item: str) -> str:
    """Return what the rule demands of an item, as a sentence without its period."""
    return f"{item}'s {listed(required.fields)} {'is' if len(required.fields) == 1 else 'are'} given"


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    """Yield the advice to give all missing fields, then, for each milestone of `has`, to remove its date."""
    required = cast(Required, finding.rule.parameters)
    missing = [each for each in required.fields if not schedule.has_text(finding.item, each)]
    milestones = {each.name for each in schedule.policy.milestones_of(schedule.item_type(finding.item))}
    parts = [f"set its {each} date" if each in milestones else _to_add(each) for each in missing]
    if parts:
        yield listed(parts)
    for milestone in finding.rule.when.get("has", ()):
        yield f"remove its {milestone} date"


def _to_add(field: str) -> str:
    """Return the advice to give a field that is no date."""
    if field in ("replacement", "version"):
        return f"name its {field}"
    return f"add {'an' if field[0] in 'aeiou' else 'a'} `{field}` text"


KIND = RuleKind(
    name="require",
    of=("version", "change"),
    parameters=(
        Parameter("fields", "fields", required=True, description="milestones or texts that must be there"),
    ),
    make=lambda values: Required(cast("tuple[str, ...]", values["fields"])),
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=_sentence,
    advice=_advice,
)

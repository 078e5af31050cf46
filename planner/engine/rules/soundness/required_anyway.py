"""A `require` of something that every item it judges has anyway."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.require import Required
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each required field that `has` asks for already, or that no plan may leave out."""
    for rule in examined.policy.rules:
        if not isinstance(rule.parameters, Required):
            continue
        for index, name in enumerate(rule.parameters.fields):
            field = examined.policy.fields.get(name)
            if name in rule.when.get("has", ()):
                why = "its `has` picks only items that have it"
            elif field is not None and field.required:
                why = "the field is `required` of every item"
            else:
                continue
            message = (
                f"{quoted(rule.id)} requires {quoted(name)}, but {why}, so it always holds;"
                " require another field, or another condition"
            )
            yield Mistake("required-anyway", message, (rule_key(rule.id, "fields", index),))

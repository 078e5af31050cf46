"""Sentences that say what a rule demands, with its numbers, for readers of a policy."""

from collections.abc import Iterator

from planner.dates import Duration, iso
from planner.engine.rules import KINDS
from planner.engine.rules.wording import conditions, either
from planner.policy import Rule


def sentence(rule: Rule) -> str:
    """Return the demand of a rule as a sentence, and its conditions as another one if it has any."""
    item = "an item" if rule.of is None else f"a {rule.of}"
    demand = KINDS[rule.kind].sentence(rule.parameters, item)
    scope = [
        f"{word} where {conditions(condition)}"
        for word, condition in (("only", rule.when), ("not", rule.unless))
        if condition
    ]
    return " ".join(f"{_capital(each)}." for each in (demand, "; ".join(scope)) if each)


def terms(rule: Rule) -> Iterator[str]:
    """Yield the terms of a rule, a sentence each: tolerance, time in force, `yields_to`, no waivers.

    Yield nothing for a term that the rule does not have.
    """
    if rule.tolerance:
        yield f"{Duration(rule.tolerance, 'day')} more or less are forgiven."
    if rule.effective_from is not None:
        yield f"In force from {iso(rule.effective_from)} on."
    if rule.effective_until is not None:
        yield f"In force until {iso(rule.effective_until)}."
    if rule.effective_by is not None:
        yield f"The {rule.effective_by} date decides whether it is in force."
    if rule.yields_to:
        yield f"Silent where {either(rule.yields_to)} is violated."
    if not rule.waivable:
        yield "No waiver counts."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

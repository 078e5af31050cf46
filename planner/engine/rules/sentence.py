"""What a rule demands, as a sentence with its numbers, for people who read a policy."""

from collections.abc import Iterator

from planner.dates import Duration, iso
from planner.engine.rules import KINDS
from planner.engine.rules.wording import either, listed
from planner.policy import Condition, Rule


def sentence(rule: Rule) -> str:
    """What holds, and where: one or two of them."""
    item = "an item" if rule.of is None else f"a {rule.of}"
    demand = KINDS[rule.kind].sentence(rule.parameters, item)
    scope = [
        f"{word} where {' and '.join(_conditions(condition))}"
        for word, condition in (("only", rule.when), ("not", rule.unless))
        if condition
    ]
    return " ".join(f"{_capital(each)}." for each in (demand, "; ".join(scope)) if each)


def terms(rule: Rule) -> Iterator[str]:
    """Under which terms it is judged, a sentence each."""
    if rule.tolerance:
        yield f"{Duration(rule.tolerance, 'day')} more or less are forgiven."
    if rule.effective_from is not None:
        yield f"In force from {iso(rule.effective_from)} on."
    if rule.effective_until is not None:
        yield f"In force until {iso(rule.effective_until)}."
    if rule.yields_to:
        yield f"Silent where {either(rule.yields_to)} is violated."
    if not rule.waivable:
        yield "No waiver counts."


def _conditions(condition: Condition) -> Iterator[str]:
    for key, values in condition.items():
        words = [value if isinstance(value, str) else str(value).lower() for value in values]
        if key == "has":
            yield f"{listed(words)} {'is' if len(words) == 1 else 'are'} given"
        elif key == "compatibility":
            yield f"it is {either(words)}"
        else:
            yield f"{key} is {either(words)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

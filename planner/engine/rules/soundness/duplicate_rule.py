"""Two rules that demand the same of the same items."""

from collections.abc import Iterator
from itertools import combinations

from planner.diagnostics import quoted
from planner.engine.rules.soundness.implication import yields
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.policy import Rule


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield one mistake for each rule that repeats one or more earlier rules under another id."""
    repeated: set[str] = set()
    for first, second in combinations(examined.policy.rules, 2):
        if second.id not in repeated and is_duplicate(first, second):
            repeated.add(second.id)
            message = (
                f"{quoted(second.id)} demands the same as {quoted(first.id)}, of the same items;"
                " take one of them away, or let one yield to the other if it is there for waivers"
            )
            keys = (rule_key(second.id, "id"), rule_key(first.id, "id"))
            yield Mistake("duplicate-rule", message, keys)


def is_duplicate(one: Rule, other: Rule) -> bool:
    """Return True if two rules differ in nothing but ids, words, severity, `waivable` and `yields_to`.

    Return False if one yields to the other: such a pair is there for waivers.
    """
    return _demand(one) == _demand(other) and not yields(one, other)


def _demand(rule: Rule) -> Rule:
    """Return a rule without the keys in which duplicates may differ."""
    return rule._replace(
        id="", severity="error", clause=None, because=None, url=None, waivable=True, yields_to=()
    )

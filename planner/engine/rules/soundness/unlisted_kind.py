"""A condition on a kind of change that the policy's taxonomy does not have."""

from collections.abc import Iterator

from planner.engine.rules.soundness.mistake import Examined, Mistake
from planner.engine.rules.soundness.unlisted_value import mistake, unlisted


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each kind of change in a condition that the policy does not list.

    If it lists no kinds at all, yield none.
    """
    kinds = sorted(examined.policy.compatible | examined.policy.incompatible)
    for rule in examined.policy.rules if kinds else ():
        for value, key in unlisted(rule, "kind", kinds):
            cure = "name one of them, or list the kind there"
            yield mistake("unlisted-kind", value, (key,), known=kinds, where="`changes`", cure=cure)

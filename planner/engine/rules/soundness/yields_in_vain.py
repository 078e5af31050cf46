"""A rule that yields to one which never judges the same item."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.engine.rules.soundness.overlap import judge_together


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each entry of `yields_to` that names a rule which never judges the same item.

    A rule that never applies at all is a mistake of another kind.
    """
    policy = examined.policy
    rules = {rule.id: rule for rule in policy.rules}
    for rule in policy.rules:
        for index, name in enumerate(rule.yields_to):
            other = rules.get(name)
            if other is None or judge_together(policy, (rule, other)):
                continue
            if not judge_together(policy, (rule,)) or not judge_together(policy, (other,)):
                continue  # a rule that never applies is told as such
            message = (
                f"{quoted(rule.id)} yields to {quoted(name)}, which never judges the same item;"
                " name a rule for the same items, or take it out of `yields_to`"
            )
            yield Mistake("yields-in-vain", message, (rule_key(rule.id, "yields_to", index),))

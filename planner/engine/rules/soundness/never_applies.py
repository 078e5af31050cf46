"""A rule whose `when` and `unless` leave no item to judge."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.engine.rules.soundness.overlap import judge_together


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each rule whose `when` and `unless` no item can match."""
    for rule in examined.policy.rules:
        if not (rule.when or rule.unless) or judge_together(examined.policy, (rule,)):
            continue
        if rule.when and rule.when == rule.unless:
            why = "its `when` is equal to its `unless`"
        elif rule.unless:
            why = "its `unless` exempts every item that it would judge"
        else:
            why = "no item can match all of its `when`"
        message = f"{quoted(rule.id)} never applies: {why}; change the condition, or take the rule away"
        keys = [rule_key(rule.id, key) for key in ("unless", "when") if getattr(rule, key)]
        yield Mistake("never-applies", message, tuple(keys))

"""A date that one rule forbids and another one requires."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.forbid import Forbidden
from planner.engine.rules.require import Required
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.engine.rules.soundness.overlap import in_force_together, judge_together
from planner.policy import Policy, Rule


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each milestone that one rule requires and another forbids of the same item."""
    policy = examined.policy
    for forbidding in policy.rules:
        if isinstance(forbidding.parameters, Forbidden):
            for requiring in policy.rules:
                if isinstance(requiring.parameters, Required):
                    yield from _both(policy, forbidding, requiring, forbidding.parameters.milestone)


def _both(policy: Policy, forbidding: Rule, requiring: Rule, milestone: str) -> Iterator[Mistake]:
    """Yield a mistake if the second rule requires the milestone that the first forbids of the same item."""
    required = requiring.parameters
    assert isinstance(required, Required)
    rules = (forbidding, requiring)
    if milestone not in required.fields or not in_force_together(rules) or not judge_together(policy, rules):
        return
    message = (
        f"{quoted(requiring.id)} requires {quoted(milestone)}, which {quoted(forbidding.id)} forbids;"
        " take one of the rules away, or let `when` tell their items apart"
    )
    index = required.fields.index(milestone)
    keys = (rule_key(requiring.id, "fields", index), rule_key(forbidding.id, "milestone"))
    yield Mistake("forbidden-and-required", message, keys)

"""Gaps that contradict the order of the lifecycle, or that always hold in it."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.soundness.gaps import impossible_chains
from planner.engine.rules.soundness.lifecycle import ordered
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.engine.rules.soundness.wording import bound_keys, demand
from planner.policy import Policy, Rule


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each chain of gaps that contradicts the lifecycle, and each gap that always holds.

    A chain may be a single gap. A gap always holds if it says only that a milestone comes at most so long
    after another one, and the lifecycle never has it after that.
    """
    policy = examined.policy
    for chain in impossible_chains(policy):
        if chain.by_lifecycle:
            verb = "contradicts" if len(chain.links) == 1 else "contradict"
            message = (
                f"{'; '.join(map(demand, chain.links))}: that {verb} the order of the lifecycle;"
                " swap `from` and `to`, put the milestones into another order, or make one of them `parallel`"
            )
            yield Mistake("gap-against-lifecycle", message, bound_keys(chain.links))
    for rule in policy.rules:
        gap = rule.parameters
        if isinstance(gap, Gap) and _holds_anyway(policy, rule, gap):
            message = (
                f"{quoted(rule.id)} always holds: in the lifecycle {quoted(gap.to)} is never after"
                f" {quoted(gap.origin.milestone)}; swap `from` and `to`"
            )
            yield Mistake("gap-against-lifecycle", message, (rule_key(rule.id, "from"),))


def _holds_anyway(policy: Policy, rule: Rule, gap: Gap) -> bool:
    """Return True if a gap has no more than `at_most`, and in the lifecycle its `to` is before its `from`.

    Return False if it starts at another item.
    """
    return (
        gap.origin.of == "own"
        and not gap.at_least
        and not gap.require_from
        and ordered(policy, rule.of or "version", gap.to, gap.origin.milestone)
    )

"""A rule that another rule, or the lifecycle, always implies."""

from collections.abc import Iterator

from planner.diagnostics import quoted
from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.kind import is_nothing
from planner.engine.rules.notice_constraint import NoticeGiven
from planner.engine.rules.soundness.duplicate_rule import is_duplicate
from planner.engine.rules.soundness.implication import implies
from planner.engine.rules.soundness.lifecycle import ordered
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.policy import Policy, Rule


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each rule whose violations another rule, or the lifecycle, finds too.

    Of two rules that imply each other, the later one is the mistake; duplicates are mistakes of another kind.
    """
    policy = examined.policy
    for place, rule in enumerate(policy.rules):
        if _in_lifecycle(policy, rule):
            message = (
                f"{quoted(rule.id)} demands only the order of the lifecycle, which `order` demands anyway;"
                " give it an `at_least`, or take it away"
            )
            yield Mistake("implied-rule", message, (rule_key(rule.id, "at_least"),))
            continue
        strict = next(
            (
                other
                for index, other in enumerate(policy.rules)
                if other is not rule
                and not is_duplicate(other, rule)
                and implies(policy, other, rule)
                and (index < place or not implies(policy, rule, other))
            ),
            None,
        )
        if strict is not None:
            message = (
                f"{quoted(rule.id)} holds wherever {quoted(strict.id)} does, which demands as much or more;"
                f" take it away, or let it yield to {quoted(strict.id)} if it is there for waivers"
                f"{_reminder(rule)}"
            )
            yield Mistake("implied-rule", message, (rule_key(rule.id, "id"), rule_key(strict.id, "id")))


def _reminder(rule: Rule) -> str:
    """Return the cure for a notice that was meant as a reminder; for any other rule an empty text."""
    if not isinstance(rule.parameters, NoticeGiven):
        return ""
    return ", or give it an `at_most` if it is a reminder"


def _in_lifecycle(policy: Policy, rule: Rule) -> bool:
    """Return True for a gap of no days from a milestone to one that follows it in the item's lifecycle."""
    gap = rule.parameters
    return (
        isinstance(gap, Gap)
        and gap.origin.of == "own"
        and bool(gap.at_least)
        and all(map(is_nothing, gap.at_least))
        and not gap.at_most
        and not gap.require_from
        and ordered(policy, rule.of or "version", gap.origin.milestone, gap.to)
    )

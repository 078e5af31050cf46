"""Words for the bounds of gaps."""

from planner.diagnostics import quoted
from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.soundness.gaps import GapBound
from planner.engine.rules.soundness.mistake import PolicyKey, rule_key
from planner.engine.rules.wording import listed
from planner.policy import Rule


def demand(link: GapBound) -> str:
    """Return the words for a bound, as in "`support` wants `removed` at least 1 year after `default`"."""
    gap = link.rule.parameters
    assert isinstance(gap, Gap)
    spans = gap.at_least if link.bound == "at_least" else gap.at_most
    words = "at least" if link.bound == "at_least" else "at most"
    start = quoted(str(gap.origin))
    return f"{quoted(link.rule.id)} wants {quoted(gap.to)} {words} {listed([*map(str, spans)])} after {start}"


def bound_keys(links: tuple[GapBound, ...]) -> tuple[PolicyKey, ...]:
    """Return the places of bounds in the policy, the last bound first, since it closes the chain."""
    return tuple(rule_key(link.rule.id, link.bound) for link in reversed(links))


def either_rule(rules: tuple[Rule, ...]) -> str:
    """Return the ids of rules in backquotes, joined with commas and "or"."""
    ids = [quoted(rule.id) for rule in rules]
    return ids[0] if len(ids) == 1 else f"{', '.join(ids[:-1])} or {ids[-1]}"

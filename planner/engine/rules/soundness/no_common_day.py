"""Calendar rules for one date that allow no day together."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from planner.dates import LAST_DAY
from planner.day_pattern import agreed
from planner.diagnostics import quoted, quoted_list
from planner.engine.rules.allowed_days import Calendar
from planner.engine.rules.soundness.calendar_days import START, allowed_days, has_days, judged_milestones
from planner.engine.rules.soundness.mistake import Examined, Mistake, rule_key
from planner.engine.rules.soundness.overlap import in_force_together, judge_together
from planner.policy import Policy, Rule

_MOST_RULES = 12
"""Calendars that are compared two by two; a policy has one or two."""


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each two calendars of one date whose days never fall together in 400 years.

    If every two share days but all of them together share none, yield one mistake about all. Calendars that
    allow no day at all are mistakes of another kind. At most `_MOST_RULES` calendars are looked at.
    """
    policy = examined.policy
    rules = [each for each in policy.rules if isinstance(each.parameters, Calendar)][:_MOST_RULES]
    rules = [rule for rule in rules if has_days(_calendar(rule))]
    apart: list[tuple[Rule, ...]] = [pair for pair in combinations(rules, 2) if _without_day(policy, pair)]
    if not apart and len(rules) > 2 and _without_day(policy, rules):
        apart = [tuple(rules)]
    for some in apart:
        shared = sorted(_shared(policy, some))
        message = (
            f"{quoted_list(rule.id for rule in some)} have no day in common for {quoted(shared[0])};"
            " let them share a day, or judge different `milestones`"
        )
        keys = tuple(rule_key(rule.id, _narrowing(_calendar(rule))) for rule in reversed(some))
        yield Mistake("no-common-day", message, keys)


def _without_day(policy: Policy, rules: Sequence[Rule]) -> bool:
    """Return True if rules can judge one date together, and no day suits them all."""
    shared = _shared(policy, rules)
    if not shared or not in_force_together(rules):
        return False
    if not any(judge_together(policy, rules, (milestone,)) for milestone in shared):
        return False
    steps = [allowed_days(_calendar(rule)).next for rule in rules]
    return agreed(START, 1, LAST_DAY, steps) is None


def _shared(policy: Policy, rules: Sequence[Rule]) -> frozenset[str]:
    """Return the milestones that all these calendar rules judge; none if they judge different items."""
    if len({rule.of for rule in rules}) > 1:
        return frozenset()
    return frozenset.intersection(*(judged_milestones(policy, rule, _calendar(rule)) for rule in rules))


def _calendar(rule: Rule) -> Calendar:
    """Return the parameters of a calendar rule."""
    assert isinstance(rule.parameters, Calendar)
    return rule.parameters


def _narrowing(calendar: Calendar) -> str:
    """Return the key of a calendar that names its days: `days`, `weekdays` or `months`, else `kind`."""
    return next((key for key in ("days", "weekdays", "months") if getattr(calendar, key)), "kind")

"""The days that calendar rules allow in any plan: freezes and holidays left aside."""

from planner.engine.rules.ability import AllowsDays
from planner.engine.rules.allowed_days import AllowedDays, Calendar, RolledDays
from planner.policy import ItemType, Policy, Rule

START = 730_000
"""1999-09-02: from here on 400 years are looked at, after which the calendar repeats itself."""


def allowed_days(calendar: Calendar) -> AllowsDays:
    """Return the days that a calendar allows, leaving freezes and holidays aside."""
    plain = calendar._replace(freezes=False, holidays=None)
    if plain.roll is None:
        return AllowedDays(plain, ())
    return RolledDays(AllowedDays(plain._replace(days=()), ()), plain.days)


def has_days(calendar: Calendar) -> bool:
    """Return True if a calendar allows any day at all."""
    return allowed_days(calendar).next(START) is not None


def judged_milestones(policy: Policy, rule: Rule, calendar: Calendar) -> frozenset[str]:
    """Return the milestones whose dates a calendar rule judges; all of its items if it lists none."""
    if calendar.milestones is not None:
        return frozenset(calendar.milestones)
    of: ItemType = rule.of or "version"
    return frozenset(each.name for each in policy.milestones_of(of))

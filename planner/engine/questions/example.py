"""Examples of rules: a small plan that breaks a rule, and the nearest day that does not."""

from collections.abc import Iterable
from typing import NamedTuple

from planner.dates import Day
from planner.engine.constraint import Finding
from planner.engine.rules import KINDS
from planner.engine.rules.scene import FAR, START, Sample, Scene
from planner.engine.schedule import Schedule
from planner.plan import Change, Plan, Version
from planner.policy import Policy, Rule

_SEARCHED = 800
"""The number of days within which a rule that names days forbids one, if it ever does."""


class Example(NamedTuple):
    """A violation of a made-up plan, and the nearest day that mends it."""

    breaks: Finding
    """The violation of the example plan; its message describes the example."""
    holds: Day | None
    """The nearest day on which the date breaks nothing; None if the rule bounds no date."""


def example(policy: Policy, rule: Rule) -> Example | None:
    """Return an example of a rule, made from its parameters and evaluated: a violation and a legal day.

    Its date is just short of legal if the rule has a bound. Return None if none of the days tried breaks the
    rule.
    """
    always = rule._replace(effective_from=None, effective_until=None)
    beyond = 1 + rule.tolerance
    guesses: Iterable[Day] = (START - beyond, START + beyond, START + FAR, START - FAR)
    if KINDS[rule.kind].names_days:
        guesses = range(START, START + _SEARCHED)
    violation = next(
        (finding for day in guesses if (finding := _finding(policy, always, day)) is not None), None
    )
    if violation is None:
        return None
    holds = violation.latest if violation.earliest is None else violation.earliest
    if holds is None:
        return Example(violation, None)
    nearest = holds - beyond if violation.earliest is not None else holds + beyond
    return Example(_finding(policy, always, nearest) or violation, holds)


def _finding(policy: Policy, rule: Rule, day: Day) -> Finding | None:
    """Return the first violation of a rule in its example plan with the judged date on a day.

    Return None if there is none.
    """
    schedule = Schedule(_plan(policy, rule, day), policy, START)
    constraints = list(KINDS[rule.kind].constraints(schedule.in_force(rule), schedule))
    found = (finding for each in constraints for finding in each.findings(schedule.days))
    return next(found, None)


def _plan(policy: Policy, rule: Rule, day: Day) -> Plan:
    """Return the example plan that the rule's kind makes, with the judged date on a day."""
    scene, make = Scene(policy, rule), KINDS[rule.kind].example
    sample = Sample([scene.item({})]) if make is None else make(scene, rule.parameters, day)
    return Plan(
        product="an example",
        policy=policy.name,
        versions=tuple(each for each in sample.items if isinstance(each, Version)),
        changes=tuple(each for each in sample.items if isinstance(each, Change)),
        notices=tuple(sample.notices),
    )

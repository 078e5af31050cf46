"""A rule shown by dates: a small plan for which it does not hold, and the nearest day for which it does."""

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
"""Days within which any rule that names days forbids one, if it ever does."""


class Example(NamedTuple):
    breaks: Finding
    """The violation; its message tells the example."""
    holds: Day | None
    """The nearest day of that date on which it finds nothing; None where no bound is broken."""


def example(policy: Policy, rule: Rule) -> Example | None:
    """Made up from the rule's own parameters and judged by the engine; None where no plan breaks it."""
    always = rule._replace(effective_from=None, effective_until=None)
    beyond = 1 + rule.tolerance
    guesses: Iterable[Day] = (START - beyond, START + beyond, START + FAR)
    if KINDS[rule.kind].names_days:
        guesses = range(START, START + _SEARCHED)
    broken = next(
        (finding for day in guesses if (finding := _finding(policy, always, day)) is not None), None
    )
    if broken is None:
        return None
    holds = broken.latest if broken.earliest is None else broken.earliest
    if holds is None:
        return Example(broken, None)
    nearest = holds - beyond if broken.earliest is not None else holds + beyond
    return Example(_finding(policy, always, nearest) or broken, holds)


def _finding(policy: Policy, rule: Rule, day: Day) -> Finding | None:
    """Return the rule's violation in the example with the date that it judges on a day."""
    schedule = Schedule(_plan(policy, rule, day), policy, START)
    constraints = list(KINDS[rule.kind].constraints(schedule.in_force(rule), schedule))
    found = (finding for each in constraints for finding in each.findings(schedule.days))
    return next(found, None)


def _plan(policy: Policy, rule: Rule, day: Day) -> Plan:
    scene, make = Scene(policy, rule), KINDS[rule.kind].example
    sample = Sample([scene.item({})]) if make is None else make(scene, rule.parameters, day)
    return Plan(
        product="an example",
        policy=policy.name,
        versions=tuple(each for each in sample.items if isinstance(each, Version)),
        changes=tuple(each for each in sample.items if isinstance(each, Change)),
        notices=tuple(sample.notices),
    )

"""The legal days of the dates that findings blame."""

from collections.abc import Mapping
from typing import NamedTuple

from planner.dates import Day
from planner.engine.constraint import Finding, Place
from planner.engine.evaluate import Evaluation
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.window import Window, window
from planner.policy import SEVERITIES, severities_at_least

_NO_DAYS = Window(())
"""The legal days of a date that has passed: it is not told to move."""


class Blamed(NamedTuple):
    """A date that a finding calls too early or too late, with its legal days."""

    finding: Finding
    """The worst finding on the date that gives a number of days."""
    legal: Window
    """The days that violate no rule as severe as the finding, or worse."""
    clean: Window
    """The legal days that violate no rule of severity warning, either."""

    @property
    def bound(self) -> Day:
        """The nearest day on which the finding's rule would hold."""
        return bound_of(self.finding)


def bound_of(finding: Finding) -> Day:
    """Return the earliest legal date of a finding, else its latest one; the finding must have one."""
    bound = finding.latest if finding.earliest is None else finding.earliest
    assert bound is not None
    return bound


def worst_findings(evaluation: Evaluation) -> Mapping[Place, Finding]:
    """Return, for each date that findings blame for a number of days, the worst finding, by its place.

    Waived findings are left out.
    """
    worst: dict[Place, Finding] = {}
    for finding in sorted(evaluation.all, key=lambda each: SEVERITIES.index(each.severity)):
        if finding.waived is None and finding.days is not None:
            worst.setdefault(finding.place, finding)
    return worst


def blamed(evaluation: Evaluation) -> Mapping[Place, Blamed]:
    """Return the dates that are too early or too late, by their places, with their legal days.

    Waived findings do not count. A date before the as-of date has no legal days.
    """
    schedule = evaluation.compiled.schedule
    slots = {owner.place: slot for slot, owner in enumerate(schedule.owners)}
    worst = worst_findings(evaluation)
    severities = {finding.severity for finding in worst.values()}
    constraints = {each: hard_constraints(schedule, severities_at_least(each)) for each in severities}
    # Of an error's legal days, those are looked for again that no rule of severity warning forbids.
    warnings = hard_constraints(schedule, ("warning",)) if "error" in severities else None
    clean = hard_constraints(schedule, severities_at_least("warning"))
    found: dict[Place, Blamed] = {}
    for place, finding in worst.items():
        together = schedule.moving_with(slots[place])
        legal = _NO_DAYS
        if evaluation.days[slots[place]] >= schedule.as_of:
            legal = window(constraints[finding.severity], evaluation.days, together)
        warned = finding.severity == "error" and warnings is not None and bool(warnings.reading(together))
        if not warned or legal.earliest is None:
            found[place] = Blamed(finding=finding, legal=legal, clean=legal)
        else:
            found[place] = Blamed(finding, legal, window(clean, evaluation.days, together))
    return found

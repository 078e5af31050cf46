"""The legal days of the dates that findings blame."""

from collections.abc import Mapping
from typing import NamedTuple

from planner.dates import Day
from planner.engine.binding import binding
from planner.engine.judge import Judgement
from planner.engine.statement import Finding, Place
from planner.engine.window import Window, window
from planner.policy import SEVERITIES, Severity


class Blamed(NamedTuple):
    """A date on a day that it may not have."""

    finding: Finding
    """The worst of those that say by how many days."""
    legal: Window

    @property
    def bound(self) -> Day:
        """The nearest day that this finding would let pass."""
        bound = self.finding.latest if self.finding.earliest is None else self.finding.earliest
        assert bound is not None
        return bound


def blamed(judgement: Judgement) -> Mapping[Place, Blamed]:
    """By place: the dates that are so many days too early or too late."""
    schedule = judgement.compiled.schedule
    slots = {owner.place: slot for slot, owner in enumerate(schedule.owners)}
    worst: dict[Place, Finding] = {}
    for finding in sorted(judgement.all, key=lambda each: SEVERITIES.index(each.severity)):
        if finding.waived is None and finding.days is not None:
            worst.setdefault(finding.place, finding)
    constraints = {each: binding(schedule, _binding(each)) for each in {f.severity for f in worst.values()}}
    return {
        place: Blamed(
            finding,
            window(constraints[finding.severity], judgement.days, schedule.moving_with(slots[place])),
        )
        for place, finding in worst.items()
    }


def _binding(severity: Severity) -> tuple[Severity, ...]:
    """What a date has to keep to: errors, and what is as bad as its own finding."""
    return SEVERITIES[: SEVERITIES.index(severity) + 1]

"""The days to which moving one date cures a violation and causes none as severe."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.compare.violations import ReportedViolation, match_violations
from planner.dates import Day
from planner.engine.constraint import Finding, Slot
from planner.engine.evaluate import Evaluation, preview
from planner.policy import severities_at_least
from planner.reports.check.report import Violation

_TRIES = 4
"""Days that are tried: a day that cures one violation may be too early for another rule."""


def with_cures(violations: Iterable[Violation], evaluation: Evaluation) -> tuple[Violation, ...]:
    """Return the violations of a plan, each with its cure if it has one.

    `evaluation` is that of the whole plan, also if `violations` are only some of its violations.
    """
    slots = {owner.place: slot for slot, owner in enumerate(evaluation.compiled.schedule.owners)}
    return tuple(
        each._replace(cure=_cure(each.finding, slots.get(each.finding.place), evaluation))
        for each in violations
    )


def _cure(finding: Finding, slot: Slot | None, evaluation: Evaluation) -> Day | None:
    """Return the day that cures a violation, or None if none is found in `_TRIES` tries.

    A date that is past, pinned or moves together with others has no cure, nor has a waived violation. `slot`
    is that of the date blamed.
    """
    schedule = evaluation.compiled.schedule
    if slot is None or finding.waived is not None or finding.days is None:
        return None
    if not schedule.may_move(slot, evaluation.days) or len(schedule.moving_with(slot)) > 1:
        return None
    day = _bound(finding)
    for _ in range(_TRIES):
        if day is None or not schedule.as_of <= day <= schedule.last_day((slot,)):
            return None
        after = _after(finding, slot, day, evaluation)
        if after.cured:
            return day
        day = _further(day, finding, after.beside)
    return None


class _After(NamedTuple):
    """The outcome of a move of one date."""

    cured: bool
    """True if the violation is gone and none that is as severe is gained; a milder one may be."""
    beside: Sequence[Finding]
    """The violations that blame the date now."""


def _after(finding: Finding, slot: Slot, day: Day, evaluation: Evaluation) -> _After:
    """Return the outcome of moving the date in a slot, which the finding blames, to a day."""
    moved = preview(evaluation, {slot: day})
    before = [each for item in moved.findings for each in evaluation.findings.get(item, ())]
    after = [each for findings in moved.findings.values() for each in findings if each.waived is None]
    beside = [each for each in after if each.place == finding.place]
    changes = match_violations(_reported(before), _reported(after))
    gained = (*changes.gained, *(now for _, now in changes.grew))
    severe = severities_at_least(finding.severity)
    cured = all(each.rule.id != finding.rule.id for each in beside) and not any(
        each.finding.severity in severe for each in gained
    )
    return _After(cured, beside)


def _further(day: Day, finding: Finding, beside: Sequence[Finding]) -> Day | None:
    """Return the furthest bound beyond a day among the violations `beside`, which blame the date.

    It is earlier than the day if the finding has only a latest date, else later; None if there is none.
    """
    if finding.earliest is None:
        return min(
            (each.latest for each in beside if each.latest is not None and each.latest < day), default=None
        )
    return max(
        (each.earliest for each in beside if each.earliest is not None and each.earliest > day), default=None
    )


def _bound(finding: Finding) -> Day | None:
    """Return the earliest legal date of a finding, else its latest one, else None."""
    return finding.latest if finding.earliest is None else finding.earliest


def _reported(findings: Sequence[Finding]) -> list[ReportedViolation]:
    """Return the findings in the form that `match_violations` compares, with their item's index as a name."""
    return [ReportedViolation(str(each.item), each) for each in findings]

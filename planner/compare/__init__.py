"""What became of a plan: dates, entries, promises and violations of two states of it. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from planner.compare.dates import DateChange, Entered, date_changes, entered
from planner.compare.keys import Edited, Renamed, edits, renames, rule_edits
from planner.compare.pairs import pair
from planner.compare.promises import Touched, touched
from planner.compare.violations import ReportedViolation, Then, hold_against, told
from planner.engine.constraint import Finding
from planner.engine.evaluate import Evaluation
from planner.plan import Plan

__all__ = ["Comparison", "EvaluatedPlan", "compare", "news"]


class EvaluatedPlan(NamedTuple):
    """One state of a plan, judged on the same day as the other."""

    plan: Plan
    evaluation: Evaluation


class Comparison(NamedTuple):
    added: tuple[Entered, ...]
    removed: tuple[Entered, ...]
    dates: tuple[DateChange, ...]
    """Of entries that are in both."""
    renamed: tuple[Renamed, ...]
    edited: tuple[Edited, ...]
    promises: tuple[Touched, ...]
    gained: tuple[ReportedViolation, ...]
    lost: tuple[ReportedViolation, ...]
    grew: tuple[Then, ...]
    shrank: tuple[Then, ...]
    waived: tuple[ReportedViolation, ...]
    """What a waiver covers now, and none did before."""

    @property
    def differs(self) -> bool:
        return any(self)


def compare(old: EvaluatedPlan, new: EvaluatedPlan) -> Comparison:
    pairs = pair(old.plan, new.plan)
    before, now = told(old.evaluation, pairs.names), told(new.evaluation, {})
    verdicts = hold_against(before, now)
    policies = (each.evaluation.compiled.schedule.policy for each in (old, new))
    return Comparison(
        added=tuple(entered(now) for before, now in pairs.all if now and not before),
        removed=tuple(entered(before) for before, now in pairs.all if before and not now),
        dates=tuple(date_changes(pairs)),
        renamed=tuple(renames(pairs)),
        edited=(*edits(old.plan, new.plan, pairs), *rule_edits(*policies)),
        promises=tuple(touched(old.evaluation, pairs)),
        gained=verdicts.gained,
        lost=verdicts.lost,
        grew=verdicts.grew,
        shrank=verdicts.shrank,
        waived=hold_against(before, now, waived=True).gained,
    )


def news(old: EvaluatedPlan, new: EvaluatedPlan) -> Mapping[int, tuple[Finding, ...]]:
    """What the old state lacks or what grew, as `Evaluation.findings` has it."""
    before, now = told(old.evaluation, pair(old.plan, new.plan).names), told(new.evaluation, {})
    fresh: dict[int, list[Finding]] = defaultdict(list)
    for waived in (False, True):
        verdicts = hold_against(before, now, waived=waived)
        for each in (*verdicts.gained, *(grown for _, grown in verdicts.grew)):
            fresh[each.finding.item].append(each.finding)
    return {item: tuple(findings) for item, findings in fresh.items()}

"""Comparison of two states of a plan: dates, entries, promises and violations. Pure functions."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from planner.compare.dates import DateChange, EntryDates, date_changes, entry_dates
from planner.compare.keys import EditedKey, RenamedEntry, edited_keys, edited_rules, renamed_entries
from planner.compare.pairs import pair
from planner.compare.promises import TouchedPromise, touched_promises
from planner.compare.violations import ReportedViolation, ViolationPair, match_violations, reported_violations
from planner.engine.constraint import Finding
from planner.engine.evaluate import Evaluation
from planner.plan import Plan

__all__ = ["Comparison", "EvaluatedPlan", "compare", "new_findings"]


class EvaluatedPlan(NamedTuple):
    """One state of a plan, evaluated on the same as-of date as the other state."""

    plan: Plan
    evaluation: Evaluation


class Comparison(NamedTuple):
    """The differences between two states of a plan."""

    added: tuple[EntryDates, ...]
    removed: tuple[EntryDates, ...]
    dates: tuple[DateChange, ...]
    """Dates of entries that both states have."""
    renamed: tuple[RenamedEntry, ...]
    edited: tuple[EditedKey, ...]
    promises: tuple[TouchedPromise, ...]
    gained: tuple[ReportedViolation, ...]
    lost: tuple[ReportedViolation, ...]
    grew: tuple[ViolationPair, ...]
    shrank: tuple[ViolationPair, ...]
    waived: tuple[ReportedViolation, ...]
    """Violations that a waiver covers now and did not cover before."""

    @property
    def differs(self) -> bool:
        """True if there is any difference."""
        return any(self)


def compare(old: EvaluatedPlan, new: EvaluatedPlan) -> Comparison:
    """Return the differences between an old and a new state, their rules and violations included."""
    pairs = pair(old.plan, new.plan)
    before, now = reported_violations(old.evaluation, pairs.names), reported_violations(new.evaluation, {})
    changes = match_violations(before, now)
    policies = (each.evaluation.compiled.schedule.policy for each in (old, new))
    return Comparison(
        added=tuple(entry_dates(now) for before, now in pairs.all if now and not before),
        removed=tuple(entry_dates(before) for before, now in pairs.all if before and not now),
        dates=tuple(date_changes(pairs)),
        renamed=tuple(renamed_entries(pairs)),
        edited=(*edited_keys(old.plan, new.plan, pairs), *edited_rules(*policies)),
        promises=tuple(touched_promises(old.evaluation, pairs)),
        gained=changes.gained,
        lost=changes.lost,
        grew=changes.grew,
        shrank=changes.shrank,
        waived=match_violations(before, now, waived=True).gained,
    )


def new_findings(old: EvaluatedPlan, new: EvaluatedPlan) -> Mapping[int, tuple[Finding, ...]]:
    """Return the findings of the new state that the old one lacks or has milder, by the index of the item.

    Milder is a finding with fewer days or less severity. Waived findings are compared with waived ones, open
    ones with open ones. The mapping has the form of `Evaluation.findings`, with only the items that have such
    findings.
    """
    before, now = (
        reported_violations(old.evaluation, pair(old.plan, new.plan).names),
        reported_violations(new.evaluation, {}),
    )
    fresh: dict[int, list[Finding]] = defaultdict(list)
    for waived in (False, True):
        changes = match_violations(before, now, waived=waived)
        for each in (*changes.gained, *(grown for _, grown in changes.grew)):
            fresh[each.finding.item].append(each.finding)
    return {item: tuple(findings) for item, findings in fresh.items()}

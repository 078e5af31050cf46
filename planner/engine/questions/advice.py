"""Advice for violations that no move of a date removes."""

from planner.dates import iso
from planner.engine import waivers
from planner.engine.constraint import Finding
from planner.engine.rules import KINDS
from planner.engine.rules.wording import either
from planner.engine.schedule import Schedule


def advice(finding: Finding, schedule: Schedule) -> tuple[str, ...]:
    """Return the ways to cure a finding without moving a date, as imperative phrases, the plainest first."""
    rule = finding.rule
    if rule.id in waivers.ADVICE:
        return (waivers.ADVICE[rule.id], "delete the waiver")[: 1 if rule is waivers.UNUSED else 2]
    found = list(KINDS[rule.kind].advice(finding, schedule))
    if rule.waivable and schedule.policy.reasons:
        reasons = either(tuple(schedule.policy.reasons))
        found.append(f"record a waiver (reason: {reasons})")
    if finding.date is not None and finding.date < schedule.as_of and finding.days is not None:
        found.append(f"set `judge_from` to a day after {iso(finding.date)}, so that it is not judged")
    return tuple(found)


def sentence(phrases: tuple[str, ...]) -> str:
    """Join phrases with "or", as in "set its default date; or record a waiver (reason: security)"."""
    return "; or ".join(phrases)

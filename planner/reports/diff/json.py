"""Comparisons of plans for programs."""

from typing import Any

from planner.compare.dates import DateChange, EntryDates
from planner.compare.entry_name import EntryName
from planner.compare.violations import ReportedViolation
from planner.dates import iso
from planner.reports.check.fingerprint import fingerprint
from planner.reports.diff.diff import Diff, Diffs, TriedPolicy
from planner.reports.diff.words import VIOLATION_CHANGES
from planner.reports.json_text import date_text, json_text
from planner.reports.look import ReportStyle

FORMAT_VERSION = 1


def render(diff: Diff, look: ReportStyle) -> str:
    """Return one comparison as JSON; `look` has no effect."""
    return json_text({"format_version": FORMAT_VERSION, **_diff(diff)})


def render_all(diffs: Diffs, look: ReportStyle) -> str:
    """Return several comparisons as JSON, each as it would be alone, with a tried policy if there is one."""
    return json_text(
        {
            "format_version": FORMAT_VERSION,
            "as_of": iso(diffs.as_of),
            "differs": bool(diffs.differing),
            **({} if diffs.tried is None else _tried(diffs, diffs.tried)),
            "plans": [_diff(each) for each in diffs.plans],
        }
    )


def _tried(diffs: Diffs, tried: TriedPolicy) -> dict[str, Any]:
    """Return a tried policy for JSON: its changes, and the totals of all plans."""
    return {
        "policy": tried.policy,
        "set": [
            {"rule": each.subject.name, "parameter": each.what, "old": each.old, "new": each.new}
            for each in tried.changes
        ],
        "passed_over": tried.passed_over,
        "totals": {
            word: sum(len(getattr(each.found, word)) for each in diffs.plans) for word in VIOLATION_CHANGES
        },
    }


def _diff(diff: Diff) -> dict[str, Any]:
    """Return one comparison for JSON, as `planner schema diff` describes it."""
    found = diff.found
    return {
        "old": diff.old,
        "new": diff.new,
        "product": diff.product,
        "as_of": iso(diff.as_of),
        "status": diff.status,
        "differs": diff.differs,
        "dates": [_date_change(each) for each in found.dates],
        "added": [_entered(each) for each in found.added],
        "removed": [_entered(each) for each in found.removed],
        "renamed": [{**_subject(each.subject), "old": each.old, "new": each.new} for each in found.renamed],
        "edited": [
            {**_subject(each.subject), "key": each.what, "old": each.old, "new": each.new}
            for each in found.edited
        ],
        "promises": [
            {
                "item": each.item,
                "milestone": each.milestone,
                "told": iso(each.told),
                "old": date_text(each.old),
                "new": date_text(each.new),
                "rewritten": each.rewritten,
            }
            for each in found.promises
        ],
        "violations": {
            "gained": [_violation(each) for each in found.gained],
            "lost": [_violation(each) for each in found.lost],
            "grew": [{"old": _violation(old), "new": _violation(new)} for old, new in found.grew],
            "shrank": [{"old": _violation(old), "new": _violation(new)} for old, new in found.shrank],
            "waived": [_violation(each) for each in found.waived],
        },
    }


def _subject(subject: EntryName) -> dict[str, Any]:
    """Return the entry of a difference for JSON; notices and waivers with their item and details."""
    told: dict[str, Any] = {"entry": subject.kind, "name": subject.name}
    if subject.item is not None:
        details = "announces" if subject.kind == "notice" else "rules"
        told |= {"item": subject.item, details: list(subject.details)}
    return told


def _entered(entered: EntryDates) -> dict[str, Any]:
    """Return an added or removed entry with its dates for JSON."""
    dates = {what: iso(day) for what, day in entered.dates.items()}
    return {**_subject(entered.subject), "dates": dates}


def _date_change(change: DateChange) -> dict[str, Any]:
    """Return a date that was moved, set or removed for JSON."""
    return {
        **_subject(change.subject),
        "key": change.what,
        "old": date_text(change.old),
        "new": date_text(change.new),
        "days": change.days,
    }


def _violation(told: ReportedViolation) -> dict[str, Any]:
    """Return a violation for JSON; its fields are fewer than in the report of `check`."""
    finding = told.finding
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "item": told.item,
        "milestone": finding.milestone,
        "date": date_text(finding.date),
        "earliest": date_text(finding.earliest),
        "latest": date_text(finding.latest),
        "days": finding.days,
        "message": finding.reason.message,
        "fingerprint": fingerprint(finding.rule.id, told.item, finding.milestone),
    }

"""The full model for programs: plan, policy in brief, phases and findings.

Dates are texts, as in `"2027-02-15"`; so are dates, times and infinite numbers in `meta`.
"""

from datetime import date, time
from math import isfinite
from typing import Any

from planner.dates import iso
from planner.engine.constraint import Finding
from planner.engine.phases import Phase, Timetable, phases
from planner.exports.policy_data import policy_brief
from planner.exports.subject import ExportedPlan
from planner.files.plan.data import plan_data
from planner.reports.check.fingerprint import fingerprint
from planner.reports.check.results import as_data, waiver_result
from planner.reports.json_text import date_text, json_text

FORMAT_VERSION = 1


def render(subject: ExportedPlan) -> str:
    """Return the plan with its policy, phases and findings as JSON, waived findings included."""
    model = {
        "format_version": FORMAT_VERSION,
        "as_of": iso(subject.as_of),
        "plan": _plain(plan_data(subject.plan)),
        "policy": policy_brief(subject.policy),
        "phases": _phases(subject),
        "findings": [_finding(each, subject) for each in subject.evaluation.all],
    }
    return json_text(model)


def _plain(value: object) -> Any:
    """Return a TOML value as JSON can hold it: dates, times, infinity and NaN become texts."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value


def _phases(subject: ExportedPlan) -> list[dict[str, Any]]:
    """Return the phases of every item, for JSON."""
    timetable = Timetable(subject.schedule, subject.evaluation.days)
    return [
        {
            "item": item.name,
            "item_type": subject.schedule.item_type(index),
            "track": subject.schedule.tracks[index],
            "phases": [_phase(each) for each in phases(subject.schedule, timetable, index)],
        }
        for index, item in enumerate(subject.schedule.items)
    ]


def _phase(phase: Phase) -> dict[str, Any]:
    """Return a phase for JSON; `until` is the day after the last day, null for an open end."""
    return {
        "from": iso(phase.start),
        "until": date_text(phase.end),
        "phase": phase.name,
        "answers": phase.answers,
        "milestone": phase.milestone,
        "role": phase.role,
        "superseded": phase.superseded,
    }


def _finding(finding: Finding, subject: ExportedPlan) -> dict[str, Any]:
    """Return a finding with the fields of `planner check --output-format json`, without lines of the file."""
    item = subject.schedule.items[finding.item].name
    return {
        "rule": finding.rule.id,
        "kind": finding.rule.kind,
        "severity": finding.severity,
        "item": item,
        "item_type": subject.schedule.item_type(finding.item),
        "track": subject.schedule.tracks[finding.item],
        "milestone": finding.milestone,
        "date": date_text(finding.date),
        "earliest": date_text(finding.earliest),
        "latest": date_text(finding.latest),
        "days": finding.days,
        "message": finding.reason.message,
        "sums": [str(each) for each in finding.reason.sums],
        "clause": finding.rule.clause,
        "fingerprint": fingerprint(finding.rule.id, item, finding.milestone),
        "channels": None if finding.channels is None else list(finding.channels),
        "related": [
            {"item": each.item, "what": each.what, "date": iso(each.day)} for each in finding.reason.related
        ],
        "waived": None if finding.waived is None else as_data(waiver_result(finding.waived)),
    }

"""The report for programs (DESIGN §7): every finding by itself, and all of its text."""

from typing import Any

from planner.dates import Day, iso
from planner.plan import Waiver
from planner.reports.fingerprint import fingerprint
from planner.reports.json_text import json_text
from planner.reports.look import Look
from planner.reports.report import FileError, PlanReport, Report, Violation
from planner.terminal_text import position

FORMAT_VERSION = 1


def render(report: Report, look: Look) -> str:
    return json_text(_report(report))


def _report(report: Report) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "as_of": iso(report.as_of),
        "summary": {"plans": len(report.plans), **report.counts, "waived": report.waived},
        **_since(report),
        "plans": [_plan(plan) for plan in report.plans],
    }


def _since(report: Report) -> dict[str, Any]:
    return {} if report.since is None else {"since": {"base": report.since, "known": report.known}}


def _plan(plan: PlanReport) -> dict[str, Any]:
    return {
        "path": plan.path,
        "product": plan.product,
        "policy": plan.policy,
        "judged": plan.judged,
        "errors": [_error(error, plan.path) for error in plan.errors],
        "violations": [_violation(violation) for violation in plan.violations],
    }


def _error(error: FileError, path: str) -> dict[str, Any]:
    if error.path == path:
        return {"code": error.code, "message": error.message, "line": error.line, "column": error.column}
    # Of the policy's file: a line and column beside the plan's path would point to the wrong place.
    message = f"{position(error.path, error.line, error.column)}: {error.message}"
    return {"code": error.code, "message": message, "line": None, "column": None}


def _violation(violation: Violation) -> dict[str, Any]:
    finding = violation.finding
    return {
        "rule": finding.rule.id,
        "kind": finding.rule.kind,
        "severity": finding.severity,
        "item": violation.item,
        "item_type": violation.item_type,
        "track": violation.track,
        "milestone": finding.milestone,
        "date": date_told(finding.date),
        "earliest": date_told(finding.earliest),
        "latest": date_told(finding.latest),
        "days": finding.days,
        "message": finding.reason.message,
        "clause": finding.rule.clause,
        "fingerprint": fingerprint(finding.rule.id, violation.item, finding.milestone),
        "line": violation.span.line,
        "column": violation.span.column,
        "related": [
            {"item": each.item, "what": each.what, "date": date_told(each.date), "line": each.span.line}
            for each in violation.related
        ],
        "waived": None if finding.waived is None else waiver_told(finding.waived),
    }


def waiver_told(waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "note": waiver.note,
        "approved_by": waiver.approved_by,
        "allows": date_told(waiver.allows),
        "expires": date_told(waiver.expires),
    }


def date_told(day: Day | None) -> str | None:
    return None if day is None else iso(day)

"""GitLab's code quality report: open violations, each with a fingerprint that no other one has."""

from hashlib import sha256
from typing import Any

from planner.policy import Severity
from planner.reports.check.finding_groups import file_errors
from planner.reports.check.numbered import numbered
from planner.reports.check.report import Report
from planner.reports.json_text import json_text
from planner.reports.look import ReportStyle
from planner.terminal_text import shown

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, look: ReportStyle) -> str:
    """Return a JSON list of issues: file errors and violations that are not waived.

    `look` has no effect.
    """
    issues = [
        {
            **_issue(error.code, error.message, error.path, f"{error.code}:{number}"),
            **_at(error.path, error.line or 1),
            "severity": "blocker",
        }
        for number, error in enumerate(file_errors(report))
    ]
    for plan in report.plans:
        for each in numbered(plan):
            finding = each.violation.finding
            if finding.waived is None:
                issues.append(
                    {
                        **_issue(finding.rule.id, finding.reason.message, plan.path, each.mark),
                        **_at(plan.path, each.violation.span.line),
                        "severity": _SEVERITIES[finding.severity],
                    }
                )
    return json_text(issues)


def _issue(rule: str, message: str, path: str, mark: str) -> dict[str, Any]:
    """Return the description, check name and fingerprint of an issue; `mark` is unique in its file."""
    return {
        "description": shown(message),
        "check_name": shown(rule),
        "fingerprint": sha256(f"{path}\0{mark}".encode(errors="surrogatepass")).hexdigest(),
    }


def _at(path: str, line: int) -> dict[str, Any]:
    """Return the location of an issue."""
    return {"location": {"path": shown(path), "lines": {"begin": line}}}

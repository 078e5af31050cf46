"""Annotations of a GitHub workflow run, worst first: GitHub shows only ten of each severity."""

from planner.findings.grouping import WORST_FIRST
from planner.policy import Severity
from planner.reports.check.entries import file_errors, open_entries
from planner.reports.check.report import Report
from planner.reports.look import ReportStyle
from planner.terminal_text import shown

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, look: ReportStyle) -> str:
    """Return one workflow command per file error and open entry."""
    lines = [
        _command("error", error.message, title=error.code, file=error.path, line=error.line, col=error.column)
        for error in file_errors(report)
    ]
    entries = [(plan.path, entry) for plan in report.plans for entry in open_entries(plan)]
    for path, entry in sorted(entries, key=lambda each: WORST_FIRST[each[1].severity]):
        line, column, _ = entry.first.span
        lines.append(
            _command(entry.severity, entry.message, title=entry.rules, file=path, line=line, col=column)
        )
    return "".join(f"{line}\n" for line in lines)


def _command(severity: Severity, message: str, **properties: str | int | None) -> str:
    known = (f"{name}={_property(value)}" for name, value in properties.items() if value is not None)
    return f"::{_COMMANDS[severity]} {','.join(known)}::{_text(message)}"


def _property(value: str | int) -> str:
    return _text(str(value)).replace(":", "%3A").replace(",", "%2C")


def _text(text: str) -> str:
    """Return text on one line with `%` escaped, the only character left to escape."""
    return shown(text).replace("%", "%25")

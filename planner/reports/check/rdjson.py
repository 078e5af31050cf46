"""Reviewdog's diagnostic format (rdjson); its columns count bytes of UTF-8."""

from collections.abc import Sequence
from typing import Any

from planner.dates import iso
from planner.policy import Severity
from planner.reports.check.excerpt import word_at
from planner.reports.check.finding_groups import file_errors
from planner.reports.check.report import FileError, PlanReport, Report, SourceRange, Violation
from planner.reports.json_text import json_text
from planner.reports.look import ReportStyle
from planner.terminal_text import shown

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, look: ReportStyle) -> str:
    """Return the file errors and open violations as rdjson diagnostics; `look` has no effect."""
    texts = {plan.path: plan.text.split("\n") for plan in report.plans}
    diagnostics = [_error(error, texts.get(error.path)) for error in file_errors(report)]
    for plan in report.plans:
        lines = texts[plan.path]
        diagnostics.extend(
            _violation(each, plan, lines) for each in plan.violations if each.finding.waived is None
        )
    return json_text({"source": {"name": "planner"}, "diagnostics": diagnostics})


def _error(error: FileError, lines: Sequence[str] | None) -> dict[str, Any]:
    """Return a file error as a diagnostic; `lines` is None if the text of its file is not known."""
    location: dict[str, Any] = {"path": shown(error.path)}
    if error.line is not None and error.column is not None:
        if lines is None:  # of a file whose text is not here
            location["range"] = {"start": {"line": error.line}}
        else:
            location = _location(error.path, word_at(lines, error.line, error.column), lines)
    return {
        "message": shown(error.message),
        "location": location,
        "severity": "ERROR",
        "code": {"value": shown(error.code)},
    }


def _violation(violation: Violation, plan: PlanReport, lines: Sequence[str]) -> dict[str, Any]:
    """Return a violation as a diagnostic with its related dates, and an edit if it has a cure."""
    finding = violation.finding
    page = plan.page(finding.rule)
    related = [
        {
            "message": shown(f"{each.item} {each.what} {iso(each.date)}"),
            "location": _location(plan.path, each.span, lines),
        }
        for each in violation.related
    ]
    return {
        "message": shown(finding.reason.message),
        "location": _location(plan.path, violation.span, lines),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": shown(finding.rule.id), **({} if page is None else {"url": page})},
        **({"suggestions": suggested} if (suggested := _suggestions(violation, lines)) else {}),
        **({"relatedLocations": related} if related else {}),
    }


def _suggestions(violation: Violation, lines: Sequence[str]) -> list[dict[str, Any]]:
    """Return a list with the edit of the date in the file that cures a violation, else an empty list."""
    span, date = violation.span, violation.finding.date
    if violation.cure is None or date is None or span.line > len(lines):
        return []
    literal = iso(date)
    written = SourceRange(span.line, span.end - len(literal), span.end)
    if lines[span.line - 1][written.column - 1 : written.end - 1] != literal:
        return []  # the finding blames no date of the file
    return [{"range": _range(written, lines), "text": iso(violation.cure)}]


def _location(path: str, span: SourceRange, lines: Sequence[str]) -> dict[str, Any]:
    """Return the location of a range in a file."""
    return {"path": shown(path), "range": _range(span, lines)}


def _range(span: SourceRange, lines: Sequence[str]) -> dict[str, Any]:
    """Return a range with its columns in bytes; `lines` are those of the file."""
    text = lines[span.line - 1] if span.line <= len(lines) else ""
    start, end = (_byte_column(text, column) for column in (span.column, span.end))
    return {"start": {"line": span.line, "column": start}, "end": {"line": span.line, "column": end}}


def _byte_column(text: str, column: int) -> int:
    """Return the byte column of UTF-8 for a column in code points; both count from 1."""
    return len(text[: column - 1].encode(errors="surrogatepass")) + 1

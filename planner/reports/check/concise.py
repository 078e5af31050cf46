"""The report with one line per group of violations: `path:line:col: error[rule] message`."""

from planner.reports.check.finding_groups import file_errors, open_groups, waived_violations
from planner.reports.check.report import Report
from planner.reports.check.summary import summary
from planner.reports.look import SEVERITY_COLOURS, ReportStyle
from planner.terminal_text import position, shown


def render(report: Report, look: ReportStyle) -> str:
    """Return a line per file error, group of open violations, and waived violation.

    The summary is the last line, unless `look` is quiet.
    """
    lines = [
        _line(look, position(error.path, error.line, error.column), "error", error.code, error.message)
        for error in file_errors(report)
    ]
    for plan in report.plans:
        for group in open_groups(plan):
            at = position(plan.path, group.first.span.line, group.first.span.column)
            lines.append(_line(look, at, group.severity, group.rules, group.message))
        for violation in waived_violations(plan):
            at = position(plan.path, violation.span.line, violation.span.column)
            finding = violation.finding
            lines.append(_line(look, at, "waived", finding.rule.id, finding.reason.message))
    if not look.quiet:
        lines.append(summary(report))
    return "".join(f"{line}\n" for line in lines)


def _line(look: ReportStyle, at: str, label: str, rules: str, message: str) -> str:
    """Return a line: position, severity or "waived", rules and message."""
    colour = SEVERITY_COLOURS.get(label, "dim")
    return f"{look.paint(at, 'bold')}: {look.paint(label, colour)}[{shown(rules)}] {shown(message)}"

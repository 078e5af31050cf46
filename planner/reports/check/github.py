"""Annotations of a GitHub workflow run, worst first.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the others without a word: those are
lines of the log here, without a command, and all are on the page of the run.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from planner.dates import counted
from planner.findings.grouping import WORST_FIRST
from planner.policy import Severity
from planner.reports.check.finding_groups import file_errors, open_groups
from planner.reports.check.report import Report
from planner.reports.look import ReportStyle
from planner.terminal_text import position, shown

MOST = 10
"""Annotations of a severity that GitHub shows in one step."""
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


class Annotation(NamedTuple):
    """A file error or a group of open violations, with its position."""

    severity: Severity
    days: int
    """Days short or over; 0 if no date is compared."""
    title: str
    path: str
    line: int | None
    column: int | None
    message: str

    @property
    def command(self) -> str:
        """The workflow command that makes GitHub show the annotation."""
        return _command(
            self.severity, self.message, title=self.title, file=self.path, line=self.line, col=self.column
        )

    @property
    def log_line(self) -> str:
        """The annotation as a plain line of the log."""
        at = position(self.path, self.line, self.column)
        return f"{at}: {self.severity}[{shown(self.title)}] {shown(self.message)}"


def render(report: Report, look: ReportStyle) -> str:
    """Return a workflow command per file error and group of open violations.

    GitHub shows only `MOST` of a severity; the others follow as plain lines of the log, below a line with
    their number. `look` has no effect.
    """
    annotations = list(_annotations(report))
    shown_before = Counter[Severity]()
    lines, others = list[str](), list[str]()
    for each in annotations:
        shown_before[each.severity] += 1
        if shown_before[each.severity] <= MOST:
            lines.append(each.command)
        else:
            others.append(each.log_line)
    if others:
        lines.append(f"{counted(len(others), 'more finding')}, which GitHub would not show as annotations:")
    return "".join(f"{line}\n" for line in (*lines, *others))


def _annotations(report: Report) -> Iterator[Annotation]:
    """Yield the errors of files, then the groups of open violations, worst severity first.

    Within a severity, the group with most days short or over comes first.
    """
    for error in file_errors(report):
        yield Annotation(
            severity="error",
            days=0,
            title=error.code,
            path=error.path,
            line=error.line,
            column=error.column,
            message=error.message,
        )
    found = []
    for plan in report.plans:
        for group in open_groups(plan):
            line, column, _ = group.first.span
            days = group.first.finding.days or 0
            found.append(
                Annotation(
                    severity=group.severity,
                    days=days,
                    title=group.rules,
                    path=plan.path,
                    line=line,
                    column=column,
                    message=group.message,
                )
            )
    yield from sorted(found, key=lambda each: (WORST_FIRST[each.severity], -each.days))


def _command(severity: Severity, message: str, **properties: str | int | None) -> str:
    """Return the workflow command of a severity with a message; properties of None are left out."""
    known = (f"{name}={_property(value)}" for name, value in properties.items() if value is not None)
    return f"::{_COMMANDS[severity]} {','.join(known)}::{_text(message)}"


def _property(value: str | int) -> str:
    """Return a property's value, escaped for a workflow command."""
    return _text(str(value)).replace(":", "%3A").replace(",", "%2C")


def _text(text: str) -> str:
    """Return text on one line with `%` escaped for a workflow command."""
    return shown(text).replace("%", "%25")

"""The number of violations per rule, worst rules first, then the most frequent."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from planner.dates import iso
from planner.findings.grouping import WORST_FIRST
from planner.policy import Severity
from planner.reports.check.report import Report
from planner.reports.check.summary import summary
from planner.reports.json_text import json_text
from planner.reports.look import SEVERITY_COLOURS, ReportStyle
from planner.terminal_text import shown

FORMAT_VERSION = 1


class RuleCount(NamedTuple):
    """The numbers of open and of waived violations of one rule and severity."""

    rule: str
    severity: Severity
    open: int
    waived: int


def render(report: Report, output_format: str, look: ReportStyle) -> str:
    """Return the counts as JSON for the format "json", else as lines for people.

    Worst severity first, then most open violations. Lines end with the summary, unless `look` is quiet.
    """
    counts = sorted(_counts(report), key=lambda each: (WORST_FIRST[each.severity], -each.open, each.rule))
    if output_format == "json":
        return json_text(
            {
                "format_version": FORMAT_VERSION,
                "as_of": iso(report.as_of),
                "statistics": [each._asdict() for each in counts],
            }
        )
    width = max((len(str(each.open)) for each in counts), default=0)
    lines = [_line(each, width, look) for each in counts]
    if not look.quiet:
        lines.append(summary(report))
    return "".join(f"{line}\n" for line in lines)


def _counts(report: Report) -> Iterator[RuleCount]:
    """Yield the counts of each error code and of each rule and severity, in any order."""
    found = Counter[tuple[str, Severity]]()
    waived = Counter[tuple[str, Severity]]()
    for error in (each for plan in report.plans for each in plan.errors):
        found[error.code, "error"] += 1
    for finding in (each.finding for each in report.violations):
        (found if finding.waived is None else waived)[finding.rule.id, finding.severity] += 1
    for rule, severity in {**found, **waived}:
        yield RuleCount(
            rule=rule, severity=severity, open=found[rule, severity], waived=waived[rule, severity]
        )


def _line(count: RuleCount, width: int, look: ReportStyle) -> str:
    """Return a line with the counts of a rule; the number of open violations is `width` wide."""
    severity = look.paint(f"{count.severity:<7}", SEVERITY_COLOURS[count.severity])
    waived = f" ({count.waived} waived)" if count.waived else ""
    return f"{count.open:>{width}}  {severity}  {shown(count.rule)}{waived}"

"""The report as a comment on a pull request or a page of a CI run; no text of a plan is markup."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from planner.dates import iso
from planner.markdown_text import unlinked
from planner.policy import Severity
from planner.reports.check.finding_groups import FindingGroup, file_errors, open_groups, waived_violations
from planner.reports.check.report import PlanReport, Report, Violation
from planner.reports.check.summary import summary
from planner.reports.code_span import code
from planner.reports.look import ReportStyle
from planner.terminal_text import position

MOST = 100
"""Entries of a plan that are shown: forges limit comments to some 65,000 characters."""
MOST_PLANS = 3

T = TypeVar("T")

_SIGNS: dict[Severity, str] = {"error": "❌", "warning": "⚠️", "info": "ℹ️"}


def render(report: Report, look: ReportStyle) -> str:
    """Return the report as Markdown: a heading with the summary, file errors, and violations by plan.

    The heading is left out if `look` is quiet.
    """
    lines = [] if look.quiet else ["### Release plan", "", f"**{_heading(report)}**"]
    errors = file_errors(report)
    if errors:
        lines.append("")
    for error, plans in errors.items():
        at = position(error.path, error.line, error.column)
        lines.append(f"- {_SIGNS['error']} error {code(error.code)} at {code(at)}: {unlinked(error.message)}")
        if plans != [error.path]:
            more = f" and {len(plans) - MOST_PLANS} more" if len(plans) > MOST_PLANS else ""
            lines.append(f"  - not judged: {', '.join(map(code, plans[:MOST_PLANS]))}{more}")
    for plan in report.plans:
        lines += _plan(plan, report)
    return "".join(f"{line}\n" for line in lines)


def _heading(report: Report) -> str:
    """Return the summary; with an earlier state, its name is not read as a link."""
    text = summary(report)
    return text if report.since is None else unlinked(text)


def _plan(plan: PlanReport, report: Report) -> Iterator[str]:
    """Yield a plan's heading and the first of its open and of its waived violations, as two lists.

    Yield nothing for a plan without violations.
    """
    groups, waived = open_groups(plan), waived_violations(plan)
    if groups or waived:
        named = f"{unlinked(plan.product or '–')}, policy {code(plan.policy or '')}"
        yield from ("", f"{code(plan.path)}: {named}, as of {iso(report.as_of)}")
    if groups:
        yield ""
        yield from _first(groups, lambda group: _group(group, plan))
    if waived:
        yield from ("", f"<details><summary>{len(waived)} waived</summary>", "")
        yield from _first(waived, _waived)
        yield from ("", "</details>")


def _first(told: Sequence[T], lines: Callable[[T], Iterator[str]]) -> Iterator[str]:
    """Yield the lines of the first `MOST` elements, and the number of the others if there are more."""
    for each in told[:MOST]:
        yield from lines(each)
    if len(told) > MOST:
        yield f"- … and {len(told) - MOST} more"


def _group(group: FindingGroup, plan: PlanReport) -> Iterator[str]:
    """Yield the list item of a group, with further messages, its sums and its rules below it."""
    first, findings = group.first, [each.finding for each in group.violations]
    rules = ", ".join(code(each) for each in dict.fromkeys(each.rule.id for each in findings))
    at = f"line {first.span.line}"
    yield f"- {_SIGNS[group.severity]} {group.severity} {rules}, {at}: {unlinked(group.message)}"
    for message in (each.reason.message for each in findings[1:]):
        yield f"  - {unlinked(message)}"
    for total in dict.fromkeys(str(each) for finding in findings for each in finding.reason.sums):
        yield f"  - {unlinked(total)}"
    for rule in {each.rule.id: each.rule for each in findings}.values():
        page = plan.page(rule)
        where = f" ([published page](<{page}>))" if page is not None else ""
        if rule.clause or rule.because or where:
            clause = f" ({unlinked(rule.clause)})" if rule.clause else ""
            because = f": {unlinked(rule.because)}" if rule.because else ""
            yield f"  - {code(rule.id)}{clause}{because}{where}"


def _waived(violation: Violation) -> Iterator[str]:
    """Yield the list item of a waived violation, with its waiver below it."""
    finding, waiver = violation.finding, violation.finding.waived
    assert waiver is not None
    approved = f", approved by {unlinked(waiver.approved_by)}" if waiver.approved_by else ""
    yield f"- {code(finding.rule.id)}, line {violation.span.line}: {unlinked(finding.reason.message)}"
    yield f"  - waived for {code(waiver.reason or '')}{approved}: {unlinked(waiver.note)}"

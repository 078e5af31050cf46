"""The results of `check` for programs: the JSON report prints them, `planner.check` returns them.

The fields are the contract of the JSON report. Importing `dataclasses` takes 5 ms here, a tenth of
a cold check: only the JSON report and the Python interface pay it, all else that `check` loads
is a NamedTuple.
"""

import datetime
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from planner.dates import Day, to_date
from planner.plan import Waiver
from planner.policy import ItemType, Severity
from planner.reports.check.fingerprint import fingerprint
from planner.reports.check.report import FileError, PlanReport, Report, Violation
from planner.terminal_text import position


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedDate:
    """A date that a violation compares with the date blamed."""

    item: str
    what: str
    """The name of a milestone, or "notice"."""
    date: datetime.date
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverResult:
    """The waiver that covers a violation."""

    reason: str | None
    note: str
    approved_by: str | None
    allows: datetime.date | None
    expires: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationResult:
    """A rule that does not hold for an item."""

    rule: str
    kind: str
    severity: Severity
    item: str | None
    item_type: ItemType | None
    track: str | None
    milestone: str | None
    date: datetime.date | None
    """The date blamed; None where the rule compares no date."""
    earliest: datetime.date | None
    latest: datetime.date | None
    days: int | None
    """Days by which the date is before `earliest` or after `latest`."""
    message: str
    clause: str | None
    fingerprint: str
    """The same for the same rule, item and milestone, whatever the dates."""
    line: int
    column: int
    channels: tuple[str, ...] | None
    """The channels that are wrong, for rules about what people are told; None for other rules."""
    related: tuple[RelatedDate, ...]
    waived: WaiverResult | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorResult:
    """An error in a plan's file or in its policy."""

    code: str
    message: str
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """The errors and violations of one plan."""

    path: str
    product: str | None
    policy: str | None
    judged: bool
    """False if errors kept the plan from being evaluated."""
    errors: tuple[ErrorResult, ...]
    violations: tuple[ViolationResult, ...]
    """By line, rule, item, milestone and date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The number of plans, of errors in files, and of violations; waived ones count apart."""

    plans: int
    error: int
    warning: int
    info: int
    waived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The earlier state, if only violations that it lacks are reported."""

    base: str
    known: int
    """Violations left out because the earlier state has them too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The findings and errors of `check` on an as-of date."""

    format_version: Literal[1] = 1
    as_of: datetime.date
    summary: Summary
    since: Since | None = None
    plans: tuple[PlanResult, ...]


def check_result(report: Report) -> CheckResult:
    """Return a report as the frozen results that the Python interface and the JSON report share."""
    return CheckResult(
        as_of=to_date(report.as_of),
        summary=Summary(plans=len(report.plans), waived=report.waived, **report.counts),
        since=None if report.since is None else Since(base=report.since, known=report.known),
        plans=tuple(_plan(plan) for plan in report.plans),
    )


def _plan(plan: PlanReport) -> PlanResult:
    """Return the report of a plan as a result."""
    return PlanResult(
        path=plan.path,
        product=plan.product,
        policy=plan.policy,
        judged=plan.judged,
        errors=tuple(_error(error, plan.path) for error in plan.errors),
        violations=tuple(_violation(violation) for violation in plan.violations),
    )


def _error(error: FileError, path: str) -> ErrorResult:
    """Return a file error as a result; one of another file has its position in its message."""
    if error.path == path:
        return ErrorResult(code=error.code, message=error.message, line=error.line, column=error.column)
    # An error of the policy's file: its line beside the plan's path would point to the wrong place.
    message = f"{position(error.path, error.line, error.column)}: {error.message}"
    return ErrorResult(code=error.code, message=message, line=None, column=None)


def _violation(violation: Violation) -> ViolationResult:
    """Return a violation as a result."""
    finding = violation.finding
    return ViolationResult(
        rule=finding.rule.id,
        kind=finding.rule.kind,
        severity=finding.severity,
        item=violation.item,
        item_type=violation.item_type,
        track=violation.track,
        milestone=finding.milestone,
        date=_date(finding.date),
        earliest=_date(finding.earliest),
        latest=_date(finding.latest),
        days=finding.days,
        message=finding.reason.message,
        clause=finding.rule.clause,
        fingerprint=fingerprint(finding.rule.id, violation.item, finding.milestone),
        line=violation.span.line,
        column=violation.span.column,
        channels=finding.channels,
        related=tuple(
            RelatedDate(item=each.item, what=each.what, date=to_date(each.date), line=each.span.line)
            for each in violation.related
        ),
        waived=None if finding.waived is None else waiver_result(finding.waived),
    )


def waiver_result(waiver: Waiver) -> WaiverResult:
    """Return a waiver as a result for programs, its days as dates."""
    return WaiverResult(
        reason=waiver.reason,
        note=waiver.note,
        approved_by=waiver.approved_by,
        allows=_date(waiver.allows),
        expires=_date(waiver.expires),
    )


def as_data(value: object) -> Any:
    """Return results as JSON knows them: objects by field, dates as text, tuples as lists.

    Other values are returned unchanged.
    """
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [as_data(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _date(day: Day | None) -> datetime.date | None:
    """Return a day as a date, and None as None."""
    return None if day is None else to_date(day)

"""Findings as people are told them: those that blame one date for one bound are one entry."""

from typing import NamedTuple

from planner.findings.grouping import grouped, rules
from planner.policy import Severity
from planner.reports.check.report import FileError, PlanReport, Report, Violation


class FindingGroup(NamedTuple):
    """One or more violations, worst first, that one move of one date would cure."""

    violations: tuple[Violation, ...]

    @property
    def first(self) -> Violation:
        return self.violations[0]

    @property
    def severity(self) -> Severity:
        return self.first.finding.severity

    @property
    def rules(self) -> str:
        return ", ".join(rules(each.finding for each in self.violations))

    @property
    def message(self) -> str:
        return self.first.finding.reason.message


def open_entries(plan: PlanReport) -> list[FindingGroup]:
    """What is not waived, worst first, else by line."""
    violations = (each for each in plan.violations if each.finding.waived is None)
    return [FindingGroup(each) for each in grouped(violations, lambda violation: violation.finding)]


def waived_violations(plan: PlanReport) -> list[Violation]:
    return [each for each in plan.violations if each.finding.waived is not None]


def file_errors(report: Report) -> dict[FileError, list[str]]:
    """Each once, with the plans that it keeps from being judged: many may share a broken policy."""
    errors: dict[FileError, list[str]] = {}
    for plan in report.plans:
        for error in plan.errors:
            errors.setdefault(error, []).append(plan.path)
    return errors

"""Findings as people are told them: those that blame one date for one bound are one entry."""

from collections.abc import Sequence
from typing import NamedTuple

from planner.policy import SEVERITIES, Severity
from planner.reports.report import FileError, PlanReport, Report, Violation

WORST_FIRST: dict[Severity, int] = {severity: rank for rank, severity in enumerate(SEVERITIES)}


class Entry(NamedTuple):
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
        return ", ".join(dict.fromkeys(each.finding.rule.id for each in self.violations))

    @property
    def message(self) -> str:
        return self.first.finding.reason.message


def open_entries(plan: PlanReport) -> list[Entry]:
    """What is not waived, worst first, else by line."""
    entries = _grouped([each for each in plan.violations if each.finding.waived is None])
    return sorted(entries, key=lambda entry: WORST_FIRST[entry.severity])


def waived_violations(plan: PlanReport) -> list[Violation]:
    return [each for each in plan.violations if each.finding.waived is not None]


def file_errors(report: Report) -> dict[FileError, list[str]]:
    """Each once, with the plans that it keeps from being judged: many may share a broken policy."""
    errors: dict[FileError, list[str]] = {}
    for plan in report.plans:
        for error in plan.errors:
            errors.setdefault(error, []).append(plan.path)
    return errors


def _grouped(violations: Sequence[Violation]) -> list[Entry]:
    groups: dict[object, list[Violation]] = {}
    for violation in violations:
        groups.setdefault(violation.finding.cure, []).append(violation)
    return [
        Entry(tuple(sorted(group, key=lambda each: WORST_FIRST[each.finding.severity])))
        for group in groups.values()
    ]

"""Groups of violations for people: violations that blame one date for one bound form a group."""

from planner.findings.grouping import grouped, rules
from planner.named_tuple import NamedTuple
from planner.policy import Severity
from planner.reports.check.report import FileError, PlanReport, Report, Violation


class FindingGroup(NamedTuple):
    """Violations that one move of one date would fix, worst first; there is at least one."""

    violations: tuple[Violation, ...]

    @property
    def first(self) -> Violation:
        """The worst violation of the group."""
        return self.violations[0]

    @property
    def severity(self) -> Severity:
        """The severity of the worst violation."""
        return self.first.finding.severity

    @property
    def rules(self) -> str:
        """The ids of the rules, each once, with commas between."""
        return ", ".join(rules(each.finding for each in self.violations))

    @property
    def message(self) -> str:
        """The message of the worst violation."""
        return self.first.finding.reason.message


def open_groups(plan: PlanReport) -> list[FindingGroup]:
    """Return the violations of a plan that are not waived, in groups: worst first, then by line."""
    violations = (each for each in plan.violations if each.finding.waived is None)
    return [FindingGroup(each) for each in grouped(violations, lambda violation: violation.finding)]


def waived_violations(plan: PlanReport) -> list[Violation]:
    """Return the violations of a plan that a waiver covers, in the order of the report."""
    return [each for each in plan.violations if each.finding.waived is not None]


def file_errors(report: Report) -> dict[FileError, list[str]]:
    """Return each file error once, with the paths of the plans that it keeps from being judged.

    Several plans may share one broken policy.
    """
    errors: dict[FileError, list[str]] = {}
    for plan in report.plans:
        for error in plan.errors:
            errors.setdefault(error, []).append(plan.path)
    return errors

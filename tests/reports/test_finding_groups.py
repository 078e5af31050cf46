from planner.reports.check.finding_groups import file_errors, open_groups, waived_violations
from planner.reports.check.report import FileError, PlanReport, Report

from .by_hand import AS_OF, WAIVER, report, violation


def test_findings_that_blame_one_date_for_one_bound_are_one_group() -> None:
    (plan,) = report(
        violation("default-after-release", severity="warning"), violation("default-notice")
    ).plans
    (group,) = open_groups(plan)
    assert group.severity == "error"
    assert group.rules == "default-notice, default-after-release"


def test_another_bound_another_milestone_or_another_date_is_another_group() -> None:
    (plan,) = report(
        violation(),
        violation(earliest="2027-02-16"),
        violation(milestone="released"),
        violation(blamed="2027-02-04"),
    ).plans
    assert len(open_groups(plan)) == 4


def test_findings_without_a_bound_are_never_one_group() -> None:
    (plan,) = report(violation("a", earliest=None), violation("b", earliest=None)).plans
    assert [group.rules for group in open_groups(plan)] == ["a", "b"]


def test_a_waived_finding_does_not_join_an_open_one() -> None:
    (plan,) = report(violation("a", waived=WAIVER), violation("b")).plans
    assert [group.rules for group in open_groups(plan)] == ["b"]
    assert [each.finding.rule.id for each in waived_violations(plan)] == ["a"]


def test_the_worst_come_first_and_then_the_lines() -> None:
    (plan,) = report(
        violation("info-1", severity="info", line=1, earliest=None),
        violation("error-2", line=2, earliest=None),
        violation("error-3", line=3, earliest=None),
        violation("warning-4", severity="warning", line=4, earliest=None),
    ).plans
    assert [group.rules for group in open_groups(plan)] == ["error-2", "error-3", "warning-4", "info-1"]


def test_an_error_of_a_shared_policy_is_told_once_with_the_plans_that_it_hinders() -> None:
    error = FileError("unknown-key", "no such key", "policy.toml", 3, 1)
    plans = tuple(PlanReport(path, errors=(error,), hindered=True) for path in ("a.toml", "b.toml"))
    assert file_errors(Report(AS_OF, plans)) == {error: ["a.toml", "b.toml"]}

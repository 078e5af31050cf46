import json
import re
from typing import Any

from planner.reports.check import gitlab
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle

from .by_hand import AS_OF, WAIVER, report, violation


def issues(told: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab.render(told, ReportStyle()))
    return found


def test_an_issue_has_what_the_service_asks_for_and_no_more() -> None:
    (issue,) = issues(report(violation()))
    assert re.fullmatch("[0-9a-f]{64}", issue.pop("fingerprint"))
    assert issue == {
        "description": "2 default 2027-02-03 is 12 days short; earliest 2027-02-15",
        "check_name": "default-notice",
        "severity": "major",
        "location": {"path": "plans/shop.toml", "lines": {"begin": 7}},
    }


def test_severities_are_told_apart() -> None:
    error = FileError("unknown-key", "no such key", "a.toml", 3, 1)
    told = report(violation("e"), violation("w", severity="warning"), violation("i", severity="info"))
    told = told._replace(plans=(*told.plans, PlanReport("a.toml", errors=(error,))))
    assert {each["check_name"]: each["severity"] for each in issues(told)} == {
        "unknown-key": "blocker",
        "e": "major",
        "w": "minor",
        "i": "info",
    }


def test_no_two_issues_share_a_fingerprint_in_one_plan_or_across_plans() -> None:
    one, other = report(violation(), violation(line=9)), report(violation(), path="other.toml")
    found = issues(one._replace(plans=one.plans + other.plans))
    assert len({each["fingerprint"] for each in found}) == len(found) == 3


def test_a_fingerprint_outlives_dates_lines_and_wording() -> None:
    (before,), (now,) = (
        issues(report(each)) for each in (violation(), violation(line=9, blamed="2027-01-01", message="else"))
    )
    assert before["fingerprint"] == now["fingerprint"]


def test_what_is_waived_is_no_issue() -> None:
    assert issues(report(violation(waived=WAIVER))) == []


def test_an_error_without_a_line_is_on_the_first() -> None:
    told = Report(AS_OF, (PlanReport("gone.toml", errors=(FileError("unreadable", "no", "gone.toml"),)),))
    assert issues(told)[0]["location"] == {"path": "gone.toml", "lines": {"begin": 1}}

import json
from typing import Any

from planner.reports.check import json as json_report
from planner.reports.check.fingerprint import fingerprint
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle

from .by_hand import AS_OF, WAIVER, report, violation


def rendered(told: Report) -> Any:
    return json.loads(json_report.render(told, ReportStyle()))


def test_every_key_of_the_contract_in_its_order() -> None:
    told = rendered(report(violation()))
    assert list(told) == ["format_version", "as_of", "summary", "plans"]
    assert told["format_version"] == 1
    assert told["as_of"] == "2026-11-21"
    assert list(told["summary"].items()) == [
        ("plans", 1),
        ("error", 1),
        ("warning", 0),
        ("info", 0),
        ("waived", 0),
    ]
    (plan,) = told["plans"]
    (found,) = plan.pop("violations")
    assert list(plan.items()) == [
        ("path", "plans/shop.toml"),
        ("product", "Shop"),
        ("policy", "house"),
        ("judged", True),
        ("errors", []),
    ]
    assert list(found.items()) == [
        ("rule", "default-notice"),
        ("kind", "notice"),
        ("severity", "error"),
        ("item", "2"),
        ("item_type", "version"),
        ("track", None),
        ("milestone", "default"),
        ("date", "2027-02-03"),
        ("earliest", "2027-02-15"),
        ("latest", None),
        ("days", 12),
        ("message", "2 default 2027-02-03 is 12 days short; earliest 2027-02-15"),
        ("clause", "Notice"),
        ("fingerprint", "5048ef57604b58d0"),
        ("line", 7),
        ("column", 1),
        ("channels", None),
        ("related", [{"item": "2", "what": "notice", "date": "2026-11-17", "line": 11}]),
        ("waived", None),
    ]


def test_json_keeps_each_finding_of_what_people_see_as_one_entry() -> None:
    told = rendered(report(violation("a"), violation("b")))
    assert [each["rule"] for each in told["plans"][0]["violations"]] == ["a", "b"]


def test_a_waived_finding_carries_its_waiver_and_is_counted_apart() -> None:
    told = rendered(report(violation(waived=WAIVER)))
    assert told["summary"] == {"plans": 1, "error": 0, "warning": 0, "info": 0, "waived": 1}
    assert list(told["plans"][0]["violations"][0]["waived"].items()) == [
        ("reason", "security"),
        ("note", "A hole had to be closed."),
        ("approved_by", "Jane Doe"),
        ("allows", None),
        ("expires", None),
    ]


def test_errors_of_a_plan_count_as_errors() -> None:
    errors = (FileError("unknown-key", "…", "a.toml", 3, 1), FileError("empty", "…", "a.toml", 1, 1))
    told = rendered(Report(AS_OF, (PlanReport("a.toml", errors=errors),)))
    assert told["summary"]["error"] == 2
    assert told["plans"][0]["judged"] is False
    assert told["plans"][0]["errors"][0] == {"code": "unknown-key", "message": "…", "line": 3, "column": 1}


def test_an_error_of_the_policy_names_its_own_file_and_position() -> None:
    error = FileError("unknown-key", "no such key", "policy.toml", 3, 1)
    told = rendered(Report(AS_OF, (PlanReport("a.toml", errors=(error,), hindered=True),)))
    assert told["plans"][0]["errors"] == [
        {"code": "unknown-key", "message": "policy.toml:3:1: no such key", "line": None, "column": None}
    ]


def test_a_fingerprint_stands_on_rule_item_and_milestone_alone() -> None:
    first, second = (
        rendered(report(each))["plans"][0]["violations"][0]["fingerprint"]
        for each in (violation(), violation(line=9, blamed="2027-01-01", message="other words"))
    )
    assert first == second
    assert len({fingerprint(*each) for each in [("a", "b", "c"), ("a", "b", None), ("ab", "", "c")]}) == 3


def test_text_is_not_turned_into_ascii_but_what_terminals_interpret_is_escaped() -> None:
    name = "naïve 版本 \x1b[31m \x9b2J \u202egnp.exe \u2028 ##[error]x \udc80"
    text = json_report.render(report(violation(item=name)), ReportStyle())
    assert "naïve 版本" in text
    assert not any(each in text for each in "\x1b\x9b\u202e\u2028\udc80")
    assert "##[" not in text
    assert json.loads(text)["plans"][0]["violations"][0]["item"] == name

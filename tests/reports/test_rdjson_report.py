import json
from typing import Any

from planner.reports.check import rdjson
from planner.reports.check.report import FileError, PlanReport, Report, SourceRange
from planner.reports.look import ReportStyle

from .by_hand import AS_OF, TEXT, WAIVER, report, violation


def diagnostics(told: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(rdjson.render(told, ReportStyle()))["diagnostics"]
    return found


def test_a_diagnostic_has_its_range_its_code_and_the_dates_compared() -> None:
    (found,) = diagnostics(report(violation()))
    assert found == {
        "message": "2 default 2027-02-03 is 12 days short; earliest 2027-02-15",
        "location": {
            "path": "plans/shop.toml",
            "range": {"start": {"line": 7, "column": 1}, "end": {"line": 7, "column": 22}},
        },
        "severity": "ERROR",
        "code": {"value": "default-notice"},
        "relatedLocations": [
            {
                "message": "2 notice 2026-11-17",
                "location": {
                    "path": "plans/shop.toml",
                    "range": {"start": {"line": 11, "column": 1}, "end": {"line": 11, "column": 21}},
                },
            }
        ],
    }


def test_columns_are_bytes_of_utf_8() -> None:
    text = "x = { 'ü版\U0001f600' = 1, default = 2027-02-03 }\n"
    start = text.index("default") + 1
    inline = violation()._replace(span=SourceRange(1, start, start + 20), related=())
    (found,) = diagnostics(report(inline, text=text))
    place = found["location"]["range"]
    line = text.encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b"default = 2027-02-03"


def test_severities_and_waivers() -> None:
    told = report(
        violation("w", severity="warning"), violation("i", severity="info"), violation(waived=WAIVER)
    )
    assert [each["severity"] for each in diagnostics(told)] == ["WARNING", "INFO"]


def test_an_error_of_a_file_marks_the_word_where_the_text_is_at_hand() -> None:
    own = PlanReport("a.toml", text=TEXT, errors=(FileError("bad", "no", "a.toml", 7, 1),))
    policy = PlanReport("b.toml", errors=(FileError("bad", "no", "policy.toml", 3, 9),), hindered=True)
    gone = PlanReport("c.toml", errors=(FileError("unreadable", "no", "c.toml"),), hindered=True)
    assert [each["location"] for each in diagnostics(Report(AS_OF, (own, policy, gone)))] == [
        {"path": "a.toml", "range": {"start": {"line": 7, "column": 1}, "end": {"line": 7, "column": 8}}},
        {"path": "policy.toml", "range": {"start": {"line": 3}}},
        {"path": "c.toml"},
    ]

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import Draft4Validator

from planner.reports.check import sarif
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle

from .by_hand import AS_OF, WAIVER, report, violation

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0.schema.json").read_bytes())
"""That of OASIS as last drafted: of a suppression the standard says `status` where it says `state`."""
_suppression = SCHEMA["definitions"]["suppression"]["properties"]
_suppression["status"] = _suppression.pop("state")

BROKEN = PlanReport(
    "bad.toml", text="x = 1\n", errors=(FileError("unknown-key", "no such key", "bad.toml", 1, 1),)
)
GONE = PlanReport("gone.toml", errors=(FileError("unreadable", "no such file", "gone.toml"),), hindered=True)


def run(told: Report) -> Any:
    log = json.loads(sarif.render(told, ReportStyle()))
    errors = [f"{list(each.path)}: {each.message}" for each in Draft4Validator(SCHEMA).iter_errors(log)]
    assert errors == []
    assert log["version"] == "2.1.0"
    return log["runs"][0]


def test_the_schema_would_notice() -> None:
    log = json.loads(sarif.render(report(violation()), ReportStyle()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not Draft4Validator(SCHEMA).is_valid(log)


def test_a_result_has_its_rule_its_place_and_its_fingerprint() -> None:
    told = run(report(violation()))
    (result,) = told["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("default-notice", 0, "error")
    assert result["message"]["text"] == "2 default 2027-02-03 is 12 days short; earliest 2027-02-15"
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "plans/shop.toml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 1, "endLine": 7, "endColumn": 22},
    }
    assert location["logicalLocations"] == [{"name": "2", "kind": "version"}]
    (related,) = result["relatedLocations"]
    assert related["message"]["text"] == "2 notice 2026-11-17"
    assert related["physicalLocation"]["region"]["startLine"] == 11
    assert result["partialFingerprints"] == {"primaryLocationLineHash": "5048ef57604b58d0:1"}
    assert result["suppressions"] == []
    assert result["properties"]["days"] == 12
    assert told["columnKind"] == "unicodeCodePoints"


def test_a_rule_is_described_once_in_all_the_ways_that_services_ask_for() -> None:
    told = run(report(violation(), violation(line=9), violation("w", severity="warning")))
    rules = told["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == ["default-notice", "w"]
    assert [each["ruleIndex"] for each in told["results"]] == [0, 0, 1]
    assert rules[0]["shortDescription"] == {"text": "People know 90 days ahead."}
    assert rules[0]["fullDescription"] == rules[0]["help"]
    assert rules[0]["help"] == {"text": "People know 90 days ahead. Clause: Notice."}
    assert rules[1]["defaultConfiguration"] == {"level": "warning"}


def test_a_waiver_is_a_suppression_with_its_justification() -> None:
    (result,) = run(report(violation(waived=WAIVER)))["results"]
    assert result["suppressions"] == [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "security: A hole had to be closed. (approved by Jane Doe)",
        }
    ]


def test_errors_of_files_are_results_and_what_hinders_the_check_is_said() -> None:
    told = run(Report(AS_OF, (BROKEN, GONE)))
    assert told["invocations"] == [{"executionSuccessful": False}]
    bad, gone = (each["locations"][0]["physicalLocation"] for each in told["results"])
    assert bad["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}
    assert "region" not in gone
    assert run(Report(AS_OF, (BROKEN,)))["invocations"] == [{"executionSuccessful": True}]


def test_several_of_one_fingerprint_are_numbered() -> None:
    results = run(report(violation(), violation(line=9)))["results"]
    marks = [each["partialFingerprints"]["primaryLocationLineHash"] for each in results]
    assert marks == ["5048ef57604b58d0:1", "5048ef57604b58d0:2"]


def test_nothing_found_is_a_log_with_no_results() -> None:
    assert run(report())["results"] == []


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("plans/a b.toml", "plans/a%20b.toml"),
        ("ü%#.toml", "%C3%BC%25%23.toml"),
        ("a:b.toml", "a%3Ab.toml"),
        ("\udcff.toml", "%FF.toml"),
    ],
)
def test_a_path_becomes_a_relative_uri(path: str, uri: str) -> None:
    (result,) = run(report(violation(), path=path))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_link_in_a_message_stays_text() -> None:
    (result,) = run(report(violation(message="[click](https://example.com)")))["results"]
    assert result["message"]["text"] == "\\[click\\](https://example.com)"


@pytest.mark.parametrize("hostile", ["\x1b[31m", "a\nb\u2028c", "\u202e", "\udc80", "x" * 10_000])
def test_hostile_text_stays_valid(hostile: str) -> None:
    waiver = WAIVER._replace(note=hostile, reason=hostile, approved_by=hostile)
    told = run(report(violation(item=hostile, message=hostile), violation(waived=waiver)))
    text = told["results"][0]["message"]["text"]
    assert text.isprintable()
    assert len(text) <= 400

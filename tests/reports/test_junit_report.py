from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from planner.reports.check import junit
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle

from .by_hand import WAIVER, report, violation


def read(told: Report) -> ElementTree.Element:
    return ElementTree.fromstring(junit.render(told, ReportStyle()).encode())


def test_an_error_fails_its_case_and_tells_the_whole_story() -> None:
    (suite,) = read(report(violation()))
    assert suite.attrib == {
        "name": "plans/shop.toml",
        "file": "plans/shop.toml",
        "tests": "1",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
    }
    (case,) = suite
    assert case.attrib == {"classname": "plans/shop.toml", "name": "default-notice 2 default"}
    (failure,) = case
    assert failure.get("message") == "2 default 2027-02-03 is 12 days short; earliest 2027-02-15"
    assert (failure.text or "").splitlines() == [
        "plans/shop.toml:7:1: 2 default 2027-02-03 is 12 days short; earliest 2027-02-15",
        "2026-11-17 + 90 days = 2027-02-15",
        "default-notice (Notice): People know 90 days ahead.",
    ]


def test_warnings_and_information_are_told_by_cases_that_pass() -> None:
    (suite,) = read(report(violation("w", severity="warning"), violation("i", severity="info")))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "0")
    assert [case[0].tag for case in suite] == ["system-out", "system-out"]
    assert (suite[0][0].text or "").startswith("warning: plans/shop.toml:7:1: 2 default")


def test_what_is_waived_was_skipped_and_says_why() -> None:
    (suite,) = read(report(violation(waived=WAIVER)))
    assert suite.get("skipped") == "1"
    assert suite[0][0].attrib == {"message": "waived: security: A hole had to be closed."}
    assert (suite[0][0].text or "").splitlines()[:2] == [
        "waived: security: A hole had to be closed.",
        "plans/shop.toml:7:1: 2 default 2027-02-03 is 12 days short; earliest 2027-02-15",
    ]


def test_a_plan_without_findings_is_one_case_that_passes() -> None:
    (suite,) = read(report())
    assert [len(case) for case in suite] == [0]
    assert suite[0].get("name") == "as of 2026-11-21"


def test_errors_of_a_file_are_errors_and_the_root_sums_the_suites() -> None:
    error = FileError("unreadable", "no such file", "gone.toml")
    told = report(violation("a"), violation("b"))
    root = read(told._replace(plans=(*told.plans, PlanReport("gone.toml", errors=(error,), hindered=True))))
    assert [root.get(each) for each in ("tests", "failures", "errors")] == ["3", "2", "1"]
    assert root[1][0][0].attrib == {"message": "no such file", "type": "unreadable"}


def test_cases_of_one_suite_have_names_of_their_own() -> None:
    (suite,) = read(report(violation(), violation(line=9)))
    assert [case.get("name") for case in suite] == [
        "default-notice 2 default",
        "default-notice 2 default (2)",
    ]


class _Allowed(NamedTuple):
    """An element as the schema `junit-10.xsd` of the Jenkins plugin for xUnit has it."""

    required: frozenset[str]
    optional: frozenset[str]
    children: frozenset[str]
    text: bool = False


def _allowed(required: str, optional: str, children: str, *, text: bool = False) -> _Allowed:
    required_names, optional_names, tags = (
        frozenset(each.split()) for each in (required, optional, children)
    )
    return _Allowed(required_names, optional_names, tags, text)


_RESULT = _allowed("", "type message", "", text=True)
SCHEMA = {
    "testsuites": _allowed("", "name time tests failures errors", "testsuite"),
    "testsuite": _allowed(
        "name tests failures errors",
        "group time skipped timestamp hostname id package file log url",
        "testsuite properties testcase system-out system-err",
    ),
    "testcase": _allowed("name", "time classname group", "skipped error failure system-out system-err"),
    "skipped": _RESULT,
    "error": _RESULT,
    "failure": _RESULT,
    "system-out": _allowed("", "", "", text=True),
}


def test_a_strict_reader_finds_nothing_that_its_schema_does_not_have() -> None:
    error = FileError("unreadable", "no such file", "gone.toml")
    told = report(violation(), violation("w", severity="warning"), violation(waived=WAIVER))
    gone = PlanReport("gone.toml", errors=(error,), hindered=True)
    root = read(told._replace(plans=(*told.plans, gone, PlanReport("fine.toml", judged=True))))
    assert root.tag == "testsuites"
    assert {each.tag for each in root.iter()} == set(SCHEMA)
    for element in root.iter():
        allowed = SCHEMA[element.tag]
        assert allowed.required <= set(element.keys()) <= allowed.required | allowed.optional, element.tag
        assert {child.tag for child in element} <= allowed.children, element.tag
        assert allowed.text or not (element.text or "").strip(), element.tag
        assert not (element.tail or "").strip()


@pytest.mark.parametrize(
    "hostile", ["\x00\x01\x08\x0b\x0c\x1b[31m", "\ufffe\uffff", "\udc80", "]]><x/>&amp;<!--", "\"'"]
)
def test_no_text_of_a_plan_makes_it_bad_xml_or_markup(hostile: str) -> None:
    waiver = WAIVER._replace(note=hostile, reason=hostile)
    error = FileError(hostile, hostile, hostile)
    told = report(
        violation(item=hostile, message=hostile),
        violation(item=hostile, severity="info", message=hostile),
        violation(waived=waiver, item=hostile),
        path=hostile,
    )
    root = read(told._replace(plans=(*told.plans, PlanReport(hostile, errors=(error,)))))
    tags = {each.tag for each in root.iter()}
    assert tags == {"testsuites", "testsuite", "testcase", "failure", "system-out", "skipped", "error"}
    if hostile.isprintable():
        assert root[0][0].get("name") == f"default-notice {hostile} default"

"""Links to the published page of a rule or policy; nothing but an http address becomes one."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.exports import ExportedPlan, render
from planner.policy import Rule
from planner.reports.check import markdown, rdjson, sarif
from planner.reports.check.report import Report
from planner.reports.look import ReportStyle
from tests.exports.plans import example

from .by_hand import report, violation

PAGE = "https://example.com/policy?a=1#clause"


def _report(url: str | None, policy_url: str | None = None) -> Report:
    found = violation()
    rule = found.finding.rule._replace(url=url)
    linked = report(found._replace(finding=found.finding._replace(rule=rule)))
    return linked._replace(plans=tuple(each._replace(policy_url=policy_url) for each in linked.plans))


def _sarif_rule(told: Report) -> Any:
    return json.loads(sarif.render(told, ReportStyle()))["runs"][0]["tool"]["driver"]["rules"][0]


def _rdjson_code(told: Report) -> Any:
    return json.loads(rdjson.render(told, ReportStyle()))["diagnostics"][0]["code"]


@pytest.mark.parametrize(("url", "policy_url"), [(PAGE, "https://example.com/"), (None, PAGE)])
def test_a_rule_leads_to_its_page_or_else_to_its_policys(url: str | None, policy_url: str) -> None:
    told = _report(url, policy_url)
    assert _sarif_rule(told)["helpUri"] == PAGE
    assert _rdjson_code(told)["url"] == PAGE
    assert f"([published page](<{PAGE}>))" in markdown.render(told, ReportStyle())


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://a b", "ftp://a", "https://a>)[x](y"])
def test_only_an_http_address_becomes_a_link(url: str | None) -> None:
    told = _report(url)
    assert "helpUri" not in _sarif_rule(told)
    assert "url" not in _rdjson_code(told)
    assert "published page" not in markdown.render(told, ReportStyle())


@pytest.mark.parametrize(
    ("urls", "home"),
    [
        ("", None),
        ("Project-URL: Chat, mailto:a@example.com\nProject-URL: Home, https://example.com/planner\n", True),
        ("Project-URL: Home, javascript:alert(1)\n", None),
    ],
)
def test_sarif_leads_to_the_page_that_the_package_names(
    urls: str, home: bool | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "release_planner-0.2.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text(f"Metadata-Version: 2.4\nName: release-planner\nVersion: 0.2.0\n{urls}")
    monkeypatch.syspath_prepend(str(tmp_path))
    driver = json.loads(sarif.render(report(violation()), ReportStyle()))["runs"][0]["tool"]["driver"]
    assert driver.get("informationUri") == ("https://example.com/planner" if home else None)


def _with_links(subject: ExportedPlan) -> ExportedPlan:
    schedule = subject.schedule
    schedule.policy = schedule.policy._replace(url="https://example.com/all")
    findings = {
        item: tuple([each._replace(rule=_linked(each.rule)) for each in found])
        for item, found in subject.evaluation.findings.items()
    }
    return subject._replace(evaluation=subject.evaluation._replace(findings=findings))


def _linked(rule: Rule) -> Rule:
    return rule._replace(url=PAGE)


@pytest.mark.parametrize(
    ("export_format", "links"),
    [
        ("md", (f"<{PAGE}>", "(<https://example.com/all>)")),
        ("html", (f'<a href="{PAGE}"', '<a href="https://example.com/all"')),
    ],
)
def test_review_documents_lead_to_the_pages(export_format: str, links: tuple[str, ...]) -> None:
    told = render(_with_links(example("clio")), export_format).decode()
    assert [link for link in links if link not in told] == []

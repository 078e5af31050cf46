"""The edits that rdjson suggests: each moves one date, cures its violation and causes none as severe."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.reports.check.gather import gather
from planner.reports.check.rdjson import render
from planner.reports.check.report import Report
from planner.reports.look import ReportStyle
from tests.engine.plans import AS_OF, day

PLANS = Path(__file__).parents[2] / "plans"
HEAD = 'format = 1\nproduct = "P"\npolicy = "clio"\n'
EARLY = """
[[version]]
name = "1"
released = 2026-12-01
default = 2027-02-03

[[notice]]
version = "1"
announces = ["released", "default"]
date = 2026-11-22
channels = ["email", "docs"]
"""


def _report(plan: Path, *, cures: bool = True) -> Report:
    return gather([str(plan)], day(AS_OF), cures=cures)


def _diagnostics(plan: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render(_report(plan), ReportStyle()))["diagnostics"]
    return found


def _written(tmp_path: Path, text: str) -> Path:
    plan = tmp_path / "plan.toml"
    plan.write_text(HEAD + text, encoding="utf-8")
    return plan


def _applied(plan: Path, suggestion: dict[str, Any]) -> None:
    """Replace the suggested range, whose columns are bytes, as reviewdog does."""
    lines = plan.read_bytes().split(b"\n")
    start, end = (suggestion["range"][each] for each in ("start", "end"))
    assert start["line"] == end["line"]
    line = lines[start["line"] - 1]
    before, after = line[: start["column"] - 1], line[end["column"] - 1 :]
    lines[start["line"] - 1] = before + suggestion["text"].encode() + after
    plan.write_bytes(b"\n".join(lines))


def _marks(report: Report, severity: str) -> set[tuple[str, str | None, str | None]]:
    return {
        (each.finding.rule.id, each.item, each.finding.milestone)
        for each in report.violations
        if each.finding.waived is None and each.finding.severity == severity
    }


@pytest.mark.parametrize("name", ["clio", "copper"])
def test_a_suggestion_that_is_taken_cures_its_violation_and_causes_none_as_severe(
    name: str, tmp_path: Path
) -> None:
    text = (PLANS / f"{name}.toml").read_text(encoding="utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text(text, encoding="utf-8")
    before = _marks(_report(plan), "error")
    (found,) = (each for each in _diagnostics(plan) if "suggestions" in each)
    (suggestion,) = found["suggestions"]
    _applied(plan, suggestion)
    after = _marks(_report(plan), "error")
    assert after < before
    assert found["code"]["value"] not in {rule for rule, _, _ in after}
    assert sum(one != other for one, other in zip(text, plan.read_text(encoding="utf-8"), strict=True)) <= 10


def test_columns_of_a_suggestion_are_bytes_also_in_an_inline_table(tmp_path: Path) -> None:
    plan = _written(
        tmp_path,
        'version = [{ note = "für 版", name = "1", released = 2026-12-01, default = 2027-02-03 }]\n'
        'notice = [{ version = "1", announces = ["released", "default"], date = 2026-11-22,'
        ' channels = ["email", "docs"] }]\n',
    )
    (suggestion,) = next(each["suggestions"] for each in _diagnostics(plan) if "suggestions" in each)
    _applied(plan, suggestion)
    assert "default = 2027-02-20 }" in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        ("default = 2027-02-03", 'default = 2027-02-03\npinned = ["default"]'),
        ("date = 2026-11-22", "date = 2026-11-22\ntold = { default = 2027-02-03 }\njunk"),
        ("announces =", 'announces = ["released"]\n# '),
        ("default = 2027-02-03", "default = 2026-11-01"),
    ],
    ids=["pinned", "unreadable", "no notice", "past"],
)
def test_nothing_is_suggested_where_no_move_of_one_date_is_known_to_cure(
    change: tuple[str, str], tmp_path: Path
) -> None:
    plan = _written(tmp_path, EARLY.replace(*change))
    found = _diagnostics(plan)
    assert found
    assert not any("suggestions" in each for each in found)


def test_a_day_that_would_break_another_rule_is_not_suggested(tmp_path: Path) -> None:
    ends = (
        'judge_from = 2026-01-01\n[[version]]\nname = "0"\nreleased = 2024-01-01\ndefault = 2024-06-01\n'
        'deprecated = 2028-02-03\n[[notice]]\nversion = "0"\nannounces = ["deprecated"]\n'
        'date = 2026-11-22\nchannels = ["email", "docs"]\n'
    )
    plan = _written(tmp_path, f"{ends}{EARLY}")
    assert {"default-notice"} == {each["code"]["value"] for each in _diagnostics(plan)}
    assert not any("suggestions" in each for each in _diagnostics(plan)), "support-minimum would break"


def test_suggestions_are_looked_for_in_the_whole_plan_even_if_little_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _written(tmp_path, EARLY.replace("2027-02-03", "2027-02-19"))
    (tmp_path / "before.toml").write_bytes((tmp_path / "plan.toml").read_bytes())
    _written(tmp_path, EARLY)
    options = ("--output-format", "rdjson", "--as-of", AS_OF, "--since", "before.toml")
    assert main(["check", "plan.toml", *options]) == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [each["text"] for each in found["suggestions"]] == ["2027-02-20"]


def test_formats_that_suggest_nothing_do_not_look_for_cures(tmp_path: Path) -> None:
    report = _report(_written(tmp_path, EARLY), cures=False)
    assert report.violations
    assert all(each.cure is None for each in report.violations)

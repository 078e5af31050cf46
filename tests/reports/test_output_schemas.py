"""JSON outputs against the schemas that `planner schema` prints."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.reports.schemas import SCHEMAS, output_schema
from tests.cli.conftest import ran
from tests.real_size import write

PROJECT = Path(__file__).parents[2]
PLANS = sorted(map(str, (PROJECT / "plans").glob("*.toml")))
AS_OF = ("--as-of", "2026-11-21")
JSON = ("--output-format", "json")
CLIO, COPPER = (str(PROJECT / f"plans/{name}.toml") for name in ("clio", "copper"))


@cache
def _validator(name: str) -> jsonschema.Draft202012Validator:
    """Return what judges an output by its schema, which takes longer to judge itself."""
    validator = jsonschema.Draft202012Validator
    schema = output_schema(name)
    validator.check_schema(schema)
    return validator(schema, format_checker=validator.FORMAT_CHECKER)


def _validate(name: str, text: str) -> Any:
    data = json.loads(text)
    _validator(name).validate(data)
    return data


def test_reports_are_as_their_schema_says(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('format = 1\nproduct = "p"\npolicy = "clio"\nversoin = 1\n')
    data = _validate("report", ran(capfd, "check", *PLANS, str(broken), *AS_OF, *JSON).out)
    assert any(plan["violations"] for plan in data["plans"])
    assert any(plan["errors"] for plan in data["plans"])


def test_a_report_since_an_earlier_state_is_as_its_schema_says(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    moved = tmp_path / "clio.toml"
    moved.write_text(Path(CLIO).read_text().replace("2027-02-03", "2027-02-20"))
    data = _validate("report", ran(capfd, "check", CLIO, "--since", str(moved), *AS_OF, *JSON).out)
    assert data["since"]["base"]


def test_comparisons_are_as_their_schema_says(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    old, new = (tmp_path / name for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir()
        for plan in (CLIO, COPPER):
            (folder / Path(plan).name).write_text(Path(plan).read_text())
    text = (new / "clio.toml").read_text().replace("2027-02-03", "2027-02-20")
    (new / "clio.toml").write_text(text.replace('name = "Year end"', 'name = "Winter"'))
    one = _validate("diff", ran(capfd, "diff", CLIO, str(new / "clio.toml"), *AS_OF, *JSON).out)
    assert one["dates"]
    several = _validate("diff", ran(capfd, "diff", str(old), str(new), *AS_OF, *JSON).out)
    assert len(several["plans"]) == 1 + several["differs"]


def test_a_tried_policy_is_as_the_schema_says(capfd: pytest.CaptureFixture[str]) -> None:
    tried = ("policy", "try", "clio", "--set", "default-notice.at_least=120 days", str(PROJECT / "plans"))
    data = _validate("diff", ran(capfd, *tried, *AS_OF, *JSON).out)
    assert data["set"][0]["parameter"] == "at_least"


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: Path(path).stem)
def test_exports_are_as_their_schema_says(capfd: pytest.CaptureFixture[str], plan: str) -> None:
    data = _validate("export", ran(capfd, "export", plan, "--to", "json", *AS_OF).out)
    assert data["phases"]


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: Path(path).stem)
def test_answers_about_a_plan_are_as_their_schemas_say(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, plan: str
) -> None:
    calls: list[tuple[str, tuple[str, ...]]] = [
        ("statistics", ("check", plan, "--statistics")),
        ("agenda", ("agenda", plan, "--within", "2 years")),
        ("fix", ("fix", plan)),
    ]
    for name, call in calls:
        _validate(name, ran(capfd, *call, *AS_OF, *JSON).out)
    status = ("--from", "2026-01-01", "--to", "2027-12-31")
    assert _validate("status", ran(capfd, "status", plan, *status, *JSON).out)["days"]
    _validate("headers", ran(capfd, "export", plan, "--to", "headers-json", *AS_OF).out)
    data = json.loads(ran(capfd, "export", plan, "--to", "json", *AS_OF).out)
    versions = [each["name"] for each in data["plan"]["version"]][-2:]
    milestones = [each["name"] for each in data["policy"]["milestones"] if each["of"] == "version"]
    for version in versions:
        _validate("explain", ran(capfd, "explain", plan, version, *AS_OF, *JSON).out)
        for milestone in milestones:
            asked = ("when", plan, version, milestone, "--on", "2026-12-24")
            _validate("when", ran(capfd, *asked, *AS_OF, *JSON).out)
            _validate("when", ran(capfd, *asked[:4], *AS_OF, *JSON).out)


def test_conflicts_and_missing_notices_are_as_their_schemas_say(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(tmp_path)
    plan = str(tmp_path / "platform.toml")
    found = _validate("fix", ran(capfd, "fix", plan, *AS_OF, *JSON).out)
    assert found["notices"]
    assert found["remaining"]
    pinned = tmp_path / "pinned.toml"
    pinned.write_text(Path(CLIO).read_text().replace("= 2027-02-03", '= 2027-02-03\npinned = ["default"]', 1))
    assert _validate("fix", ran(capfd, "fix", str(pinned), *AS_OF, *JSON).out)["conflicts"]
    due = _validate("agenda", ran(capfd, "agenda", plan, *AS_OF, *JSON).out)["due"]
    assert any(each["correction"] for each in due)
    assert _validate("headers", ran(capfd, "export", plan, "--to", "headers-json", *AS_OF).out)["changes"]


def test_a_simulation_is_as_its_schema_says(capfd: pytest.CaptureFixture[str]) -> None:
    asked = ("simulate", CLIO, "--cadence", "3 months", "--years", "3")
    data = _validate("simulate", ran(capfd, *asked, *AS_OF, *JSON).out)
    assert data["added"]
    assert data["moves"]


def test_policies_and_rules_are_as_their_schemas_say(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    presets = _validate("policy-list", ran(capfd, "policy", "list", *JSON).out)["policies"]
    for name in (each["name"] for each in presets):
        shown = _validate("policy-show", ran(capfd, "policy", "show", name, *JSON).out)
        rule = shown["policy"]["rules"][0]["id"]
        assert _validate("rule", ran(capfd, "rule", rule, "--policy", name, *JSON).out)["rules"]
    of_a_plan = ("rule", "default-notice", "--plan", CLIO, *AS_OF)
    assert _validate("rule", ran(capfd, *of_a_plan, *JSON).out)["rules"][0]["dates"]
    assert _validate("rule", ran(capfd, "rule", "unknown-key", *JSON).out)["meaning"]
    broken = tmp_path / "broken.toml"
    broken.write_text('format = 1\nname = "p"\nrlue = 1\n')
    checked = _validate("policy-check", ran(capfd, "policy", "check", "clio", str(broken), *JSON).out)
    assert [each["sound"] for each in checked["policies"]] == [True, False]


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_unknown_field_is_no_valid_output(name: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        _validate(name, '{"format_version": 1, "unknown": true}')


def test_the_schema_of_an_output_is_printed_and_takes_no_policy(capfd: pytest.CaptureFixture[str]) -> None:
    assert json.loads(ran(capfd, "schema", "report").out) == output_schema("report")
    told = ran(capfd, "schema", "diff", "--policy", "clio")
    assert told.code == 2
    assert "the same schema under every policy" in told.err

"""The documented Python interface: `planner.check` and its results."""

import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

import planner
from planner import api
from planner.cli import main
from tests.tui.desk import PLAN


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_what_is_public_is_listed_once_and_there() -> None:
    assert [*api.__all__, "__version__"] == [
        *(n for n in planner.__all__ if n not in ("__version__", "check")),
        "check",
        "__version__",
    ]
    for name in planner.__all__:
        assert getattr(planner, name) is not None
    assert dir(planner) == planner.__all__
    with pytest.raises(AttributeError, match="no attribute 'session_of'"):
        planner.session_of  # noqa: B018


def test_check_returns_what_the_json_report_prints(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(plan), "--as-of", "2026-11-21", "--output-format", "json"]) == 1
    printed = json.loads(capfd.readouterr().out)
    result = planner.check(plan, as_of=date(2026, 11, 21))
    told = printed["plans"][0]["violations"]
    assert [(each.rule, each.item, each.days) for each in result.plans[0].violations] == [
        (each["rule"], each["item"], each["days"]) for each in told
    ]
    assert told
    assert result.summary.error == printed["summary"]["error"]
    assert result.plans[0].violations[0].date == date.fromisoformat(told[0]["date"])


def test_a_day_that_is_no_date_is_refused_with_the_form_that_is_taken(plan: Path) -> None:
    with pytest.raises(TypeError, match=r"as in date\(2027, 2, 15\), not '2026-11-21'"):
        planner.check(plan, as_of="2026-11-21")  # type: ignore[arg-type]


def test_results_are_frozen(plan: Path) -> None:
    result = planner.check(plan, as_of=date(2026, 11, 21))
    with pytest.raises(FrozenInstanceError):
        result.plans = ()  # type: ignore[misc]


def test_a_policy_may_be_given_and_a_plan_that_cannot_be_read_is_no_exception(
    plan: Path, tmp_path: Path
) -> None:
    assert planner.check(plan, as_of=date(2026, 11, 21), policy="copper").plans[0].judged is False
    missing = planner.check(tmp_path / "no.toml", as_of=date(2026, 11, 21)).plans[0]
    assert (missing.judged, missing.errors[0].code) == (False, "unreadable")


def test_importing_the_package_loads_next_to_nothing() -> None:
    loaded = "import sys, planner; print(*(m for m in sys.modules if m.startswith('planner.')))"
    done = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["planner.version"]

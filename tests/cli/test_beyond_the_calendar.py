"""Bounds before 0001-01-01 and after 9999-12-31 are shown in words, and are no error of any command."""

import json
from pathlib import Path

import pytest

from planner.exports import FORMATS

from .conftest import POLICY, ran

EARLIEST = "default  = 0001-01-01"
PLAN = """\
format  = 1
product = "Shop"
policy  = "./policy.toml"

[[version]]
name     = "1"
released = 0001-01-01
default  = 0001-01-01

[[version]]
name    = "2"
default = 9999-12-31

[[freeze]]
from = 0001-01-01
to   = 9999-12-31
"""
SPANS = ("90 days", "2027 years", "99999 years", "120000000000 months", f"{'9' * 80} days")
AS_OF = ("0001-01-01", "2026-11-21", "9999-12-31")


@pytest.fixture(params=SPANS)
def plan(request: pytest.FixtureRequest, folder: Path) -> Path:
    (folder / "policy.toml").write_text(POLICY.replace("90 days", str(request.param), 1))
    (folder / "shop.toml").write_text(PLAN)
    return folder


@pytest.mark.parametrize("as_of", AS_OF)
def test_no_command_fails(plan: Path, capfd: pytest.CaptureFixture[str], as_of: str) -> None:
    commands = [
        ("check", "shop.toml"),
        ("fix", "shop.toml"),
        ("when", "shop.toml", "2", "released"),
        ("explain", "shop.toml", "1"),
        ("agenda", "shop.toml", "--within", "99999 years"),
        ("agenda", "shop.toml", "--output-format", "json"),
        ("status", "shop.toml", "--on", "0001-01-01"),
        *(("export", "shop.toml", "--to", each) for each in FORMATS if not FORMATS[each].binary),
    ]
    for command in commands:
        outcome = ran(capfd, *command, "--as-of", as_of)
        assert outcome.code in (0, 1), (command, outcome)


def test_a_missing_notice_that_was_due_before_the_calendar_is_due_now(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "shop.toml").write_text(PLAN.replace(EARLIEST, "default  = 0001-02-01"))
    outcome = ran(capfd, "agenda", "shop.toml", "--as-of", "0001-01-05")
    assert "0001-01-05  too late    send    1 default by email  missing; too late: it counts only before" in (
        outcome.out
    )
    data = json.loads(
        ran(capfd, "agenda", "shop.toml", "--as-of", "0001-01-05", "--output-format", "json").out
    )
    assert (data["due"][0]["date"], data["due"][0]["latest"]) == ("0001-01-05", None)


def test_a_sum_past_the_calendar_is_never(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "policy.toml").write_text(POLICY.replace("90 days", "99999 years", 1))
    outcome = ran(capfd, "check", "shop.toml", "--as-of", "2026-11-21")
    assert "2026-11-17 + 99999 years = never" in outcome.out

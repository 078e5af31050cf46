"""`planner simulate`: coming versions as text, as JSON and in the plan."""

import json
from pathlib import Path

import pytest

from .conftest import PROJECT, Outcome, ran

AS_OF = ("--as-of", "2026-11-21")
PLAN = """\
format  = 1
product = "Shop"
policy  = "clio"
judge_from = 2026-11-21

# ours
[[version]]
name     = "1.0"
released = 2025-01-06
default  = 2025-04-06

[[version]]
name     = "2.0"
released = 2026-06-01  # sent
default  = 2026-09-01
"""


@pytest.fixture
def plan(folder: Path) -> Path:
    path = folder / "plan.toml"
    path.write_text(PLAN)
    return path


def simulated(capfd: pytest.CaptureFixture[str], *arguments: str) -> Outcome:
    return ran(capfd, "simulate", *arguments, *AS_OF)


def test_the_text_tells_versions_ends_and_forced_moves(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = simulated(capfd, "plan.toml", "--cadence", "1 year", "--years", "2")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "plan.toml · Shop · policy clio · as of 2026-11-21\n"
        "\n"
        "coming versions, 1 year apart, until 2028-11-21:\n"
        "  version  released    default\n"
        "  3.0      2027-06-01  2027-08-30\n"
        "  4.0      2028-06-01  2028-08-30\n"
        "\n"
        "ends of versions that had no end yet:\n"
        "  version  released    default     deprecated\n"
        "  2.0      2026-06-01  2026-09-01  2028-08-30\n"
        "\n"
        "alive: at most 4 versions at once, first on 2028-06-01\n"
        "users have to move on 2 days until 2028-11-21:\n"
        "  2027-08-30  3.0 answers requests without a version, until then 2.0\n"
        "  2028-08-30  2.0 retires; 4.0 answers requests without a version, until then 3.0\n"
        "\n"
        "2 versions, 1 end and 3 notices proposed; --write saves them\n"
    )
    assert plan.read_text() == PLAN


def test_write_adds_the_versions_and_keeps_every_line(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = simulated(capfd, "plan.toml", "--cadence", "1 year", "--years", "2", "--write")
    assert told.out.endswith("2 versions, 1 end and 3 notices written\n")
    lines = plan.read_text().splitlines()
    assert [line for line in PLAN.splitlines() if line not in lines] == []
    report = json.loads(ran(capfd, "check", "plan.toml", "--output-format", "json", *AS_OF).out)
    assert report["summary"]["error"] == 0


def test_the_json_has_everything(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = json.loads(
        simulated(capfd, "plan.toml", "--cadence", "1 year", "--years", "2", "--output-format", "json").out
    )
    assert (told["format_version"], told["until"], told["written"]) == (1, "2028-11-21", False)
    assert told["added"][0] == {
        "version": "3.0",
        "dates": {"released": "2027-06-01", "default": "2027-08-30"},
    }
    assert told["ended"][0]["dates"]["deprecated"] == "2028-08-30"
    assert told["most_alive"] == 4
    assert told["moves"][1] == {
        "date": "2028-08-30",
        "retires": ["2.0"],
        "answers": "4.0",
        "answered": "3.0",
    }
    assert told["remaining"] == []


def test_a_cadence_that_breaks_the_policy_is_said_with_exit_1(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "plan.toml").write_text('format = 1\nproduct = "P"\npolicy = "shopify"\n')
    told = simulated(capfd, "plan.toml", "--cadence", "1 year", "--years", "1")
    assert told.code == 1
    assert (
        "not kept at this cadence:\n  error[quarterly]: v2 released 2027-11-21 is 273 days late" in told.out
    )


def test_a_policy_without_ends_says_that_nobody_has_to_move(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "plan.toml").write_text('format = 1\nproduct = "P"\npolicy = "base"\n')
    told = simulated(capfd, "plan.toml", "--cadence", "1 year", "--years", "2")
    assert "nobody has to move until 2028-11-21: no rule says how long a version lives\n" in told.out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--cadence", "6 moths"), '`6 moths`: expected "6 months"'),
        (("--cadence", "1 day", "--years", "9"), "more than 1000 versions"),
        (("--cadence", "9 years", "--years", "1"), "no version comes until 2027-11-21"),
        (("--cadence", "1 year", "--years", "0"), "is no number of years"),
        (("--cadence", "1 year", "--years", "²"), "is no number of years"),
        (("--cadence", "1 year", "--track", "x"), "`x` is no track of the plan"),
        ((), "--cadence"),
    ],
)
def test_a_simulation_that_cannot_be_is_refused(
    plan: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], why: str
) -> None:
    told = simulated(capfd, "plan.toml", *arguments)
    assert (told.code, told.out) == (2, "")
    assert why in told.err


def test_several_tracks_need_one_to_be_named(capfd: pytest.CaptureFixture[str]) -> None:
    copper = str(PROJECT / "plans" / "copper.toml")
    told = simulated(capfd, copper, "--cadence", "1 year")
    assert "give one with --track: `Developer API`, `SDK`, `Webhooks`" in told.err
    assert simulated(capfd, copper, "--cadence", "1 year", "--track", "SDK").code == 0

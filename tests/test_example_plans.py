"""The examples in plans/: readable, canonical, and each with something to see."""

from pathlib import Path

import pytest

from planner.cli import main
from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_bytes
from tests.engine.plans import day

AS_OF = ("--as-of", "2026-11-21")


def test_the_examples_and_the_presets_are_in_canonical_form() -> None:
    assert main(["fmt", "--check", "plans", "planner/policies"]) == 0


TOLD = {
    "clio": "1 error in 1 plan",
    "copper": "1 error in 1 plan",
    "partner": "Nothing found in 1 plan as of 2026-11-21; 2 waived",
    "nodejs": "2 errors in 1 plan",
    "kubernetes": "1 error in 1 plan",
    "github": "Nothing found in 1 plan as of 2026-11-21",
    "shopify": "1 error in 1 plan",
}


def test_every_example_is_told_of_below() -> None:
    assert {path.stem for path in Path("plans").glob("*.toml")} == TOLD.keys()


@pytest.mark.parametrize(("plan", "told"), TOLD.items())
def test_each_example_shows_what_it_is_there_for(
    plan: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", f"plans/{plan}.toml", *AS_OF])
    assert code == (1 if "error" in told else 0)
    assert capsys.readouterr().out.splitlines()[-1] == told


@pytest.mark.parametrize(
    ("plan", "breaches"),
    [
        ("nodejs", {"v24": 8, "v26": 8, "v16": 220}),
        ("kubernetes", {"1.28": 6}),
        ("shopify", {"2027-07": 1}),
        ("github", {}),
    ],
)
def test_a_worked_example_shows_the_breaches_of_its_history(plan: str, breaches: dict[str, int]) -> None:
    read = read_plan_bytes(f"plans/{plan}.toml", Path(f"plans/{plan}.toml").read_bytes())
    assert read.plan is not None
    assert read.policy is not None
    whole = check(read.plan._replace(judge_from=None), read.policy, day("2026-11-21")).all
    found = {read.plan.versions[each.item].name: each.days for each in whole if each.days is not None}
    assert breaches.items() <= found.items()
    judged = check(read.plan, read.policy, day("2026-11-21")).all
    assert {read.plan.versions[each.item].name for each in judged} <= breaches.keys() | {"1.37"}


def test_the_history_of_clio_is_the_recorded_one() -> None:
    plan = Path("plans/clio.toml").read_text(encoding="utf-8")
    recorded = {
        "4.0.6": ("2021-01-27", "2021-03-01"),
        "4.0.8": ("2022-03-11", "2022-08-12"),
        "4.0.9": ("2022-11-21", "2023-02-21"),
        "4.0.12": ("2025-06-24", "2025-09-24"),
        "4.0.13": ("2025-10-06", "2026-01-06"),
    }
    for name, (released, default) in recorded.items():
        entry = plan.split(f'"{name}"', maxsplit=1)[1].split("[[", maxsplit=1)[0]
        assert released in entry
        assert default in entry

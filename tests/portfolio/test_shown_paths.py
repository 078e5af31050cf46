"""The paths that a list of plans shows, finds and filters by."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.engine.task import finish
from planner.portfolio.arrangement import Order, PlanFilter, arranged
from planner.portfolio.shown_paths import common_folder, path_from, read_from
from planner.portfolio.summary import PlanSummary
from planner.portfolio.watch import PlanWatch
from planner.tui.controllers.finding_plans import find_plans
from planner.tui.panels.line import cropped_path
from tests.tui.desk import AS_OF, PLAN

SHARED = "no 04 pay 1 hit"
"""A folder above all plans, with words that people search for."""


@pytest.fixture
def plans(tmp_path: Path) -> list[PlanSummary]:
    folder = tmp_path / SHARED
    (folder / "teams").mkdir(parents=True)
    for name in ("03.toml", "04.toml", "teams/05.toml"):
        (folder / name).write_text(PLAN.replace("Widgets", f"No {name[-7:-5]}"))
    watch = PlanWatch([str(folder)], as_of=AS_OF)
    return [read_from(watch.folder, watch.summarize(watch.load(path))) for path in watch.look().plans]


def files(found: Sequence[PlanSummary]) -> list[str]:
    return [each.shown_path for each in found]


def test_a_search_looks_at_paths_from_the_folder_of_all_plans(plans: list[PlanSummary]) -> None:
    assert files(plans) == ["03.toml", "04.toml", os.path.join("teams", "05.toml")]
    for query, paths in {
        "no 04": ["04.toml"],
        "pay": [],
        "teams": [os.path.join("teams", "05.toml")],
    }.items():
        assert [hit.path for hit in finish(find_plans(plans, query))] == paths, query
        assert files(arranged(plans, Order(), PlanFilter(text=query), AS_OF)) == paths, query


def test_the_common_folder_is_the_shortest_that_has_all_plans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans" / "teams").mkdir(parents=True)
    (tmp_path / "plans" / "a.toml").touch()
    monkeypatch.chdir(tmp_path)
    whole = str(tmp_path / "plans")
    for paths in (
        ["plans"],
        ["./plans/a.toml"],
        [whole, "plans/teams"],
        ["plans/teams/b.toml", f"{whole}/a.toml"],
    ):
        assert common_folder(paths) == whole, paths
        assert path_from(common_folder(paths), "./plans/a.toml") == "a.toml", paths
    assert common_folder(["a.toml", "plans"]) == str(tmp_path)
    assert common_folder([]) is None
    assert path_from(None, "./plans/a.toml") == os.path.join("plans", "a.toml")
    assert path_from(whole, "ours.toml") == os.path.join("..", "ours.toml"), "a policy beside the folder"


def test_paths_that_share_only_the_root_are_shown_as_given(tmp_path: Path) -> None:
    one, root = str(tmp_path / "a.toml"), tmp_path.anchor
    common = common_folder([one, os.path.join(root, "elsewhere", "b.toml")])
    assert common is None
    assert path_from(common, one) == one
    assert path_from(common, "plans/b.toml") == os.path.join("plans", "b.toml")


@pytest.mark.parametrize(
    ("width", "seen"),
    [
        (30, "teams/payments/2026/pay.toml"),
        (27, "…/payments/2026/pay.toml"),
        (23, "…/2026/pay.toml"),
        (12, "…/pay.toml"),
        (9, "pay.toml"),
        (6, "pay…ml"),
    ],
)
def test_a_long_path_loses_its_front_and_keeps_its_name(width: int, seen: str) -> None:
    path = os.path.join("teams", "payments", "2026", "pay.toml")
    assert cropped_path(path, width).replace(os.sep, "/") == seen

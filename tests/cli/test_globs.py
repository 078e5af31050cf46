"""Paths that are globs: searched like folders, now and in the earlier state."""

import json
import os
from pathlib import Path

import pytest

from planner.portfolio.shown_paths import common_folder
from planner.tui.app import plans_in
from tests.repository import commit_all

from .conftest import EARLY_PLAN, LEGAL_PLAN, Outcome, Run, ran

TOLD = EARLY_PLAN.replace("./", "../")


@pytest.fixture
def plans(folder: Path) -> Path:
    """A folder `plans` with two plans and a policy, committed."""
    (folder / "shop.toml").rename(folder / "old.toml")
    below = folder / "plans"
    below.mkdir()
    (below / "a.toml").write_text(TOLD)
    (below / "b.toml").write_text(LEGAL_PLAN.replace("./", "../"))
    (below / "policy.toml").write_text((folder / "policy.toml").read_text())
    commit_all(folder)
    return below


def paths(told: Outcome) -> list[str]:
    return [each["path"] for each in json.loads(told.out)["plans"]]


@pytest.mark.parametrize("glob", ["plans/*.toml", "./plans/**/*.toml", "pl*", "p*/[ab].toml"])
def test_a_glob_passes_over_policies_that_it_names(plans: Path, check: Run, glob: str) -> None:
    told = check(glob, "--output-format", "json")
    assert (paths(told), told.code, told.err) == (["plans/a.toml", "plans/b.toml"], 1, "")


def test_an_absolute_glob_and_an_excluded_file(plans: Path, check: Run) -> None:
    told = check(os.path.join(plans, "*.toml"), "--exclude", "b.toml", "--output-format", "json")
    assert paths(told) == [str(plans / "a.toml")]


def test_a_glob_that_names_no_plan_is_exit_2(plans: Path, check: Run) -> None:
    for glob in ("plans/x*.toml", "nowhere/*.toml"):
        told = check(glob)
        assert (told.code, "there is no plan here" in told.out) == (2, True)


def test_a_file_with_wildcards_in_its_name_is_itself(plans: Path, check: Run) -> None:
    (plans / "[a].toml").write_text(TOLD)
    assert paths(check("plans/[a].toml", "--output-format", "json")) == ["plans/[a].toml"]


def test_a_plan_that_a_glob_named_before_it_was_removed_is_missed(plans: Path, check: Run) -> None:
    (plans / "a.toml").unlink()
    told = check("plans/*.toml", "--since", "git:HEAD")
    assert (told.code, "plan-removed" in told.out) == (1, True)
    other = check("plans/b*.toml", "--since", "git:HEAD")
    assert (other.code, "plan-removed" in other.out) == (0, False)


@pytest.mark.parametrize("now", ["renamed", "removed"])
def test_the_difference_of_a_glob_has_renamed_and_removed_plans(
    plans: Path, capfd: pytest.CaptureFixture[str], now: str
) -> None:
    (plans / "a.toml").unlink()
    if now == "renamed":
        (plans / "c.toml").write_text(TOLD)
    told = ran(capfd, "diff", "git:HEAD", "plans/*.toml", "--as-of", "2026-11-21")
    assert f"({now})" in told.out


def test_every_command_on_several_plans_takes_the_globs_of_the_settings(
    plans: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (plans.parent / "planner.toml").write_text('paths = ["plans/[ab]*.toml"]\n')
    assert "2 plans" in ran(capfd, "check", "--as-of", "2026-11-21").out
    named = ran(capfd, "fmt", "--check", "plans/a.toml", "plans/b.toml")
    assert ran(capfd, "fmt", "--check") == named
    assert ran(capfd, "agenda", "--as-of", "2026-11-21").code == 0
    assert [*plans_in(["plans/*.toml"])] == ["plans/a.toml", "plans/b.toml"]


def test_the_folder_of_a_glob_is_watched_for_plans_that_are_still_to_come(
    plans: Path, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = plans / "team"
    team.mkdir()
    (team / "a.toml").write_text(TOLD.replace("../", "../../"))
    watched: list[str] = []

    def until_ctrl_c(*folders: str, **_: object) -> None:
        watched.extend(folders)
        raise KeyboardInterrupt

    monkeypatch.setattr("watchfiles.watch", until_ctrl_c)
    assert check("plans/*/a.toml", "--watch").code == 1
    assert sorted(watched) == [".", "plans", os.path.join("plans", "team")]


def test_the_list_of_plans_of_a_glob_shows_paths_from_its_folder(plans: Path) -> None:
    assert common_folder(["plans/*/a.toml"]) == str(plans)

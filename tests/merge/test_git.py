"""The merge driver and the diff driver in a real repository."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import LEGAL_PLAN, POLICY, PROJECT
from tests.repository import ENVIRONMENT, commit_all, git

PLANNER = f"{shlex.quote(sys.executable)} -m planner"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a plan, its policy beside it, and both drivers."""
    monkeypatch.setitem(ENVIRONMENT, "PYTHONPATH", str(PROJECT))
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "policy.toml").write_text(POLICY)
    (tmp_path / "plans" / "shop.toml").write_text(LEGAL_PLAN)
    (tmp_path / ".gitattributes").write_text("plans/*.toml merge=planner diff=planner\n")
    (tmp_path / "plans" / ".gitattributes").write_text("policy.toml !merge !diff\n")
    commit_all(tmp_path)
    git(tmp_path, "config", "merge.planner.driver", f"{PLANNER} merge %O %A %B %P")
    git(tmp_path, "config", "diff.planner.command", f"{PLANNER} diff --git --as-of 2026-11-21")
    return tmp_path


def branch(folder: Path, name: str, text: str) -> None:
    git(folder, "checkout", "--quiet", "-b", name, "main")
    (folder / "plans" / "shop.toml").write_text(text)
    commit_all(folder, name)


def run_git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )


def test_branches_that_moved_different_dates_of_one_version_merge(repository: Path) -> None:
    one = LEGAL_PLAN.replace("released = 2026-12-01", "released = 2026-12-08")
    branch(repository, "one", one)
    branch(repository, "other", LEGAL_PLAN.replace("2027-02-15", "2027-03-15"))
    done = run_git(repository, "merge", "--no-edit", "one")
    assert done.returncode == 0, done
    assert (repository / "plans" / "shop.toml").read_text() == one.replace("2027-02-15", "2027-03-15")
    assert git(repository, "status", "--porcelain") == ""


def test_branches_that_moved_one_date_conflict_and_the_file_stays_unmerged(repository: Path) -> None:
    branch(repository, "one", LEGAL_PLAN.replace("2027-02-15", "2027-03-01"))
    ours = LEGAL_PLAN.replace("2027-02-15", "2027-03-15")
    branch(repository, "other", ours)
    done = run_git(repository, "merge", "--no-edit", "one")
    assert done.returncode == 1, done
    assert (
        "plans/shop.toml: 1 conflict, the file has our side of each:\n"
        "  1 default\n"
        "    ours    2027-02-15 → 2027-03-15, 28 days later\n"
        "    theirs  2027-02-15 → 2027-03-01, 14 days later\n"
    ) in done.stdout
    assert git(repository, "status", "--porcelain") == "UU plans/shop.toml"
    assert (repository / "plans" / "shop.toml").read_text() == ours


def test_a_side_that_is_no_plan_leaves_the_file_as_ours_and_unmerged(repository: Path) -> None:
    branch(repository, "one", LEGAL_PLAN.replace("2027-02-15", "TBD"))
    ours = LEGAL_PLAN.replace("2027-02-15", "2027-03-15")
    branch(repository, "other", ours)
    done = run_git(repository, "merge", "--no-edit", "one")
    assert done.returncode == 1, done
    assert "plans/shop.toml:8:" in done.stderr
    assert "their side cannot be read as a plan" in done.stderr
    assert git(repository, "status", "--porcelain") == "UU plans/shop.toml"
    assert (repository / "plans" / "shop.toml").read_text() == ours


def test_branches_that_both_added_the_plan_merge(repository: Path) -> None:
    new = repository / "plans" / "new.toml"
    for name, note in (("one", ""), ("other", "\n[[freeze]]\nfrom = 2026-12-20\nto   = 2026-12-31\n")):
        git(repository, "checkout", "--quiet", "-b", name, "main")
        new.write_text(LEGAL_PLAN + note)
        commit_all(repository, name)
    done = run_git(repository, "merge", "--no-edit", "one")
    assert done.returncode == 0, done
    assert new.read_text() == LEGAL_PLAN + note


def test_git_diff_tells_moved_dates_and_violations(repository: Path) -> None:
    (repository / "plans" / "shop.toml").write_text(LEGAL_PLAN.replace("2027-02-15", "2027-02-03"))
    done = run_git(repository / "plans", "diff")
    assert (done.returncode, done.stderr) == (0, "")
    assert "~ 1 default  2027-02-15 → 2027-02-03, 12 days earlier" in done.stdout
    assert "+ error[default-notice]" in done.stdout
    assert "@@" not in done.stdout


def test_git_diff_shows_lines_where_the_plan_is_the_same_or_is_none(repository: Path) -> None:
    plan = repository / "plans" / "shop.toml"
    plan.write_text(LEGAL_PLAN.replace("# the day it takes over", "# moved in May"))
    done = run_git(repository, "diff")
    assert done.returncode == 0, done
    assert "+default  = 2027-02-15  # moved in May" in done.stdout
    plan.write_text(LEGAL_PLAN.replace("2027-02-15", "TBD"))
    done = run_git(repository, "diff")
    assert done.returncode == 0, done
    assert "plans/shop.toml:8:" in done.stderr
    assert "+default  = TBD  # the day it takes over" in done.stdout


def test_git_log_tells_renamed_added_and_removed_plans(repository: Path) -> None:
    git(repository, "mv", "plans/shop.toml", "plans/store.toml")
    commit_all(repository, "renamed")
    done = run_git(repository, "log", "-1", "-p", "-M", "--ext-diff", "--format=")
    assert (done.returncode, done.stderr) == (0, "")
    assert "plans/shop.toml" in done.stdout
    assert "plans/store.toml" in done.stdout
    (repository / "plans" / "store.toml").unlink()
    done = run_git(repository, "diff")
    assert "- version 1" in done.stdout, done
    done = run_git(repository, "diff", "-R")
    assert "+ version 1" in done.stdout, done

"""`planner check --since git:REV` on branches: merge base, renamed, deleted and moved plans."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.reports import FORMATS
from tests.repository import commit_all, git

from .conftest import EARLY_PLAN, LEGAL_PLAN, POLICY, PROJECT, Outcome, Run

GONE = (
    "`Shop` (git:main:shop.toml) is gone, though people were told of dates that are still to come:"
    " 1 default 2027-02-03; keep the plan until they are past"
)
UNTOLD = LEGAL_PLAN.replace("told ", "# ")


@pytest.fixture
def branch(folder: Path) -> Path:
    """The branch `work`, made from `main` where the plan breaks its policy by twelve days."""
    commit_all(folder)
    git(folder, "checkout", "--quiet", "-b", "work")
    return folder


def on_main(folder: Path, name: str, text: str) -> None:
    git(folder, "checkout", "--quiet", "main")
    (folder / name).write_text(text)
    commit_all(folder)
    git(folder, "checkout", "--quiet", "work")


def since(check: Run, *arguments: str) -> Outcome:
    return check("--since", "git:main", *arguments)


def removed(told: Outcome) -> list[dict[str, Any]]:
    plans = json.loads(told.out)["plans"]
    return [each for plan in plans for each in plan["violations"] if each["rule"] == "plan-removed"]


def test_a_branch_is_not_blamed_for_what_main_fixed_since(branch: Path, check: Run) -> None:
    on_main(branch, "shop.toml", LEGAL_PLAN)
    for base in ("git:main", "git:main...", "git:main...:shop.toml", "git:main:shop.toml"):
        told = check("shop.toml", "--since", base)
        assert (told.code, told.err) == (0, "")
        assert told.out == f"Nothing new in 1 plan as of 2026-11-21, since {base}; 1 known before\n"


def test_a_violation_that_main_brought_in_since_excuses_no_branch(branch: Path, check: Run) -> None:
    (branch / "shop.toml").write_text(EARLY_PLAN.replace("2027-02-03", "2027-02-01"))
    on_main(branch, "other.txt", "x")
    git(branch, "checkout", "--quiet", "main")
    (branch / "shop.toml").write_text(EARLY_PLAN.replace("2027-02-03", "2027-01-25"))
    commit_all(branch)
    git(branch, "checkout", "--quiet", "work")
    (branch / "shop.toml").write_text(EARLY_PLAN.replace("2027-02-03", "2027-02-01"))
    assert since(check).code == 1


@pytest.mark.parametrize("is_committed", [True, False])
@pytest.mark.parametrize("name", ["store.toml", "plans/ä b\n☃.toml"])
def test_a_renamed_plan_is_compared_with_what_it_was(
    branch: Path, check: Run, name: str, is_committed: bool
) -> None:
    (branch / "plans").mkdir()
    (branch / "plans" / "policy.toml").write_text(POLICY)
    (branch / "shop.toml").rename(branch / name)
    if is_committed:
        commit_all(branch)
    told = since(check)
    assert (told.code, told.out.splitlines()[-1].count("1 known before")) == (0, 1)
    assert told.err.endswith(": note: it was git:main:shop.toml\n")
    (branch / name).write_text(EARLY_PLAN.replace("2027-02-03", "2027-02-01"))
    edited = since(check, "--output-format", "json")
    assert edited.code == 1
    assert not removed(edited)
    assert not git(branch, "ls-files", name) or is_committed, "the index stays as it was"


def test_a_deleted_plan_that_people_wait_for_fails_in_every_format(branch: Path, check: Run) -> None:
    (branch / "shop.toml").unlink()
    commit_all(branch)
    for paths in ((), (".",), ("shop.toml",), (str(branch),)):
        told = since(check, *paths)
        assert told.code == 1
        assert GONE in told.out
    for output_format in FORMATS:
        told = since(check, "--output-format", output_format)
        assert (told.code, told.err) == (1, "")
        assert "plan-removed" in told.out
        assert "shop.toml" in told.out


def test_json_has_a_deleted_plan_under_its_old_path(branch: Path, check: Run) -> None:
    (branch / "shop.toml").unlink()
    told = json.loads(since(check, "--output-format", "json").out)
    assert told["summary"] == {"plans": 1, "error": 1, "warning": 0, "info": 0, "waived": 0}
    (plan,) = told["plans"]
    assert (plan["path"], plan["product"], plan["policy"]) == ("shop.toml", "Shop", "house")
    assert (plan["judged"], plan["errors"]) == (True, [])
    (violation,) = plan["violations"]
    assert violation.pop("fingerprint")
    assert violation == {
        "rule": "plan-removed",
        "kind": "plan",
        "severity": "error",
        "item": None,
        "item_type": None,
        "track": None,
        "milestone": None,
        "date": None,
        "earliest": None,
        "latest": None,
        "days": None,
        "message": GONE,
        "clause": None,
        "line": 1,
        "column": 1,
        "related": [],
        "waived": None,
    } | {key: None for key in violation if key == "channels"}


def test_a_deleted_plan_that_nobody_waits_for_is_information(branch: Path, check: Run) -> None:
    on_main(branch, "shop.toml", UNTOLD)
    git(branch, "merge", "--quiet", "main")
    (branch / "shop.toml").unlink()
    told = since(check)
    assert told.code == 0
    assert "info[plan-removed]: `Shop` (git:main:shop.toml) is gone; nobody was told" in told.out
    assert since(check, "--fail-on", "info").code == 1


def test_past_dates_are_waited_for_no_more(branch: Path, check: Run) -> None:
    (branch / "shop.toml").unlink()
    assert since(check, "--as-of", "2027-02-03").code == 1
    assert since(check, "--as-of", "2027-02-04").code == 0


def test_a_plan_that_had_errors_and_is_gone_is_information(branch: Path, check: Run) -> None:
    on_main(branch, "shop.toml", EARLY_PLAN.replace("released", "relaesed"))
    git(branch, "merge", "--quiet", "main")
    (branch / "shop.toml").unlink()
    told = since(check)
    assert told.code == 0
    assert "is gone; it had errors" in told.out


def test_what_is_no_plan_any_more_is_gone(branch: Path, check: Run) -> None:
    (branch / "shop.toml").rename(branch / "shop.toml.bak")
    assert GONE in since(check).out
    (branch / "shop.toml").write_text("x = 1\n")
    assert GONE in since(check).out


def test_a_deleted_folder_and_one_that_is_empty_now_are_gone(branch: Path, check: Run) -> None:
    (branch / "plans").mkdir()
    (branch / "plans" / "a.toml").write_text(EARLY_PLAN.replace("./policy", "../policy"))
    (branch / "plans" / "b.toml").write_text(EARLY_PLAN.replace("./policy", "../policy"))
    commit_all(branch)
    git(branch, "branch", "--force", "main", "work")
    for each in ("a.toml", "b.toml"):
        (branch / "plans" / each).unlink()
    empty = since(check, "plans", "--output-format", "json")
    assert (empty.code, len(removed(empty))) == (1, 2)
    (branch / "plans").rmdir()
    deleted = since(check, "plans", "--output-format", "json")
    assert (deleted.code, len(removed(deleted))) == (1, 2)
    assert since(check, "plans", "--exclude", "*.toml").code == 2
    assert since(check, "nowhere").code == 2


def test_a_plan_that_moved_out_of_sight_is_said(branch: Path, check: Run) -> None:
    (branch / "plans").mkdir()
    (branch / "other").mkdir()
    (branch / "plans" / "a.toml").write_text(LEGAL_PLAN.replace("./policy", "../policy"))
    (branch / "plans" / "b.toml").write_text(LEGAL_PLAN.replace("./policy", "../policy") + "# b\n")
    commit_all(branch)
    git(branch, "branch", "--force", "main", "work")
    git(branch, "mv", "plans/a.toml", "other/a.toml")
    told = since(check, "plans")
    assert told.code == 0
    assert told.err == (
        "plans/a.toml: note: it is other/a.toml now, which is not among the plans: it is not judged\n"
    )
    named = since(check, "plans/a.toml", "--output-format", "json")
    assert [each["path"] for each in json.loads(named.out)["plans"]] == ["other/a.toml"]


def test_excluded_and_hidden_plans_are_not_missed(branch: Path, check: Run) -> None:
    (branch / ".drafts").mkdir()
    (branch / ".drafts" / "a.toml").write_text(EARLY_PLAN)
    commit_all(branch)
    git(branch, "branch", "--force", "main", "work")
    (branch / ".drafts" / "a.toml").unlink()
    (branch / "old.toml").write_text(LEGAL_PLAN)
    (branch / "shop.toml").unlink()
    told = since(check, "--exclude", "shop.toml", "--output-format", "json")
    assert (told.code, removed(told)) == (0, [])


def test_from_a_folder_below_and_from_a_worktree(
    branch: Path, check: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (branch / "plans").mkdir()
    (branch / "plans" / "a.toml").write_text(EARLY_PLAN.replace("./policy", "../policy"))
    commit_all(branch)
    git(branch, "branch", "--force", "main", "work")
    tree = tmp_path_factory.mktemp("trees") / "tree"
    git(branch, "worktree", "add", "--quiet", "--detach", str(tree), "work")
    for top in (branch, tree):
        git(top, "mv", "plans/a.toml", "plans/c.toml")
        monkeypatch.chdir(top / "plans")
        for paths in ((), ("a.toml",), ("../plans",)):
            told = since(check, *paths)
            assert told.code == 0, told
            assert "c.toml: note: it was git:main:plans/a.toml" in told.err
        (top / "plans" / "c.toml").unlink()
        assert [each["line"] for each in removed(since(check, "..", "--output-format", "json"))] == [1]


def test_a_plan_in_a_submodule_is_compared_in_its_own_repository(
    branch: Path, check: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    inner = tmp_path_factory.mktemp("inner")
    (inner / "policy.toml").write_text(POLICY)
    (inner / "a.toml").write_text(EARLY_PLAN)
    commit_all(inner)
    git(branch, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.as_uri(), "sub")
    commit_all(branch)
    assert since(check).code == 0
    (branch / "sub" / "a.toml").rename(branch / "sub" / "b.toml")
    told = since(check)
    assert (told.code, told.err) == (0, "sub/b.toml: note: it was git:main:a.toml\n")
    (branch / "sub" / "b.toml").unlink()
    assert since(check, "sub").code == 1


def test_the_environment_of_a_hook_does_not_mislead(
    branch: Path, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (branch / "plans").mkdir()
    git(branch, "mv", "shop.toml", "plans/shop.toml")
    git(branch, "mv", "policy.toml", "plans/policy.toml")
    monkeypatch.setenv("GIT_DIR", str(branch / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(branch / ".git" / "index"))
    monkeypatch.setenv("GIT_PREFIX", "")
    told = since(check, "plans")
    assert (told.code, told.err) == (0, "plans/shop.toml: note: it was git:main:shop.toml\n")


def test_a_shallow_clone_without_the_merge_base_is_exit_2_with_the_cure(
    branch: Path, check: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (branch / "work.txt").write_text("x")
    commit_all(branch)
    on_main(branch, "main.txt", "x")
    clone = tmp_path_factory.mktemp("clone")
    clone_of = ("clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=work", branch.as_uri(), ".")
    git(clone, *clone_of)
    monkeypatch.chdir(clone)
    told = check("--since", "git:origin/main", "--exit-zero")
    assert (told.code, told.out) == (2, "")
    assert "`git:origin/main`: the clone is shallow" in told.err
    assert "git fetch --unshallow (GitHub: fetch-depth: 0; GitLab: GIT_DEPTH: 0)" in told.err
    assert "did you mean `git:origin/main`?" in check("--since", "git:main").err
    git(clone, "fetch", "--quiet", "--unshallow")
    assert check("--since", "git:origin/main").code == 0


def test_histories_that_share_nothing_are_exit_2(branch: Path, check: Run) -> None:
    git(branch, "checkout", "--quiet", "--orphan", "alone")
    commit_all(branch, "Begin again")
    told = since(check)
    assert (told.code, told.out) == (2, "")
    assert "`git:main`: it has no history in common with HEAD" in told.err


def test_the_whole_message_of_git_is_told_with_its_cure(
    branch: Path, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    told = since(check)
    assert (told.code, told.out) == (2, "")
    assert "git cannot be asked: detected dubious ownership in repository at " in told.err
    assert "git config --global --add safe.directory " in told.err
    assert told.err.count("\n") == 1


def test_the_project_itself_is_known_to_the_gate() -> None:
    """The action hands over `exclude`, and the page about CI tells of merge bases and removed plans."""
    action, page = (PROJECT / name for name in ("integrations/action.sh", "docs/ci.md"))
    assert "--exclude=" in action.read_text()
    for word in ("merge base", "plan-removed", "--exclude", "fetch-depth: 0"):
        assert word in page.read_text()

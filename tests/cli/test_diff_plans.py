"""`planner diff` over several plans: folders, revisions, renamed, added and removed plans."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.reports.diff.diff import FORMATS
from tests.repository import commit_all, git

from .conftest import EARLY_PLAN, LEGAL_PLAN, POLICY, Outcome, Run, ran


@pytest.fixture
def diff(folder: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `planner diff` on the branch `work`; on `main` there are shop.toml, plans/a.toml, plans/b.toml."""
    (folder / "plans").mkdir()
    for name in ("a", "b"):
        text = LEGAL_PLAN.replace("./policy", "../policy").replace("Shop", f"Shop {name}")
        (folder / "plans" / f"{name}.toml").write_text(text)
    commit_all(folder)
    git(folder, "checkout", "--quiet", "-b", "work")

    def run(*arguments: str) -> Outcome:
        return ran(capfd, "diff", "--as-of", "2026-11-21", *arguments)

    return run


def edited(folder: Path) -> None:
    """Move a date of a renamed plan, remove a plan, add a plan."""
    git(folder, "mv", "plans/a.toml", "plans/ä b.toml")
    renamed = folder / "plans" / "ä b.toml"
    renamed.write_text(renamed.read_text().replace("2027-02-15", "2027-03-01"))
    (folder / "plans" / "b.toml").unlink()
    new = '[[version]]\nname = "9"\nreleased = 2027-05-01\n'
    (folder / "new.toml").write_text(f'format = 1\nproduct = "New"\npolicy = "clio"\n{new}')


def told(outcome: Outcome) -> list[tuple[Any, ...]]:
    plans = json.loads(outcome.out)["plans"]
    return [(each["status"], each["old"], each["new"], each["differs"]) for each in plans]


ALL = [
    ("added", None, "new.toml", True),
    ("renamed", "git:main:plans/a.toml", "plans/ä b.toml", True),
    ("changed", "git:main:shop.toml", "shop.toml", False),
    ("removed", "git:main:plans/b.toml", None, True),
]


@pytest.mark.parametrize("is_committed", [True, False])
def test_every_plan_below_is_compared_with_a_revision(folder: Path, diff: Run, is_committed: bool) -> None:
    edited(folder)
    if is_committed:
        commit_all(folder)
    for paths in ((), (".",), ("new.toml", "plans", "./plans", "shop.toml")):
        outcome = diff("git:main", *paths, "--output-format", "json")
        assert (outcome.code, outcome.err) == (0, "")
        assert told(outcome) == ALL
    assert diff("git:main", "--exit-code").code == 1
    assert diff("git:main", "shop.toml", "shop.toml", "--exit-code").code == 0


def test_people_are_told_what_was_renamed_added_and_removed(folder: Path, diff: Run) -> None:
    edited(folder)
    text = diff("git:main").out
    assert "new.toml (added) · New · as of 2026-11-21\n" in text
    assert "git:main:plans/a.toml → plans/ä b.toml (renamed) · Shop a · as of 2026-11-21\n" in text
    assert "  ~ 1 default  2027-02-15 → 2027-03-01, 14 days later\n" in text
    assert "git:main:plans/b.toml (removed) · Shop b · as of 2026-11-21\n" in text
    assert "told 2027-02-15, is gone" not in text, "nothing was recorded as told"
    assert "shop.toml" not in text
    assert text.endswith("4 plans: 1 added, 1 renamed, 1 removed, 1 without a difference; as of 2026-11-21\n")
    markdown = diff("git:main", "--output-format", "markdown").out
    assert markdown.startswith("**4 plans: 1 added, 1 renamed, 1 removed, 1 without a difference")
    assert "`git:main:plans/b.toml` (removed), as of 2026-11-21" in markdown


def test_one_plan_that_was_renamed_added_or_removed(folder: Path, diff: Run) -> None:
    edited(folder)
    renamed = diff("git:main", "plans/ä b.toml")
    assert renamed.code == 0
    assert renamed.out.startswith("git:main:plans/a.toml → plans/ä b.toml (renamed) · ")
    assert renamed.out == diff("git:main", "plans/a.toml").out
    assert diff("git:main", "new.toml").out.startswith("new.toml (added) · New · ")
    removed = json.loads(diff("git:main", "plans/b.toml", "--output-format", "json").out)
    assert (removed["status"], removed["old"], removed["new"]) == ("removed", "git:main:plans/b.toml", None)
    assert [each["entry"] for each in removed["removed"]] == ["version", "notice"]
    back = diff("plans/b.toml", "git:main")
    assert back.out.startswith("git:main:plans/b.toml (added) · ")


def test_a_renamed_plan_without_an_edit_is_said(folder: Path, diff: Run) -> None:
    git(folder, "mv", "shop.toml", "store.toml")
    outcome = diff("git:main", "store.toml", "--exit-code")
    assert (outcome.code, outcome.out.splitlines()[-1]) == (1, "Renamed, no other difference")
    assert (
        "(renamed) · Shop · as of 2026-11-21\n\nRenamed, no other difference\n\n3 plans: "
        in diff("git:main").out
    )


def test_promises_of_a_removed_plan_are_touched(folder: Path, diff: Run) -> None:
    sent = EARLY_PLAN.replace("told      = {}", "told      = { default = 2027-02-03 }")
    (folder / "shop.toml").write_text(sent)
    commit_all(folder)
    (folder / "shop.toml").unlink()
    assert "told 2027-02-03, is gone" in diff("git:HEAD", "shop.toml").out.replace("was 2027-02-03, ", "")


def test_a_comment_begins_with_the_plans_whose_promises_are_touched(folder: Path, diff: Run) -> None:
    sent = EARLY_PLAN.replace("told      = {}", "told      = { default = 2027-02-03 }")
    (folder / "shop.toml").write_text(sent)
    commit_all(folder)
    (folder / "shop.toml").write_text(sent.replace("default  = 2027-02-03", "default  = 2027-02-02", 1))
    moved = folder / "plans" / "a.toml"
    moved.write_text(moved.read_text().replace("2027-02-15", "2027-02-16"))
    comment = diff("git:HEAD", "--output-format", "markdown").out
    assert comment.startswith(
        "**3 plans: 2 changed, 1 without a difference; 1 promise touched; as of 2026-11-21**\n"
    )
    assert comment.index("### Shop\n") < comment.index("### Shop a\n")


def test_dots_are_where_head_left_the_revision(folder: Path, diff: Run) -> None:
    git(folder, "checkout", "--quiet", "main")
    (folder / "shop.toml").write_text(LEGAL_PLAN)
    commit_all(folder)
    git(folder, "checkout", "--quiet", "work")
    for paths in ((), ("shop.toml",)):
        assert diff("git:main...", *paths, "--exit-code").code == 0
        assert diff("git:main", *paths, "--exit-code").code == 1


def test_two_revisions_are_compared_plan_by_plan(folder: Path, diff: Run) -> None:
    edited(folder)
    commit_all(folder)
    outcome = diff("git:main", "git:work", "--output-format", "json")
    assert sorted(told(outcome), key=str) == sorted(
        [(status, old, new and f"git:work:{new}", differs) for status, old, new, differs in ALL], key=str
    )
    back = diff("git:work", "git:main", "--output-format", "json")
    assert {each[0] for each in told(back)} == {"added", "renamed", "changed", "removed"}


def test_a_folder_below_sees_its_own_plans_alone(
    folder: Path, diff: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(folder)
    commit_all(folder)
    monkeypatch.chdir(folder / "plans")
    for states in (("git:main",), ("git:main", "git:work")):
        outcome = diff(*states, "--output-format", "json")
        assert [each[0] for each in told(outcome)] == ["renamed", "removed"]


def test_two_folders_are_compared_by_path_and_renamed_plans_are_followed(folder: Path, diff: Run) -> None:
    old, new = folder / "old", folder / "new"
    for each in (old, new):
        (each / "sub").mkdir(parents=True)
        (each / "policy.toml").write_text(POLICY)
        (each / "same.toml").write_text(EARLY_PLAN)
    (old / "a.toml").write_text(LEGAL_PLAN)
    (new / "sub" / "a b.toml").write_text(
        LEGAL_PLAN.replace("./policy", "../policy").replace("2027-02-15", "2027-02-16")
    )
    (old / "gone.toml").write_text('format = 1\nproduct = "Gone"\npolicy = "clio"\n')
    outcome = diff("old", "new", "--output-format", "json")
    assert told(outcome) == [
        ("changed", "old/same.toml", "new/same.toml", False),
        ("renamed", "old/a.toml", "new/sub/a b.toml", True),
        ("removed", "old/gone.toml", None, True),
    ]
    assert diff("old", "new/same.toml").code == 2


def test_excluded_plans_are_left_out(folder: Path, diff: Run) -> None:
    edited(folder)
    outcome = diff("git:main", "--exclude", "plans", "--exclude", "new.*", "--output-format", "json")
    assert told(outcome) == [("changed", "git:main:shop.toml", "shop.toml", False)]


def test_a_broken_plan_is_said_and_the_others_are_compared(folder: Path, diff: Run) -> None:
    edited(folder)
    (folder / "shop.toml").write_text(EARLY_PLAN.replace("released", "relaesed"))
    outcome = diff("git:main", "--output-format", "json", "--exit-code")
    assert outcome.code == 2
    assert outcome.err.startswith("shop.toml:7:1: error[unknown-key]")
    assert [each[0] for each in told(outcome)] == ["added", "renamed", "removed"]


def test_no_plan_at_all_is_exit_2(folder: Path, diff: Run) -> None:
    (folder / "empty").mkdir()
    for output_format in FORMATS:
        outcome = diff("git:main", "empty", "--output-format", output_format)
        assert (outcome.code, outcome.out) == (2, "")
        assert "there is no plan here" in outcome.err


def test_the_whole_message_of_git_is_told(diff: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    outcome = diff("git:main")
    assert (outcome.code, outcome.out) == (2, "")
    assert "git config --global --add safe.directory " in outcome.err

"""A plan in a real repository, in a real terminal: compared, merged, edited outside, committed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ENVIRONMENT, commit_all, git
from tests.terminal.test_working_day import ENTER, SAVE, Desk, difference, replaced
from tests.tui.an_editor import program

COMMIT, OUTSIDE, ESCAPE = "\x07", "\x0f", "\x1b"
EDITOR = """\
import pathlib, sys
print("EDITING", sys.argv[1], flush=True)
input()
path = pathlib.Path(sys.argv[-1])
path.write_text(path.read_text().replace("# The platform team's plan.", "# The plan of the team."))
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    tools, folder = tmp_path / "tools", tmp_path / "plans"
    tools.mkdir()
    folder.mkdir()
    monkeypatch.setenv("EDITOR", program(tools, "nano", EDITOR))
    monkeypatch.delenv("VISUAL", raising=False)
    made = Desk(folder, 120, 40)
    made.state = tmp_path / "state"
    commit_all(folder, "Plan the platform")
    git(folder, "branch", "theirs")
    made.open()
    yield made
    for each in made.opened:
        each.close()


def compare_and_take_one_date_back(desk: Desk, plan: str) -> str:
    """Two dates are dragged; both are ghosts beside the last commit, and one is taken back."""
    desk.find("SDK 2025.1")
    desk.terminal.release(desk.drag("╳", "SDK 2025.1 ", 3))
    desk.press("", counts="● 1 change ✗ 6 ! 1")
    desk.find("SDK 2026.1")
    desk.press("]l", counts="● 2 changes ✗ 6 ! 1")
    desk.press("B", "Compare with")
    desk.terminal.wait_for("git:HEAD  the last commit")
    desk.press(f"j{ENTER}", "Compared with git:HEAD")
    desk.terminal.wait_for("2 dates; ")
    row = next(line for line in desk.terminal.lines if "SDK 2025.1 " in line)
    assert row.count("╳") == 2, "the date and its ghost"
    assert "›╳" in row, "the trail points to where it is now"
    desk.press("n", lambda: "SDK 2025.1 removed" in desk.terminal.text)
    desk.press("n")
    desk.press("X", "SDK 2026.1 deprecated is on 2028-07-24 again", counts="● 3 changes ✗ 6 ! 1")
    desk.terminal.wait_for("1 date; ")
    desk.press("B", lambda: not desk.terminal.find("Compared with"))
    return replaced(plan, "SDK 2025.1", "2028-02-14", "2028-03-06")


def merge_with_a_branch_that_is_checked_out(desk: Desk, plan: str) -> str:
    """Another branch moved another date of the same version: both are there, in one step."""
    folder = desk.plan.parent
    committed = git(folder, "show", "HEAD:./platform.toml") + "\n"
    theirs = replaced(committed, "SDK 2025.1", "deprecated = 2027-07-26", "deprecated = 2027-08-02")
    git(folder, "switch", "--quiet", "theirs")
    desk.plan.write_text(theirs, encoding="utf-8")
    commit_all(folder, "Deprecate it a week later")
    desk.press(SAVE, "The file changed on disk")
    desk.terminal.wait_for("Merge both: your changes and theirs")
    desk.press("b", "Merged: the changes of both sides are here", counts="● 1 change ✗ 6 ! 1")
    desk.press(SAVE, "Saved", counts="✗ 6 ! 1")
    merged = replaced(plan, "SDK 2025.1", "deprecated = 2027-07-26", "deprecated = 2027-08-02")
    assert difference(merged, desk.text) == []
    assert len(difference(theirs, desk.text)) == 2, "one line differs from theirs"
    return merged


def edit_it_in_the_editor(desk: Desk, plan: str) -> str:
    """The editor opens at the selected version; what it wrote is read again."""
    desk.find("SDK 2025.1")
    line = next(at for at, each in enumerate(plan.splitlines(), 1) if 'name       = "SDK 2025.1"' in each)
    desk.press(OUTSIDE, f"EDITING +{line - 1}")
    desk.press(ENTER, "Read again as it is on disk.")
    return plan.replace("# The platform team's plan.", "# The plan of the team.")


def commit_it(desk: Desk) -> None:
    """The message is drafted from the difference, and only the plan is committed; no hook can write here."""
    folder = desk.plan.parent
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nif (echo ON THE SCREEN > /dev/tty); then exit 1; fi\n")
    hook.chmod(0o755)
    (folder / "policy.toml").write_text((folder / "policy.toml").read_text() + "# not for this commit\n")
    desk.press(COMMIT, "Move SDK 2025.1 removed to 2028-03-06")
    desk.terminal.wait_for("Commits platform.toml alone.")
    desk.press(SAVE, "Committed ")
    assert git(folder, "log", "-1", "--format=%s") == "Move SDK 2025.1 removed to 2028-03-06"
    assert "~ SDK 2025.1 removed  2028-02-14 → 2028-03-06, 21 days later" in git(
        folder, "log", "-1", "--format=%b"
    )
    assert git(folder, "show", "--name-only", "--format=") == "platform.toml"
    assert git(folder, "status", "--porcelain") == "M policy.toml"


def test_a_review_ends_with_one_commit_of_exactly_what_was_agreed(desk: Desk) -> None:
    plan = desk.text
    desk.terminal.wait_for(lambda: desk.counts == "✗ 6 ! 1")
    plan = compare_and_take_one_date_back(desk, plan)
    plan = merge_with_a_branch_that_is_checked_out(desk, plan)
    plan = edit_it_in_the_editor(desk, plan)
    commit_it(desk)
    desk.quit()
    assert difference(plan, desk.text) == []
    assert [each.name for each in desk.plan.parent.glob("*.bak*")] == []

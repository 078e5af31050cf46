"""The plan's file is saved and committed alone, with a message drafted from what changed."""

from pathlib import Path

import pytest
from textual.widgets import Button, Input

from planner.tui.commands.file import Commit
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.form import Form
from planner.tui.panels.comparison import ComparisonPanel
from planner.tui.timeline.ghosts import NO_GHOSTS
from tests.repository import ENVIRONMENT, commit_all, git
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.pointer import click, menu, pick
from tests.tui.whole import SIZES, lines, outside, wrong_lines


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know who commits, and nothing of the machine's own settings."""
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)


@pytest.fixture
def repository(path: Path) -> Path:
    commit_all(path.parent, "Plan the second version")
    return path.parent


def shown(desk: Desk) -> str:
    return "\n".join(lines(desk.app))


def message(folder: Path) -> str:
    return git(folder, "log", "-1", "--format=%B")


async def test_one_moved_date_is_saved_and_committed_alone(path: Path, repository: Path) -> None:
    (repository / "other.txt").write_text("staged")
    git(repository, "add", "other.txt")
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "ctrl+g")
        await desk.dialog(Form)
        assert isinstance(desk.app.focused, Input)
        assert desk.app.focused.value == "Move 2.0 default to 2027-02-10"
        assert "Saves and commits plan.toml alone." in shown(desk)
        await desk.press("ctrl+s")
        await desk.until(lambda: any(each.startswith("Committed ") for each in desk.said))
    assert message(repository).splitlines() == [
        "Move 2.0 default to 2027-02-10",
        "",
        "Promises touched",
        "  ! 2.0 default  told 2027-02-03, now 2027-02-10, 7 days later than told",
        "",
        "Dates",
        "  ~ 2.0 default  2027-02-03 → 2027-02-10, 7 days later",
        "",
        "Violations gained",
        "  + warning[promise]  2.0 default 2027-02-10 is 7 days late: people were told 2027-02-03 on"
        " 2026-11-17 by email and docs; latest 2027-02-03",
        "",
        "Violations that shrank",
        "  - error[default-notice]  2.0 default 2027-02-10 is 5 days short: announced 2026-11-17 by email and"
        " docs; earliest 2027-02-15 (was 12 days)",
        "",
        "1 date; 1 promise touched; violations: 1 gained, 1 shrank",
    ]
    assert git(repository, "show", "--name-only", "--format=") == "plan.toml"
    assert git(repository, "status", "--porcelain") == "A  other.txt", "what else was staged stays staged"


async def test_the_message_is_edited_and_a_long_subject_is_said(path: Path, repository: Path) -> None:
    async with at_work(path, size=(80, 24)) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "ctrl+g")
        await desk.dialog(Form)
        await desk.write("x" * 80)
        assert "The subject is 8 longer than the 72 that tools show." in shown(desk)
        await desk.write("Come out a week later")
        await desk.press(
            "tab", "ctrl+home", "A", "s", "space", "a", "g", "r", "e", "e", "d", "enter", "ctrl+s"
        )
        await desk.until(lambda: any(each.startswith("Committed ") for each in desk.said))
    assert message(repository).splitlines()[:3] == ["Come out a week later", "", "As agreed"]


async def test_nothing_is_saved_if_the_message_is_cancelled(path: Path, repository: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "ctrl+g")
        await desk.dialog(Form)
        await desk.press("escape")
        assert path.read_text() == PLAN
        await desk.press("u", "ctrl+g")
        assert desk.said[0] == "There is nothing to commit: the file is as in the last commit."
    assert message(repository) == "Plan the second version"


async def test_what_a_hook_says_is_shown_as_it_is_and_the_file_stays_saved(
    path: Path, repository: Path
) -> None:
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        "#!/bin/sh\necho 'planner check.......Failed [red]'\n"
        "printf '\\033[31m- exit code: 1\\n' >&2\nexit 1\n"
    )
    hook.chmod(0o755)
    async with at_work(path, size=(80, 24)) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "ctrl+g")
        await desk.dialog(Form)
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        assert "planner check.......Failed [red]" in shown(desk)
        assert r"\x1b[31m- exit code: 1" in shown(desk)
        await desk.press("o")
        assert desk.session.changes == 0
    assert "2027-02-10" in path.read_text()
    assert message(repository) == "Plan the second version"


async def test_a_program_that_signs_is_told_of_no_terminal(
    path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GPG_TTY", "/dev/pts/9")
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\necho "GPG_TTY=[$GPG_TTY]"\nexit 1\n')
    hook.chmod(0o755)
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "ctrl+g")
        await desk.dialog(Form)
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        assert "GPG_TTY=[]" in shown(desk)


async def test_a_new_file_is_added_and_named_so_that_nothing_is_an_option(path: Path) -> None:
    folder = path.parent
    (folder / "other.txt").write_text("x")
    commit_all(folder, "Begin")
    git(folder, "rm", "--quiet", "--cached", "plan.toml")
    git(folder, "commit", "--quiet", "--message", "Without the plan")
    odd = folder / "--amend *.toml"
    path.rename(odd)
    async with at_work(odd) as desk:
        await desk.press("ctrl+g")
        await desk.dialog(Form)
        assert isinstance(desk.app.focused, Input)
        assert desk.app.focused.value == "Add the plan of Widgets API"
        await desk.press("ctrl+s")
        await desk.until(lambda: any(each.startswith("Committed ") for each in desk.said))
    assert git(folder, "log", "--format=%s") == "Add the plan of Widgets API\nWithout the plan\nBegin"
    assert git(folder, "show", "--name-only", "--format=", "-z").rstrip("\0") == "--amend *.toml"


async def test_a_commit_that_fails_leaves_a_new_file_as_git_had_it(path: Path, repository: Path) -> None:
    new = repository / "new.toml"
    new.write_text(PLAN)
    hook = repository / ".git" / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    async with at_work(new) as desk:
        await desk.press("ctrl+g")
        await desk.dialog(Form)
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        assert "git ended with status 1" in shown(desk)
        await desk.press("o")
    assert git(repository, "status", "--porcelain") == "?? new.toml"


async def test_by_mouse_the_plans_menu_commits_it(path: Path, repository: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        below = desk.timeline.row_lines.height + 1
        await click(desk, (3, below), button=3)
        assert {"Compare", "Edit the file in your editor"} < set(await menu(desk))
        await pick(desk, "Save and commit")
        form = await desk.dialog(Form)
        await desk.pilot.click(next(each for each in form.query(Button) if each.name == "apply"))
        await desk.until(lambda: any(each.startswith("Committed ") for each in desk.said))
    assert message(repository).splitlines()[0] == "Move 2.0 default to 2027-02-10"


async def test_a_comparison_with_the_last_commit_follows_a_commit(path: Path, repository: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "B", "j", "enter")
        panel = desk.screen.query_one(ComparisonPanel)
        assert panel.border_title == "Compared with git:HEAD"
        assert panel.differences
        await desk.press("ctrl+g")
        await desk.dialog(Form)
        await desk.press("ctrl+s")
        await desk.until(lambda: not panel.differences)
        assert desk.timeline.ghost_layer == NO_GHOSTS


async def test_an_added_version_is_committed_with_one_question(path: Path, repository: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        await desk.press("a", "ctrl+g")
        form = await desk.dialog(Form)
        await desk.press("ctrl+s")
        await desk.until(lambda: any(each.startswith("Committed ") for each in desk.said))
        assert desk.app.screen is desk.screen
        assert not form.is_running
    assert message(repository).splitlines()[0] == "Add version 3.0"


async def test_a_save_that_becomes_a_merge_commits_nothing_yet(path: Path, repository: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        path.write_text(PLAN.replace('"1.0"', '"1.0"  # theirs', 1))
        await desk.press("ctrl+g")
        await desk.dialog(Form)
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("b")
        assert desk.said[0].startswith("Merged: ")
    assert message(repository) == "Plan the second version"


async def test_comments_alone_have_a_message_too(path: Path, repository: Path) -> None:
    path.write_text(PLAN + "# why\n")
    async with at_work(path) as desk:
        await desk.press("ctrl+g")
        await desk.dialog(Form)
        assert isinstance(desk.app.focused, Input)
        assert desk.app.focused.value == "Edit the text of plan.toml"
        assert "Commits plan.toml alone." in shown(desk)


async def test_the_command_is_there_only_where_git_is(path: Path) -> None:
    async with at_work(path) as desk:
        assert not Commit.shown(desk.screen)
        await desk.press("ctrl+g")
        assert desk.app.screen is desk.screen
        commit_all(path.parent)
        assert Commit.shown(desk.screen)


@pytest.mark.parametrize("size", [(40, 12), *SIZES])
async def test_the_form_is_whole_at_every_size(path: Path, repository: Path, size: tuple[int, int]) -> None:
    async with at_work(path, size=size) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "ctrl+g")
        await desk.dialog(Form)
        assert wrong_lines(desk.app) == []
        assert outside(desk.app) == []

"""The text editor of a person on a file at a line."""

from pathlib import Path

import pytest

from planner.tui.controllers.text_editor import NoEditor, editor_command
from planner.tui.screens.diagnostics import DiagnosticsScreen
from planner.tui.screens.planner import PlannerScreen
from tests.tui.an_editor import editor_of
from tests.tui.desk import PLAN, at_work

BROKEN = PLAN.replace("deprecated = 2028", "depreciated = 2028")


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", "vim +7 plan.toml"),
        ("/usr/bin/nvim -p", "/usr/bin/nvim -p +7 plan.toml"),
        ("nano", "nano +7 plan.toml"),
        ("emacsclient -t", "emacsclient -t +7 plan.toml"),
        ("micro", "micro +7 plan.toml"),
        ("hx", "hx plan.toml:7"),
        ("code", "code --wait --goto plan.toml:7"),
        ("code --wait", "code --wait --goto plan.toml:7"),
        ("subl -w", "subl -w --wait plan.toml:7"),
        ("kate", "kate --block --line 7 plan.toml"),
        ("Code.exe", "Code.exe --wait --goto plan.toml:7"),
        ("my-editor --fast", "my-editor --fast plan.toml"),
    ],
)
def test_each_editor_is_given_the_line_by_its_own_convention(editor: str, command: str) -> None:
    assert editor_command({"EDITOR": editor}, "plan.toml", 7) == command.split()


def test_visual_comes_before_editor_and_an_empty_one_counts_as_not_set() -> None:
    assert editor_command({"VISUAL": "nano", "EDITOR": "vi"}, "p", 1)[0] == "nano"
    assert editor_command({"VISUAL": " ", "EDITOR": "vi"}, "p", 1)[0] == "vi"
    assert editor_command({"EDITOR": "'/my tools/vim' -n"}, "p", 1)[0] == "/my tools/vim"


@pytest.mark.parametrize("name", ["+q.toml", "-c.toml"])
def test_a_file_name_is_no_option_of_the_editor(name: str) -> None:
    assert editor_command({"EDITOR": "vim"}, name, 2) == ["vim", "+2", f"./{name}"]


def test_without_an_editor_the_message_says_how_to_set_one() -> None:
    with pytest.raises(NoEditor, match=r"set VISUAL or EDITOR, such as EDITOR=nano, to edit plan\.toml:7\."):
        editor_command({}, "plan.toml", 7)
    with pytest.raises(NoEditor, match="a quote is not closed"):
        editor_command({"EDITOR": "'vim"}, "plan.toml", 7)


async def test_the_errors_of_a_plan_open_the_editor_at_the_first_one_and_the_plan_after_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = editor_of(tmp_path / "bin", monkeypatch)
    path.write_text(BROKEN)
    line = 1 + BROKEN[: BROKEN.index("depreciated")].count("\n")
    async with at_work(path) as desk:
        await desk.press("e")
        assert editor.arguments == [f"+{line}", str(path)]
        assert isinstance(desk.app.screen, DiagnosticsScreen), "it was not repaired"
        editor.writes(PLAN)
        await desk.press("e")
        assert isinstance(desk.app.screen, PlannerScreen)


async def test_an_editor_that_cannot_run_is_a_message_and_nothing_else(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(BROKEN)
    async with at_work(path) as desk:
        monkeypatch.setenv("EDITOR", "vim")
        await desk.press("e")
        assert "No editor can be opened from here" in desk.said[-1], "an app without a terminal"
        editor_of(tmp_path / "bin", monkeypatch)
        monkeypatch.setenv("EDITOR", "no-such-editor [red]")
        await desk.press("e")
        assert "The editor `no-such-editor` cannot be started: no such file" in desk.said[-1]
        monkeypatch.setenv("EDITOR", "false")
        await desk.press("e")
        assert "`false` ended with status 1" in desk.said[-1]
        monkeypatch.delenv("EDITOR")
        await desk.press("e")
        assert "No editor is set" in desk.said[-1]

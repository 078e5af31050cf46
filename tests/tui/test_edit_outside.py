"""The plan's file in the person's editor, at the line of what is selected, and back."""

from pathlib import Path

import pytest

from planner.tui.dialogs.choice import Choice
from tests.tui.an_editor import AnEditor, editor_of
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.whole import lines

MOVED = PLAN.replace("default  = 2027-02-03", "default  = 2027-02-17  # agreed")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnEditor:
    return editor_of(tmp_path / "editor", monkeypatch)


def line_of(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def shown(desk: Desk) -> str:
    return "\n".join(lines(desk.app))


async def test_the_editor_opens_at_the_selected_date_and_its_work_is_read(
    path: Path, editor: AnEditor
) -> None:
    editor.writes(MOVED)
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("ctrl+o")
        assert editor.arguments == [f"+{line_of(PLAN, 'default  = 2027')}", str(path)]
        assert desk.date("2.0", "default") == "2027-02-17"
        assert desk.session.changes == 0
        assert desk.said == ["Read again as it is on disk."]
        await desk.select("2.0", "notice")
        await desk.press("ctrl+o")
        assert editor.arguments[0] == f"+{line_of(MOVED, 'date      = 2026-11-17')}"
        assert desk.said == ["Nothing was changed in the editor."]
        await desk.press("escape")
        await desk.select("2.0")
        await desk.press("ctrl+o")
        assert editor.arguments[0] == f"+{line_of(MOVED, 'name     = ') - 1}", "the head of its entry"


async def test_what_is_broken_is_said_with_its_line_and_edited_again(path: Path, editor: AnEditor) -> None:
    editor.writes(MOVED.replace("released = 2026-12-01\n", "relaesed = 2026-12-01\n"))
    async with at_work(path, size=(80, 24)) as desk:
        await desk.select("1.0")
        await desk.press("ctrl+o")
        await desk.dialog(Choice)
        line = line_of(MOVED, "released = 2026-12-01")
        assert f"{line}:1" in shown(desk)
        assert "did you mean" in shown(desk)
        assert desk.date("2.0", "default") == "2027-02-03", "the plan is as it was"
        editor.writes(MOVED)
        await desk.press("e")
        assert editor.arguments[0] == f"+{line}"
        assert desk.date("2.0", "default") == "2027-02-17"


async def test_errors_can_be_left_for_later(path: Path, editor: AnEditor) -> None:
    editor.writes("[")
    async with at_work(path) as desk:
        await desk.press("ctrl+o")
        await desk.dialog(Choice)
        await desk.press("l")
        assert desk.app.screen is desk.screen
        assert desk.date("2.0", "default") == "2027-02-03"


async def test_unsaved_changes_are_saved_first_if_the_person_agrees(path: Path, editor: AnEditor) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "ctrl+o")
        await desk.dialog(Choice)
        await desk.press("c")
        assert editor.arguments == []
        await desk.press("ctrl+o")
        await desk.dialog(Choice)
        await desk.press("s")
        assert editor.arguments
        assert "default  = 2027-02-10" in path.read_text()
        assert desk.session.changes == 0


async def test_changes_on_both_sides_are_there_to_be_merged(path: Path, editor: AnEditor) -> None:
    editor.writes(PLAN.replace("released = 2026-12-01\ndefault", "released = 2026-12-08\ndefault"))
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("L", "ctrl+o")
        await desk.dialog(Choice)
        await desk.press("e")
        await desk.until(lambda: "changed on disk" in desk.screen.heading.lines[0].text)
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("b", "ctrl+s")
        assert desk.date("2.0", "released") == "2026-12-08"
        assert "default  = 2027-02-10" in path.read_text()


async def test_without_an_editor_the_cure_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with at_work(path) as desk:
        await desk.press("ctrl+o")
        assert "set VISUAL or EDITOR" in desk.said[0]

"""README's five-minute tour, step by step as it is written, by mouse and by keys."""

import difflib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import Cell, Terminal

AS_OF = ("--as-of", "2026-11-21")
RIGHT, DOWN, F6 = "\x1b[C", "\x1b[B", "\x1b[17~"
ENTER, ESCAPE, SAVE, REDO = "\r", "\x1b", "\x13", "\x12"
SUM = "2026-11-17 + 90 days = 2027-02-15"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copy("plans/clio.toml", tmp_path / "clio.toml"))


@pytest.fixture(params=[(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def terminal(request: pytest.FixtureRequest, plan: Path, tmp_path: Path) -> Iterator[Terminal]:
    columns, rows = request.param
    opened = Terminal(
        "open", str(plan), *AS_OF, columns=columns, rows=rows, XDG_STATE_HOME=str(tmp_path / "state")
    )
    yield opened
    opened.close()


def drag(terminal: Terminal, item: str, sign: str, day: str) -> Cell:
    """Take an item's marker and move it to the right until the pointer's date is this day."""
    cell = terminal.find(sign, on_line_with=item)
    assert cell is not None, "\n".join(terminal.lines)
    terminal.press(cell)
    while day not in terminal.lines[cell.row]:
        cell = Cell(cell.column + 1, cell.row)
        assert cell.column < terminal.screen.columns, "\n".join(terminal.lines)
        _wait_for_change(terminal, cell)
    return cell


def _wait_for_change(terminal: Terminal, cell: Cell) -> None:
    """Move the pointer to a cell and wait for the date beside it, which comes last of what is painted."""

    def date() -> list[str]:
        return re.findall(r"\d{4}-\d\d-\d\d", terminal.lines[cell.row])

    before = date()
    terminal.move(cell)
    terminal.wait_for(lambda: date() not in ([], before))


def the_inspector_shows_the_sum(terminal: Terminal, *, by_keys: bool) -> None:
    """In a narrow window it stands in the violations' place, and is scrolled."""
    narrow = terminal.screen.columns < 110
    if narrow:
        terminal.send("i")
        terminal.wait_for("version · API v4")
        if by_keys:
            terminal.send(F6)
        shown: list[list[str]] = []
        while not terminal.find(SUM):
            assert len(shown) < 20, "the sum is not in the inspector"
            shown.append(list(terminal.lines))
            if by_keys:
                terminal.send(DOWN)
            else:
                terminal.wheel_down(Cell(40, terminal.screen.lines - 3))
            terminal.wait_for(lambda: list(terminal.lines) != shown[-1])
    terminal.wait_for(SUM)
    if narrow:
        terminal.send((F6 if by_keys else "") + "i")
    terminal.wait_for("─ Violations")


def difference(before: str, plan: Path) -> list[str]:
    after = plan.read_text(encoding="utf-8")
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]


def undo_redo_save_and_ask_ci(terminal: Terminal, plan: Path, before: str) -> None:
    terminal.wait_for("2 changes")
    terminal.wait_for("Every promise holds")
    terminal.send("u")
    terminal.wait_for_message("Undone: 4.0.13 deprecated")
    terminal.wait_for("1 change ")
    terminal.send(REDO)
    terminal.wait_for_message("Done again: 4.0.13 deprecated")
    terminal.send(SAVE)
    terminal.wait_for_message("Saved")
    changed = difference(before, plan)
    assert [line[0] for line in changed] == ["-", "+", "-", "+"]
    assert {line[1:].partition("=")[2].strip()[:10] for line in changed if line[0] == "+"} == {
        "2027-03-01",
        "2028-03-01",
    }
    assert [line.partition("#")[2] for line in changed if line[0] == "-"] == [
        line.partition("#")[2] for line in changed if line[0] == "+"
    ], "the comments are where they were"
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    check = [sys.executable, "-m", "planner", "check", str(plan), *AS_OF]
    assert subprocess.run(check, check=False, capture_output=True).returncode == 0


def test_by_keys(terminal: Terminal, plan: Path) -> None:
    before = plan.read_text(encoding="utf-8")
    terminal.wait_for("is 12 days short")
    terminal.send("n")
    the_inspector_shows_the_sum(terminal, by_keys=True)
    terminal.wait_for("is 12 days short")
    terminal.send(" " + RIGHT * 12)
    terminal.wait_for("+12 d")
    terminal.wait_for("default-notice would hold")
    terminal.send(ESCAPE)
    terminal.wait_for("is 12 days short")
    terminal.send(" " + RIGHT * 12 + ENTER)
    terminal.wait_for("1 change ")
    terminal.wait_for(lambda: not terminal.find("is 12 days short"))
    terminal.send("u" + " " + RIGHT * 26 + ENTER)
    terminal.wait_for("is 15 days short")
    terminal.send("n" + ENTER + "earliest" + ENTER)
    undo_redo_save_and_ask_ci(terminal, plan, before)


def test_by_mouse(terminal: Terminal, plan: Path) -> None:
    before = plan.read_text(encoding="utf-8")
    terminal.wait_for("is 12 days short")
    violation = terminal.find("is 12 days short")
    assert violation is not None
    terminal.press(violation)
    terminal.release(violation)
    the_inspector_shows_the_sum(terminal, by_keys=False)
    terminal.wait_for("is 12 days short")
    drag(terminal, "4.0.14", "◆", "2027-02-15")
    terminal.wait_for("default-notice would hold")
    terminal.send(ESCAPE)
    terminal.wait_for("is 12 days short")
    end = drag(terminal, "4.0.14", "◆", "2027-03-01")
    terminal.release(end)
    terminal.wait_for("1 change ")  # the violations follow a drag: they say nothing of the drop
    terminal.wait_for("is 15 days short")
    blamed = terminal.find("is 15 days short")
    assert blamed is not None
    terminal.press(blamed)
    terminal.release(blamed)
    terminal.send(ENTER + "earliest" + ENTER)
    terminal.wait_for("Every promise holds")
    terminal.send("u")
    terminal.wait_for_message("Undone: 4.0.13")
    terminal.wait_for("is 15 days short")
    end = drag(terminal, "4.0.13", "╳", "2028-03-01")
    terminal.release(end)
    undo_redo_save_and_ask_ci(terminal, plan, before)

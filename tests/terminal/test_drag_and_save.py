"""The whole way through the product as a person goes it: drag with the mouse, save, check."""

import difflib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import Cell, Terminal

AS_OF = ("--as-of", "2026-11-21")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copy("plans/clio.toml", tmp_path / "clio.toml"))


@pytest.fixture
def terminal(plan: Path, tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal("open", str(plan), *AS_OF, XDG_STATE_HOME=str(tmp_path / "state"))
    yield opened
    opened.close()


def moved_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]


def marker(terminal: Terminal) -> Cell:
    found = terminal.find("◆", on_line_with="4.0.14")
    assert found is not None, "\n".join(terminal.lines)
    return found


def test_a_date_dragged_with_the_mouse_is_saved_as_a_one_line_difference(
    terminal: Terminal, plan: Path
) -> None:
    before = plan.read_text(encoding="utf-8")
    terminal.wait_for("is 12 days short")
    start = marker(terminal)
    terminal.press(start)
    for step in (1, 2):
        terminal.move(Cell(start.column + step, start.row))
    terminal.wait_for("2027-02-15")
    terminal.wait_for("+12 d")
    terminal.wait_for("default-notice would hold")
    terminal.release(Cell(start.column + 2, start.row))
    terminal.wait_for("1 change")
    assert plan.read_text(encoding="utf-8") == before
    terminal.send("\x13")
    terminal.wait_for(lambda: plan.read_text(encoding="utf-8") != before)
    assert moved_lines(before, plan.read_text(encoding="utf-8")) == [
        "-default   = 2027-02-03  # too early by 12 days: see the tour",
        "+default   = 2027-02-15  # too early by 12 days: see the tour",
    ]
    terminal.wait_for(lambda: not terminal.find("1 change"))
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    checked = subprocess.run(
        [sys.executable, "-m", "planner", "check", str(plan), *AS_OF],
        check=False,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout


def test_escape_during_a_drag_puts_everything_back(terminal: Terminal, plan: Path) -> None:
    before = plan.read_text(encoding="utf-8")
    terminal.wait_for("is 12 days short")
    start = marker(terminal)
    terminal.press(start)
    terminal.move(Cell(start.column + 2, start.row))
    terminal.wait_for("+12 d")
    terminal.send("\x1b")
    terminal.wait_for(lambda: not terminal.find("+12 d"))
    terminal.wait_for("is 12 days short")
    assert marker(terminal) == start
    terminal.release(Cell(start.column + 2, start.row))
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    assert plan.read_text(encoding="utf-8") == before


def test_the_terminal_is_given_back_as_it_was(terminal: Terminal) -> None:
    terminal.wait_for("Clio Manage API v4")
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    for given_back in (b"\x1b[?1049l", b"\x1b[?1006l", b"\x1b[?25h"):
        assert given_back in terminal.output, given_back

"""A plan of real size in a real terminal: whole at its smallest, and when the terminal is resized."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_size import AS_OF, write
from tests.terminal.terminal import Cell, Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    plan, state = str(write(tmp_path)), str(tmp_path / "state")
    opened = Terminal("open", plan, "--as-of", str(AS_OF), XDG_STATE_HOME=state)
    opened.wait_for("is 29 days short")
    opened.wait_for("Quit")
    yield opened
    opened.close()


def ruler(terminal: Terminal) -> str:
    return "".join(terminal.lines[1:3])


def test_ruler_footer_and_buttons_are_there_at_each_size(terminal: Terminal) -> None:
    terminal.wait_for(lambda: "2027" in ruler(terminal) and "Jun" in ruler(terminal))
    terminal.send("c")
    terminal.wait_for("Add a change of the API")
    for columns, rows in ((80, 24), (120, 40), (200, 55), (80, 24)):
        terminal.resize(columns, rows)
        terminal.wait_for("Cancel (esc)")
        terminal.wait_for(lambda: "Quit" in terminal.lines[-1])
    terminal.send("\x1b")
    terminal.wait_for(lambda: not terminal.find("Cancel (esc)"))
    terminal.wait_for(lambda: "2027" in ruler(terminal))


def test_a_drag_goes_on_after_the_terminal_was_resized(terminal: Terminal) -> None:
    terminal.wait_for(lambda: terminal.find("╳", on_line_with="▌"))
    found = terminal.find("╳", on_line_with="▌")
    assert found is not None
    terminal.press(found)
    terminal.move(Cell(found.column + 2, found.row))
    terminal.wait_for("+14 d")
    terminal.resize(120, 40)
    terminal.wait_for(lambda: terminal.find("+14 d") and "Quit" in terminal.lines[-1])
    terminal.wait_for(lambda: "2028-05-22" in ruler(terminal))
    terminal.send("\x1b")
    terminal.wait_for("is 29 days short")


def test_shift_and_wheel_scroll_time(terminal: Terminal) -> None:
    def starts_in(month: str) -> bool:
        return terminal.lines[2].split()[:1] == [month]

    terminal.wait_for(lambda: starts_in("Aug"))
    terminal.wheel(Cell(50, 8), 65 + 4)
    terminal.wait_for(lambda: starts_in("Sep"))
    terminal.wheel(Cell(50, 1), 64)
    terminal.wait_for(lambda: starts_in("Aug"))

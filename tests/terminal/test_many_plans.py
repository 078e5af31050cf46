"""A morning with many plans in a real terminal: the list follows the disk, the editor and the timeline."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import Cell, Terminal
from tests.tui.an_editor import program
from tests.tui.desk import PLAN

HOLDS = PLAN.replace("2027-02-03", "2027-03-01").replace("2028-02-20", "2028-03-20")
BROKEN = HOLDS.replace("deprecated = 2028", "depreciated = 2028")
EDITOR = """\
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
assert sys.argv[1] == "+10", sys.argv
path.write_text(path.read_text().replace("depreciated", "deprecated"))
"""
ENTER, ESCAPE = "\r", "\x1b"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(12):
        text = {0: PLAN, 4: BROKEN}.get(number, HOLDS)
        (folder / f"{number:02}.toml").write_text(
            text.replace("Widgets", f"No {number:02}"), encoding="utf-8"
        )
    return folder


@pytest.fixture
def terminal(plans: Path, tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(
        "open",
        str(plans),
        "--as-of=2026-11-21",
        EDITOR=program(tmp_path, "vim", EDITOR),
        VISUAL="",
        XDG_STATE_HOME=str(tmp_path / "state"),
    )
    yield opened
    opened.close()


def line(terminal: Terminal, name: str) -> str:
    """The line of a plan in the list."""
    return next((each for each in terminal.lines[3:15] if name in each), "")


def test_a_morning_with_many_plans(terminal: Terminal, plans: Path) -> None:
    terminal.wait_for("✗ 1")
    terminal.wait_for("1 cannot be read")
    assert "12 plans" in terminal.lines[0]
    terminal.wait_for(lambda: all(f"No {number:02} API" in terminal.text for number in range(12)))
    assert "✗ line 10: `depreciated`" in line(terminal, "No 04")

    # a colleague mends one plan and breaks another, in the file
    (plans / "00.toml").write_text(HOLDS.replace("Widgets", "No 00"))
    (plans / "01.toml").write_text(PLAN.replace("Widgets", "No 01"))
    terminal.look_away_and_back()
    terminal.wait_for(lambda: "✓ holds" in line(terminal, "No 00") and "✗ 1" in line(terminal, "No 01"))
    (plans / "12.toml").write_text(HOLDS.replace("Widgets", "No 12"))
    terminal.look_away_and_back()
    terminal.wait_for_message("is new")
    terminal.wait_for("13 plans")

    # the broken plan is found and mended in the editor
    terminal.send("/")
    terminal.wait_for("plans by product")
    terminal.send("no 04")
    terminal.wait_for("1 hit")
    terminal.send(ENTER)
    terminal.wait_for("`depreciated`: did you mean `deprecated`?")
    terminal.send("e")
    terminal.wait_for(lambda: "✓ holds" in line(terminal, "No 04"))
    assert "cannot be read" not in terminal.lines[0]

    # the violated plan comes first by a click on the title, and is opened by a double click
    title = terminal.find("Stands")
    assert title is not None
    terminal.press(title)
    terminal.release(title)
    terminal.wait_for("Stands ▾")
    terminal.wait_for(lambda: "No 01" in terminal.lines[3])
    terminal.double_click(Cell(3, 3))
    terminal.wait_for("─ Violations")
    terminal.send("---")
    terminal.wait_for("2 months a cell")

    # back at the same place in the list; the plan opens as it was left
    terminal.send("q")
    terminal.wait_for("Stands ▾")
    assert "No 01" in terminal.lines[3]
    terminal.send(ENTER)
    terminal.wait_for("─ Violations")
    terminal.wait_for("2 months a cell")
    terminal.send("q")
    terminal.wait_for("Stands ▾")
    terminal.send("q")
    assert terminal.wait_for_end() == 0

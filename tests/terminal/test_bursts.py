"""Many keys in one write to the real program in a real terminal."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal
from tests.tui.desk import PLAN

RIGHT, ENTER, SAVE = "\x1b[C", "\r", "\x13"
DEFAULT = date(2027, 2, 3)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def terminal(plan: Path, tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal("open", str(plan), "--as-of", "2026-11-21", XDG_STATE_HOME=str(tmp_path / "state"))
    opened.wait_for("is 12 days short")
    yield opened
    opened.close()


def saved(terminal: Terminal, plan: Path) -> str:
    """Save, leave, and return the file."""
    terminal.send(SAVE)
    terminal.wait_for_message("Saved")
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    return plan.read_text(encoding="utf-8")


def moved(days: int) -> str:
    return PLAN.replace("default  = 2027-02-03", f"default  = {DEFAULT + timedelta(days)}")


@pytest.mark.parametrize("days", [20, 150])
def test_arrows_in_one_write_each_move_a_day(terminal: Terminal, plan: Path, days: int) -> None:
    terminal.send(RIGHT * days)
    terminal.wait_for("1 change")
    assert saved(terminal, plan) == moved(days)


def test_a_drag_by_keys_in_one_write_is_one_drag(terminal: Terminal, plan: Path) -> None:
    terminal.send(" " + RIGHT * 12 + ENTER)
    terminal.wait_for("1 change")
    assert saved(terminal, plan) == moved(12)


def test_a_date_typed_in_the_write_that_opens_its_dialog_goes_into_the_dialog(
    terminal: Terminal, plan: Path
) -> None:
    terminal.send(ENTER + "earliest" + ENTER + RIGHT)
    terminal.wait_for("2 changes")
    assert saved(terminal, plan) == moved(13)


def test_all_of_it_in_one_write_with_save_and_quit(terminal: Terminal, plan: Path) -> None:
    terminal.send(RIGHT * 3 + "u" + RIGHT * 2 + SAVE + "q")
    assert terminal.wait_for_end() == 0
    assert plan.read_text(encoding="utf-8") == moved(2)


@pytest.mark.parametrize("bracketed", [False, True])
def test_pasted_text_changes_nothing(terminal: Terminal, plan: Path, bracketed: bool) -> None:
    text = "delete x\rexit the app: 2027-02-15\r" * 40
    terminal.send(f"\x1b[200~{text}\x1b[201~" if bracketed else text)
    terminal.wait_for_message("Pasted text does nothing")
    terminal.send(RIGHT)
    terminal.wait_for("1 change")
    assert saved(terminal, plan) == moved(1)

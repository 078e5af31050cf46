"""The real program, killed while somebody edits steadily: at most the edits of one second are lost."""

import json
import os
import random
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal

AS_OF = ("--as-of", "2026-11-21")
_DEFAULT_SHOWN = re.compile(r"◆ Default\s+\w+ (\d{4}-\d\d-\d\d)")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copy("plans/clio.toml", tmp_path / "clio.toml"))


@pytest.fixture
def opened(plan: Path, tmp_path: Path) -> Iterator[list[Terminal]]:
    """Terminals that are closed in the end."""
    terminals: list[Terminal] = []
    yield terminals
    for each in terminals:
        each.close()


def start(opened: list[Terminal], plan: Path, tmp_path: Path) -> Terminal:
    terminal = Terminal(
        "open", str(plan), *AS_OF, columns=120, rows=60, XDG_STATE_HOME=str(tmp_path / "state")
    )
    opened.append(terminal)
    terminal.wait_for("Clio Manage API v4")
    return terminal


def shown(terminal: Terminal) -> str:
    found = _DEFAULT_SHOWN.search("\n".join(terminal.lines))
    return found[1] if found else ""


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_during_steady_editing_loses_at_most_one_second(
    opened: list[Terminal], plan: Path, tmp_path: Path, seed: int
) -> None:
    edits_for = random.Random(seed).uniform(1.2, 2.2)
    before = plan.read_text(encoding="utf-8")
    terminal = start(opened, plan, tmp_path)
    terminal.wait_for("is 12 days short")
    marker = terminal.find("◆", on_line_with="4.0.14")
    assert marker is not None
    terminal.press(marker)
    terminal.release(marker)
    terminal.wait_for(lambda: shown(terminal) == "2027-02-03")
    seen: list[tuple[float, str]] = []
    slowest = 0.0
    while not seen or time.monotonic() < seen[0][0] + edits_for + slowest:
        earlier, sent = shown(terminal), time.monotonic()
        terminal.send("l")
        terminal.wait_for(lambda earlier=earlier: shown(terminal) != earlier)  # type: ignore[misc]
        seen.append((time.monotonic(), shown(terminal)))
        slowest = max(slowest, seen[-1][0] - sent)
    killed = time.monotonic()
    os.kill(terminal.process.pid, signal.SIGKILL)
    terminal.wait_for(lambda: not terminal.process.isalive())
    assert plan.read_text(encoding="utf-8") == before, "nothing was saved"

    # A machine that shows an edit late by so much may also keep it late by so much.
    due = max(day for at, day in seen if at <= killed - 1 - slowest)
    (file,) = (tmp_path / "state").rglob("*.json")
    kept = [
        line for line in json.loads(file.read_text())["text"].splitlines() if line not in before.splitlines()
    ]
    assert len(kept) == 1, "one date of the file is another"
    day = kept[0].split()[2]
    assert due <= day <= seen[-1][1]

    again = start(opened, plan, tmp_path)
    again.wait_for("Restore")
    again.wait_for(f"2027-02-03 → {day}")
    again.answer("r", beside="Later (l)")
    again.wait_for("1 change")
    again.send("\x13")
    again.wait_for(lambda: f"= {day}" in plan.read_text(encoding="utf-8"))
    again.wait_for(lambda: not again.find("1 change"))
    again.send("q")
    assert again.wait_for_end() == 0
    assert list((tmp_path / "state" / "release-planner" / "unsaved").iterdir()) == []

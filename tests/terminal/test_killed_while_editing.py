"""The real program, killed while somebody edits steadily: of the edits that were kept nothing is lost."""

import json
import re
import shutil
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


def kept_day(tmp_path: Path, before: str) -> str:
    """The day in the recovery file, in which one date is another than in the plan; empty without the file."""
    file = next((tmp_path / "state").rglob("*.json"), None)
    if file is None:
        return ""
    kept = json.loads(file.read_text(encoding="utf-8"))["text"].splitlines()
    (line,) = [each for each in kept if each not in before.splitlines()]
    return str(line.split()[2])


@pytest.mark.parametrize("times", [2, 4])
def test_a_kill_during_steady_editing_loses_nothing_that_was_kept(
    opened: list[Terminal], plan: Path, tmp_path: Path, times: int
) -> None:
    before = plan.read_text(encoding="utf-8")
    terminal = start(opened, plan, tmp_path)
    terminal.wait_for("is 12 days short")
    marker = terminal.find("◆", on_line_with="4.0.14")
    assert marker is not None
    terminal.press(marker)
    terminal.release(marker)
    terminal.wait_for(lambda: shown(terminal) == "2027-02-03")
    seen, kept = ["2027-02-03"], {""}
    while len(kept) <= times:  # it keeps on keeping while the edits go on
        terminal.send("l")
        terminal.wait_for(lambda: shown(terminal) != seen[-1])
        seen.append(shown(terminal))
        kept.add(kept_day(tmp_path, before))
    terminal.kill()
    assert plan.read_text(encoding="utf-8") == before, "nothing was saved"
    day = kept_day(tmp_path, before)
    assert max(kept) <= day <= seen[-1]
    assert day in seen

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

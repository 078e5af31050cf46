"""Every command that writes a file replaces only what it read."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.disk import atomic
from planner.disk.exchange import exchange

from .conftest import EARLY_PLAN, ran

UNSENT = EARLY_PLAN.replace("told      = {}\n", "")
COMMANDS = {
    "fix": (EARLY_PLAN, ("fix", "shop.toml", "--write", "--as-of", "2026-11-21")),
    "sent": (UNSENT, ("sent", "shop.toml", "1", "--as-of", "2026-11-21")),
    "fmt": (EARLY_PLAN.replace("format  =", "format="), ("fmt", "shop.toml")),
}
each_command = pytest.mark.parametrize(("text", "command"), COMMANDS.values(), ids=COMMANDS.keys())


@pytest.fixture
def plan(folder: Path) -> Path:
    return folder / "shop.toml"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two names in one step")
@each_command
def test_a_writer_right_before_the_rename_is_not_overwritten(
    plan: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    command: tuple[str, ...],
) -> None:
    plan.write_text(text)
    calls: list[Path] = []

    def late(one: Path, other: Path) -> None:
        if not calls:
            plan.write_text("theirs")
        calls.append(one)
        exchange(one, other)

    monkeypatch.setattr(atomic, "exchange", late)
    told = ran(capfd, *command)
    assert calls, "the file was to be written"
    assert (told.code, told.out) == (2, "")
    assert "shop.toml was changed by somebody else meanwhile" in told.err.replace(":", "")
    assert plan.read_text() == "theirs"
    assert not [each for each in plan.parent.iterdir() if each.name.startswith(".planner-")]


@each_command
def test_a_read_only_plan_is_told_plainly(
    plan: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    command: tuple[str, ...],
) -> None:
    plan.write_text(text)
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for who is not root
    told = ran(capfd, *command)
    assert (told.code, told.out) == (2, "")
    assert "shop.toml: the file is read-only" in told.err
    assert plan.read_text() == text


@each_command
def test_a_plan_that_becomes_a_pipe_is_refused_without_waiting(
    plan: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    command: tuple[str, ...],
) -> None:
    plan.write_text(text)
    replace_contents: Callable[[str, bytes | None, bytes], None] = atomic.replace_contents

    def late(path: str, old: bytes | None, new: bytes) -> None:
        plan.unlink()
        os.mkfifo(plan)
        replace_contents(path, old, new)

    monkeypatch.setattr("planner.files.saving.save.replace_contents", late)
    monkeypatch.setattr("planner.cli.fmt.replace_contents", late)
    told = ran(capfd, *command)
    assert (told.code, told.out) == (2, "")
    assert "shop.toml: it is not an ordinary file" in told.err
    assert plan.is_fifo()


@pytest.mark.parametrize(
    "command", [("check", "shop.toml"), ("diff", "shop.toml", "shop.toml"), ("schema", "plan")]
)
def test_a_report_never_replaces_a_plan(
    plan: Path, capfd: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    plan.write_text(EARLY_PLAN)
    told = ran(capfd, *command, "-o", "shop.toml")
    assert (told.code, told.out) == (2, "")
    assert "`shop.toml` may be a plan or a policy" in told.err
    assert plan.read_text() == EARLY_PLAN

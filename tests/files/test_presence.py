"""Marks of plans that are open: they end with their process, and never with another's."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner.files.saving import presence
from planner.files.saving.presence import Contended, Presence, Process, claim, holder, is_held, this_process

HOLD = """
import sys
from pathlib import Path
from planner.files.saving import presence
if {without_locks}:
    presence.fcntl = None
held = presence.claim(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def holding(mark: Path, *, without_locks: bool = False) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(without_locks=without_locks), str(mark)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "plan.open"


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "fcntl", None)


def record(mark: Path, process: Process) -> None:
    mark.write_text(json.dumps({"process": process, "locked": False}))


def test_a_mark_is_held_until_it_is_released(mark: Path) -> None:
    held = claim(mark)
    assert is_held(mark)
    assert is_held(mark, clear=True)
    assert holder(mark) == this_process()
    held.release()
    held.release()
    assert not is_held(mark)
    assert not mark.exists()


@pytest.mark.parametrize("locks", [True, False])
def test_a_process_that_is_killed_holds_its_mark_no_longer(mark: Path, locks: bool) -> None:
    with holding(mark, without_locks=not locks) as process:
        assert is_held(mark)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert mark.exists()
    assert not is_held(mark)
    assert mark.exists(), "to look clears nothing"
    assert not is_held(mark, clear=True)
    assert not mark.exists()


def test_a_process_that_got_the_number_of_another_holds_nothing(mark: Path) -> None:
    record(mark, this_process()._replace(started="another boot 1"))
    assert not is_held(mark)
    record(mark, this_process())
    assert is_held(mark)


def test_the_number_in_a_locked_mark_does_not_matter(mark: Path) -> None:
    claim(mark).release()
    mark.write_text(json.dumps({"process": this_process(), "locked": True}))
    assert not is_held(mark), "the lock went with the process that had it"


@pytest.mark.usefixtures("without_locks")
def test_without_locks_the_process_is_asked_for(mark: Path) -> None:
    held = claim(mark)
    assert is_held(mark, clear=True)
    held.release()
    for number in (0, -1, 2**22 + 1, 2**70):
        record(mark, this_process()._replace(number=number))
        assert not is_held(mark)
    record(mark, Process("another host", 1, ""))
    assert is_held(mark), "nobody can tell, and nothing may be taken from a planner that runs"


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"process": [1, 2]}', b"\xff", b"[" * 100_000])
def test_a_damaged_mark_is_held_by_nobody(mark: Path, damaged: bytes) -> None:
    mark.write_bytes(damaged)
    assert holder(mark) is None
    assert not is_held(mark, clear=True)


def test_a_mark_that_somebody_has_is_not_claimed(mark: Path) -> None:
    held = claim(mark)
    with pytest.raises(Contended):
        claim(mark)
    assert is_held(mark)
    held.release()


def test_a_mark_that_is_looked_at_or_cleared_before_it_is_locked_is_given_up(
    mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    lock = fcntl.flock

    def cleared_first(file: int, operation: int) -> None:
        if operation & fcntl.LOCK_EX:
            mark.unlink()
        lock(file, operation)

    monkeypatch.setattr(fcntl, "flock", cleared_first)
    with pytest.raises(Contended):
        claim(mark)


def test_two_who_look_at_once_do_not_take_each_other_for_a_planner(mark: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    mark.write_text(json.dumps({"process": None, "locked": True}))
    with mark.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        assert not is_held(mark)


def test_the_module_can_be_imported_where_there_are_no_unix_locks() -> None:
    """Windows has no fcntl."""
    importing = (
        "import sys; sys.modules['fcntl'] = None; import planner.files.saving.presence as presence; "
        "assert presence.fcntl is None; import planner.files.saving.recovery_file, planner.cli.recover"
    )
    subprocess.run([sys.executable, "-c", importing], env={**os.environ}, check=True)


def test_a_mark_is_closed_in_programs_that_the_planner_starts(mark: Path) -> None:
    held: Presence = claim(mark)
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    with child:
        held.release()
        assert not is_held(mark)
        mark.touch()
        assert not is_held(mark), "an editor that outlives the planner does not keep the plan open"
        child.kill()

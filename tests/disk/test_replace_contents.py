"""A file is replaced only where nobody else wrote it, whatever happens at the same time."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.disk import atomic, folder_lock
from planner.disk.atomic import ChangedMeanwhile, replace_contents, write_atomically
from planner.disk.exchange import CannotExchange, exchange
from planner.disk.folder_lock import folder_lock as locked_folder
from planner.disk.leftovers import complete_name

Write = Callable[[Path], object]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def in_place(plan: Path) -> None:
    plan.write_bytes(b"theirs")


def by_rename(plan: Path) -> None:
    new = plan.with_name("draft")
    new.write_bytes(b"theirs")
    new.replace(plan)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(b"old")
    return plan


def no_exchange(one: Path, other: Path) -> None:
    raise CannotExchange


@pytest.mark.parametrize("exchanging", [exchange, no_exchange])
def test_the_contents_are_replaced(
    plan: Path, monkeypatch: pytest.MonkeyPatch, exchanging: Callable[[Path, Path], None]
) -> None:
    monkeypatch.setattr(atomic, "exchange", exchanging)
    replace_contents(str(plan), b"old", b"new")
    assert plan.read_bytes() == b"new"
    assert names(plan.parent) == ["plan.toml"]


def test_a_file_that_cannot_get_its_name_leaves_nothing(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file that is mounted by itself."""

    def busy(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(atomic, "exchange", no_exchange)
    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(OSError, match="busy"):
        replace_contents(str(plan), b"old", b"new")
    assert plan.read_bytes() == b"old"
    assert names(plan.parent) == ["plan.toml"]


def test_a_file_is_made_where_there_is_none(plan: Path) -> None:
    plan.unlink()
    replace_contents(str(plan), None, b"new")
    assert plan.read_bytes() == b"new"
    assert names(plan.parent) == ["plan.toml"]


@pytest.mark.parametrize("exchanging", [exchange, no_exchange])
@pytest.mark.parametrize("write", [in_place, by_rename, Path.unlink])
def test_a_file_that_was_written_before_is_left(
    plan: Path, monkeypatch: pytest.MonkeyPatch, write: Write, exchanging: Callable[[Path, Path], None]
) -> None:
    monkeypatch.setattr(atomic, "exchange", exchanging)
    write(plan)
    with pytest.raises(ChangedMeanwhile) as raised:
        replace_contents(str(plan), b"old", b"new")
    assert raised.value.contents == (plan.read_bytes() if plan.exists() else None)
    assert names(plan.parent) in ([], ["plan.toml"])


@pytest.mark.parametrize("write", [in_place, by_rename])
def test_a_write_while_the_temporary_file_is_written_is_left(
    plan: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    """Without exchanged names, too."""
    sync = os.fsync

    def slowly(descriptor: int) -> None:
        write(plan)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", slowly)
    monkeypatch.setattr(atomic, "exchange", no_exchange)
    with pytest.raises(ChangedMeanwhile):
        replace_contents(str(plan), b"old", b"new")
    assert plan.read_bytes() == b"theirs"
    assert names(plan.parent) == ["plan.toml"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two names in one step")
@pytest.mark.parametrize("write", [in_place, by_rename])
def test_a_write_between_the_last_comparison_and_the_rename_is_put_back(
    plan: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    calls: list[Path] = []

    def late(one: Path, other: Path) -> None:
        if not calls:
            write(plan)
        calls.append(one)
        exchange(one, other)

    monkeypatch.setattr(atomic, "exchange", late)
    with pytest.raises(ChangedMeanwhile) as raised:
        replace_contents(str(plan), b"old", b"new")
    assert raised.value.contents == plan.read_bytes() == b"theirs"
    assert len(calls) == 2
    assert names(plan.parent) == ["plan.toml"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two names in one step")
@pytest.mark.parametrize("become", [Path.unlink, lambda plan: (plan.unlink(), plan.mkdir())])
def test_a_file_that_goes_right_before_the_rename_is_not_made_again(
    plan: Path, monkeypatch: pytest.MonkeyPatch, become: Write
) -> None:
    calls: list[Path] = []

    def late(one: Path, other: Path) -> None:
        if not calls:
            become(plan)
        calls.append(one)
        exchange(one, other)

    monkeypatch.setattr(atomic, "exchange", late)
    with pytest.raises((ChangedMeanwhile, OSError)):
        replace_contents(str(plan), b"old", b"new")
    assert not plan.is_file()
    assert names(plan.parent) in ([], ["plan.toml"])


def test_a_file_made_right_before_the_rename_is_left(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.unlink()
    link = os.link

    def late(one: Path, other: Path) -> None:
        plan.write_bytes(b"theirs")
        link(one, other)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(ChangedMeanwhile) as raised:
        replace_contents(str(plan), None, b"new")
    assert raised.value.contents == plan.read_bytes() == b"theirs"
    assert names(plan.parent) == ["plan.toml"]


def test_planners_take_turns(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that another planner's lock holds up goes on when the lock is given back."""
    waited: list[float] = []
    held = os.open(plan.parent, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)

    def sleep(seconds: float) -> None:
        assert names(plan.parent) == ["plan.toml"], "nothing is begun"
        waited.append(seconds)
        if len(waited) == 3:
            os.close(held)

    monkeypatch.setattr(time, "sleep", sleep)
    replace_contents(str(plan), b"old", b"new")
    assert plan.read_bytes() == b"new"
    assert len(waited) == 3


def test_a_planner_that_was_stopped_in_a_save_holds_up_nobody_for_long(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    theirs = plan.with_name(".planner-0123456789abcdef.tmp")
    theirs.write_bytes(b"being written")
    with locked_folder(plan.parent) as mine:
        assert mine
        replace_contents(str(plan), b"old", b"new")
    assert plan.read_bytes() == b"new"
    assert sum(waited) == pytest.approx(1)
    assert theirs.exists(), "it may still be used"


def test_without_locks_a_save_goes_on(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    replace_contents(str(plan), b"old", b"new")
    assert plan.read_bytes() == b"new"


@pytest.mark.parametrize("missing", ["fcntl", "ctypes"])
def test_a_system_without_these_modules_saves_too(plan: Path, missing: str) -> None:
    code = f"""
import sys
sys.modules[{missing!r}] = None
from planner.disk.atomic import replace_contents
replace_contents({str(plan)!r}, b"old", b"new")
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    assert plan.read_bytes() == b"new"
    assert names(plan.parent) == ["plan.toml"]


def test_what_killed_saves_left_is_cleared_and_other_files_stay(plan: Path) -> None:
    incomplete = ".planner-0123456789abcdef.tmp"
    old, new, theirs = (complete_name(b"old", b"new") for _ in range(3))
    others = [".planner-x.tmp", "planner-0123456789abcdef.tmp", ".planner-0123456789abcdef.tmp~"]
    contents = {incomplete: b"ne", old: b"old", new: b"new", theirs: b"theirs", **dict.fromkeys(others, b"")}
    for name, data in contents.items():
        plan.with_name(name).write_bytes(data)
    linked = plan.with_name(".planner-fedcba9876543210.tmp")
    linked.symlink_to(plan.name)
    write_atomically(str(plan), b"new")
    assert names(plan.parent) == sorted([*others, theirs, linked.name, plan.name])


def test_without_a_lock_only_old_leftovers_are_cleared(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_lock, "fcntl", None)
    old, fresh = (plan.with_name(f".planner-{each * 16}.tmp") for each in "0f")
    old.write_bytes(b"")
    fresh.write_bytes(b"")
    os.utime(old, (0, fresh.stat().st_mtime - 3700))
    write_atomically(str(plan), b"new")
    assert names(plan.parent) == [fresh.name, plan.name]


@pytest.mark.skipif(not hasattr(os, "chown"), reason="files have no owners here")
def test_owner_and_group_are_kept(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = plan.stat()
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "chown", lambda path, owner, group: asked.append((owner, group)))
    monkeypatch.setattr(
        atomic, "_status_of", lambda path: os.stat_result([*status[:4], 4711, 4712, *status[6:10]])
    )
    replace_contents(str(plan), b"old", b"new")
    assert asked == [(4711, -1), (-1, 4712)]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may give files away")
def test_a_file_of_somebody_else_stays_theirs(plan: Path) -> None:
    os.chown(plan, 4711, 4712)
    plan.chmod(0o640)
    replace_contents(str(plan), b"old", b"new")
    status = plan.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (4711, 4712, 0o640)
    write_atomically(str(plan), b"newer")
    assert (plan.stat().st_uid, plan.stat().st_gid) == (4711, 4712)


@pytest.mark.skipif(not hasattr(os, "chown"), reason="files have no owners here")
def test_a_group_that_cannot_be_kept_gives_its_rights_to_no_other(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    plan.chmod(0o664)
    status = plan.stat()
    monkeypatch.setattr(os, "chown", refuse)
    monkeypatch.setattr(
        atomic,
        "_status_of",
        lambda path: os.stat_result([*status[:5], status.st_gid + 1, *status[6:10]]),
    )
    replace_contents(str(plan), b"old", b"new")
    assert plan.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="files have no extended attributes here")
def test_extended_attributes_are_kept(plan: Path) -> None:
    try:
        os.setxattr(plan, "user.reviewed", b"yes")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    replace_contents(str(plan), b"old", b"new")
    assert os.getxattr(plan, "user.reviewed") == b"yes"

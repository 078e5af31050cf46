import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.disk.atomic import write_atomically

Failing = Callable[..., object]


def failing(*_: object, **__: object) -> object:
    raise OSError(28, "No space left on device")


def killed(*_: object, **__: object) -> object:
    raise KeyboardInterrupt


def leftovers(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_contents_are_replaced(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(b"old")
    write_atomically(str(plan), b"new\r\n\x00")
    assert plan.read_bytes() == b"new\r\n\x00"
    assert leftovers(tmp_path) == ["plan.toml"]


def test_a_new_file_gets_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(str(tmp_path / "plan.toml"), b"new")
        write_atomically(str(tmp_path / "private.toml"), b"new", mode=0o600)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "plan.toml").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "private.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_an_existing_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(b"old")
    plan.chmod(mode)
    write_atomically(str(plan), b"new", mode=0o600)
    assert stat.S_IMODE(plan.stat().st_mode) == mode


def test_a_symlink_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link, link_to_link = (
        tmp_path / "there/plan.toml",
        tmp_path / "link.toml",
        tmp_path / "second.toml",
    )
    target.write_bytes(b"old")
    link.symlink_to("there/plan.toml")
    link_to_link.symlink_to(link)
    write_atomically(str(link_to_link), b"new")
    assert link.is_symlink()
    assert link_to_link.is_symlink()
    assert not target.is_symlink()
    assert target.read_bytes() == b"new"
    assert leftovers(target.parent) == ["plan.toml"]


def test_a_file_beside_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_atomically("plan.toml", b"new")
    assert (tmp_path / "plan.toml").read_bytes() == b"new"


@pytest.mark.parametrize(
    "broken", ["os.open", "os.fdopen", "os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace"]
)
@pytest.mark.parametrize("how", [failing, killed])
def test_a_failure_at_any_moment_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, how: Failing
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(b"old")
    monkeypatch.setattr(broken, how)
    with pytest.raises((OSError, KeyboardInterrupt)):
        write_atomically(str(plan), b"new")
    monkeypatch.undo()
    assert plan.read_bytes() == b"old"
    assert leftovers(tmp_path) == ["plan.toml"]


def test_a_kill_that_cleans_nothing_up_leaves_the_old_file_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill right before each call into the system: what is on disk then is all of one or of the other."""
    seen: set[bytes] = set()
    plan = tmp_path / "plan.toml"

    def looked_at(call: Callable[..., object]) -> Callable[..., object]:
        def look(*arguments: object, **keywords: object) -> object:
            seen.add(plan.read_bytes())
            result = call(*arguments, **keywords)
            seen.add(plan.read_bytes())
            return result

        return look

    plan.write_bytes(b"old" * 100_000)
    monkeypatch.setattr(os, "fsync", looked_at(os.fsync))
    monkeypatch.setattr(Path, "replace", looked_at(Path.replace))
    monkeypatch.setattr(Path, "chmod", looked_at(Path.chmod))
    write_atomically(str(plan), b"new" * 100_000)
    assert seen == {b"old" * 100_000, b"new" * 100_000}


def test_the_contents_are_synced_before_they_take_the_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def noted_replace(temporary: Path, target: Path) -> Path:
        assert temporary.parent == target.parent, "only within one file system is it atomic"
        done.append("replace")
        return replace(temporary, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    write_atomically(str(tmp_path / "plan.toml"), b"new")
    assert done == ["file", "replace", "folder"]


def test_a_file_that_may_not_be_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # as for who is not root
    with pytest.raises(PermissionError):
        write_atomically(str(plan), b"new")
    assert plan.read_bytes() == b"old"
    assert leftovers(tmp_path) == ["plan.toml"]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, tmp_path / "missing" / "plan.toml"):
        with pytest.raises(OSError, match=r"a folder, not a file|not an ordinary file|No such file"):
            write_atomically(str(path), b"new")
    assert leftovers(tmp_path) == ["pipe"]

"""Temporary files of saves, and clearing those that a killed save left behind."""

import os
import re
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

_INCOMPLETE = re.compile(r"\.planner-[0-9a-f]{16}\.tmp")
_COMPLETE = re.compile(r"\.planner-[0-9a-f]{16}-([0-9a-f]{32})-([0-9a-f]{32})\.tmp")

_ABANDONED_AFTER = 3600.0
"""Seconds after which a file is a leftover even where no lock tells that nobody uses it."""


def incomplete_name() -> str:
    """Return the name for a temporary file that is being written."""
    return f".planner-{token_hex(8)}.tmp"


def complete_name(old: bytes, new: bytes) -> str:
    """Return the name for a temporary file that exchanges names with a file.

    It says which two contents the file may have. With any other contents it is the work of
    another program, and stays.
    """
    return f".planner-{token_hex(8)}-{_digest(old)}-{_digest(new)}.tmp"


def clear_leftovers(folder: Path, *, locked: bool) -> None:
    """Remove what killed saves left in a folder; with its lock held, nobody uses any of it."""
    newest = None if locked else _now(folder) - _ABANDONED_AFTER
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".planner-"):
                clear_leftover(Path(entry.path), newest)


def clear_leftover(path: Path, newest: float | None = None) -> None:
    """Remove a temporary file of a save; files of others, or modified after `newest`, stay."""
    complete = _COMPLETE.fullmatch(path.name)
    if complete or _INCOMPLETE.fullmatch(path.name):
        with suppress(OSError):
            _clear(path, complete, newest)


def _clear(path: Path, complete: re.Match[str] | None, newest: float | None) -> None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or (newest is not None and status.st_mtime > newest):
        return
    if complete is None or _digest(path.read_bytes()) in complete.groups():
        path.unlink()


def _now(folder: Path) -> float:
    """Return the time on the clock of the file system, which need not be that of this machine."""
    probe = folder / incomplete_name()
    try:
        probe.touch(mode=0o600, exist_ok=False)
        return probe.stat().st_mtime
    except OSError:
        return 0.0
    finally:
        with suppress(OSError):
            probe.unlink()


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]

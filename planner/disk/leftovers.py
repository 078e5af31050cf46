"""The temporary files of saves: their names, and removing the ones that killed saves left behind."""

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
"""Seconds after which a file is a leftover even where no lock proves that nobody uses it."""


def incomplete_name() -> str:
    """Return a new name for a temporary file that is being written."""
    return f".planner-{token_hex(8)}.tmp"


def complete_name(old: bytes, new: bytes) -> str:
    """Return a new name for a temporary file that exchanges names with a file.

    The name has the digests of the two contents that the file may have. With any other contents
    the file is the work of another program, and is not removed.
    """
    return f".planner-{token_hex(8)}-{_digest(old)}-{_digest(new)}.tmp"


def clear_leftovers(folder: Path, *, locked: bool) -> None:
    """Remove the temporary files that killed saves left in a folder; ignore files that cannot be removed.

    With `locked` the caller holds the folder's lock, so that nobody uses any of them; without it, only
    files older than an hour are removed.
    """
    newest = None if locked else _now(folder) - _ABANDONED_AFTER
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".planner-"):
                clear_leftover(Path(entry.path), newest)


def clear_leftover(path: Path, newest: float | None = None) -> None:
    """Remove a file if it is a temporary file of a save and was not modified after `newest`.

    `newest` is in seconds since the epoch; None removes a file of any age. A file that another program
    wrote under such a name stays; errors are ignored.
    """
    complete = _COMPLETE.fullmatch(path.name)
    if complete or _INCOMPLETE.fullmatch(path.name):
        with suppress(OSError):
            _clear(path, complete, newest)


def _clear(path: Path, complete: re.Match[str] | None, newest: float | None) -> None:
    """Remove a temporary file unless it is newer than `newest` (None: of any age) or not an ordinary file.

    `complete` is the match of a complete name: such a file goes only if its digest is in the name.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or (newest is not None and status.st_mtime > newest):
        return
    if complete is None or _digest(path.read_bytes()) in complete.groups():
        path.unlink()


def _now(folder: Path) -> float:
    """Return the time by the file system's clock, which may differ from this machine's; 0 if it is unknown.

    A file is made in the folder, and removed again, to see its time.
    """
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

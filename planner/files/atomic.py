"""Writing a file so that a kill at any moment leaves the old contents or the new, never less."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from secrets import token_hex


def write_atomically(path: str, data: bytes, *, mode: int = 0o666) -> None:
    """Replace a file's contents, or make the file; OSError leaves things as they were.

    An existing file keeps its mode; `mode` is for a new one, less the umask. A symlink stays
    one: what it points to is written.
    """
    target = Path(path).resolve()
    kept = _mode_of(target)
    temporary = target.with_name(f".planner-{token_hex(8)}.tmp")
    private = 0o600 if kept is not None else mode  # until it is complete and gets the mode that was kept
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), private
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if kept is not None:
            temporary.chmod(kept)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync(target.parent)


def _mode_of(target: Path) -> int | None:
    """The mode of an existing file; replacing one that may not be written would get round its mode."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "Not an ordinary file", str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return stat.S_IMODE(status.st_mode)


def _sync(folder: Path) -> None:
    """Make the new name itself durable; the contents are in place already, so a failure undoes nothing."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

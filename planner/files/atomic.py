"""Writing a file so that a kill at any moment leaves the old contents or the new, never less."""

import errno
import os
import stat
from contextlib import suppress
from secrets import token_hex


def write_atomically(path: str, data: bytes, *, mode: int = 0o666) -> None:
    """Replace a file's contents, or make the file; OSError leaves things as they were.

    An existing file keeps its mode; `mode` is for a new one, less the umask. A symlink stays
    one: what it points to is written.
    """
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    kept = _mode_of(target)
    temporary = os.path.join(folder, f".planner-{token_hex(8)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if kept is not None:
            os.chmod(temporary, kept)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _mode_of(target: str) -> int | None:
    """The mode of an existing file; replacing one that may not be written would get round its mode."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "Not an ordinary file", target)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)
    return stat.S_IMODE(status.st_mode)


def _sync_folder(folder: str) -> None:
    """Make the new name itself durable; the contents are in place already, so a failure undoes nothing."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

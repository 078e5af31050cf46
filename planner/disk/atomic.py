"""Writing a file so that a kill at any moment leaves the old contents or the new, never a part of them."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.disk.exchange import CannotExchange, exchange
from planner.disk.folder_lock import folder_lock
from planner.disk.leftovers import clear_leftover, clear_leftovers, complete_name, incomplete_name
from planner.disk.ownership import keep_attributes
from planner.disk.write_access import why_read_only


class ChangedMeanwhile(Exception):
    """Another program changed the file since it was read; nothing was written."""

    def __init__(self, contents: bytes | None) -> None:
        super().__init__("the file was changed by somebody else meanwhile")
        self.contents = contents
        """The contents of the file now; None if it is gone."""


def write_atomically(path: str, data: bytes, *, mode: int = 0o666) -> None:
    """Replace a file's contents, or create the file.

    An existing file keeps its owner, group and mode; a new one gets `mode` less the umask. The target of
    a symlink is written and the link stays. Raise OSError, with nothing changed, if that cannot be done.
    """
    target = Path(path).resolve()
    with folder_lock(target.parent) as locked:
        clear_leftovers(target.parent, locked=locked)
        temporary = _write_temporary(target, data, mode)
        with _cleared(temporary):
            temporary.replace(target)
    _sync(target.parent)


def replace_contents(path: str, old: bytes | None, new: bytes) -> None:
    """Replace a file's contents as `write_atomically` does, but only if they are `old`.

    `old` is None for a file that must not exist yet. Raise ChangedMeanwhile if the contents are not
    `old`. They are compared right before the new file gets its name. On a system that can exchange
    two names in one step, the replaced contents are compared once more, and put back if another
    program wrote them in between.
    """
    target = Path(path).resolve()
    with folder_lock(target.parent) as locked:
        clear_leftovers(target.parent, locked=locked)
        _compare(target, old)
        temporary = _write_temporary(target, new, 0o666)
        with _cleared(temporary):
            _compare(target, old)
            if old is None:
                _create(temporary, target)
            else:
                _exchange(temporary, target, old, new)
    _sync(target.parent)


def file_contents(path: str) -> bytes | None:
    """Return the contents of a file or of a link's target, or None if there is no file.

    Raise OSError for anything but an ordinary file (a pipe is not waited for), or one that cannot be read.
    """
    try:
        _refuse_unless_ordinary(Path(path).stat(), Path(path))
        return _read_ordinary(Path(path).resolve())
    except FileNotFoundError:
        return None


def _read_ordinary(path: Path) -> bytes:
    """Return the contents of an ordinary file; raise OSError for a link or another kind of file.

    A pipe is not waited for.
    """
    flags = ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_BINARY")
    descriptor = os.open(path, os.O_RDONLY | sum(getattr(os, each, 0) for each in flags))
    with os.fdopen(descriptor, "rb") as file:
        _refuse_unless_ordinary(os.fstat(file.fileno()), path)
        return file.read()


def _compare(target: Path, old: bytes | None) -> None:
    """Raise ChangedMeanwhile unless a file has the contents `old` (None: does not exist).

    Raise OSError if it is not an ordinary file or may not be written.
    """
    _status_of(target)
    contents = _contents(target)
    if contents != old:
        raise ChangedMeanwhile(contents)


def _contents(target: Path) -> bytes | None:
    """Return the contents of an ordinary file at a resolved path, or None if there is no file.

    Raise OSError for anything else.
    """
    try:
        return _read_ordinary(target)
    except FileNotFoundError:
        return None


def _write_temporary(target: Path, data: bytes, mode: int) -> Path:
    """Write data to a temporary file beside the target, down to the disk, and return its path.

    It gets the attributes of the target; where there is no target yet, `mode` less the umask.
    """
    status = _status_of(target)
    temporary = target.with_name(incomplete_name())
    private = 0o600 if status is not None else mode  # until the complete file gets the target's mode
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), private
    )
    with _cleared(temporary):
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if status is not None:
            keep_attributes(status, target, temporary)
        return temporary


def _exchange(temporary: Path, target: Path, old: bytes, new: bytes) -> None:
    """Put a complete file in the place of the target; put the target back if its contents are not `old`.

    Then raise ChangedMeanwhile, or OSError if the target is not an ordinary file. Where the system
    cannot exchange names, the target is replaced without this comparison. Only the target is left.
    """
    pending = temporary.with_name(complete_name(old, new))
    temporary.rename(pending)
    try:
        exchange(pending, target)
        replaced = _replaced(pending)
        if replaced != old:
            exchange(pending, target)
            if replaced is None:
                raise _not_an_ordinary_file(target)
            raise ChangedMeanwhile(replaced)
    except CannotExchange:
        pending.replace(target)
    except FileNotFoundError:
        raise ChangedMeanwhile(None) from None
    finally:
        clear_leftover(pending)


def _replaced(pending: Path) -> bytes | None:
    """Return the contents of the file that an exchange moved to `pending`; None if it cannot be read."""
    try:
        return _read_ordinary(pending)
    except OSError:
        return None


def _create(temporary: Path, target: Path) -> None:
    """Give a temporary file the target's name; raise ChangedMeanwhile if a file has that name by now."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise ChangedMeanwhile(_contents(target)) from None
    except (OSError, AttributeError):  # a file system without hard links
        _compare(target, None)
        temporary.replace(target)
    else:
        temporary.unlink()


@contextmanager
def _cleared(temporary: Path) -> Iterator[None]:
    """Remove a temporary file if the block raises anything, and let the exception pass."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _status_of(target: Path) -> os.stat_result | None:
    """Return the status of a file, or None if it does not exist.

    Raise OSError if it is not ordinary, and PermissionError if it or its folder may not be written:
    replacing a read-only file would get round its mode.
    """
    status: os.stat_result | None = None
    with suppress(FileNotFoundError):
        status = target.stat()
    if status is not None:
        _refuse_unless_ordinary(status, target)
    if why := why_read_only(str(target)):
        raise PermissionError(errno.EACCES, why, str(target))
    return status


def _refuse_unless_ordinary(status: os.stat_result, path: Path) -> None:
    """Raise OSError for a folder, a pipe, a socket or a device."""
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder, not a file", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise _not_an_ordinary_file(path)


def _not_an_ordinary_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, "it is not an ordinary file", str(path))


def _sync(folder: Path) -> None:
    """Write the names in a folder down to the disk, so that a new name outlasts a loss of power.

    A failure is ignored: the contents are in place already.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

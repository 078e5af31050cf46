"""New files: written whole, or not at all, and never over anything but an empty file."""

import errno
import os
from contextlib import suppress

from planner.disk.atomic import ChangedMeanwhile, replace_contents
from planner.disk.source import Unreadable, read_bytes

_MOST_BLANKS = 1000
"""The bytes of an empty file, at most."""


def create(path: str, data: bytes) -> None:
    """Write a file that does not exist yet, or is empty (see `is_empty`).

    Raise FileExistsError if it holds something, or another OSError if it cannot be written.
    """
    contents = _contents(path)
    if contents is not None:
        _fill(path, contents, data)
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            os.unlink(path)
        raise


def _fill(path: str, empty: bytes, data: bytes) -> None:
    """Replace the contents of an empty file; raise OSError if another program changed it meanwhile."""
    try:
        replace_contents(path, empty, data)
    except ChangedMeanwhile as change:
        if change.contents is None:
            raise FileNotFoundError(errno.ENOENT, "it was removed meanwhile", path) from None
        raise FileExistsError(errno.EEXIST, "it is there already", path) from None


def is_free(path: str) -> bool:
    """Return True if there is nothing at a path, not even a broken link, or an empty file."""
    return not os.path.lexists(path) or is_empty(path)


def is_empty(path: str) -> bool:
    """Return True if a path is an ordinary, readable file of at most 1,000 bytes, all of them blanks."""
    try:
        return os.path.isfile(path) and os.path.getsize(path) <= _MOST_BLANKS and not read_bytes(path).strip()
    except (OSError, Unreadable, ValueError):
        return False


def _contents(path: str) -> bytes | None:
    """Return the contents of an empty file, or None if there is nothing at the path.

    Raise FileExistsError for anything else.
    """
    if not os.path.lexists(path):
        return None
    if not is_empty(path):
        raise FileExistsError(f"{path} is there already")
    try:
        return read_bytes(path)
    except Unreadable as error:
        raise FileExistsError(str(error)) from None

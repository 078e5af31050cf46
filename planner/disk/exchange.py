"""Exchanging the names of two files in one step, so that neither can be lost on the way."""

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
"""Makes the paths relative to the working folder."""
_RENAME_EXCHANGE = 2


class CannotExchange(Exception):
    """The system or the file system cannot exchange names; nothing was changed."""


def exchange(one: Path, other: Path) -> None:
    """Give each of two files the name of the other.

    Raise FileNotFoundError if one does not exist, and CannotExchange where the system cannot do it.
    """
    rename = _renameat2()
    if rename is None:
        raise CannotExchange
    error = rename(os.fsencode(one), os.fsencode(other))
    if error:
        failure = OSError(error, os.strerror(error), str(other))
        if isinstance(failure, FileNotFoundError):
            raise failure
        raise CannotExchange from failure


@cache
def _renameat2() -> Callable[[bytes, bytes], int] | None:
    """Return Linux's exchange of two names as a function that returns an error number, 0 for success.

    Return None where the system has none.
    """
    if sys.platform != "linux":
        return None
    try:
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        call = library.renameat2
    except (ImportError, OSError, AttributeError):
        return None

    def rename(one: bytes, other: bytes) -> int:
        failed = call(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
        return ctypes.get_errno() if failed else 0

    return rename

"""Two files that exchange their names in one step, so that neither can be lost on the way."""

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_HERE = -100  # AT_FDCWD: a path is relative to the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE


class CannotExchange(Exception):
    """The system or the file system has no such operation; nothing was changed."""


def exchange(one: Path, other: Path) -> None:
    """Give each file the name of the other; FileNotFoundError where one is gone."""
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
    """The call of Linux, which returns an error number; None on other systems."""
    if sys.platform != "linux":
        return None
    try:
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        call = library.renameat2
    except (ImportError, OSError, AttributeError):
        return None

    def rename(one: bytes, other: bytes) -> int:
        failed = call(_HERE, one, _HERE, other, _EXCHANGE)
        return ctypes.get_errno() if failed else 0

    return rename

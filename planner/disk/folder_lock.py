"""A lock on a folder, so that planners that write there at the same time take turns."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

_TRIES = 100
_PAUSE = 0.01
"""Seconds between two tries."""


@contextmanager
def folder_lock(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder during the block; yield True, or False if it cannot be locked.

    It cannot if there is no such folder, the system has no locks, or another planner holds the lock for
    more than a second. The kernel releases the lock of a process that ends, however it ends.
    """
    descriptor = -1
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor >= 0 and _locked(descriptor)
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Lock an open folder, waiting up to a second; return True if it is locked then."""
    if fcntl is None:
        return False
    for _ in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:  # a file system without locks
            return False
        else:
            return True
    return False

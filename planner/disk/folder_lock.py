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
    """Hold the lock of a folder; yield False if it cannot be locked.

    The kernel releases the lock of a process that ends, however it ends. A planner that was
    stopped while it held the lock is waited for one second, and no longer.
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
    """Lock an open folder, waiting up to a second; return False if that fails."""
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

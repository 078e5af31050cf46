"""Marks of open plans: one file for each open plan, locked while its planner runs.

The kernel releases the lock of a process that ends, however it ends, and another process with the
same number does not get it. On a file system without locks, the process is looked up by its number
and its start instead.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, NamedTuple

fcntl: ModuleType | None
msvcrt: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
try:
    import msvcrt
except ImportError:  # every other system
    msvcrt = None

_LOCKED_BYTE = 1 << 30
"""The offset of the locked byte: beyond the contents, since Windows lets nobody read a locked byte."""


class Contended(OSError):
    """Another process opened or removed a mark before it was locked; another name may do."""


class Process(NamedTuple):
    """A process, told apart from later ones with the same number as far as the system can."""

    host: str
    number: int
    started: str
    """Its boot and clock tick; empty where the system does not tell."""


class Presence:
    """A mark that this process holds until it is released or the process ends."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file

    def release(self) -> None:
        """Remove the mark and release its lock, so that others see the plan as closed.

        A second call does nothing.
        """
        if not self._file.closed:
            with suppress(OSError):
                self.path.unlink()
            self._file.close()
            with suppress(OSError):  # Windows removes no open file
                self.path.unlink(missing_ok=True)


def claim(path: Path) -> Presence:
    """Create and lock a mark for this process.

    Raise Contended if another name has to be tried, and OSError if none would do.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        file = os.fdopen(os.open(path, flags, 0o600), "r+b")
    except FileExistsError as error:
        raise Contended(error.errno, error.strerror, str(path)) from None
    try:
        locked = _lock(file, shared=False)
        if locked is False or not _is_file_at(path, file):
            raise Contended(0, "another process looked at it", str(path))
        file.write(json.dumps({"process": this_process(), "locked": bool(locked)}).encode())
        file.flush()
    except BaseException:
        file.close()
        raise
    return Presence(path, file)


def is_held(path: Path, *, clear: bool = False) -> bool:
    """Return True while the process that made a mark runs and has not released it.

    A mark that cannot be opened counts as held, a missing one does not. With `clear`, remove a mark that
    nobody holds.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    except OSError:
        return True  # nobody can tell, and nothing may be taken from a planner that runs
    with file:
        locked = _lock(file, shared=True)
        held = locked is False or (_made_without_lock(file, locked) and _may_run(_process_of(file)))
        if clear and not held:
            with suppress(OSError):
                path.unlink()
    if clear and not held and msvcrt is not None:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return held


def holder(path: Path) -> Process | None:
    """Return the process that made a mark, or None if the mark is missing or cannot be read."""
    try:
        with path.open("rb") as file:
            return _process_of(file)
    except OSError:
        return None


def this_process() -> Process:
    """Return the process that runs this code."""
    return Process(_host(), os.getpid(), _started(os.getpid()))


def _lock(file: BinaryIO, *, shared: bool) -> bool | None:
    """Lock an open file without waiting, alone or `shared` with other readers.

    Return True if it is locked, False if another process holds it, None where there are no locks.
    """
    try:
        if fcntl is not None:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        elif msvcrt is not None:
            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            return None
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True


def _is_file_at(path: Path, file: BinaryIO) -> bool:
    """Return True if the file at a path is this open file, and not another one put in its place."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except OSError:
        return False


def _made_without_lock(file: BinaryIO, lock_works: bool | None) -> bool:
    """Return True if a free lock proves nothing: the mark was made without one, or there are no locks."""
    return not lock_works or _record(file).get("locked") is False


def _may_run(process: Process | None) -> bool:
    """Return True unless a process is unknown (None) or known to have ended.

    Of a process of another host nothing is known.
    """
    if process is None or process.host != _host():
        return process is not None
    return _runs(process.number) and process.started == _started(process.number)


def _runs(number: int) -> bool:
    """Return True if a process with this number runs on this machine; always False on Windows."""
    if os.name != "posix" or number <= 0:
        return False
    try:
        os.kill(number, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _process_of(file: BinaryIO) -> Process | None:
    """Return the process that a mark names, or None if it names none."""
    match _record(file).get("process"):
        case [str(host), int(number), str(started)]:
            return Process(host, number, started)
    return None


def _record(file: BinaryIO) -> dict[str, object]:
    """Return the contents of a mark; an empty table if they cannot be read."""
    try:
        file.seek(0)
        record = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else ""


def _started(number: int) -> str:
    """Return the boot and the clock tick of a process's start on Linux; an empty text on other systems."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        status = Path(f"/proc/{number}/stat").read_text(errors="replace")
        return f"{boot} {status.rpartition(')')[2].split()[19]}"
    except (OSError, IndexError):
        return ""

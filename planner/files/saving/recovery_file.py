"""The recovery file of one session: its mark exists while the plan is open, its work while unsaved."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from threading import Lock

from planner.files.saving.presence import Contended, Presence, claim
from planner.files.saving.recovery import (
    MARK_SUFFIX,
    WORK_SUFFIX,
    FoundWork,
    UnsavedWork,
    find_others,
    recovery_folder,
    stem,
    write_work,
)

_TRIES = 20


class RecoveryFile:
    """The recovery file of one session. Threads may share it: older work never replaces newer.

    `trouble` is the reason why unsaved work cannot be kept; None while it can.
    """

    def __init__(self, plan_path: str) -> None:
        self.plan_path = plan_path
        self.trouble: str | None = None
        self._presence: Presence | None = None
        self._lock = Lock()
        self._released = False
        self._numbered = 0
        self._settled = 0

    @property
    def path(self) -> Path | None:
        """The path at which the work is kept; None before `announce`."""
        return None if self._presence is None else self._presence.path.with_suffix(WORK_SUFFIX)

    def next_number(self) -> int:
        """Return the number for the next work to keep; later work has a higher one."""
        self._numbered += 1
        return self._numbered

    def announce(self) -> bool:
        """Tell other planners that the plan is open; return False, with `trouble`, if that fails."""
        with self._lock:
            return self._released or self._try_to(self._announce)

    def others(self) -> FoundWork:
        """Return the work that others keep of the plan; none, with `trouble`, if the folder is unreadable."""
        try:
            return find_others(self.plan_path, self.path)
        except (OSError, ValueError) as error:
            self.trouble = _reason(error)
            return FoundWork()

    def keep(self, work: UnsavedWork, number: int) -> bool:
        """Write work to the recovery file; return False, with `trouble`, if that fails.

        Nothing is written, and True returned, if newer work was kept or dropped already.
        """
        with self._lock:
            if self._released or number <= self._settled:
                return True
            self._settled = number
            return self._try_to(lambda: self._write(work))

    def drop(self, number: int | None = None) -> bool:
        """Remove the kept work, which was saved or given up; return False, with `trouble`, if that fails.

        Work with a higher number than the given one stays; without a number, all work goes.
        """
        with self._lock:
            if number is not None and number <= self._settled:
                return True
            self._settled = self._numbered if number is None else number
            try:
                self._remove()
            except OSError as error:
                self.trouble = _reason(error)
                return False
            return True

    def release(self) -> None:
        """Tell other planners that the plan is closed here; kept work stays, and is left behind."""
        with self._lock:
            self._released = True
            if self._presence is not None:
                self._presence.release()
                self._presence = None

    def _try_to(self, action: Callable[[], object]) -> bool:
        """Run an action; return False and set `trouble` if it raises OSError or ValueError."""
        try:
            action()
        except (OSError, ValueError) as error:
            self.trouble = _reason(error)
            return False
        self.trouble = None
        return True

    def _announce(self) -> Path:
        """Hold a mark, a new one if it was removed meanwhile; return the path for the work."""
        if self._presence is not None and not self._presence.path.exists():  # somebody cleared the folder
            self._presence.release()
            self._presence = None
        if self._presence is None:
            folder = recovery_folder()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._presence = _claim(folder, stem(self.plan_path))
        return self._presence.path.with_suffix(WORK_SUFFIX)

    def _write(self, work: UnsavedWork) -> None:
        write_work(self._announce(), self.plan_path, work)

    def _remove(self) -> None:
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def _claim(folder: Path, begins: str) -> Presence:
    """Create a mark with a random id; raise OSError if it cannot be locked under any of a few names."""
    for _ in range(_TRIES):
        with suppress(Contended):
            return claim(folder / f"{begins}-{token_hex(4)}{MARK_SUFFIX}")
    raise OSError(0, "no recovery file could be locked", str(folder))


def _reason(error: OSError | ValueError) -> str:
    """Return an error as the end of a sentence, with the file that it is about."""
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror.lower()}"
    return str(error)

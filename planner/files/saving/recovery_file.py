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
        """The path at which the work is kept; None before `announce` or `keep`, and after `release`."""
        return None if self._presence is None else self._presence.path.with_suffix(WORK_SUFFIX)

    def next_number(self) -> int:
        """Return the number for the next work to keep: by it `keep` and `drop` tell older work from newer."""
        self._numbered += 1
        return self._numbered

    def announce(self) -> bool:
        """Tell other planners that the plan is open; return False, and set `trouble`, if that fails.

        After `release`, do nothing and return True.
        """
        with self._lock:
            return self._released or self._try_to(self._announce)

    def others(self) -> FoundWork:
        """Return the work left behind for the plan, and whether others have it open.

        If the folder cannot be read, set `trouble` and return neither.
        """
        try:
            return find_others(self.plan_path, self.path)
        except (OSError, ValueError) as error:
            self.trouble = _reason(error)
            return FoundWork()

    def keep(self, work: UnsavedWork, number: int) -> bool:
        """Write work to the recovery file; return False, and set `trouble`, if that fails.

        Nothing is written, and True returned, after `release` or if newer work was kept or dropped already.
        """
        with self._lock:
            if self._released or number <= self._settled:
                return True
            self._settled = number
            return self._try_to(lambda: self._write(work))

    def drop(self, number: int | None = None) -> bool:
        """Remove the kept work, which was saved or given up; return False, and set `trouble`, if that fails.

        `number` is that of work of which nothing is to be kept: nothing is removed if newer work was kept or
        dropped already. Without it, all work numbered so far is dropped.
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
        """Tell other planners that the plan is closed here; kept work stays and counts as left behind.

        From now on nothing is kept.
        """
        with self._lock:
            self._released = True
            if self._presence is not None:
                self._presence.release()
                self._presence = None

    def _try_to(self, action: Callable[[], object]) -> bool:
        """Run an action and clear `trouble`; if it raises OSError or ValueError, set it and return False."""
        try:
            action()
        except (OSError, ValueError) as error:
            self.trouble = _reason(error)
            return False
        self.trouble = None
        return True

    def _announce(self) -> Path:
        """Hold a mark and return the path for the work; make a new mark if there is none any more."""
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
    """Create and lock a mark whose name begins with a text and ends with a random id.

    Raise OSError if that fails under each of a few names.
    """
    for _ in range(_TRIES):
        with suppress(Contended):
            return claim(folder / f"{begins}-{token_hex(4)}{MARK_SUFFIX}")
    raise OSError(0, "no recovery file could be locked", str(folder))


def _reason(error: OSError | ValueError) -> str:
    """Return an error as the end of a sentence, with the path that it is about if it has one."""
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror.lower()}"
    return str(error)

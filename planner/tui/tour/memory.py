"""The step at which a person left the tour, kept in a file between two starts of the planner."""

from contextlib import suppress
from pathlib import Path

from planner.disk.user_folder import user_folder
from planner.tui.tour.steps import STEPS

_FILE = "tour"


def remembered() -> int:
    """Return the index of the step to go on at; 0 if none is kept, or the file cannot be read."""
    try:
        text = _path().read_text("ascii").strip()
    except (OSError, ValueError):
        return 0
    number = int(text) if text.isdigit() and len(text) == 1 else 1
    return number - 1 if 1 <= number <= len(STEPS) else 0


def remember(step: int) -> None:
    """Write the index of a step to a file; the first step, or one past the last, removes the file.

    Nothing happens if it cannot be written.
    """
    with suppress(OSError):
        path = _path()
        if 0 < step < len(STEPS):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{step + 1}\n", "ascii")
        else:
            path.unlink(missing_ok=True)


def _path() -> Path:
    """Return the path of the file, in the person's folder for state."""
    return user_folder("state", None) / _FILE

"""The step of the tour that a person left at, kept between two starts of the planner."""

from contextlib import suppress
from pathlib import Path

from planner.disk.user_folder import user_folder
from planner.tui.tour.steps import STEPS

_FILE = "tour"


def remembered() -> int:
    """Return the index of the step to take the tour up at; 0 for a new tour."""
    try:
        text = _path().read_text("ascii").strip()
    except (OSError, ValueError):
        return 0
    number = int(text) if text.isdigit() and len(text) == 1 else 1
    return number - 1 if 1 <= number <= len(STEPS) else 0


def remember(step: int) -> None:
    """Keep a step, if there is a place to keep it; a tour that has not begun or is over is forgotten."""
    with suppress(OSError):
        path = _path()
        if 0 < step < len(STEPS):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{step + 1}\n", "ascii")
        else:
            path.unlink(missing_ok=True)


def _path() -> Path:
    return user_folder("state", None) / _FILE

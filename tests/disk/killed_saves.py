"""Saves that are killed before one of the lines that they run; prints what each left behind.

A process of its own: it forks, which a test runner with threads should not do.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from planner.files.plan.file import read_plan_file
from planner.files.saving.save import Saved, save

WRITING = ("atomic.py", "exchange.py", "folder_lock.py", "leftovers.py", "ownership.py")

OLD = b'format = 1\nproduct = "P"\npolicy = "clio"\n\n[[version]]\nname = "1"\nreleased = 2026-01-01\n'
NEW = OLD.replace(b'"P"', b'"Q"')


def save_once(path: Path) -> None:
    file = read_plan_file(str(path))
    assert file.plan is not None
    outcome = save(file, file.plan._replace(product="Q"))
    assert isinstance(outcome, Saved), outcome


def lines_of(path: Path, at_line: Callable[[str], None]) -> None:
    """Save once and call `at_line` with the path of the file of every line that runs."""

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if "planner" not in frame.f_code.co_filename:
            return None
        if event == "line":
            at_line(frame.f_code.co_filename)
        return trace

    sys.settrace(trace)
    save_once(path)
    sys.settrace(None)


def killed_at(path: Path, number: int) -> None:
    """Save in a process that is killed before the line of this number."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        return
    left = number

    def count(_: str) -> None:
        nonlocal left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    lines_of(path, count)
    os._exit(0)


def main(folder: Path) -> None:
    path = folder / "plan.toml"
    path.write_bytes(OLD)
    save_once(path)  # what is imported and cached once is out of the way
    path.write_bytes(OLD)
    files: list[str] = []
    lines_of(path, files.append)
    writing = [number for number, name in enumerate(files) if Path(name).name in WRITING]
    anywhere = [Random(seed).randrange(len(files)) for seed in range(100)]
    for number in (*writing, *anywhere):
        path.write_bytes(OLD)
        killed_at(path, number)
        contents = {OLD: "old", NEW: "new"}.get(path.read_bytes(), "torn")
        left = sum(each != path for each in folder.iterdir())
        path.write_bytes(OLD)
        save_once(path)
        then = sum(each != path for each in folder.iterdir())
        print(contents, left, then)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

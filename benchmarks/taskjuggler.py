"""TaskJuggler, which checks gaps between dates too, on the same versions written for it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_plan import AS_OF, big_plan, dates
from benchmarks.table import Result, Skipped

VERSIONS = 1000
PATIENCE = 600
"""Seconds."""


def results() -> Iterator[Result | Skipped]:
    """Yield the time of a check of a big plan against TaskJuggler's, or why it was skipped."""
    what, tj3 = "check of 1,000 versions", shutil.which("tj3")
    if tj3 is None:
        yield Skipped(what, "TaskJuggler (tj3) is not installed")
        return
    with TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "plan.toml"), Path(folder, "plan.tjp")
        ours.write_text(big_plan(VERSIONS), encoding="utf-8")
        theirs.write_text(project(VERSIONS), encoding="utf-8")
        taken = _seconds([sys.executable, "-m", "planner", "check", str(ours), "--as-of", str(AS_OF)])
        try:
            its = _seconds([tj3, "--silent", "--no-reports", "--output-dir", folder, str(theirs)])
        except subprocess.TimeoutExpired:
            yield Skipped(what, f"tj3 had not finished after {PATIENCE} seconds")
        else:
            yield Result(what, taken, "TaskJuggler (tj3), gaps only", its)


def project(versions: int) -> str:
    """Return the versions of a big plan as a TaskJuggler project: a task per version with its dates.

    The dates are milestones, held apart by gaps in days, since TaskJuggler has no calendar durations.
    """
    end = dates(versions).deprecated + timedelta(days=1)
    head = f'project plan "A big API" {dates(0).released} - {end} {{ now {AS_OF} }}\n'
    return head + "".join(_task(number, last=number == versions - 1) for number in range(versions))


def _task(number: int, *, last: bool) -> str:
    """Return the task of a version with its milestones; the last version has no end."""
    days = dates(number)
    milestones = [
        _milestone("released", days.released, None),
        _milestone("default", days.default, "!released { gapduration 90d }"),
    ]
    if not last:
        after = f"v{number + 1}.default {{ gapduration 365d }}"
        milestones.append(_milestone("deprecated", days.deprecated, after))
    return f'task v{number} "4.0.{number}" {{\n{"".join(milestones)}}}\n'


def _milestone(name: str, day: date, after: str | None) -> str:
    """Return a line of a project: a milestone on a day, which depends on `after` unless that is None."""
    depends = f"depends {after} " if after else ""
    return f'  task {name} "{name}" {{ milestone start {day} {depends}}}\n'


def _seconds(command: list[str]) -> float:
    """Return the seconds that a command takes; raise TimeoutExpired after `PATIENCE`."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, timeout=PATIENCE)
    return time.perf_counter() - start

"""Legal windows, and ripples that move many dates; TaskJuggler reschedules the same chain."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.table import Result, Skipped
from planner.dates import to_day
from planner.engine.compile import Constraints
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.ripple import ripple
from planner.engine.solve.window import window
from planner.files.plan.file import read_plan_file

_ROUNDS = 20
_FIRST = date(2027, 1, 4)
_APART = timedelta(days=3)
"""TaskJuggler knows no year after 2035."""
_POLICY = """\
format = 1
name = "chain"
[[milestone]]
name = "released"
role = "released"
[[rule]]
id = "apart"
kind = "gap"
from = "previous.released"
to = "released"
at_least = "3 days"
"""
_DRAG_STEP = 0.0025
"""Seconds: the bar of a drag step, of which a window may take little."""


def results() -> Iterator[Result | Skipped]:
    """Yield the times of windows on plans of two sizes, of ripples through two chains, and of a fix."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for versions in (1_000, 10_000):
            constraints = _constraints(written(folder, big_plan(versions)))
            slot = constraints.schedule.slots[versions // 2]["default"]
            days = constraints.schedule.days
            taken = _least(lambda c=constraints, d=days, s=slot: window(c, d, (s,)))  # type: ignore[misc]
            yield Result(
                f"window of one date, {versions:,} versions", taken, "a drag step's bar", _DRAG_STEP, 1
            )
        thousand, ten_thousand = (_rippled(folder, versions) for versions in (1_000, 10_000))
        what = "ripple through 10,000 dates"
        yield Result(what, ten_thousand, "ten times through 1,000", 10 * thousand, 1.5)
        yield _against_taskjuggler(folder, 1_000)


def _rippled(folder: Path, versions: int) -> float:
    """Return the least seconds of a ripple through a chain whose first date moves later.

    It pushes each of the other versions as far.
    """
    constraints = _constraints(written(folder, chain(versions)))
    days = constraints.schedule.days
    first = constraints.schedule.slots[0]["released"]
    days[first] += _APART.days
    outcome = ripple(constraints, days, "later", held={first}, among=constraints.reading([first]))
    assert len(outcome.moves) == versions - 1
    rounds = 7
    among = constraints.reading([first])
    return _least(lambda: ripple(constraints, days, "later", held={first}, among=among), rounds)


def _against_taskjuggler(folder: Path, versions: int) -> Result | Skipped:
    """Return the time of a fix of a chain against TaskJuggler's, or why it was skipped."""
    what, tj3 = f"fix of a chain of {versions:,}", shutil.which("tj3")
    if tj3 is None:
        return Skipped(what, "TaskJuggler (tj3) is not installed")
    ours, theirs = written(folder, chain(versions, late=_APART.days)), Path(folder, "chain.tjp")
    theirs.write_text(project(versions), encoding="utf-8")
    fix = [sys.executable, "-m", "planner", "fix", str(ours), "--as-of", str(AS_OF)]
    schedule = [tj3, "--silent", "--no-reports", "--output-dir", str(folder), str(theirs)]
    return Result(what, _seconds(fix), "TaskJuggler (tj3) rescheduling it", _seconds(schedule))


def chain(versions: int, *, late: int = 0) -> str:
    """Return a plan of versions as close as its policy allows; the first is `late` days later than that."""
    head = 'format = 1\nproduct = "A chain"\npolicy = "policy.toml"\n'
    days = [_FIRST + number * _APART for number in range(versions)]
    days[0] += timedelta(days=late)
    return head + "".join(
        f'[[version]]\nname = "v{number}"\nreleased = {day}\n' for number, day in enumerate(days)
    )


def project(versions: int) -> str:
    """Return a chain with a number of versions as a TaskJuggler project."""
    end = _FIRST + (versions + 60) * _APART
    head = f'project plan "A chain" {_FIRST} - {end} {{ now {AS_OF} }}\n'
    first = f'task v0 "v0" {{ milestone start {_FIRST + _APART} }}\n'
    gap = f"{{ gapduration {_APART.days}d }}"
    rest = (
        f'task v{number} "v{number}" {{ milestone depends !v{number - 1} {gap} }}\n'
        for number in range(1, versions)
    )
    return head + first + "".join(rest)


def written(folder: Path, text: str) -> Path:
    """Write a plan to a folder, with the policy of chains beside it, and return the plan's path."""
    Path(folder, "policy.toml").write_text(_POLICY, encoding="utf-8")
    plan = Path(folder, "plan.toml")
    plan.write_text(text, encoding="utf-8")
    return plan


def _constraints(path: Path) -> Constraints:
    """Return the hard constraints of the plan in a file."""
    file = read_plan_file(str(path))
    assert file.plan is not None
    assert file.policy is not None
    return hard_constraints(Schedule(file.plan, file.policy, to_day(AS_OF)))


def _least(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Return the least seconds that some work takes in a number of rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _seconds(command: list[str]) -> float:
    """Return the seconds that a command takes, whatever its exit code."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start

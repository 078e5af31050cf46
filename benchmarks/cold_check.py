"""`planner check` from process start to exit, against what no such program can do without."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_plan import AS_OF, big_plan, inline, with_finding
from benchmarks.table import Result

ROUNDS = 20
MANY = 500
_IMPORTS = "import argparse, json, pendulum, tomli"
_TOMLI = "import sys, tomli; tomli.load(open(sys.argv[1], 'rb'))"


def results() -> Iterator[Result]:
    """Yield the cold start of `planner check` on a small plan, on big ones, and on a folder."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        small = _written(folder / "small.toml", big_plan(5))
        ours, theirs = least(check_command(small), _python(_IMPORTS))
        yield Result("cold check of a small plan", ours, _IMPORTS, theirs, bar=1.0)
        tables = big_plan(1000)
        for what, text in (
            ("as tables", tables),
            ("as tables, a finding", with_finding(tables)),
            ("as arrays", inline(tables)),
            ("as arrays, a finding", inline(with_finding(tables))),
        ):
            big = _written(folder / "big.toml", text)
            ours, theirs = least(check_command(big), _python(_TOMLI, str(big)))
            yield Result(f"1,000 versions {what}", ours, "tomli alone on that file", theirs, bar=2.2)
        many = folder / "many"
        many.mkdir()
        for number in range(MANY):
            _written(many / f"{number}.toml", big_plan(5))
        ours, theirs = least(check_command(many), _on_one_processor(check_command(many)))
        yield Result(f"{MANY} plans, two processes", ours, "one processor", theirs, bar=1.0)
        ours, theirs = least(_on_one_processor(check_command(many)), check_command(small))
        a_plan = (ours - theirs) / MANY
        yield Result(f"a small plan, of {MANY} in a folder", a_plan, "its bar", 0.0012, bar=1)


def least(*commands: Sequence[str], rounds: int = ROUNDS, **variables: str) -> list[float]:
    """Return the least time of each command in seconds, from process start to exit.

    The commands run in turn, `rounds` times, so that what else the machine does slows all alike. `variables`
    are added to their environment; they may exit with 0 or 1.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.update(variables)
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(rounds):
        for command, taken in zip(commands, times, strict=True):
            start = time.perf_counter()
            done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
            assert done.returncode in (0, 1), "1 is a finding"
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def _written(path: Path, text: str) -> Path:
    """Write a text to a file, and return its path."""
    path.write_text(text, encoding="utf-8")
    return path


def check_command(plan: Path) -> list[str]:
    """Return the command that checks a plan, or a folder of plans, on `AS_OF`."""
    return [sys.executable, "-m", "planner", "check", str(plan), "--as-of", str(AS_OF)]


def _on_one_processor(command: list[str]) -> list[str]:
    """Return the command that runs a command on one processor only."""
    code = "import os, sys; os.sched_setaffinity(0, {0}); os.execv(sys.argv[1], sys.argv[1:])"
    return _python(code, *command)


def _python(code: str, *arguments: str) -> list[str]:
    """Return the command that runs Python code with arguments."""
    return [sys.executable, "-c", code, *arguments]

"""`planner check` from process start to exit, against what no such program can do without."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.table import Result

ROUNDS = 20
_IMPORTS = "import argparse, json, pendulum, tomli"
_TOMLI = "import sys, tomli; tomli.load(open(sys.argv[1], 'rb'))"


def results() -> Iterator[Result]:
    """Yield the cold start of `planner check` on a small and on a big plan."""
    with TemporaryDirectory() as folder:
        small, big = (_written(Path(folder, f"{versions}.toml"), versions) for versions in (5, 1000))
        ours, theirs = least(_check(small), _python(_IMPORTS))
        yield Result("cold check of a small plan", ours, _IMPORTS, theirs, bar=1.0)
        ours, theirs = least(_check(big), _python(_TOMLI, str(big)))
        yield Result("cold check of 1,000 versions", ours, "tomli alone on that file", theirs, bar=2.2)


def least(*commands: Sequence[str]) -> list[float]:
    """The least time of each in seconds; they take turns, so that all meet the same weather."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(ROUNDS):
        for command, taken in zip(commands, times, strict=True):
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def _written(path: Path, versions: int) -> Path:
    path.write_text(big_plan(versions), encoding="utf-8")
    return path


def _check(plan: Path) -> list[str]:
    return [sys.executable, "-m", "planner", "check", str(plan), "--as-of", str(AS_OF)]


def _python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]

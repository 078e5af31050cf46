"""The most memory that a check and the screen of ten thousand versions take."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.cold_check import check_command
from benchmarks.table import Result
from planner.dates import to_day

VERSIONS = 10_000
_SCREEN = """
import gc, os, sys
gc.disable()  # as `planner open` does
from planner.tui.app import PlannerApp
from planner.tui.screens.planner import PlannerScreen
settled = PlannerScreen._settle_down
def end(screen):
    settled(screen)
    os._exit(0)
PlannerScreen._settle_down = end
PlannerApp([sys.argv[1]], as_of=int(sys.argv[2])).run(headless=True, size=(120, 40))
"""
# Linux counts the memory of a starting process as the command's own: a small process has to start it.
_MEASURED = """
import os, sys
process = os.fork()
if not process:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.argv[1], sys.argv[1:])
status, usage = os.wait4(process, 0)[1:]
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""


def results() -> Iterator[Result]:
    """Yield the memory of a check, and of the screen once its panels are filled, against their bars."""
    with TemporaryDirectory() as name:
        plan = Path(name, "plan.toml")
        plan.write_text(big_plan(VERSIONS), encoding="utf-8")
        screen = [sys.executable, "-c", _SCREEN, str(plan), str(to_day(AS_OF))]
        for what, command, bar in (("check", check_command(plan), 220), ("the screen", screen, 250)):
            code, _, memory = used(command, XDG_STATE_HOME=name)
            assert code == 0
            taken = memory / (1024 if sys.platform == "linux" else 1024 * 1024)
            yield Result(f"memory at 10,000 versions: {what}", taken, "its bar", bar, bar=1, unit="MiB")


def used(command: list[str], **variables: str) -> tuple[int, float, int]:
    """Run a command without its output; return its exit code, processor seconds and most memory.

    `variables` are added to its environment. The memory is as `ru_maxrss` gives it: KiB on Linux, bytes on
    macOS.
    """
    told = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURED, *command],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    code, seconds, memory = told.stdout.split()
    return int(code), float(seconds), int(memory)

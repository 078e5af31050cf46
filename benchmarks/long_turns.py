"""The longest turn of the event loop while a long plan is worked on: keys and mouse wait that long.

A turn's own processor time counts: what else runs on the machine does not.
"""

import asyncio
import os
import tempfile
import time
from asyncio.events import Handle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.table import Result
from benchmarks.windows_and_ripples import written
from planner.dates import to_day
from planner.tui.app import PlannerApp

VERSIONS = 10_000
BAR = 0.05
STEPS = {"agenda": "A", "fix": "F", "give the fix up": "escape", "add a version": "a", "undo": "u"}
_SETTLED = 6.0
"""Seconds after which the work of a key is done."""


def results() -> Iterator[Result]:
    """Yield the longest turn of each work on a plan of ten thousand versions."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = name
        for what, longest in asyncio.run(_longest(written(Path(name), big_plan(VERSIONS)))).items():
            yield Result(f"longest turn, 10,000 versions: {what}", longest, "its bar", BAR, 1)


async def _longest(plan: Path) -> dict[str, float]:
    app = PlannerApp([str(plan)], as_of=to_day(AS_OF))
    found = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(_SETTLED)
        for what, key in STEPS.items():
            with _turns() as turns:
                await pilot.press(key)
                await pilot.pause(_SETTLED)
            found[what] = max(turns)
    return found


@contextmanager
def _turns() -> Iterator[list[float]]:
    """Give the processor time of each turn."""
    turns: list[float] = []
    run = Handle._run

    def timed(handle: Handle) -> None:
        start = time.thread_time()
        run(handle)
        turns.append(time.thread_time() - start)

    with patch.object(Handle, "_run", timed):
        yield turns

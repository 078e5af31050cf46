"""The longest turn of the event loop while a long plan is worked on: keys and mouse wait that long.

The processor time of all threads of the process counts, and what else runs on the machine does not. A clock
ticks on the loop: a thread that lets no other thread run holds the loop between two turns, too.
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

from textual.pilot import Pilot

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.table import Result
from benchmarks.windows_and_ripples import written
from planner.dates import to_day
from planner.tui.app import PlannerApp

VERSIONS = 10_000
BAR = 0.05
AGENDA, AGENDA_CLOSED, RELOAD = "agenda", "agenda closed", "reload from disk"
STEPS = {
    AGENDA: "A",
    AGENDA_CLOSED: "A",
    "fix": "F",
    "give the fix up": "escape",
    "move a date": "G tab|l",
    "move several dates": "escape|L",
    "pin a date": "tab|p",
    "add a version": "a",
    "undo": "u",
    "redo": "ctrl+r",
    "reorder": "K",
    "duplicate": "Y",
    "rename": "e x|enter",
    "delete": "x|d",
    "save": "ctrl+s",
    RELOAD: "f5",
    "undo the reload": "u",
    "give a version up": "a escape",
}
"""The keys of each kind of work; keys before a stroke lead to it: a dialog costs the same in any plan."""
_TICK = 0.002
_QUIET = 0.5
"""Seconds without work after which everything is done, the recovery file included."""


def results() -> Iterator[Result]:
    """Yield the longest turn of the event loop during each work of `STEPS`, on 10,000 versions."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = name
        for what, longest in asyncio.run(_longest(written(Path(name), big_plan(VERSIONS)))).items():
            yield Result(f"longest turn, 10,000 versions: {what}", longest, "its bar", BAR, 1)


async def _longest(plan: Path) -> dict[str, float]:
    """Return the longest turn in seconds during each work of `STEPS`, done one after the other."""
    app = PlannerApp([str(plan)], as_of=to_day(AS_OF))
    found = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await _at_rest(app, pilot)
        await pilot.press("e", "escape")  # the first dialog parses its styles, whatever the plan is
        await _at_rest(app, pilot)
        for what, keys in STEPS.items():
            if what == RELOAD:
                plan.write_text(f"{plan.read_text()}# by another program\n")
            before, _, measured = keys.rpartition("|")
            for key in before.split():
                await pilot.press(key)
                await app.keyboard.settled()
                await pilot.pause(_QUIET)
            with _turns() as turns:
                for key in measured.split():
                    await pilot.press(key)
                await _at_rest(app, pilot)
            found[what] = max(turns)
    return found


async def _at_rest(app: PlannerApp, pilot: "Pilot[None]") -> None:
    """Wait until no key and no worker has been at work for a while."""
    await app.keyboard.settled()
    end = time.monotonic() + _QUIET
    while time.monotonic() < end:
        await pilot.pause(_QUIET / 10)
        if not all(each.is_finished for each in app.workers):
            end = time.monotonic() + _QUIET


@contextmanager
def _turns() -> Iterator[list[float]]:
    """Yield a list that gets the processor time in seconds of each turn of the event loop.

    It also gets the processor time of other threads between turns that are a tick apart.
    """
    found: list[float] = []
    within: list[float] = []
    """The turns between two ticks."""
    run = Handle._run

    def timed(handle: Handle) -> None:
        """Run one turn, and add its processor time."""
        start = time.process_time()
        run(handle)
        within.append(time.process_time() - start)

    async def tick() -> None:
        """Collect the times of the turns in each tick, and the time between them."""
        while True:
            start = time.process_time()
            await asyncio.sleep(_TICK)
            found.extend((time.process_time() - start - sum(within), *within))
            within.clear()

    ticking = asyncio.create_task(tick())
    try:
        with patch.object(Handle, "_run", timed):
            yield found
    finally:
        ticking.cancel()

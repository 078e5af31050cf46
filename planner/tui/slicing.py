"""A task run in time slices, for a caller that waits for its result."""

from asyncio import sleep
from time import perf_counter

from planner.engine.task import Outcome, Task

PAUSE = 0.006
"""Seconds for everything else between two slices."""


async def in_slices(task: Task[Outcome], seconds: float = 0.01) -> Outcome:
    """Run a task in slices of some seconds, with pauses for the event loop in between, and return its result.

    The first slice runs at once.
    """
    end = perf_counter() + seconds
    while True:
        try:
            next(task)
        except StopIteration as done:
            outcome: Outcome = done.value
            return outcome
        if perf_counter() >= end:
            await sleep(PAUSE)
            end = perf_counter() + seconds

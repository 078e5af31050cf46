"""Long work in short slices, so that no event waits for more than one of them."""

from asyncio import sleep
from time import perf_counter

from planner.engine.task import Task
from planner.tui.background import is_open
from planner.tui.controllers.plan_view import PlanView

SLICE = 0.001
"""Seconds of work at a time: less than a step of a drag takes without it."""
PAUSE = 0.003
"""Seconds for everything else in between."""


class TimeSlices:
    """A runner of one task at a time, in slices of `SLICE` seconds, so that no event waits for all of it."""

    def __init__(self, screen: PlanView) -> None:
        self._screen = screen
        self._steps: Task[None] | None = None

    @property
    def busy(self) -> bool:
        """True while a task is under way."""
        return self._steps is not None

    def start(self, steps: Task[None]) -> None:
        """Run the first slice of a task at once, and the others in the background.

        A task that is under way is dropped.
        """
        self._steps = steps
        if not self._slice():
            self._screen.run_worker(self._rest(), group="slices", exclusive=True)

    def stop(self) -> None:
        """Drop the task, if one is under way; its remaining steps are never run."""
        self._steps = None

    async def _rest(self) -> None:
        """Run slices of the task, with pauses, until it is finished or dropped or the screen closes."""
        done = False
        while not done:
            await sleep(PAUSE)
            done = not is_open(self._screen) or self._slice()

    def _slice(self) -> bool:
        """Run the task for one slice; return True if it is finished or was dropped."""
        end = perf_counter() + SLICE
        for _ in self._steps or ():
            if perf_counter() >= end:
                return False
        self._steps = None
        return True

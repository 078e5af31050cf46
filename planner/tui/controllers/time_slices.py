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
    """One task at a time, run in slices; its first slice runs at once, which often is all."""

    def __init__(self, screen: PlanView) -> None:
        self._screen = screen
        self._steps: Task[None] | None = None

    @property
    def busy(self) -> bool:
        """True while a task is under way."""
        return self._steps is not None

    def start(self, steps: Task[None]) -> None:
        """Start a task in place of any other."""
        self._steps = steps
        if not self._slice():
            self._screen.run_worker(self._rest(), group="slices", exclusive=True)

    def stop(self) -> None:
        """Give the task up."""
        self._steps = None

    async def _rest(self) -> None:
        done = False
        while not done:
            await sleep(PAUSE)
            done = not is_open(self._screen) or self._slice()

    def _slice(self) -> bool:
        """Run the task for one slice and return True if it is finished or was given up."""
        end = perf_counter() + SLICE
        for _ in self._steps or ():
            if perf_counter() >= end:
                return False
        self._steps = None
        return True

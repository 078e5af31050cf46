"""How often the files behind a list of plans are looked at."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest
from textual.app import App
from textual.timer import Timer

from planner.portfolio.watch import Changes, PlanWatch
from planner.tui.controllers import reading_plans
from planner.tui.controllers.reading_plans import PlanReading
from tests.tui.desk import AS_OF


class Host:
    """A list of plans that nobody sees."""

    wanted_first: Sequence[str] = ()
    may_read = True

    def __init__(self) -> None:
        self.work: list[asyncio.Task[None]] = []

    @property
    def app(self) -> App[Any]:
        raise AssertionError("no plan is large")

    def show_plans(self) -> None:
        pass

    def plans_came_or_went(self, came: Sequence[str], went: Sequence[str]) -> None:
        pass

    def run_worker(self, work: Coroutine[None, None, None], *, group: str = "default") -> object:
        self.work.append(asyncio.ensure_future(work))
        return self.work[-1]

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        raise AssertionError("nothing is shown twice")


async def test_a_folder_that_takes_long_to_look_through_is_looked_at_less_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[float] = []
    clock = [0.0]

    def slow(watch: PlanWatch) -> Changes:
        looks.append(clock[0])
        clock[0] += 2
        return Changes((), ())

    monkeypatch.setattr(reading_plans, "monotonic", lambda: clock[0])
    monkeypatch.setattr(PlanWatch, "look", slow)
    host = Host()
    reading = PlanReading(host, PlanWatch(["."], as_of=AS_OF), ())
    for clock[0] in (0.0, 5.0, 41.9, 42.0):
        reading.look_now_and_then()
        await asyncio.gather(*host.work)
    assert looks == [0, 42], "twenty times two seconds after it was done"
    reading.look()
    await asyncio.gather(*host.work)
    assert len(looks) == 3, "at once when somebody asks"

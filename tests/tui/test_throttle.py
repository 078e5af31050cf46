"""The panels follow a drag in turns, and each some times a second."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

import pytest

from planner.tui.controllers import throttle
from planner.tui.controllers.throttle import Throttle


class Clock:
    """A clock that stands still until it is told to go on, and timers by it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.timers: list[tuple[float, Callable[[], None]]] = []

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Any:
        self.timers.append((self.now + delay, callback))
        return cast(Any, Stopped(self.timers))

    def go_on(self, seconds: float) -> None:
        self.now += seconds
        due = [each for each in self.timers if each[0] <= self.now + 1e-9]
        self.timers = [each for each in self.timers if each not in due]
        for _, callback in due:
            callback()


class Stopped:
    """A timer that can be stopped."""

    def __init__(self, timers: list[tuple[float, Callable[[], None]]]) -> None:
        self.timers = timers

    def stop(self) -> None:
        self.timers.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(throttle, "SECONDS", 0.9)
    monkeypatch.setattr(throttle, "monotonic", lambda: clock.now)
    return clock


def test_each_motion_waits_for_one_panel_and_each_panel_comes_once_in_its_time(clock: Clock) -> None:
    ran: list[str] = []
    works = [partial(ran.append, name) for name in "abc"]
    panels = Throttle(clock.set_timer, *works)
    for _ in range(3):  # three motions at one moment
        panels.ask()
    assert ran == ["a"], "the others would make this motion the slowest of all"
    clock.go_on(0.3)
    assert ran == ["a", "b"]
    for _ in range(6):
        panels.ask()
        clock.go_on(0.3)
    assert ran == [*"abcabcab"]
    panels.ask()
    clock.go_on(0.3)
    clock.go_on(0.3)
    clock.go_on(0.3)
    assert ran[-3:] == ["c", "a", "b"], "all have seen the last motion"
    clock.go_on(5)
    assert len(ran) == 11, "nobody asks any more"
    assert not clock.timers
    panels.ask()
    panels.finish()
    assert ran[11:] == [*"abc"]
    assert not clock.timers

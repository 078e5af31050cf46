"""Work that need not be done at every motion: at once, then so many times a second, and for the last one."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

SECONDS = 1 / 15
"""The timeline follows every motion of a drag, all else as often as an eye can read it."""


SetTimer = Callable[[float, Callable[[], None]], Timer]
"""Calls a function after a delay in seconds."""


class Throttle:
    """Functions that each run at most once in `SECONDS`, however often they are asked for.

    They take turns: all at once would be the slowest step of a drag, twice as long as the others.
    """

    def __init__(self, set_timer: SetTimer, *works: Callable[[], None]) -> None:
        self._set_timer = set_timer
        self._works = works
        self._turn = 0
        """The index of the function that runs next."""
        self._left = 0
        """How many turns are left until all have run since the last call of `ask`."""
        self._next = 0.0
        self._waiting: Timer | None = None

    def ask(self) -> None:
        """Run every function once more, the first one now or as soon as its time has come."""
        if not self._left:
            self._turn = 0
        self._left = len(self._works)
        if self._waiting is None:
            self._run()

    def finish(self) -> None:
        """Run the functions that wait for their time now."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        while self._left:
            self._do()

    def _run(self) -> None:
        """Run the functions whose time has come, and wait for the time of the next one."""
        while self._left:
            early = self._next - monotonic()
            if early > 0:
                self._waiting = self._set_timer(early, self._go_on)
                return
            self._do()

    def _go_on(self) -> None:
        """Run the function that waited for its time, and those after it."""
        self._waiting = None
        if self._left:
            self._do()
        self._run()

    def _do(self) -> None:
        work = self._works[self._turn]
        self._turn = (self._turn + 1) % len(self._works)
        self._left -= 1
        work()
        self._next = monotonic() + SECONDS / len(self._works)

"""A throttle: work that is asked for at every motion, done at once and then at most some times a second."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

SECONDS = 1 / 15
"""The timeline follows every motion of a drag, all else as often as an eye can read it."""


SetTimer = Callable[[float, Callable[[], None]], Timer]
"""Calls a function after a delay in seconds."""


class Throttle:
    """Functions that each run at most once in `SECONDS`, however often `ask` is called.

    They take turns, at equal distances: all at once would be the slowest step of a drag.
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
        """Have every function run once more: the first now, if none ran just before, and the others in turn.

        Asked again before all have run, each runs once from then on.
        """
        if not self._left:
            self._turn = 0
        self._left = len(self._works)
        if self._waiting is None:
            self._run()

    def finish(self) -> None:
        """Run all functions now that still have to run since `ask`."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        while self._left:
            self._do()

    def _run(self) -> None:
        """Run the next function if its time has come, and set a timer for the one after it."""
        while self._left:
            early = self._next - monotonic()
            if early > 0:
                self._waiting = self._set_timer(early, self._go_on)
                return
            self._do()

    def _go_on(self) -> None:
        """Run the function whose timer has ended, and set a timer for the one after it."""
        self._waiting = None
        if self._left:
            self._do()
        self._run()

    def _do(self) -> None:
        """Run the next function, and set the time before which none runs."""
        work = self._works[self._turn]
        self._turn = (self._turn + 1) % len(self._works)
        self._left -= 1
        work()
        self._next = monotonic() + SECONDS / len(self._works)

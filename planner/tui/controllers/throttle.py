"""Work that need not be done at every motion: at once, then so many times a second, and for the last one."""

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

SECONDS = 1 / 15
"""The timeline follows every motion of a drag, all else as often as an eye can read it."""


SetTimer = Callable[[float, Callable[[], None]], Timer]
"""Calls a function after a delay in seconds."""


class Throttle:
    """A function that runs at most once in `SECONDS`, however often it is asked for."""

    def __init__(self, set_timer: SetTimer, work: Callable[[], None]) -> None:
        self._set_timer = set_timer
        self._work = work
        self._next = 0.0
        self._waiting: Timer | None = None

    def ask(self) -> None:
        """Run the function now or as soon as its time has come; further calls until then add nothing."""
        if self._waiting is not None:
            return
        early = self._next - monotonic()
        if early > 0:
            self._waiting = self._set_timer(early, self._do)
        else:
            self._do()

    def finish(self) -> None:
        """Run the function now if it waits for its time."""
        if self._waiting is not None:
            self._waiting.stop()
            self._do()

    def _do(self) -> None:
        self._waiting = None
        self._work()
        self._next = monotonic() + SECONDS

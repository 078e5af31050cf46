"""A pilot that waits for the app and never for the clock."""

from asyncio import FIRST_COMPLETED, Event, create_task, sleep, wait
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

PATIENCE = 30.0
"""Seconds until an app that does not come to rest is a failure."""
MOST_TURNS = 50
"""Refreshes that are waited for: a screen that is always in motion is as good as at rest."""
GLANCE = 0.002
"""Seconds between two looks at work that ends by itself."""


class StillPilot(Pilot[None]):
    """A pilot whose pause ends when every message is handled and the screen is painted.

    Textual's own sleeps until the process was idle for 20 ms: long for a quick app, short for a busy machine.
    """

    async def pause(self, delay: float | None = None) -> None:
        if delay is not None:
            await super().pause(delay)
            return
        await self.painted()

    async def painted(self) -> bool:
        """Paint until every message is handled and nothing new is to be seen; return True if anything was."""
        await self._drained()
        for turn in range(MOST_TURNS):
            if not self._do_what_is_due():
                return turn > 0
            await self._drained()
        return True

    def _do_what_is_due(self) -> bool:
        """Paint and take a new size without waiting for their timers; return True if there was anything."""
        if not self.app.is_running or self.app._exception_event.is_set():
            return False
        resized = self.app._resize_event is not None
        if resized:
            self.app._check_resize()
        unseen = [each for each in self.app.screen_stack if each.is_current and _is_unseen(each)]
        for screen in unseen:
            screen._on_timer_update()
        return resized or bool(unseen)

    async def until(self, condition: Callable[[], object]) -> None:
        """Return when the condition holds, which work beside the messages brings about."""
        end = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < end, "it never happened"
            await self.pause()
            await sleep(GLANCE)

    async def _drained(self) -> None:
        """Return when no message waits anywhere, nor one that followed from it."""
        while self.app.is_running:
            waiting = [create_task(each.wait()) for each in (self._handled(), self.app._exception_event)]
            done, left = await wait(waiting, timeout=PATIENCE, return_when=FIRST_COMPLETED)
            for each in left:
                each.cancel()
            assert done, "messages wait and are not handled"
            failed: bool = self.app._exception_event.is_set()
            if failed or not any(each.message_queue_size for each in self._pumps()):
                return

    def _handled(self) -> Event:
        """Return an event that is set once every message that waits now is handled."""
        handled = Event()
        left = 0

        def passes() -> None:
            nonlocal left
            left -= 1
            if not left:
                handled.set()

        for pump in self._pumps():
            left += pump.call_later(passes)
        if not left:
            handled.set()
        return handled

    def _pumps(self) -> list[MessagePump]:
        """Return the app and every widget of every screen, those beneath a dialog, too."""
        widgets = (each for screen in self.app.screen_stack for each in screen.walk_children(with_self=True))
        return [self.app, *widgets]


def _is_unseen(screen: Screen[Any]) -> bool:
    """Return True if the screen waits for its next refresh; below a dialog only the layout counts."""
    if screen is not screen.app.screen:
        return screen._layout_required
    return bool(
        screen._callbacks
        or screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
    )

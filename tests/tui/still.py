"""A pilot that waits for the app and never for the clock.

Textual has no public way to ask whether an app is at rest: its private names for that stand only here.
"""

from asyncio import FIRST_COMPLETED, Event, create_task, ensure_future, sleep, wait
from collections.abc import Callable, Coroutine, Iterable, Iterator
from itertools import chain, repeat
from time import monotonic
from typing import Any
from weakref import WeakSet

import pytest
import textual.screen
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from tests.patience import PATIENCE

MOST_TURNS = 50
"""Refreshes that are waited for: a screen that is always in motion is as good as at rest."""
GLANCES = (0.0, 0.001, 0.002, 0.004, 0.008, 0.016)
"""Seconds between two looks at work in a thread or a process; the last one again and again."""
FRAME = 1.0
"""Seconds until a screen paints by its own timer: the pilot paints once everything is handled."""


_paint, _on_timer = Screen._compositor_refresh, Screen._on_timer_update
_unpainted: WeakSet[Screen[Any]] = WeakSet()


def paint_at_rest(patch: pytest.MonkeyPatch) -> None:
    """Paint a screen when the pilot is at rest, not 60 times a second and not after every layout."""
    patch.setattr(textual.screen, "UPDATE_PERIOD", FRAME)
    patch.setattr(Screen, "_compositor_refresh", _put_off)
    patch.setattr(Screen, "_on_timer_update", _on_timer_update)


def _put_off(screen: Screen[Any]) -> None:
    """Leave the painting to the pilot; a screen beneath a dialog only passes on what has changed."""
    if screen is screen.app.screen:
        _unpainted.add(screen)
        screen._dirty_widgets.clear()
        screen._update_timer.resume()
    else:
        _paint(screen)


def _paint_put_off(screen: Screen[Any]) -> bool:
    """Paint a screen if that was put off; return True if it was."""
    put_off = screen in _unpainted and screen.is_current
    if put_off:
        _unpainted.discard(screen)
        _paint(screen)
    return put_off


def _on_timer_update(screen: Screen[Any]) -> None:
    _on_timer(screen)
    _paint_put_off(screen)


class StillPilot(Pilot[None]):
    """A pilot whose pause ends when every message is handled and the screen is painted.

    Textual's own sleeps until the process was idle for 20 ms: long for a quick app, short for a busy machine.
    """

    async def pause(self, delay: float | None = None) -> None:
        if delay is not None:
            await super().pause(delay)
            return
        await self.painted()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await super().press(key)
            await self.pause()

    async def painted(self) -> bool:
        """Paint until every message is handled and nothing new is to be seen; return True if anything was."""
        await self._drained()
        for turn in range(MOST_TURNS):
            if not self._do_what_is_due():
                return turn > 0
            await self._drained()
        return True

    def _do_what_is_due(self) -> bool:
        """Lay out, or else paint, without waiting for timers; return True if there was anything to do."""
        if not self._goes_on():
            return False
        resized = self.app._resize_event is not None
        if resized:
            self.app._check_resize()
        stale = [each for each in self.app.screen_stack if each.is_current and _is_stale(each)]
        for screen in stale:
            _on_timer(screen)
        return resized or bool(stale) or _paint_put_off(self.app.screen)

    async def until(self, condition: Callable[[], object]) -> None:
        """Return when the condition holds, which work beside the messages brings about."""
        await self._glance(lambda: bool(condition()))

    async def finish(self, work: Coroutine[Any, Any, None]) -> None:
        """Paint until some work is done that may wait for the screen."""
        task = ensure_future(work)
        try:
            await self._glance(task.done)
            await task
        finally:
            task.cancel()

    async def _glance(self, done: Callable[[], bool]) -> None:
        end, glances = monotonic() + PATIENCE, chain(GLANCES, repeat(GLANCES[-1]))
        while not done():
            assert monotonic() < end, "it never happened"
            if (failure := self.app._exception) is not None:
                raise failure
            await self.pause()
            if done():
                return
            await sleep(next(glances))

    async def _drained(self) -> None:
        """Return when no message waits anywhere, nor one that followed from it."""
        while busy := [each for each in self._pumps() if not _is_at_rest(each)]:
            for _ in range(MOST_TURNS):  # most pumps soon have nothing left, and need not be asked
                if not busy or not self._goes_on():
                    break
                await sleep(0)
                busy = [each for each in busy if not _is_at_rest(each)]
            if not self._goes_on():
                return
            if not busy:
                continue
            waiting = [create_task(each.wait()) for each in (_handled(busy), self.app._exception_event)]
            done, left = await wait(waiting, timeout=PATIENCE, return_when=FIRST_COMPLETED)
            for each in left:
                each.cancel()
            assert done, "messages wait and are not handled"

    def _goes_on(self) -> bool:
        """Return True while the app runs and nothing has failed."""
        return bool(self.app.is_running and not self.app._exception_event.is_set())

    def _pumps(self) -> Iterator[MessagePump]:
        """Yield the app and every widget of every screen, those beneath a dialog, too."""
        yield self.app
        for screen in self.app.screen_stack:
            yield from screen.walk_children(with_self=True)


def _is_at_rest(pump: MessagePump) -> bool:
    """Return True if a pump waits for its next message; it has handled all that it had."""
    ready: Any = pump._message_queue.ready_event
    return not ready.is_set() and any(not each.done() for each in ready._waiters)


def _handled(pumps: Iterable[MessagePump]) -> Event:
    """Return an event that is set once every message that waits now is handled."""
    handled = Event()
    left = 0

    def passes() -> None:
        nonlocal left
        left -= 1
        if not left:
            handled.set()

    for pump in pumps:
        left += pump.call_later(passes)
    if not left:
        handled.set()
    return handled


def _is_stale(screen: Screen[Any]) -> bool:
    """Return True if the screen waits for a layout or callbacks.

    Beneath a dialog a repaint does not count: there each asks for the next one.
    """
    return bool(
        screen._callbacks
        or screen._layout_required
        or screen._scroll_required
        or (screen._repaint_required and screen is screen.app.screen)
        or screen._recompose_required
        or screen._dirty_widgets
    )

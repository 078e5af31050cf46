"""Input, one event after the other: a key acts on the state that the one before it left.

A key's action may take many turns of the event loop: the key goes from widget to widget, a command asks
something and a dialog opens, the answer becomes an edit. Until all that has come to rest the next key waits
here, so that keys which arrive together mean what they would mean if they were typed slowly. Mouse events go
straight on, unless a key is being worked on. Nothing waits by the clock.
"""

from asyncio import FIRST_COMPLETED, Event, Future, create_task, get_running_loop, wait
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from planner.tui.input.pasted import Typed, text_length

if TYPE_CHECKING:
    from planner.tui.dialogs.deliberate import Seen

SAME_PASTE = 0.02
"""Seconds between two reads that may still be one paste."""
HELD_DOWN = 1.0
"""Seconds between two events of one key from which on it was not held down, but pressed again."""
PASTED = "Pasted text does nothing outside a field."


class KeysRead(Message, bubble=False):
    """Keys that arrived in one read of the terminal."""

    def __init__(self, keys: Sequence[events.Key | events.Paste]) -> None:
        super().__init__()
        self.keys = keys


class Action:
    """A command under way. Keys wait for its end, except while its dialog is open: then they go there."""

    def __init__(self) -> None:
        self.worker: Worker[None] | None = None
        self.dialog: Screen[Any] | None = None


_current: ContextVar[Action | None] = ContextVar("action", default=None)


class Keyboard:
    """The queue of keys, each delivered once the one before it has acted."""

    def __init__(self, app: App[Any], deliver: Callable[[events.Event], Coroutine[Any, Any, None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._queue: deque[events.Event] = deque()
        self._aside: list[events.Event] = []
        """Keys that came before a question was seen, which they must not answer."""
        self._question: Screen[Any] | None = None
        self._holding_back = False
        """True until the question was seen."""
        self._last_key = ""
        self._last_key_at = 0.0
        self._actions: set[Action] = set()
        self._holds = 0
        self._stop_work: Callable[[], None] | None = None
        """Stops the work on the plan for which everything waits."""
        self.dropped = 0
        """The number of keys that the last escape dropped, which waited for the work that it stopped."""
        self._working = 0
        """The number of keys that wait for a result that a dialog computes."""
        self._pumping = False
        self._touched = False
        """True if an event went out since everything was last at rest."""
        self._changed = Event()
        self._text_until = 0.0
        """The time until which arriving text belongs to the last paste."""

    # what arrives

    @property
    def idle(self) -> bool:
        """True if an event may be delivered at once: no key acts, and nothing holds keys up."""
        return not self._pumping and not self._holding_back and not self._holds

    @property
    def acting(self) -> bool:
        """True while a command is under way, also while its dialog is open."""
        return any(each.worker is None or not each.worker.is_finished for each in self._actions)

    def take(self, arrived: Iterable[events.Event]) -> None:
        """Queue events that arrived together; escape stops the work that keys wait for, or overtakes them."""
        for event in self._after_stop(arrived):
            (self._aside if self._is_kept_back(event) else self._queue).append(event)
        self._give_up_work()
        self._changed.set()
        self._start()

    def _after_stop(self, arrived: Iterable[events.Event]) -> Iterable[events.Event]:
        """Stop the work that everything waits for, if it can be stopped and escape arrived.

        Drop the queue and the events before escape; return the events after it. Without escape, return all.
        """
        if self._stop_work is None:
            return arrived
        arrived = list(arrived)
        at = next((at for at, each in enumerate(arrived) if _is_escape(each)), None)
        if at is None:
            return arrived
        waiting = [*self._queue, *arrived[:at]]
        self.dropped = sum(isinstance(each, events.Key) for each in waiting)
        self._queue.clear()
        self._stop_work()
        self._stop_work = None
        return arrived[at + 1 :]

    def _is_kept_back(self, event: events.Event) -> bool:
        """Return True for an event that came before the question was seen, or a key held since before it."""
        asked = self._question is not None and self._app.screen is self._question
        repeated = isinstance(event, events.Key) and event.key == self._last_key
        held_down = repeated and event.time - self._last_key_at < HELD_DOWN
        if repeated:
            self._last_key_at = event.time
        return self._holding_back or (asked and held_down)

    def passed_by(self) -> None:
        """Note that a mouse event was delivered without queueing; the next key waits until it has acted."""
        self._touched = True

    def _start(self) -> None:
        """Begin to deliver the queue in the background, unless that is under way."""
        if self._queue and not self._pumping:
            self._pumping = True
            self._app.run_worker(self._pump(), group="keyboard")

    async def _pump(self) -> None:
        """Deliver the queue, each event once all that the one before it caused has come to rest."""
        try:
            while self._queue:
                if self._touched:
                    await self._at_rest()
                await self._worked_out()
                if (event := self._next()) is not None:
                    self._touched = True
                    await self._deliver(event)
                    await self._passed_on(event)
            await self._at_rest()
        finally:
            self._pumping = False
            self._changed.set()
        self._start()

    def _next(self) -> events.Event | None:
        """Take the next event from the queue and return it; None if the queue is empty.

        If the queue begins with pasted text outside a field, drop all keys of that text, say so, and return
        None.
        """
        if not self._queue:
            return None
        first = self._queue[0]
        if not isinstance(first, events.Key | events.Paste) or self._in_field():
            length = 0
        elif isinstance(first, events.Paste):
            length = 1
        else:
            length = self._text_length()
        if not length:
            self._queue.popleft()
            self._last_key = first.key if isinstance(first, events.Key) else ""
            self._last_key_at = max(self._last_key_at, first.time)
            return first
        for _ in range(length):
            self._text_until = self._queue.popleft().time + SAME_PASTE
        self._app.notify(PASTED, markup=False, timeout=4)
        return None

    def _text_length(self) -> int:
        """Return how many keys at the start of the queue are pasted text; 0 if they are typed keys."""
        burst = [
            Typed(each.key, each.character)
            for each in takewhile(lambda each: isinstance(each, events.Key), self._queue)
            if isinstance(each, events.Key)
        ]
        if self._queue[0].time < self._text_until:
            return next((index for index, each in enumerate(burst) if not each.is_text), len(burst))
        return text_length(burst)

    def _in_field(self) -> bool:
        """Return True if the focused widget takes typed text."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key("a", "a")

    # when it is at rest

    async def settled(self) -> None:
        """Return once all queued events have acted and nothing is under way; a dialog may be open."""
        while self._pumping or self._holding_back:
            self._changed.clear()
            await self._changed.wait()
        await self._at_rest()

    async def _at_rest(self) -> None:
        """Return once no message is left, and no command is under way but those that wait in a dialog."""
        while True:
            await self._drained()
            if not self._busy:
                break
            self._changed.clear()
            await self._changed.wait()
        self._touched = False

    @property
    def _busy(self) -> bool:
        """True while keys are held, or a command is under way that has no dialog open."""
        self._actions = {each for each in self._actions if each.worker is None or not each.worker.is_finished}
        stack = self._app.screen_stack
        return self._holds > 0 or any(each.dialog not in stack for each in self._actions)

    async def _worked_out(self) -> None:
        """Wait for a dialog's work before its next key; escape, and text for a field, do not wait."""
        while self._queue and self._app.screen.is_modal:
            first, screen = self._queue[0], self._app.screen
            working = [each for each in self._app.workers if each.node is screen and not each.is_finished]
            if not working or not isinstance(first, events.Key) or first.key == "escape":
                return
            if first.is_printable and self._in_field():
                return
            self._changed.clear()
            self._working = len(self._queue)
            ends = [create_task(_ended(each)) for each in working]
            _, rest = await wait([*ends, create_task(self._changed.wait())], return_when=FIRST_COMPLETED)
            self._working = 0
            for task in rest:
                task.cancel()
            await self._at_rest()

    def _give_up_work(self) -> None:
        """If escape came after keys that wait for a dialog's work, drop all events before it."""
        for index in range(self._working, len(self._queue)) if self._working else ():
            event = self._queue[index]
            if _is_escape(event):
                for _ in range(index):
                    self._queue.popleft()
                self._working = 0
                return

    async def _passed_on(self, event: events.Event) -> None:
        """Return once a key has bubbled from the focused widget to the app; each widget takes a message."""
        if isinstance(event, events.Key):
            start: Widget | Screen[Any] = self._app.focused or self._app.screen
            for node in start.ancestors_with_self:
                await _handled((node,))

    async def _drained(self) -> None:
        """Return once the message queues of the app, its screens and their widgets are empty."""
        while True:
            pumps = list(self._pumps())
            await _handled(pumps)
            if not any(each.message_queue_size for each in pumps):
                return

    def _pumps(self) -> Iterator[MessagePump]:
        """Yield the app, its screens, and the widgets that may have messages to handle."""
        yield self._app
        for screen in self._app.screen_stack:
            for node in screen.walk_children(Widget, with_self=True):
                if node.can_focus or node.children:
                    yield node

    # what is under way

    def run(self, screen: Screen[Any], work: Coroutine[Any, Any, None]) -> None:
        """Run a command in the background; keys wait until it ends, except while its dialog is open."""
        action = Action()
        self._actions.add(action)
        acting = self._act(action, work)
        action.worker = screen.run_worker(acting, group="command")
        screen.app.run_worker(self._note_end(action, action.worker, acting, work), group="keyboard")

    async def _act(self, action: Action, work: Coroutine[Any, Any, None]) -> None:
        """Do the work of a command, and forget the command afterwards."""
        _current.set(action)
        try:
            await work
        finally:
            self._actions.discard(action)
            self._changed.set()

    async def _note_end(
        self, action: Action, worker: Worker[None], *coroutines: Coroutine[Any, Any, None]
    ) -> None:
        """Forget a command once its worker has ended, and close its coroutines if they never began."""
        await _ended(worker)
        for each in coroutines:
            each.close()
        self._actions.discard(action)
        self._changed.set()

    def hold(self) -> None:
        """Have keys wait until each `hold` was ended by a `release`: a screen is not ready for them yet."""
        self._holds += 1
        self._touched = True

    def release(self) -> None:
        """End one `hold`; keys go on when each has ended."""
        self._holds -= 1
        self._changed.set()

    @contextmanager
    def working(self, stop: Callable[[], None] | None) -> Iterator[None]:
        """Have everything that arrives wait until the `with` block ends.

        With `stop`, escape calls it, and drops the events that wait.
        """
        self._stop_work, self.dropped = stop, 0
        self.hold()
        try:
            yield
        finally:
            self._stop_work = None
            self.release()

    def look_again(self) -> None:
        """Have waiting keys check again whether everything is at rest."""
        self._changed.set()

    def dialog_of_current(self, dialog: Screen[Any] | None) -> None:
        """Note the dialog that the running command opened, which keys go to; None: it was answered."""
        if (action := _current.get()) is not None:
            action.dialog = dialog
            self._changed.set()

    async def ask(self, question: "Seen", goes_on: Callable[[str | None], bool]) -> str | None:
        """Ask a question and return its answer; None if it was cancelled.

        Keys that came before it was painted do not answer it, nor do repeats of the key that led to it: they
        wait. If `goes_on(answer)`, they act afterwards, else they are dropped.
        """
        outer, outer_aside = self._question, self._aside
        self._aside = list(self._queue)
        self._queue.clear()
        self._question, self._holding_back = question, True
        question.seen = self._seen
        answer = None
        try:
            answer = await self._app.push_screen_wait(question)
        finally:
            waiting = self._aside if goes_on(answer) else []
            self._question, self._aside, self._holding_back = outer, outer_aside, False
            if outer is None:
                self._queue.extendleft(reversed(waiting))
            else:
                self._aside.extend(waiting)
            self._start()
            self._changed.set()
        return answer

    def _seen(self) -> None:
        """Let keys answer the question from now on."""
        self._holding_back = False
        self._changed.set()


def _is_escape(event: events.Event) -> bool:
    """Return True if an event is the escape key."""
    return isinstance(event, events.Key) and event.key == "escape"


async def _handled(pumps: Iterable[MessagePump]) -> None:
    """Return once each message pump has handled the messages that are in its queue now."""
    passed: Future[None] = get_running_loop().create_future()
    left = 0

    def passes() -> None:
        """Count one as done; end the wait after the last."""
        nonlocal left
        left -= 1
        if not left and not passed.done():
            passed.set_result(None)

    for pump in pumps:
        left += pump.call_later(passes)
    if left:
        await passed


async def _ended(worker: Worker[Any]) -> None:
    """Return once a worker has ended, also by an error or cancelled."""
    with suppress(WorkerCancelled, WorkerFailed):
        await worker.wait()

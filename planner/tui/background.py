"""Long work in a thread, so that the screen goes on meanwhile, and a person can stop it."""

from asyncio import FIRST_COMPLETED, Future, create_task, get_running_loop, to_thread, wait
from asyncio import Task as AsyncTask
from contextlib import AbstractContextManager, nullcontext
from threading import Event
from types import GeneratorType
from typing import TYPE_CHECKING, Any, Protocol

from planner.engine.letting_go import let_go
from planner.engine.task import Outcome, Task, finish

if TYPE_CHECKING:
    from textual.app import App

LONG_PLAN = 3_000
"""Dates of a plan from which on work over all of it takes longer than a person waits for a key to act."""


def undisturbed(app: "App[Any]", *, keeps: bool = False) -> AbstractContextManager[None]:
    """Return a context in which the app pauses its garbage collector, for work in a thread.

    With `keeps`, the collector never looks at the objects made until its end. An app without such a pause
    gives a context that does nothing.
    """
    pause = getattr(app, "undisturbed", None)
    paused: AbstractContextManager[None] = nullcontext() if pause is None else pause(keeps=keeps)
    return paused


def keep_objects(app: "App[Any]", *, collect: bool = False) -> None:
    """Have the app's garbage collector look no more at the objects made until now.

    With `collect`, it frees the unused ones first. An app that does not know how does nothing.
    """
    keep = getattr(app, "keep_objects", None)
    if keep is not None:
        keep(collect=collect)


class Closable(Protocol):
    """A screen as seen by work that may outlast it."""

    @property
    def app(self) -> "App[Any]":
        """The running app."""

    @property
    def is_running(self) -> bool:
        """False once the screen handles no more messages."""


def is_open(screen: Closable) -> bool:
    """Return True if a screen is shown or lies below another one.

    It is False from the moment it begins to close: its widgets are gone before its work ends.
    """
    return screen.is_running and screen in screen.app.screen_stack


class Stopped(Exception):
    """An error that says that work was stopped before its end."""


class Background:
    """A thread for one task at a time: a new task stops the one before.

    Nobody waits for a task that is stopped: its thread ends with its present step.
    """

    def __init__(self) -> None:
        self._stop: Event | None = None
        self._given_up: Future[None] | None = None

    @property
    def busy(self) -> bool:
        """True while a task is under way."""
        return self._stop is not None

    async def run(self, task: Task[Outcome]) -> Outcome:
        """Run a task in a thread and return its result; stop the task before it.

        Raise Stopped at once if `stop` is called meanwhile; the thread ends after its present step.
        """
        self.stop()
        mine = self._stop = Event()
        given_up = self._given_up = get_running_loop().create_future()
        work = create_task(to_thread(_finish, task, mine))
        work.add_done_callback(_heard)
        try:
            await wait((work, given_up), return_when=FIRST_COMPLETED)
            if given_up.done():
                raise Stopped
            return work.result()
        finally:
            mine.set()  # nobody waits for the thread any more
            if self._stop is mine:
                self._stop = None

    def stop(self) -> None:
        """Stop the task, if one is under way.

        Its `run` raises Stopped; its thread ends after the present step.
        """
        if self._stop is not None and self._given_up is not None:
            self._stop.set()
            self._given_up.set_result(None)
        self._stop = None


def _heard(work: "AsyncTask[Outcome]") -> None:
    """Fetch the error of a task that nobody waits for, so that asyncio does not print it."""
    if not work.cancelled():
        work.exception()


def _finish(task: Task[Outcome], stop: Event) -> Outcome:
    """Run the steps of a task and return its result, in its thread.

    If `stop` is set between two steps, free the objects of the task in pieces and raise Stopped.
    """
    while not stop.is_set():
        try:
            next(task)
        except StopIteration as done:
            outcome: Outcome = done.value
            return outcome
    made = _held(task)
    task.close()
    finish(let_go(made))
    raise Stopped


def _held(task: Task[Any]) -> list[object]:
    """Return the local variables of a task that waits for its next step, and of the tasks within it."""
    held: list[object] = []
    inner: object = task
    while isinstance(inner, GeneratorType) and inner.gi_frame is not None:
        held.extend(inner.gi_frame.f_locals.values())
        inner = inner.gi_yieldfrom
    return held

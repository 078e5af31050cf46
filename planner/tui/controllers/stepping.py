"""Steps of the plan's history: worked out, taken and shown, while the screen goes on.

A step of a short plan is made at once. A step of a long plan is worked out in a thread: the status line says
so, escape stops it, and the plan stays as it is until everything is there. Keys and clicks wait meanwhile and
act on the state that the step leaves.
"""

from asyncio import Lock, to_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING

from planner.chart import Chart, chart_steps
from planner.dates import counted
from planner.engine.compile import Constraints
from planner.engine.letting_go import let_go
from planner.engine.task import Outcome, Task, finish
from planner.named_tuple import NamedTuple
from planner.plan import Plan
from planner.session.edited import NextState
from planner.terminal_text import shown
from planner.tui.background import LONG_PLAN, Background, Stopped, is_open, undisturbed
from planner.tui.controllers.open_plan_view import OpenPlanView
from planner.tui.input.app import keyboard_of

if TYPE_CHECKING:
    from planner.files.saving.save import Outcome as SaveOutcome
    from planner.session import Session
    from planner.session.session import Written
    from planner.tui.timeline.minimap import Density


_BETWEEN = 0.0005
"""Seconds for the loop before another piece of a large object is let go."""


class ShownState(NamedTuple):
    """The next state of the session, with everything that the screen needs to show it."""

    state: NextState
    chart: Chart
    legal: Constraints | None = None
    """The hard constraints, for the legal days; None: they are compiled when they are asked for."""
    density: "Density | None" = None
    """The counts of the minimap; None: they are counted when it is painted."""


class Stepping:
    """The steps of the plan's history, one at a time."""

    def __init__(
        self, screen: OpenPlanView, *, refused: Callable[[], bool], keep: Callable[[], None]
    ) -> None:
        self.screen = screen
        self._refused = refused
        """Returns True and says why if the plan is for viewing."""
        self._keep = keep
        """Keeps the plan in the recovery file."""
        self._background = Background()
        self._lock = Lock()

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    @property
    def free(self) -> bool:
        """True if no step is worked on, no command is under way and no dialog is open."""
        return not self._lock.locked() and self.screen.is_current and not keyboard_of(self.screen.app).acting

    async def edit(self, label: str, plan: Plan) -> bool:
        """Make an edited plan one step and show it.

        Return False if the plan is for viewing or if a person stops the work; then nothing was changed.
        """
        if self._refused():
            return False
        return await self.take(label, lambda: self.session.edit_steps(label, plan))

    async def undo(self, *, back: bool = True) -> None:
        """Undo the last step, select the date or item that it was about, and say so; with `back=False`, redo.

        Nothing happens if there is no step to undo or redo, or if a person stops the work.
        """
        from planner.tui.controllers.undone import step_of

        session, before = self.session, self.session.plan
        label = session.undo_label if back else session.redo_label
        after = session.undo_plan if back else session.redo_plan
        if label is None or after is None:
            return
        steps, work = (
            session.undo_steps if back else session.redo_steps,
            f"{'undo' if back else 'redo'} of {label}",
        )
        # Before the step is taken: later it would compete with the paint of the new state.
        done = await self.calculate(work, lambda: step_of(before, after, label, back=back))
        if done is None or not await self.take(work, steps):
            return
        timeline, item = self.screen.timeline, session.compiled.schedule.index.get(done.item or "")
        if item is not None:
            timeline.select(item, done.place)
        else:
            timeline.reveal()
        self.screen.say(f"{'Undone' if back else 'Done again'}: {shown(done.text)}")

    async def take(self, label: str, start: Callable[[], Task[NextState]], *, keep: bool = True) -> bool:
        """Work out the next state of the session, take it and show it.

        Return False if a person stops the work; then nothing was changed.

        Args:
            label: The name of the step, for the status line.
            start: Returns the task that works the state out; its errors are raised, and leave all as it is.
            keep: Write the new plan to the recovery file.
        """
        try:
            found = await self.work_out(label, lambda: self._shown_steps(start()))
        except Stopped:
            return False
        self._show(found)
        if keep:
            self._keep()
        return True

    async def calculate(self, label: str, work: Callable[[], Outcome]) -> Outcome | None:
        """Return the result of `work` on the plan; in a thread if the plan is long.

        Return None if a person stops it. `label` names the work in the status line.
        """
        try:
            return await self.work_out(label, lambda: _in_one_step(work))
        except Stopped:
            return None

    async def write(self, work: Callable[[], "Written"]) -> "SaveOutcome":
        """Write the plan to its file, show the state that follows, and return the outcome.

        `work` writes the file. Of a long plan it runs in a thread; keys wait, and nothing stops it.
        """
        async with self._lock:
            if self.is_long:
                with self._at_work("Working on: save, which is being written.", None):
                    outcome, found = await to_thread(finish, self._written_steps(work))
            else:
                outcome, found = finish(self._written_steps(work))
        if found.state.evaluation is self.session.evaluation:
            found.state.take()
        else:
            self._show(found)
        return outcome

    def _written_steps(self, work: Callable[[], "Written"]) -> Task[tuple["SaveOutcome", ShownState]]:
        """Write the plan, as a task, and return the outcome with the state to show.

        The chart is worked out anew only if writing changed the evaluation, such as by another order of
        entries.
        """
        before = self.session.evaluation
        written = work()
        yield
        if written.state.evaluation is before:
            return written.outcome, ShownState(written.state, self.screen.timeline.chart)
        return written.outcome, (yield from self._shown_steps(_in_one_step(lambda: written.state)))

    async def work_out(self, label: str, start: Callable[[], Task[Outcome]]) -> Outcome:
        """Return the result of a task on the plan; of a long plan it runs in a thread, and keys wait.

        Raise Stopped, and say so, if a person stops it. `label` names the work in the status line.
        """
        async with self._lock:
            if not self.is_long:
                return finish(start())
            try:
                with self._at_work(f"Working on: {shown(label)}; esc stops it.", self._background.stop):
                    return await self._background.run(start())
            except Stopped:
                dropped = keyboard_of(self.screen.app).dropped
                more = f" {counted(dropped, 'key')} that waited {'was' if dropped == 1 else 'were'} dropped."
                self.screen.say(f"Stopped: nothing was changed.{more if dropped else ''}", "warning")
                raise

    @contextmanager
    def _at_work(self, text: str, stop: Callable[[], None] | None) -> Iterator[None]:
        """Show a text in the status line, and have keys and clicks wait, until the `with` block ends.

        With `stop`, escape calls it.
        """
        screen = self.screen
        screen.status.work(text)
        try:
            with keyboard_of(screen.app).working(stop), undisturbed(screen.app, keeps=True):
                yield
        finally:
            if is_open(screen):
                screen.status.work("")

    async def prepare(self) -> None:
        """Compile the hard constraints in a thread, and look up which constraints read each date.

        The first step of a drag and the first legal days do not wait for that then.
        """
        session, legal_days = self.session, self.screen.legal_days
        compiled = session.compiled
        with undisturbed(self.screen.app, keeps=True):
            found = await to_thread(finish, _prepared_steps(compiled))
        if session.compiled is compiled and not legal_days.knows(compiled.schedule):
            legal_days.take(found)

    @property
    def is_long(self) -> bool:
        """True if the plan has so many dates that its steps are worked out in a thread."""
        return len(self.session.compiled.days) >= LONG_PLAN

    def _shown_steps(self, steps: Task[NextState]) -> Task[ShownState]:
        """Return the next state with its chart, as a task.

        For a long plan, add the counts of the minimap and, if they are not known, the hard constraints.
        """
        state = yield from steps
        compiled = state.evaluation.compiled
        yield
        chart = yield from chart_steps(state.evaluation)
        if len(compiled.days) < LONG_PLAN:
            return ShownState(state, chart)
        yield
        density = self.screen.minimap.density_of(chart)
        yield
        known = self.screen.legal_days.knows(compiled.schedule)
        return ShownState(
            state=state,
            chart=chart,
            legal=None if known else (yield from _prepared_steps(compiled)),
            density=density,
        )

    def _show(self, found: ShownState) -> None:
        """Take a state into the session and show it; free the state before in a thread if it is large."""
        screen, session = self.screen, self.session
        evaluation, compiled = session.evaluation, session.compiled
        legal = screen.legal_days.take(found.legal)
        given_up: list[object] = [legal, compiled, evaluation, screen.timeline.chart]
        found.state.take()
        screen.refresh_session(found.chart)
        if found.density is not None:
            screen.minimap.renew(found.density)
        if self.is_long:
            del evaluation, compiled, legal
            screen.run_worker(self._let_go(given_up), group="given-up")

    async def _let_go(self, objects: list[object]) -> None:
        """Free the objects of the state before in a thread, while the garbage collector is paused."""
        with undisturbed(self.screen.app):
            await to_thread(_give_up, objects)


def _prepared_steps(compiled: Constraints) -> Task[Constraints]:
    """Look up which constraints read each date, as a task.

    Return the hard constraints of the same plan, with the same lookup.
    """
    from planner.engine.solve.hard import hard_constraints  # after the first paint

    _ = compiled.readers
    yield
    legal = hard_constraints(compiled.schedule)
    yield
    _ = legal.readers
    return legal


def _in_one_step(work: Callable[[], Outcome]) -> Task[Outcome]:
    """Return a task that does the work in its second step, so that it can be stopped before."""
    yield
    return work()


def _give_up(objects: list[object]) -> None:
    """Free large objects in small pieces with pauses; for a thread, which holds up the loop no longer."""
    for _ in let_go(objects):
        sleep(_BETWEEN)

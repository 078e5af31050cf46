"""Unsaved work: keeping it while people edit, and offering what an earlier planner left behind."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.compare import EvaluatedPlan
from planner.dates import counted
from planner.disk.write_access import why_read_only
from planner.files.saving.recovery import FoundWork, KeptWork, drop
from planner.session import CannotPlan
from planner.terminal_text import shown
from planner.tui.background import is_open, undisturbed
from planner.tui.controllers.on_disk import restored_lines, shown_plan
from planner.tui.controllers.plan_view import PlanView
from planner.tui.dialogs.choice import ChoiceOption
from planner.tui.dialogs.deliberate import Deliberate
from planner.tui.input.app import keyboard_of

if TYPE_CHECKING:
    from planner.session import Session

KEPT_AFTER = 0.3
"""Seconds from the first edit that is not kept until it is written; edits that follow do not put it off."""
WARNED_FOR = 12.0
"""Seconds for which a warning of more than a line can be read; the heading says it in short for longer."""


class Recovering:
    """The recovery file of the plan, the offer of work left behind, and whether the plan is for viewing."""

    def __init__(self, screen: PlanView) -> None:
        self.screen = screen
        self.read_only: str | None = None
        """Why the plan is for viewing; None where it can be edited."""
        self._open_elsewhere = False
        self._trouble: str | None = None
        self._task: Callable[[], bool] | None = None
        """Keeps the latest edits; None while every edit is kept."""
        self._keeping = False
        self._closed = False

    @property
    def _ended(self) -> bool:
        """True if the screen is closed or closing: its widgets are gone before it gets `Unmount`."""
        return self._closed or not is_open(self.screen)

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    async def begin(self) -> None:
        """Tell other planners that the plan is open here, and offer the work that an earlier planner left.

        A plan for viewing offers nothing: a message says that it is for viewing, and whether there is such
        work.
        """
        found = await to_thread(self._look, True)
        if self._ended:
            return
        self._tell(found)
        if self.read_only is not None:
            kept = " Unsaved changes of it are kept: `planner recover` lists them." * bool(found.left_behind)
            self._warn(f"{_for_viewing(self.read_only)}{kept}")
        else:
            await self._offer(found.left_behind)

    def keep(self) -> None:
        """Have the plan of this moment written to the recovery file in a thread, within a second.

        Edits within that time are written together. A plan without unsaved changes has its file removed
        instead.
        """
        self._task = self.session.unsaved_work()
        if not self._keeping:
            self._keeping = True
            self.screen.set_timer(KEPT_AFTER, self._start)

    async def look(self) -> None:
        """Look whether other planners have the plan open and whether its file is read-only, and show it.

        If unsaved work could not be kept before, try again.
        """
        if self._ended:
            return
        retry = self.session.recovery.trouble is not None
        found = await to_thread(self._look, retry)
        if self._ended:
            return
        self._tell(found)
        if retry and self.session.changes:
            self.keep()

    def close(self) -> None:
        """Write the latest edits unless they were given up; tell other planners that the plan is closed."""
        self._closed = True
        if self._task is not None:
            self._task()
        self.session.recovery.release()

    def give_up(self) -> None:
        """Remove the recovery file of this session, after a save or if the person discards the changes."""
        self._task = None
        self.session.discard_recovery()

    def refuse(self) -> bool:
        """Return True and say why if the plan is for viewing; False if it may be edited."""
        if self.read_only is None:
            return False
        self.screen.say(f"{_for_viewing(self.read_only)} Nothing was changed.", "warning")
        return True

    def _start(self) -> None:
        """Run `_keep` in the background."""
        self.screen.run_worker(self._keep(), group="recovery")

    async def _keep(self) -> None:
        """Write the latest edits in a thread; begin again later if there are newer ones by then."""
        task = self._task
        if task is not None:
            with undisturbed(self.screen.app):
                await to_thread(task)
            if self._task is task:  # until then `close` does it: the thread may come too late
                self._task = None
        self._keeping = False
        if self._ended:
            return
        self._tell_trouble()
        if self._task is not None:
            self._keeping = True
            self.screen.set_timer(KEPT_AFTER, self._start)

    def _look(self, announce: bool) -> FoundWork:
        """Return the work that other planners keep for the plan, and whether one has it open; for a thread.

        Note whether the file is read-only. With `announce`, tell other planners that the plan is open here.
        """
        session = self.session
        self.read_only = why_read_only(session.path)
        if not announce or session.recovery.announce():
            return session.others()
        trouble = session.recovery.trouble
        found = session.others()
        session.recovery.trouble = trouble
        return found

    def _tell(self, found: FoundWork) -> None:
        """Show in the heading whether the plan is open elsewhere, is read-only, or its edits cannot be kept.

        Warn once when it is opened elsewhere or its edits cannot be kept.
        """
        if found.open_elsewhere and not self._open_elsewhere:
            self._warn(
                "This plan is open in another planner too. A save there is noticed here, and never"
                " overwritten without a question."
            )
        self._open_elsewhere = found.open_elsewhere
        self._tell_trouble()

    def _tell_trouble(self) -> None:
        """Show the conditions of the file in the heading; warn once when unsaved work cannot be kept."""
        trouble, before = self.session.recovery.trouble, self._trouble
        self._trouble = trouble
        if trouble is not None and before is None:
            self._warn(
                f"Unsaved work cannot be kept, and a crash would lose it: {shown(trouble)}. Save often, or"
                " start the planner with XDG_STATE_HOME set to a folder that can be written.",
            )
        conditions = {
            "read-only": self.read_only is not None,
            "open elsewhere": self._open_elsewhere,
            "work not kept": trouble is not None,
        }
        self.screen.heading.warn("file", *(name for name, holds in conditions.items() if holds))

    def _warn(self, text: str) -> None:
        """Show a warning for `WARNED_FOR` seconds."""
        self.screen.say(text, "warning", seconds=WARNED_FOR)

    async def _offer(self, found: Sequence[KeptWork]) -> None:
        """Ask for each kept work, newest first, whether to restore or drop it.

        Restore ends the questions; so does any other answer than Drop, and the work is offered at the next
        start.
        """
        answers = (
            ChoiceOption("r", "Restore", "primary"),
            ChoiceOption("d", "Drop", "error"),
            ChoiceOption("l", "Later"),
        )
        for number, kept in enumerate(found, 1):
            title = "There are unsaved changes of this plan"
            if len(found) > 1:
                title += f" ({number} of {len(found)})"
            # Read in a thread, where no drag moves the days.
            yours = shown_plan(self.session)
            lines = await to_thread(self._offer_lines, kept, yours)
            if self._ended:
                return
            # It comes unasked: keys that were meant for the plan do not answer it, and are forgotten.
            question = Deliberate(title, answers, lines)
            answer = await keyboard_of(self.screen.app).ask(question, lambda _: False)
            if answer == "r":
                await self._restore(kept, len(found) - number)
                return
            if answer != "d":
                return
            self._drop(kept)

    def _offer_lines(self, kept: KeptWork, yours: EvaluatedPlan) -> list[str]:
        """Return lines for the question: when the work was kept, the answers, its changes; for a thread."""
        when = kept.kept_at.astimezone().strftime("%Y-%m-%d %H:%M")
        lines = [f"The planner ended on {when} before they were saved."]
        if kept.plan_changed:
            lines.append(
                "The file was changed since then; restoring shows the plan with the unsaved changes."
            )
        return [
            *lines,
            "Restore brings these changes back. Drop removes them. Later asks again at the next start.",
            "",
            *restored_lines(self.session, yours, kept),
        ]

    async def _restore(self, kept: KeptWork, left: int) -> None:
        """Make kept work one step, keep it as the work of this session, and say so.

        `left` works more are still kept, which is said. If the work has errors, say so; nothing changes then.
        """
        session = self.session
        try:
            if not await self.screen.stepping.take(
                "unsaved changes restored", lambda: session.restore_steps(kept), keep=False
            ):
                return
        except CannotPlan as error:
            self.screen.say(
                f"Not restored, and still kept: {counted(len(error.diagnostics), 'error')} in the kept work."
                f" `planner recover {kept.id} --restore -o FILE` writes it to a file.",
                "error",
            )
            return
        await to_thread(session.keeping_restored(kept))
        more = f" {left} more: `planner recover` lists them." if left else ""
        self.screen.say(f"Restored. {self.screen.key_of('save')} saves them.{more}")

    def _drop(self, kept: KeptWork) -> None:
        """Remove kept work; say why if it cannot be removed."""
        try:
            drop(kept)
        except OSError as error:
            self.screen.say(f"Not dropped: {shown(str(error))}", "error")


def _for_viewing(why: str) -> str:
    """Return the sentence that the plan is for viewing, and why."""
    return f"This plan is for viewing: {shown(why)}."

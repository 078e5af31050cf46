"""Saving, reloading and leaving, with the questions that come first."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.dates import counted
from planner.disk.source import Unreadable
from planner.files.saving.save import CannotSave, ChangedOnDisk, NeedsWholeFile, Saved
from planner.session import CannotPlan
from planner.terminal_text import shown
from planner.tui.background import is_open
from planner.tui.controllers.on_disk import conflict_lines, shown_plan, unsaved_lines
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.recovering import Recovering
from planner.tui.dialogs.choice import CANCEL, Choice, ChoiceOption
from planner.wording.merge import conflict_lines as conflict_words

if TYPE_CHECKING:
    from planner.files.saving.save import Outcome
    from planner.session import Session
    from planner.session.disk_merge import DiskMerge
    from planner.tui.controllers.merging import Merging

MERGE = "Merge both: your changes and theirs, by date and entry; {undo} takes the merge back."
LATER = ChoiceOption("l", "Keep for later", "primary")
"""In place of saving, where a plan became read-only: what is kept is offered at the next start."""


class Saving:
    """Saving, reloading and leaving, with the questions that they need."""

    def __init__(self, screen: PlanView, recovering: Recovering, merging: "Callable[[], Merging]") -> None:
        self.screen = screen
        self._merging = merging
        self._recovering = recovering
        self._told = False
        """That the file changed on disk, and cannot just be read again."""
        self._marked = False

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    async def ask(self, title: str, answers: Sequence[ChoiceOption], *lines: str) -> str | None:
        """Ask a question and return the key of the answer; None for Cancel and escape."""
        answer = await self.screen.app.push_screen_wait(Choice(title, answers, lines))
        return None if answer == CANCEL.key else answer

    async def save(self, *, allow_whole_file: bool = False, overwrite: bool = False) -> bool:
        """Save the plan, after any questions; return True if it was saved: a message says so, or why not.

        First ask about undecided conflicts of a merge.

        Args:
            allow_whole_file: Write the whole file anew if the edit cannot keep its form; else ask.
            overwrite: Write over a file that changed on disk; else ask what to do.
        """
        if self.session.is_merged and not await self._decided():
            return False
        outcome = await self._written(allow_whole_file=allow_whole_file, overwrite=overwrite)
        match outcome:
            case Saved(plan_file=file, backup=backup):
                self._note(changed=False)
                self.screen.saved()
                kept = f"; what was there is kept in {shown(backup)}" if backup else ""
                self.screen.say(f"Saved {shown(file.source.path)}{kept}")
                return True
            case NeedsWholeFile():
                answers = (ChoiceOption("w", "Write it anew", "warning"), CANCEL)
                lines = (
                    "The file is written in a way that this edit cannot keep.",
                    "Written anew it says the same, but without its comments. A backup is kept beside it.",
                )
                answer = await self.ask("Write the whole file anew?", answers, *lines)
                return bool(answer) and await self.save(allow_whole_file=True, overwrite=overwrite)
            case ChangedOnDisk(contents=contents):
                return await self._conflict(contents)
            case CannotSave(path=path, reason=reason):
                self.screen.say(
                    f"Not saved: {shown(path)}: {shown(reason)}. Your changes are still here.", "error"
                )
        return False

    async def _written(self, *, allow_whole_file: bool, overwrite: bool) -> "Outcome | None":
        """Write the plan to its file and return the outcome; None if a person stopped it before.

        `allow_whole_file` and `overwrite` are those of `save`.
        """
        session, stepping = self.session, self.screen.stepping
        text = await stepping.calculate("save", session.text_to_save())
        if text is None:
            return None
        work = session.writing(text, allow_whole_file=allow_whole_file, overwrite=overwrite)
        return await stepping.write(work)

    async def _decided(self) -> bool:
        """Return True if no conflict of a merge is open, or if the person saves with their own side of each.

        For the answer Look, open the panel of conflicts and return False.
        """
        number = len(self._merging().conflicts)
        if not number:
            return True
        mine, look = ChoiceOption("s", "Save with mine", "warning"), ChoiceOption("l", "Look", "primary")
        lines = ("Saved now, your side of each is kept. Look lists them, to decide one by one.",)
        answer = await self.ask(f"{counted(number, 'conflict')} not decided", (mine, look, CANCEL), *lines)
        if answer == "l":
            self._merging().look()
        return answer == "s"

    async def _conflict(self, contents: bytes | None) -> bool:
        """Ask how to go on with a file that changed on disk: keep mine, take theirs, or merge both.

        Do as answered, and return True only if the plan was saved. `contents` are those of the file; None: it
        is gone.
        """
        self._mark(changed=True)
        mine, theirs = ChoiceOption("m", "Keep mine", "warning"), ChoiceOption("t", "Take theirs", "warning")
        if contents is None:
            lines = ["It was removed or renamed since it was read. Keep mine: it is written again."]
        else:
            lines = [
                "Somebody else wrote it since it was read.",
                "Keep mine: your plan replaces it, and what is there now is kept in a backup beside it.",
                "Take theirs: it is read again; undo brings your changes back.",
            ]
        plan = self.session.plan
        found = None if contents is None else await to_thread(self._merge, contents)
        if found is not None:
            lines.insert(1, MERGE.format(undo=self.screen.key_of("undo")))
            lines += _conflicts_of(found)
        lines += await to_thread(conflict_lines, self.session, shown_plan(self.session), contents, found)
        answers = [mine] if contents is None else [mine, theirs]
        if found is not None:
            answers.insert(0, ChoiceOption("b", "Merge both", "primary"))
        answer = await self.ask("The file changed on disk", [*answers, CANCEL], *lines)
        if answer == "m":
            return await self.save(overwrite=True)
        if answer == "t":
            await self.reload()
        mergeable = answer == "b" and found is not None and self.session.plan is plan
        if mergeable and found is not None and await self._merging().take(found):
            self._note(changed=False)
        return False

    def _merge(self, contents: bytes) -> "DiskMerge | None":
        """Return the merge with the file on disk; None if they cannot be merged. It runs in a thread."""
        return self.session.merge(contents)

    def _note(self, *, changed: bool) -> None:
        """Note and show whether the file on disk has `changed` and was not read again, to tell it once."""
        self._told = changed
        self._mark(changed=changed)

    def _mark(self, *, changed: bool) -> None:
        """Show `changed on disk` in the heading, or take it away."""
        self._marked = changed
        self.screen.heading.warn("disk", "changed on disk" if changed else "")

    async def reload(self) -> None:
        """Make the file on disk one step, so that undo brings unsaved changes back; say so.

        If the file has errors or cannot be read, say so once; the plan stays as it is.
        """
        unsaved = self.session.changes
        try:
            if not await self.screen.stepping.take("reload", self.session.reload_steps, keep=False):
                return
        except (CannotPlan, Unreadable) as error:
            if not self._told:
                reason = (
                    error.reason
                    if isinstance(error, Unreadable)
                    else counted(len(error.diagnostics), "error")
                )
                self.screen.say(f"Not read again: {shown(reason)}. The plan here is as it was.", "error")
            self._told = True
            return
        self._note(changed=False)
        undo = f"; {self.screen.key_of('undo')} brings your changes back" if unsaved else ""
        self.screen.say(f"Read again as it is on disk{undo}.")

    async def may_leave(self) -> bool:
        """Ask about unsaved changes, and return True if the plan may be closed.

        They are saved, discarded, or, for a plan that is read-only, kept for later. Unless they are kept, the
        recovery file is removed.
        """
        changes = self.session.changes
        if changes:
            answers = [ChoiceOption("s", "Save", "primary"), ChoiceOption("d", "Discard", "error"), CANCEL]
            if self._recovering.read_only is not None:
                answers[0] = LATER
            lost = await to_thread(unsaved_lines, self.session, shown_plan(self.session))
            lines = (f"{counted(changes, 'change')} not saved. Discard would lose:", "", *lost)
            answer = await self.ask("Save before leaving?", answers, *lines)
            if answer == LATER.key:
                return True
            if answer is None or (answer == "s" and not await self.save()):
                return False
        self._recovering.give_up()
        return True

    async def look_at_disk(self, *, asked: bool = False) -> None:
        """Read a file again that changed on disk; if there are unsaved changes, warn once instead.

        During a drag, nothing is read. Neither is it while a command or dialog is open, unless a command
        `asked`.
        """
        await self._recovering.look()
        changed = await to_thread(self.session.disk_changed)
        if not is_open(self.screen):
            return
        if self._marked and not changed:
            self._note(changed=False)
        if not changed or self.screen.dragging:
            return
        if not self.session.changes:
            if asked or self.screen.stepping.free:
                await self.reload()
        elif not self._told:
            self._note(changed=True)
            reload = self.screen.key_of("reload")
            said = f"The file changed on disk. Saving will ask; {reload} reads it again."
            self.screen.say(said, "warning")


def _conflicts_of(found: "DiskMerge") -> list[str]:
    """Return lines for the question about merging: each conflict with both sides; empty if there is none."""
    number = counted(len(found.conflicts), "conflict")
    lines = ["", f"The merge has {number} to decide; until then your side counts:"] if found.conflicts else []
    for each in found.conflicts:
        told = conflict_words(each)
        lines += [f"  {told.subject}", f"    yours   {told.ours}", f"    theirs  {told.theirs}"]
    return lines

"""A session: a plan that a person edits, its evaluation, and its state on disk."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from planner.dates import Day
from planner.disk.source import BYTE_ORDER_MARK, Unreadable, read_bytes
from planner.edits import keys
from planner.edits.entries import fresh_key, remove
from planner.engine.task import Task, finish
from planner.files.plan.file import PlanFile, read_plan_bytes, read_plan_file
from planner.files.policy_on_disk import PolicyOnDisk
from planner.named_tuple import NamedTuple
from planner.plan import Plan
from planner.policy import Policy
from planner.session.edited import EditedSession, NextState
from planner.session.evaluated import SessionState, evaluated_steps
from planner.session.sound import sound

if TYPE_CHECKING:
    from planner.files.saving.recovery import FoundWork, KeptWork
    from planner.files.saving.recovery_file import RecoveryFile
    from planner.files.saving.rewrite import Rewritten
    from planner.files.saving.save import Outcome
    from planner.session.disk_merge import DiskMerge


class Written(NamedTuple):
    """The outcome of writing a plan to its file, which the session does not know yet."""

    outcome: "Outcome"
    state: NextState
    """The state with the plan as the file has it."""


class Reread(NamedTuple):
    """A file that was read again, with the keys of the session."""

    plan: Plan
    policy: Policy
    file: PlanFile


_MOST_CHARACTERS = 30_000_000
"""The total length of earlier texts of the file that undo takes comments and places from.

It is enough for 600 saves of a plan of 50 kB.
"""


class Session(EditedSession):
    """A plan that a person edits, with undo, a preview, saving and recovery."""

    def __init__(self, plan_file: PlanFile, as_of: Day, policy_given: str | None = None) -> None:
        super().__init__(plan_file, as_of, policy_given)
        self._theirs: PlanFile | None = None
        """The file as another program wrote it, from the reload that showed it until the next save."""
        self._merged: PlanFile | None = None
        """The text of a merge with that file, until the next save."""

    @property
    def policy_given(self) -> str | None:
        """The policy that is used instead of the plan's own; None for its own."""
        return self._policy_given

    @classmethod
    def open(cls, path: str, *, policy: str | None = None, as_of: Day) -> "Session":
        """Read a plan's file and begin a session with it, by `policy` instead of its own policy if given.

        Raise Unreadable, or CannotPlan if the plan or its policy has errors.
        """
        return cls(read_plan_file(path, policy, pipes=False), as_of, policy)

    @property
    def path(self) -> str:
        """The path of the plan's file."""
        return self.plan_file.source.path

    def save(self, *, allow_whole_file: bool = False, overwrite: bool = False) -> "Outcome":
        """Write the plan to its file by the smallest edit, and return the outcome; errors are outcomes, too.

        If it is saved, no change counts as unsaved any more, and the kept recovery work is removed.

        Args:
            allow_whole_file: Write the whole file anew if no smaller edit is possible.
            overwrite: Replace changes that another program made to the file.
        """
        text = self.text_to_save()()
        written = self.writing(text, allow_whole_file=allow_whole_file, overwrite=overwrite)()
        written.state.take()
        return written.outcome

    def text_to_save(self) -> "Callable[[], Rewritten]":
        """Return a function that works out the text of the file as it is to be saved.

        The function may run in any thread.
        """
        from planner.files.saving.save import rewritten_file

        return partial(rewritten_file, self.plan_file, self.plan, self._history.origin)

    def writing(
        self, text: "Rewritten", *, allow_whole_file: bool = False, overwrite: bool = False
    ) -> "Callable[[], Written]":
        """Return a function that writes `text`, which is that of the present plan, as `save` does.

        The function may run in any thread. It returns the outcome, which may be an error, and a state: the
        session does not know of the save before this state is taken.
        """
        from planner.files.saving.save import Saved, write

        origin, plan, plan_file = self._history.origin, self.plan, self.plan_file
        back_up, state = self._lacks_theirs(origin), self._state

        def written() -> Written:
            outcome = write(
                plan_file,
                plan,
                text,
                policy=self._policy_given,
                allow_whole_file=allow_whole_file,
                overwrite=overwrite,
                back_up=back_up,
            )
            if not isinstance(outcome, Saved):
                return Written(outcome, NextState(state.evaluation, lambda: None))
            # The plan as the file has it, where a new entry may have another place.
            in_file = plan if outcome.plan_file.plan is None else outcome.plan_file.plan
            policy = self.policy
            now = state if in_file == plan else finish(evaluated_steps(in_file, policy, self.as_of))
            take = partial(self._take_saved, outcome.plan_file, in_file, now)
            return Written(outcome, NextState(now.evaluation, take))

        return written

    def _lacks_theirs(self, origin: PlanFile) -> bool:
        """Return True if saving would undo text that another program wrote and a reload or merge has read.

        `origin` is the file with the places and comments of the plan's entries.
        """
        theirs = self._theirs
        has_theirs = origin is theirs or origin is self._merged
        return theirs is not None and not has_theirs and origin.source.text != theirs.source.text

    def _take_saved(self, plan_file: PlanFile, plan: Plan, now: SessionState) -> None:
        """Mark a plan as saved in a file, and remove the work that was kept in the recovery file."""
        self.plan_file, self._theirs, self._merged = plan_file, None, None
        self._history.saved(plan, plan_file)
        self._history.forget_origins(_length, _MOST_CHARACTERS)
        if now.evaluation is not self.evaluation:
            self._take(now)
        self.discard_recovery()

    def read(self, contents: bytes) -> PlanFile:
        """Return the plan file that contents make at the session's path; the session does not change."""
        return read_plan_bytes(self.path, contents, self._policy_given)

    def disk_changed(self) -> bool:
        """Return True if the file on disk is not as it was read or saved last, or cannot be read."""
        try:
            return read_bytes(self.path) != self._contents(self.plan_file.source.text)
        except Unreadable:
            return True

    def reload(self) -> None:
        """Make the plan on disk the session's plan, saved, in one step that can be undone.

        There is no step if only the text differs. Raise as `open` does.
        """
        finish(self.reload_steps()).take()

    def reload_steps(self) -> Task[NextState]:
        """Work out, in steps, the state that `reload` leads to; the steps raise as `open` does."""
        from planner.files.saving.merge_text import with_changes
        from planner.files.saving.save import rewritten_file

        before, history, on_disk, known = self.plan, self._history, self.plan_file, self._known
        yield
        plan_file = read_plan_file(self.path, self._policy_given, pipes=False)
        yield
        read = self._reread(plan_file, known)
        yield
        origins = None
        if read.plan == before:
            read = read._replace(plan=before)  # which is quickly found to be the same from now on
            # Only the text is another: there is no step to undo, so every step keeps their text.
            mine = rewritten_file(on_disk, read.plan, history.origin).text
            yield
            origins = history.with_origins(lambda origin: with_changes(origin, mine, read.file))
            yield
        step = yield from self._step_to("Reloaded", read.plan, read.policy, read.file)

        def take() -> None:
            if origins is not None:
                history.replace_origins(origins)
            self._theirs = read.file if origins is None or self._theirs is not None else None
            self.plan_file = read.file
            step.take()
            history.saved(read.plan, read.file)

        return step._replace(take=take)

    def policy_of(self, plan: Plan) -> PolicyOnDisk:
        """Read the policy that an edited plan names, with the errors that the plan would have under it."""
        return self._policies.of(self.plan_file, plan, self._history.origin)

    def merge(self, contents: bytes) -> "DiskMerge | None":
        """Return the merge of the plan with contents of its file on disk, not taken yet.

        Return None if the contents have errors, or if the text would lose its comments. Any thread may ask.
        """
        from planner.session.disk_merge import merge_with_disk

        return merge_with_disk(self.plan_file, self.plan, self._history.origin, self.read(contents), contents)

    @property
    def is_merged(self) -> bool:
        """True from the time a merge is the plan until it is saved or undone."""
        return self._merged is not None and self._history.origin is self._merged

    def merge_steps(self, found: "DiskMerge") -> Task[NextState]:
        """Work out, in steps, the state in which a merge of the present plan is the plan, as one edit.

        Saving it replaces the contents of the file that it was merged with.
        """
        from planner.session.disk_merge import keyed

        before, known = self.plan, self._known
        yield
        theirs = self._reread(found.theirs, known)
        yield
        plan = self._keys.for_added(before, found.plan, theirs.plan)
        merged = keyed(found.file, found.plan, plan)
        yield
        policy = self._policies.named_by(theirs.file, plan, merged)
        step = yield from self._step_to("Merged with the file on disk", plan, policy, merged)

        def take() -> None:
            self._theirs = self.plan_file = theirs.file
            self._merged = merged
            self._keys.use_until(fresh_key(theirs.plan))
            step.take()
            self._history.saved_elsewhere(merged)

        return step._replace(take=take)

    def _reread(self, plan_file: PlanFile, known: Plan) -> "Reread":
        """Return a file with the keys that its entries have in a known plan, and unused keys for the others.

        Raise CannotPlan if it has errors.
        """
        plan, policy = sound(plan_file)
        session_keys = self._keys.for_reread(plan, known)
        plan = keys.with_keys(plan, session_keys)
        paths = {session_keys[key]: path for key, path in plan_file.paths.items()}
        return Reread(plan, policy, plan_file._replace(plan=plan, paths=paths))

    def changed_policy(self) -> PolicyOnDisk | None:
        """Read the plan's policy if its files changed since they were last used; return None if not.

        It may run in a thread.
        """
        return self._policies.changed(self.plan_file, self.plan, self._history.origin)

    def policy_steps(self, found: PolicyOnDisk) -> Task[NextState] | None:
        """Work out, in steps, the state with the plan evaluated by a policy; the steps of the history stay.

        Return None if the policy has errors, the plan has errors under it, or it is the present policy.
        """
        policy = self._policies.usable(found)
        return None if policy is None else self._evaluated_by(self.plan, policy)

    def _evaluated_by(self, plan: Plan, policy: Policy) -> Task[NextState]:
        """Work out, in steps, the state with a plan evaluated by another policy."""
        now = yield from evaluated_steps(plan, policy, self.as_of)

        def take() -> None:
            self._learn(plan, policy)
            self._take(now)

        return NextState(now.evaluation, take)

    def unsaved_work(self) -> "Callable[[], bool]":
        """Return a function that keeps the plan as it is now in the recovery file.

        If there is nothing to save, it removes what was kept. It may run in any thread, and returns True if
        it worked; else `recovery.trouble` gives the reason.
        """
        number, plan, origin = self.recovery.next_number(), self.plan, self._history.origin
        if not self.changes:
            return partial(self.recovery.drop, number)
        from planner.files.saving.unsaved import work_on

        on_disk = self.plan_file
        return lambda: self.recovery.keep(work_on(on_disk, plan, origin), number)

    def others(self) -> "FoundWork":
        """Return the work that planners left behind for this plan, and whether another one has it open.

        Work that equals the file as this session knows it is removed and left out.
        """
        from planner.files.saving.recovery import drop

        found = self.recovery.others()
        same = [each for each in found.left_behind if each.text == self.plan_file.source.text]
        for each in same:
            with suppress(OSError):
                drop(each)
        return found._replace(left_behind=tuple(each for each in found.left_behind if each not in same))

    def read_kept(self, kept: "KeptWork") -> PlanFile:
        """Return the plan file that kept work makes. Raise CannotPlan if it has errors."""
        read = self.read(self._contents(kept.text))
        sound(read)
        return read

    def restore(self, kept: "KeptWork") -> None:
        """Make kept work the plan, as one step. Raise CannotPlan if it has errors.

        The work is kept in this session's recovery file before the one that was left behind is removed.
        """
        finish(self.restore_steps(kept)).take()
        self.keeping_restored(kept)()

    def restore_steps(self, kept: "KeptWork") -> Task[NextState]:
        """Work out, in steps, the state with kept work as the plan; the steps raise as `restore` does.

        Once it is taken, `keeping_restored` does the rest of `restore`.
        """
        known, origin = self._known, self._history.origin
        yield
        read = self._reread(self.read_kept(kept), known)
        begun_from = origin if kept.plan_changed else read.file
        return (yield from self._step_to("Unsaved changes restored", read.plan, read.policy, begun_from))

    def keeping_restored(self, kept: "KeptWork") -> "Callable[[], None]":
        """Return a function that writes the plan as it is now to the recovery file, and removes `kept`.

        The function may run in any thread, and raises nothing: if the plan cannot be written, `kept` stays.
        """
        from planner.files.saving.recovery import drop

        keep = self.unsaved_work()

        def kept_here() -> None:
            if keep():
                with suppress(OSError):
                    drop(kept)

        return kept_here

    def discard_recovery(self) -> bool:
        """Remove the work that this session's recovery file keeps; return True if nothing of it is left."""
        return self.recovery.drop()

    @cached_property
    def recovery(self) -> "RecoveryFile":
        """The recovery file of this session; nothing is written before it is told to."""
        from planner.files.saving.recovery_file import RecoveryFile

        return RecoveryFile(self.path)

    def _contents(self, text: str) -> bytes:
        return BYTE_ORDER_MARK * self.plan_file.source.bom + text.encode(errors="surrogatepass")

    @property
    def _known(self) -> Plan:
        """The plan, followed by the entries of the file that the plan no longer has."""
        on_disk = self.plan_file.plan
        if on_disk is None:
            return self.plan
        here = {each.key for each in self.plan.entries}
        return keys.joined(self.plan, remove(on_disk, here))


def _length(plan_file: PlanFile) -> int:
    return len(plan_file.source.text)

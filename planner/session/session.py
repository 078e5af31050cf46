"""A session: a plan that a person edits, its evaluation, and its state on disk."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from planner.dates import Day
from planner.disk.source import BYTE_ORDER_MARK, Unreadable, read_bytes
from planner.edits import dates, keys
from planner.edits.entries import remove
from planner.engine.compile import compile_plan
from planner.engine.constraint import Place
from planner.engine.evaluate import accept, preview
from planner.files.plan.file import PlanFile, read_plan_bytes, read_plan_file
from planner.files.policy.on_disk import PolicyOnDisk
from planner.plan import Plan
from planner.policy import Policy
from planner.session.evaluated import EvaluatedSession
from planner.session.key_supply import KeySupply
from planner.session.policies import Policies
from planner.session.sound import sound
from planner.undo import History

if TYPE_CHECKING:
    from planner.files.saving.recovery import FoundWork, KeptWork
    from planner.files.saving.recovery_file import RecoveryFile
    from planner.files.saving.save import Outcome
    from planner.session.disk_merge import DiskMerge


_MOST_CHARACTERS = 30_000_000
"""The total length of earlier texts of the file that undo takes comments and places from.

It is enough for 600 saves of a plan of 50 kB.
"""


class Session(EvaluatedSession):
    """A plan that a person edits, with undo, a preview, saving and recovery."""

    policy: Policy

    def __init__(self, plan_file: PlanFile, as_of: Day, policy_given: str | None = None) -> None:
        plan, self.policy = sound(plan_file)
        self.plan_file = plan_file
        self.as_of = as_of
        self._policy_given = policy_given
        self._policies = Policies(plan, self.policy, policy_given)
        self._history: History[PlanFile] = History(plan, plan_file)
        self._theirs: PlanFile | None = None
        """The file as another program wrote it, from the reload that showed it until the next save."""
        self._merged: PlanFile | None = None
        """The text of a merge with that file, until the next save."""
        self._keys = KeySupply(plan)
        self._compile()

    @property
    def policy_given(self) -> str | None:
        """The policy that is used instead of the plan's own; None for its own."""
        return self._policy_given

    @classmethod
    def open(cls, path: str, *, policy: str | None = None, as_of: Day) -> "Session":
        """Read a plan's file. Raise Unreadable, or CannotPlan if it has errors."""
        return cls(read_plan_file(path, policy, pipes=False), as_of, policy)

    @property
    def path(self) -> str:
        """The path of the plan's file."""
        return self.plan_file.source.path

    @property
    def plan(self) -> Plan:
        """The plan without the preview."""
        return self._history.plan

    def commit(self, label: str, merge: bool = False) -> None:
        """Keep the preview as one step, or with `merge` as a part of a similar step just before it.

        If no date moved there is no step.
        """
        kept, self.previewed = self.previewed, None
        if kept is None or not kept.moves:
            return
        moves = {self._schedule.owners[slot].place: day for slot, day in kept.moves.items()}
        merge_key = (label, self._moved_by_hand) if merge else None
        self._history.do(label, dates.move(self.plan, moves), merge_key)
        self._keep_evaluation(accept(self.evaluation, kept))

    def continues(self, label: str, moved_by_hand: Iterable[Place]) -> bool:
        """Return True if `commit` with `merge` would make these moves part of the step just before."""
        return self._history.continues((label, frozenset(moved_by_hand)))

    def edit(self, label: str, new: Plan) -> None:
        """Take a new plan as one step; no step if nothing changed."""
        self.previewed = None
        if new != self.plan:
            self._step(label, self._keys.for_added(self.plan, new))

    def _step(self, label: str, new: Plan, origin: PlanFile | None = None) -> None:
        self._history.do(label, new, origin=origin)
        self._compile()

    @property
    def undo_label(self) -> str | None:
        """The label of the step that `undo` takes back, or None."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """The label of the step that `redo` takes again, or None."""
        return self._history.redo_label

    @property
    def changes(self) -> int:
        """The number of steps away from the saved plan; 0 if nothing has to be saved."""
        return self._history.changes

    def undo(self) -> str | None:
        """Take back one step and return its label, or None if there is none."""
        before, label = self.plan, self._history.undo()
        self._evaluate_after(before)
        return label

    def redo(self) -> str | None:
        """Take one undone step again and return its label, or None if there is none."""
        before, label = self.plan, self._history.redo()
        self._evaluate_after(before)
        return label

    def save(self, *, allow_whole_file: bool = False, overwrite: bool = False) -> "Outcome":
        """Write the plan to its file by the smallest edit.

        Args:
            allow_whole_file: Write the whole file anew if no smaller edit is possible.
            overwrite: Replace changes that another program made to the file.
        """
        from planner.files.saving.save import Saved, save

        origin = self._history.origin
        outcome = save(
            self.plan_file,
            self.plan,
            origin=origin,
            policy=self._policy_given,
            allow_whole_file=allow_whole_file,
            overwrite=overwrite,
            back_up=self._lacks_theirs(origin),
        )
        if isinstance(outcome, Saved):
            self._saved(outcome.plan_file)
            self.discard_recovery()
        return outcome

    def _lacks_theirs(self, origin: PlanFile) -> bool:
        """Return True if saving would undo text that another program wrote."""
        theirs = self._theirs
        has_theirs = origin is theirs or origin is self._merged
        return theirs is not None and not has_theirs and origin.source.text != theirs.source.text

    def _saved(self, plan_file: PlanFile) -> None:
        """Continue with the plan as the file has it, where a new entry may have another place."""
        self.plan_file, self._theirs, self._merged = plan_file, None, None
        plan = self.plan if plan_file.plan is None else plan_file.plan
        moved = plan != self.plan
        self._history.saved(plan, plan_file)
        self._history.forget_origins(_length, _MOST_CHARACTERS)
        if moved:
            self._compile()

    def read(self, contents: bytes) -> PlanFile:
        """Return the plan file that another program's contents make; the session does not change."""
        return read_plan_bytes(self.path, contents, self._policy_given)

    def disk_changed(self) -> bool:
        """Return True if another program wrote or removed the file since it was read or saved."""
        try:
            return read_bytes(self.path) != self._contents(self.plan_file.source.text)
        except Unreadable:
            return True

    def reload(self) -> None:
        """Take the plan as it is on disk now, in one step that can be undone. Raise as `open` does."""
        from planner.files.saving.merge_text import with_changes
        from planner.files.saving.save import rewritten_file

        plan_file = read_plan_file(self.path, self._policy_given, pipes=False)
        plan, theirs = self._reread(plan_file)
        if plan == self.plan:
            # Only the text is another: there is no step to undo, so every step keeps their text.
            mine = rewritten_file(self.plan_file, plan, self._history.origin).text
            self._history.replace_origins(lambda origin: with_changes(origin, mine, theirs))
            self._theirs = theirs if self._theirs is not None else None
        else:
            self._theirs = theirs
        self.plan_file = theirs
        self._step("Reloaded", plan, theirs)
        self._history.saved(plan, theirs)

    def policy_of(self, plan: Plan) -> PolicyOnDisk:
        """Return the policy that an edited plan names, with the errors that the plan would have under it."""
        return self._policies.of(self.plan_file, plan, self._history.origin)

    def merge(self, contents: bytes) -> "DiskMerge | None":
        """Return the merge with the contents of the file on disk, not taken yet; None if there is none.

        It may run in a thread.
        """
        from planner.session.disk_merge import merge_with_disk

        return merge_with_disk(self.plan_file, self.plan, self._history.origin, self.read(contents), contents)

    @property
    def is_merged(self) -> bool:
        """True from a merge with the file on disk until it is saved or undone."""
        return self._merged is not None and self._history.origin is self._merged

    def take_merge(self, found: "DiskMerge") -> None:
        """Take a merge of the present plan as one step; the file on disk is what was read last."""
        from planner.session.disk_merge import keyed

        _, theirs = self._reread(found.theirs)
        self._theirs = self.plan_file = theirs
        plan = self._keys.for_added(self.plan, found.plan)
        self._merged = keyed(found.file, found.plan, plan)
        self._step("Merged with the file on disk", plan, self._merged)
        self._history.saved_elsewhere(self._merged)

    def _reread(self, plan_file: PlanFile) -> tuple[Plan, PlanFile]:
        """Return the plan of a file that was read again, with the keys that its entries had, and the file."""
        plan = self._policies.learn(*sound(plan_file))
        session_keys = self._keys.for_reread(plan, self._known)
        plan = keys.with_keys(plan, session_keys)
        paths = {session_keys[key]: path for key, path in plan_file.paths.items()}
        return plan, plan_file._replace(plan=plan, paths=paths)

    def changed_policy(self) -> PolicyOnDisk | None:
        """Return the policy on disk unless `use_policy` knows it; may run in a thread."""
        return self._policies.changed(self.plan_file, self.plan, self._history.origin)

    def use_policy(self, found: PolicyOnDisk) -> bool:
        """Evaluate by another policy from now on; all steps stay.

        Return False if the policy is broken or the same.
        """
        if not self._policies.use(self.plan, found):
            return False
        self._compile()
        return True

    def unsaved_work(self) -> "Callable[[], bool]":
        """Return the task of keeping the plan as it is now, for any thread.

        The task returns True if it worked; else `recovery.trouble` gives the reason.
        """
        number, plan, origin = self.recovery.next_number(), self.plan, self._history.origin
        if not self.changes:
            return partial(self.recovery.drop, number)
        from planner.files.saving.unsaved import work_on

        on_disk = self.plan_file
        return lambda: self.recovery.keep(work_on(on_disk, plan, origin), number)

    def keep_recovery(self) -> bool:
        """Keep unsaved changes in the recovery file; return True if that worked."""
        return self.unsaved_work()()

    def others(self) -> "FoundWork":
        """Return the work that other planners keep for this plan, and whether one has it open.

        Work that equals the file on disk is left out and removed.
        """
        from planner.files.saving.recovery import drop

        found = self.recovery.others()
        same = [each for each in found.left_behind if each.text == self.plan_file.source.text]
        for each in same:
            with suppress(OSError):
                drop(each)
        return found._replace(left_behind=tuple(each for each in found.left_behind if each not in same))

    def read_kept(self, kept: "KeptWork") -> PlanFile:
        """Return kept work as a file with a plan. Raise CannotPlan if it has errors."""
        read = self.read(self._contents(kept.text))
        sound(read)
        return read

    def restore(self, kept: "KeptWork") -> None:
        """Take kept work as one step. Raise CannotPlan if it has errors.

        This session keeps the work before it removes the file that was left behind.
        """
        from planner.files.saving.recovery import drop

        plan, read = self._reread(self.read_kept(kept))
        self._step("Unsaved changes restored", plan, None if kept.plan_changed else read)
        if self.keep_recovery():
            with suppress(OSError):
                drop(kept)

    def discard_recovery(self) -> bool:
        """Remove the unsaved changes that were kept; return True if nothing of them is left."""
        return self.recovery.drop()

    @cached_property
    def recovery(self) -> "RecoveryFile":
        """The recovery file of this session."""
        from planner.files.saving.recovery_file import RecoveryFile

        return RecoveryFile(self.path)

    def _contents(self, text: str) -> bytes:
        return BYTE_ORDER_MARK * self.plan_file.source.bom + text.encode(errors="surrogatepass")

    @property
    def _known(self) -> Plan:
        """The plan, followed by the entries of the file that were deleted since."""
        on_disk = self.plan_file.plan
        if on_disk is None:
            return self.plan
        here = {each.key for each in self.plan.entries}
        return keys.joined(self.plan, remove(on_disk, here))

    def _evaluate_after(self, before: Plan) -> None:
        """Evaluate after undo or redo; if only dates differ, only constraints that read them."""
        moves = dates.moved_between(before, self.plan)
        if moves is None:
            self._compile()
        else:
            moved = preview(self.evaluation, {self._slots[place]: day for place, day in moves.items()})
            self._keep_evaluation(accept(self.evaluation, moved))

    def _compile(self) -> None:
        policy = self._policies.follow(self.plan_file, self.plan, self._history.origin)
        if policy is not self.policy:
            self.policy, self.plan_file = policy, self.plan_file._replace(policy=policy)
        self._take(compile_plan(self.plan, self.policy, self.as_of))


def _length(plan_file: PlanFile) -> int:
    return len(plan_file.source.text)

"""A plan that is being edited: what a person made of it, what is judged of that, and what is on disk."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from planner.dates import LAST_DAY, Day
from planner.diagnostics import Diagnostic
from planner.disk.source import BYTE_ORDER_MARK, Unreadable, read_bytes
from planner.edits import dates, keys
from planner.edits.entries import fresh_key, remove
from planner.engine.compile import Constraints, compile_plan
from planner.engine.constraint import Finding, Place, Slot
from planner.engine.evaluate import Evaluation, Preview, accept, evaluate, preview, preview_steps
from planner.engine.phases import Timetable
from planner.engine.schedule import Schedule
from planner.engine.task import Task, finish
from planner.files.plan.file import PlanFile, read_plan_bytes, read_plan_file
from planner.files.policy.on_disk import PolicyOnDisk, PolicyWatch
from planner.plan import NOTHING, Plan
from planner.policy import Policy, Severity
from planner.undo import History

if TYPE_CHECKING:
    from planner.files.saving.recovery import Found, Kept
    from planner.files.saving.recovery_file import RecoveryFile
    from planner.files.saving.save import Outcome


_MOST_CHARACTERS = 30_000_000
"""Of earlier texts of the file, that undo takes comments and places from: 600 saves of a plan of 50 kB."""


class CannotPlan(Exception):
    """The file, or its policy, has errors: there is no plan to edit."""

    def __init__(self, path: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{path} has errors")
        self.path = path
        self.diagnostics = diagnostics


class Counts(NamedTuple):
    """Findings that are not waived."""

    error: int
    warning: int
    info: int


class Session:
    """One preview at a time: dates moved for a look, then kept by `commit` or put back by `cancel`."""

    policy: Policy
    compiled: Constraints
    previewed: Preview | None
    _moved_by_hand: frozenset[Place]
    _judgement: Evaluation | None
    """None until somebody asks for it."""
    _counted: "Counter[Severity]"

    def __init__(self, plan_file: PlanFile, as_of: Day, policy_given: str | None = None) -> None:
        plan, self.policy = _sound(plan_file)
        self.plan_file = plan_file
        self.as_of = as_of
        self._policy_given = policy_given
        self._policy_watch = PolicyWatch(policy_given)
        self._history: History[PlanFile] = History(plan, plan_file)
        self._theirs: PlanFile | None = None
        """The file as somebody else wrote it, from the reload that showed it to the next save."""
        self._next_key = fresh_key(plan)
        self._compile()

    @classmethod
    def open(cls, path: str, *, policy: str | None = None, as_of: Day) -> "Session":
        """Raises Unreadable, or CannotPlan."""
        return cls(read_plan_file(path, policy, pipes=False), as_of, policy)

    @property
    def path(self) -> str:
        return self.plan_file.source.path

    @property
    def plan(self) -> Plan:
        """Without what is previewed."""
        return self._history.plan

    @property
    def evaluation(self) -> Evaluation:
        """Of the plan without what is previewed; worked out when first asked for."""
        return self._judgement if self._judgement is not None else self._judged(evaluate(self.compiled))

    @property
    def timetable(self) -> Timetable:
        """Every date as it is shown now, for the chart and for phases."""
        return self._timetable if self.previewed is None else self._moved_timetable

    @property
    def counts(self) -> Counts:
        """Of what is shown now."""
        before, counted = self.evaluation.findings, self._counted
        if self.previewed is not None:
            counted = counted.copy()
            for item, findings in self.previewed.findings.items():
                counted.subtract(_severities(before.get(item, ())))
                counted.update(_severities(findings))
        return Counts(counted["error"], counted["warning"], counted["info"])

    def findings(self, item: int) -> tuple[Finding, ...]:
        """What is said of an item now."""
        if self.previewed is not None and item in self.previewed.findings:
            return self.previewed.findings[item]
        return self.evaluation.findings.get(item, ())

    def slots_of(self, place: Place) -> tuple[Slot, ...]:
        """Where a date stands; several for notices of one name, none where it is not set."""
        slot = self._slots.get(place)
        return () if slot is None else self._schedule.moving_with(slot)

    def day(self, place: Place) -> Day:
        """A date as it is shown now; KeyError where it is not set."""
        return self.timetable[self._slots[place]]

    def preview(self, moves: Mapping[Place, Day], followers: Mapping[Place, Day] = NOTHING) -> None:
        """Shows these dates, and what follows, elsewhere; an earlier preview is forgotten.

        KeyError for a date that is not set: `edit` sets it.
        """
        finish(self.preview_steps(moves, followers))

    def preview_steps(self, moves: Mapping[Place, Day], followers: Mapping[Place, Day]) -> Task[None]:
        """As `preview`, which counts once all is done."""
        evaluation = self.evaluation
        moved = {
            slot: min(max(day, 1), LAST_DAY)
            for place, day in {**moves, **followers}.items()
            for slot in self._schedule.moving_with(self._slots[place])
        }
        elsewhere = {slot: day for slot, day in moved.items() if day != evaluation.days[slot]}
        found = yield from preview_steps(evaluation, elsewhere)
        self.previewed = found
        self._moved_timetable = self._timetable.moved(found.moves)
        self._moved_by_hand = frozenset(moves)

    def cancel(self) -> None:
        self.previewed = None

    def commit(self, label: str, merge: bool = False) -> None:
        """The preview becomes one step, or with `merge` a part of a like step just before it.

        No step where nothing moved.
        """
        kept, self.previewed = self.previewed, None
        if kept is None or not kept.moves:
            return
        moves = {self._schedule.owners[slot].place: day for slot, day in kept.moves.items()}
        together = (label, self._moved_by_hand) if merge else None
        self._history.do(label, dates.move(self.plan, moves), together)
        self._judged(accept(self.evaluation, kept))

    def continues(self, label: str, moved_by_hand: Iterable[Place]) -> bool:
        """Return whether `commit` with `merge` would make these moves a part of the step just before."""
        return self._history.continues((label, frozenset(moved_by_hand)))

    def edit(self, label: str, new: Plan) -> None:
        """One step; none if nothing changed."""
        self.previewed = None
        if new != self.plan:
            self._step(label, self._never_reusing_keys(new))

    def _step(self, label: str, new: Plan, origin: PlanFile | None = None) -> None:
        self._history.do(label, new, origin=origin)
        self._compile()

    def _never_reusing_keys(self, new: Plan) -> Plan:
        """A new entry must not pass for one that was deleted, in whose place it would be saved."""
        known = {each.key for each in self.plan.entries}
        added = [each.key for each in new.entries if each.key not in known]
        fresh = dict(zip(added, range(self._next_key, self._next_key + len(added)), strict=True))
        self._next_key += len(added)
        return keys.with_keys(new, fresh) if any(old != key for old, key in fresh.items()) else new

    @property
    def undo_label(self) -> str | None:
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        return self._history.redo_label

    @property
    def changes(self) -> int:
        """Steps away from what is saved; 0 where nothing has to be saved."""
        return self._history.changes

    def undo(self) -> str | None:
        """The label of the step taken back."""
        before, label = self.plan, self._history.undo()
        self._judge_after(before)
        return label

    def redo(self) -> str | None:
        before, label = self.plan, self._history.redo()
        self._judge_after(before)
        return label

    def save(self, *, allow_whole_file: bool = False, overwrite: bool = False) -> "Outcome":
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
        """Whether saving would undo the text, not only the plan, that somebody else wrote."""
        theirs = self._theirs
        return theirs is not None and origin is not theirs and origin.source.text != theirs.source.text

    def _saved(self, plan_file: PlanFile) -> None:
        """Go on with the plan as it stands in the file, where a new entry may have another place."""
        self.plan_file, self._theirs = plan_file, None
        plan = self.plan if plan_file.plan is None else plan_file.plan
        moved = plan != self.plan
        self._history.saved(plan, plan_file)
        self._history.forget_origins(_length, _MOST_CHARACTERS)
        if moved:
            self._compile()

    def read(self, contents: bytes) -> PlanFile:
        """What somebody else made of the file, read as this plan was."""
        return read_plan_bytes(self.path, contents, self._policy_given)

    def disk_changed(self) -> bool:
        """Whether somebody else wrote or removed the file since it was read or saved."""
        try:
            return read_bytes(self.path) != self._contents(self.plan_file.source.text)
        except Unreadable:
            return True

    def reload(self) -> None:
        """The file as it is on disk now, in one step that can be undone. Raises as `open` does."""
        from planner.files.saving.merge_text import with_changes
        from planner.files.saving.save import rewritten_file

        plan_file = read_plan_file(self.path, self._policy_given, pipes=False)
        plan, self.policy = _sound(plan_file)
        same = self._keys_of(plan)
        plan = keys.with_keys(plan, same)
        paths = {same[key]: path for key, path in plan_file.paths.items()}
        theirs = plan_file._replace(plan=plan, paths=paths)
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

    def changed_policy(self) -> PolicyOnDisk | None:
        """Return the policy on disk unless `use_policy` was told of it; it may run in a thread."""
        return self._policy_watch.look(self.plan_file, self.plan, self._history.origin, self.policy)

    def use_policy(self, found: PolicyOnDisk) -> bool:
        """Judge by this policy from now on, and keep all steps; False if it cannot or need not be."""
        self._policy_watch.known = found.contents
        if found.policy is None or found.diagnostics or found.policy == self.policy:
            return False
        self.policy, self.plan_file = found.policy, self.plan_file._replace(policy=found.policy)
        self._compile()
        return True

    def unsaved_work(self) -> "Callable[[], bool]":
        """Return the task of keeping the plan as it is now, for any thread; its result is whether it worked.

        `recovery.trouble` says why it did not.
        """
        number, plan, origin = self.recovery.next_number(), self.plan, self._history.origin
        if not self.changes:
            return partial(self.recovery.drop, number)
        from planner.files.saving.unsaved import work_on

        on_disk = self.plan_file
        return lambda: self.recovery.keep(work_on(on_disk, plan, origin), number)

    def keep_recovery(self) -> bool:
        """Keep unsaved changes where a crash does not reach them; return whether that worked."""
        return self.unsaved_work()()

    def others(self) -> "Found":
        """Return what other planners keep of this plan, and whether one has it open.

        Work is left out, and cleared, where the file on disk says the same by now.
        """
        from planner.files.saving.recovery import drop

        found = self.recovery.others()
        same = [each for each in found.left_behind if each.text == self.plan_file.source.text]
        for each in same:
            with suppress(OSError):
                drop(each)
        return found._replace(left_behind=tuple(each for each in found.left_behind if each not in same))

    def read_kept(self, kept: "Kept") -> PlanFile:
        """Return kept work as a file with a plan. Raise CannotPlan where it is none by now."""
        read = self.read(self._contents(kept.text))
        _sound(read)
        return read

    def restore(self, kept: "Kept") -> None:
        """Take kept work up again, in one step. Raise CannotPlan where it is no plan by now.

        It is kept by this session before it is removed where it was left behind.
        """
        from planner.files.saving.recovery import drop

        read = self.read_kept(kept)
        plan, _ = _sound(read)
        same = self._keys_of(plan)
        plan = keys.with_keys(plan, same)
        paths = {same[key]: path for key, path in read.paths.items()}
        origin = None if kept.plan_changed else read._replace(plan=plan, paths=paths)
        self._step("Unsaved changes restored", plan, origin)
        if self.keep_recovery():
            with suppress(OSError):
                drop(kept)

    def discard_recovery(self) -> bool:
        """Give up unsaved changes that were kept; return whether nothing of them is left."""
        return self.recovery.drop()

    @cached_property
    def recovery(self) -> "RecoveryFile":
        """Where this session keeps unsaved work."""
        from planner.files.saving.recovery_file import RecoveryFile

        return RecoveryFile(self.path)

    def _contents(self, text: str) -> bytes:
        return BYTE_ORDER_MARK * self.plan_file.source.bom + text.encode(errors="surrogatepass")

    def _keys_of(self, plan: Plan) -> dict[int, int]:
        """The keys that the entries of a plan read anew have here."""
        same = keys.like(plan, self._known, self._next_key)
        self._next_key = max(self._next_key, 1 + max(same.values(), default=-1))
        return same

    @property
    def _known(self) -> Plan:
        """The plan, and at its end the entries of the file that were deleted since."""
        on_disk = self.plan_file.plan
        if on_disk is None:
            return self.plan
        here = {each.key for each in self.plan.entries}
        return keys.joined(self.plan, remove(on_disk, here))

    @property
    def _schedule(self) -> Schedule:
        return self.compiled.schedule

    def _judge_after(self, before: Plan) -> None:
        """Where only dates differ from the plan before, only what reads them is judged."""
        moves = dates.moved_between(before, self.plan)
        if moves is None:
            self._compile()
        else:
            moved = preview(self.evaluation, {self._slots[place]: day for place, day in moves.items()})
            self._judged(accept(self.evaluation, moved))

    def _compile(self) -> None:
        self.compiled = compile_plan(self.plan, self.policy, self.as_of)
        self.previewed = self._judgement = None
        self._timetable = Timetable(self._schedule, self.compiled.days)
        self._slots = {owner.place: slot for slot, owner in enumerate(self._schedule.owners)}

    def _judged(self, evaluation: Evaluation) -> Evaluation:
        self._judgement = evaluation
        self.previewed = None
        self._timetable = Timetable(self._schedule, evaluation.days)
        self._counted = Counter(_severities(evaluation.all))
        return evaluation


def _length(plan_file: PlanFile) -> int:
    return len(plan_file.source.text)


def _sound(plan_file: PlanFile) -> tuple[Plan, Policy]:
    if plan_file.plan is None or plan_file.policy is None:
        raise CannotPlan(plan_file.source.path, plan_file.diagnostics + plan_file.policy_problems)
    return plan_file.plan, plan_file.policy


def _severities(findings: Iterable[Finding]) -> list[Severity]:
    return [each.severity for each in findings if each.waived is None]

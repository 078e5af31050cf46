"""The history of the plan of a session: edits, undo and redo, each worked out first and then taken."""

from collections.abc import Callable, Iterable

from planner.dates import Day
from planner.edits import dates
from planner.edits.entries import fresh_key
from planner.engine.compile import compile_plan
from planner.engine.constraint import Place
from planner.engine.evaluate import Evaluation, accept
from planner.engine.task import Task, finish
from planner.files.plan.file import PlanFile
from planner.named_tuple import NamedTuple
from planner.plan import Plan
from planner.policy import Policy
from planner.session.evaluated import EvaluatedSession, evaluated_steps, moved_steps
from planner.session.key_supply import KeySupply
from planner.session.policies import Policies
from planner.session.sound import sound
from planner.undo import History


class NextState(NamedTuple):
    """The state of a session after a step that is worked out.

    The session is as it was until the state is taken, and must not have changed meanwhile.
    """

    evaluation: Evaluation
    take: Callable[[], None]


class EditedSession(EvaluatedSession):
    """A plan with its evaluation and its history.

    Methods that end in `_steps` work a step out and change nothing: a thread may do it, or give it up.
    """

    policy: Policy

    def __init__(self, plan_file: PlanFile, as_of: Day, policy_given: str | None) -> None:
        plan, self.policy = sound(plan_file)
        self.plan_file = plan_file
        self.as_of = as_of
        self._policy_given = policy_given
        self._policies = Policies(plan, self.policy, policy_given)
        self._history: History[PlanFile] = History(plan, plan_file)
        self._keys = KeySupply(plan)
        self._begin(compile_plan(plan, self.policy, as_of))

    @property
    def plan(self) -> Plan:
        """The plan without the preview."""
        return self._history.plan

    def commit(self, label: str, merge: bool = False) -> None:
        """Keep the preview as one step of the history, and end it; no step if no date moved.

        With `merge`, the step becomes part of the step just before it if that was made with `merge`, has the
        same label and moved the same dates by hand. After an undo, a redo or a save it is a step of its own.
        """
        kept, self.previewed = self.previewed, None
        if kept is None or not kept.moves:
            return
        moves = {self._schedule.owners[slot].place: day for slot, day in kept.moves.items()}
        merge_key = (label, self._moved_by_hand) if merge else None
        self._history.do(label, dates.move(self.plan, moves), merge_key)
        self._keep_evaluation(accept(self.evaluation, kept))

    def continues(self, label: str, moved_by_hand: Iterable[Place]) -> bool:
        """Return True if `commit` with `merge` would make moves of these dates part of the step before."""
        return self._history.continues((label, frozenset(moved_by_hand)))

    def edit(self, label: str, new: Plan) -> None:
        """Make `new` the plan, as one step that can be undone, and drop the preview.

        New entries get unused keys. A plan equal to the present one makes no step.
        """
        finish(self.edit_steps(label, new)).take()

    def edit_steps(self, label: str, new: Plan) -> Task[NextState]:
        """Work out, in steps, the state that `edit` leads to; taking that state does the same as `edit`."""
        before, origin = self.plan, self._history.origin
        yield
        if new == before:
            return NextState(self.evaluation, self.cancel)
        plan = self._keys.for_added(before, new)
        yield
        policy = self._policies.named_by(self.plan_file, plan, origin)
        return (yield from self._step_to(label, plan, policy))

    def _step_to(
        self, label: str, plan: Plan, policy: Policy, origin: PlanFile | None = None
    ) -> Task[NextState]:
        """Work out, in steps, the state with a plan under a policy; taking it adds a step to the history.

        `origin` is the file with the places and comments of the plan's entries; None for the present one.
        """
        now = yield from evaluated_steps(plan, policy, self.as_of)
        unused = fresh_key(plan)

        def take() -> None:
            self._keys.use_until(unused)
            self._history.do(label, plan, origin=origin)
            self._learn(plan, policy)
            self._take(now)

        return NextState(now.evaluation, take)

    def _learn(self, plan: Plan, policy: Policy) -> None:
        """Make a policy the session's, and remember it by the name that the plan has for it."""
        self._policies.learn(plan, policy)
        if policy is not self.policy:
            self.policy, self.plan_file = policy, self.plan_file._replace(policy=policy)

    @property
    def undo_label(self) -> str | None:
        """The label of the step that `undo` takes back; None if there is none."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """The label of the step that `redo` takes again; None if there is none."""
        return self._history.redo_label

    @property
    def changes(self) -> int:
        """The number of steps away from the saved plan; 0 if nothing has to be saved."""
        return self._history.changes

    @property
    def undo_plan(self) -> Plan | None:
        """The plan that `undo` goes back to; None if there is no step to take back."""
        previous = self._history.previous
        return previous[0] if previous is not None else None

    @property
    def redo_plan(self) -> Plan | None:
        """The plan that `redo` goes on to; None if there is no step to take again."""
        following = self._history.following
        return following[0] if following is not None else None

    def undo(self) -> str | None:
        """Take back one step, drop the preview and return its label; without a step, only return None."""
        label = self.undo_label
        if label is not None:
            finish(self.undo_steps()).take()
        return label

    def redo(self) -> str | None:
        """Take a step again, drop the preview and return its label; if none was undone, only return None."""
        label = self.redo_label
        if label is not None:
            finish(self.redo_steps()).take()
        return label

    def undo_steps(self) -> Task[NextState]:
        """Work out, in steps, the state that `undo` leads to; taking that state undoes.

        The first step raises LookupError if there is nothing to undo.
        """
        return self._history_steps(self._history.previous, self._history.undo)

    def redo_steps(self) -> Task[NextState]:
        """Work out, in steps, the state that `redo` leads to; taking that state redoes.

        The first step raises LookupError if there is nothing to do again.
        """
        return self._history_steps(self._history.following, self._history.redo)

    def _history_steps(
        self, target: tuple[Plan, PlanFile] | None, go: Callable[[], str | None]
    ) -> Task[NextState]:
        """Work out, in steps, the state with the plan of another step; taking it calls `go` to go there.

        If only dates differ from the present plan, only the constraints that read them are evaluated. The
        first step raises LookupError if `target` is None.
        """
        if target is None:
            raise LookupError
        before, state = self.plan, self._state
        plan, origin = target
        yield
        moves = dates.moved_between(before, plan)
        yield
        if moves is None:
            policy = self._policies.named_by(self.plan_file, plan, origin)
            now = yield from evaluated_steps(plan, policy, self.as_of)
        else:
            policy = self.policy
            now = yield from moved_steps(state, {state.slots[place]: day for place, day in moves.items()})

        def take() -> None:
            go()
            self._learn(plan, policy)
            self._take(now)

        return NextState(now.evaluation, take)

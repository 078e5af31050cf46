"""The evaluation of the plan of a session, with dates moved on trial."""

from collections import Counter
from collections.abc import Mapping

from planner.dates import LAST_DAY, Day
from planner.engine.compile import Constraints, compile_steps
from planner.engine.constraint import Days, Finding, Place, Slot
from planner.engine.evaluate import (
    Evaluation,
    Moves,
    Preview,
    accept,
    evaluate,
    evaluate_steps,
    preview_steps,
)
from planner.engine.phases import Timetable
from planner.engine.schedule import Schedule
from planner.engine.task import Task, finish
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING, Plan
from planner.policy import Policy, Severity
from planner.session.counts import Counts, open_severities


class SessionState(NamedTuple):
    """The evaluation of a plan, and everything that a session looks up in it."""

    evaluation: Evaluation
    timetable: Timetable
    slots: Mapping[Place, Slot]
    counted: "Counter[Severity]"
    """The open findings by severity."""


def evaluated(evaluation: Evaluation, slots: Mapping[Place, Slot]) -> SessionState:
    """Return an evaluation with its timetable, the slots of its dates and the counts of its open findings."""
    timetable = Timetable(evaluation.compiled.schedule, evaluation.days)
    return SessionState(
        evaluation=evaluation,
        timetable=timetable,
        slots=slots,
        counted=Counter(open_severities(evaluation.all)),
    )


def evaluated_steps(plan: Plan, policy: Policy, as_of: Day) -> Task[SessionState]:
    """Compile and evaluate a plan in steps, and return its state."""
    compiled = yield from compile_steps(plan, policy, as_of)
    yield
    slots = slots_by_place(compiled.schedule)
    yield
    evaluation = yield from evaluate_steps(compiled)
    yield
    return evaluated(evaluation, slots)


def moved_steps(known: SessionState, moves: Moves) -> Task[SessionState]:
    """Evaluate a plan with dates moved, in steps, and return its state; the known state does not change."""
    before = known.evaluation
    # Days of its own: a preview moves them and back, and in a thread others must not see that.
    beside = before._replace(days=Days(before.days))
    moved = yield from preview_steps(beside, moves)
    return evaluated(accept(beside, moved), known.slots)


def slots_by_place(schedule: Schedule) -> dict[Place, Slot]:
    """Return the slot of every date in a schedule, by the place of the date."""
    return {owner.place: slot for slot, owner in enumerate(schedule.owners)}


class EvaluatedSession:
    """A plan with its evaluation and one preview at a time.

    A preview is dates moved on trial, then kept by `commit` or put back by `cancel`.
    """

    compiled: Constraints
    previewed: Preview | None
    _moved_by_hand: frozenset[Place]
    _evaluation: Evaluation | None
    """None until it is first asked for."""
    _counted: "Counter[Severity]"
    _slots: Mapping[Place, Slot]

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation of the plan without the preview; worked out when it is first asked for."""
        known = self._evaluation
        return self._keep_evaluation(evaluate(self.compiled)) if known is None else known

    @property
    def timetable(self) -> Timetable:
        """The dates as they are shown now, those of a preview moved."""
        return self._timetable if self.previewed is None else self._moved_timetable

    @property
    def counts(self) -> Counts:
        """The numbers of open findings by severity, during a preview with its dates moved."""
        before, counted = self.evaluation.findings, self._counted
        if self.previewed is not None:
            counted = counted.copy()
            for item, findings in self.previewed.findings.items():
                counted.subtract(open_severities(before.get(item, ())))
                counted.update(open_severities(findings))
        return Counts(counted["error"], counted["warning"], counted["info"])

    def findings(self, item: int) -> tuple[Finding, ...]:
        """Return the findings of an item, waived ones too; during a preview, those with its dates moved.

        `item` is the item's index in the schedule.
        """
        if self.previewed is not None and item in self.previewed.findings:
            return self.previewed.findings[item]
        return self.evaluation.findings.get(item, ())

    def slots_of(self, place: Place) -> tuple[Slot, ...]:
        """Return the slots of a date; none if it is not set.

        For the date of a notice, these are the slots of all notices of its name, which move together.
        """
        slot = self._slots.get(place)
        return () if slot is None else self._schedule.moving_with(slot)

    def day(self, place: Place) -> Day:
        """Return the day of a date as it is shown now. Raise KeyError if it is not set."""
        return self.timetable[self._slots[place]]

    def preview(self, moves: Mapping[Place, Day], followers: Mapping[Place, Day] = NOTHING) -> None:
        """Move dates and their followers on trial and evaluate them; this replaces an earlier preview.

        `moves` are the dates moved by hand. A notice takes all notices of its name along, and days beyond the
        calendar become its first or last day. Raise KeyError for a date that is not set: `edit` sets it.
        """
        finish(self.preview_steps(moves, followers))

    def preview_steps(self, moves: Mapping[Place, Day], followers: Mapping[Place, Day]) -> Task[None]:
        """Do the same as `preview` in steps; an earlier preview stays until the last step."""
        evaluation = self.evaluation
        moved = {
            slot: min(max(day, 1), LAST_DAY)
            for place, day in {**moves, **followers}.items()
            for slot in self._schedule.moving_with(self._slots[place])
        }
        elsewhere = {slot: day for slot, day in moved.items() if day != evaluation.days[slot]}
        yield
        found = yield from preview_steps(evaluation, elsewhere)
        self.previewed = found
        self._moved_timetable = self._timetable.moved(found.moves)
        self._moved_by_hand = frozenset(moves)

    def cancel(self) -> None:
        """Drop the preview, so that all dates are those of the plan again."""
        self.previewed = None

    @property
    def _schedule(self) -> Schedule:
        return self.compiled.schedule

    @property
    def _state(self) -> SessionState:
        """The plan without the preview: its evaluation, timetable, slots and counts of open findings."""
        return SessionState(
            evaluation=self.evaluation, timetable=self._timetable, slots=self._slots, counted=self._counted
        )

    def _begin(self, compiled: Constraints) -> None:
        """Begin with the constraints of the first plan; they are evaluated when that is first asked for."""
        self.compiled = compiled
        self.previewed = self._evaluation = None
        self._timetable = Timetable(self._schedule, compiled.days)
        self._slots = slots_by_place(self._schedule)

    def _take(self, found: SessionState) -> None:
        """Make an evaluated plan the present one, and drop the preview."""
        self._evaluation, self._timetable, self._slots, self._counted = found
        self.compiled = found.evaluation.compiled
        self.previewed = None

    def _keep_evaluation(self, evaluation: Evaluation) -> Evaluation:
        """Make an evaluation of dates with the present slots the present one, and return it."""
        self._take(evaluated(evaluation, self._slots))
        return evaluation

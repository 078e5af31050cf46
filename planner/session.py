"""A plan that is being edited: what a person made of it, what is judged of that, and what is on disk."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from planner.dates import LAST_DAY, Day
from planner.edits import dates
from planner.engine.judge import Judgement, Preview, accept, check, preview
from planner.engine.phases import Timetable
from planner.engine.statement import Finding, Place, Slot
from planner.files.plan_file import PlanFile, read_plan_file
from planner.files.problem import Problem
from planner.plan import Plan
from planner.policy import Policy
from planner.undo import History


class CannotPlan(Exception):
    """The file, or its policy, has errors: there is no plan to edit."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{path} has errors")
        self.path = path
        self.problems = problems


class Counts(NamedTuple):
    """Findings that are not waived."""

    error: int
    warning: int
    info: int


class Session:
    """One preview at a time: dates moved for a look, then kept by `commit` or put back by `cancel`."""

    judgement: Judgement
    """Of the plan without what is previewed."""
    previewed: Preview | None

    def __init__(self, plan_file: PlanFile, plan: Plan, policy: Policy, as_of: Day) -> None:
        self.plan_file = plan_file
        self.policy = policy
        self.as_of = as_of
        self._history = History(plan)
        self._judge_anew()

    @classmethod
    def open(cls, path: str, *, policy: str | None = None, as_of: Day) -> "Session":
        """Raises Unreadable or CannotPlan."""
        plan_file = read_plan_file(path, policy)
        if plan_file.plan is None or plan_file.policy is None:
            raise CannotPlan(path, plan_file.problems + plan_file.policy_problems)
        return cls(plan_file, plan_file.plan, plan_file.policy, as_of)

    @property
    def plan(self) -> Plan:
        """Without what is previewed."""
        return self._history.plan

    @property
    def timetable(self) -> Timetable:
        """Every date as it is shown now, for the chart and for phases."""
        return self._timetable if self.previewed is None else self._timetable.moved(self.previewed.moves)

    @property
    def counts(self) -> Counts:
        """Of what is shown now."""
        counted = self._counted
        if self.previewed is not None:
            counted = counted.copy()
            for item, findings in self.previewed.findings.items():
                counted.subtract(_severities(self.judgement.findings.get(item, ())))
                counted.update(_severities(findings))
        return Counts(counted["error"], counted["warning"], counted["info"])

    def findings(self, item: int) -> tuple[Finding, ...]:
        """What is said of an item now."""
        if self.previewed is not None and item in self.previewed.findings:
            return self.previewed.findings[item]
        return self.judgement.findings.get(item, ())

    def slots_of(self, place: Place) -> tuple[Slot, ...]:
        """Where a date stands; several for notices of one name, none where it is not set."""
        return self._slots.get(place, ())

    def day(self, place: Place) -> Day:
        """A date as it is shown now; KeyError where it is not set."""
        return self.timetable[self._slots[place][0]]

    def preview(self, moves: Mapping[Place, Day]) -> Preview:
        """What becomes of it with these dates elsewhere; an earlier preview is forgotten.

        KeyError for a date that is not set: nothing can be moved there, `edit` sets it.
        """
        self.previewed = preview(
            self.judgement,
            {
                slot: within
                for place, day in moves.items()
                for slot in self._slots[place]
                if (within := min(max(day, 1), LAST_DAY)) != self.judgement.days[slot]
            },
        )
        return self.previewed

    def cancel(self) -> None:
        self.previewed = None

    def commit(self, label: str, merge: bool = False) -> None:
        """The preview becomes one step, or with `merge` a part of a like step just before it.

        No step where nothing moved.
        """
        kept = self.previewed
        self.previewed = None
        if kept is None or not kept.moves:
            return
        owners = self.judgement.compiled.schedule.owners
        moves = {owners[slot].place: day for slot, day in kept.moves.items()}
        together = (label, frozenset(moves)) if merge else None
        self._history.do(label, dates.move(self.plan, moves), together)
        self._judged(accept(self.judgement, kept))

    def edit(self, label: str, new: Plan) -> None:
        """Any other edit: one step, none if nothing changed."""
        self.previewed = None
        if new != self.plan:
            self._history.do(label, new)
            self._judge_anew()

    @property
    def undo_label(self) -> str | None:
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        return self._history.redo_label

    @property
    def changes(self) -> int:
        """Steps away from what is saved."""
        return self._history.changes

    def undo(self) -> str | None:
        """The label of the step taken back."""
        label = self._history.undo()
        self._judge_anew()
        return label

    def redo(self) -> str | None:
        label = self._history.redo()
        self._judge_anew()
        return label

    def _judge_anew(self) -> None:
        self._judged(check(self.plan, self.policy, self.as_of))
        self._slots = _slots(self.judgement, self.plan)

    def _judged(self, judgement: Judgement) -> None:
        self.judgement = judgement
        self.previewed = None
        self._timetable = Timetable(judgement.compiled.schedule, judgement.days)
        self._counted = Counter(_severities(judgement.all))


def _severities(findings: Iterable[Finding]) -> list[str]:
    return [each.severity for each in findings if each.waived is None]


def _slots(judgement: Judgement, plan: Plan) -> dict[Place, tuple[Slot, ...]]:
    owners = judgement.compiled.schedule.owners
    slots: dict[Place, tuple[Slot, ...]] = {owner.place: (slot,) for slot, owner in enumerate(owners)}
    groups: dict[str, list[Place]] = {}
    for notice in plan.notices:
        if notice.name is not None:
            groups.setdefault(notice.name, []).append(Place(notice.key, "date"))
    for places in groups.values():
        together = tuple(slots[each][0] for each in places)
        slots.update(dict.fromkeys(places, together))
    return slots

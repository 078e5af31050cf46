"""What a state before lacks: a plan with a history is held to what is new in it.

Both states are judged on the same day, each by its own policy. Errors of a plan's file are told
whatever the state before: what cannot be judged cannot be held against anything.
"""

from collections.abc import Iterable, Iterator, Sequence

from planner.compare import EvaluatedPlan, news
from planner.dates import Day
from planner.diagnostics import visible
from planner.disk.source import Unreadable
from planner.engine.evaluate import Evaluation, check
from planner.files.plan.file import PlanFile, read_plan_file
from planner.plan import Plan
from planner.reports.check.gather import STANDARD_INPUT, gather
from planner.reports.check.removed import moved_remark, removed_report
from planner.reports.check.report import FileError, PlanReport, Report
from planner.revisions import UnknownRevision, asked, read_plan_at
from planner.revisions.history import Before, History
from planner.terminal_text import position


class NoBase(Exception):
    """Why there is no state before to hold anything against."""


def gather_since(
    paths: Iterable[str], as_of: Day, policy: str | None, base: str, exclude: Sequence[str] = ()
) -> Report:
    """Raises NoBase."""
    try:
        since = KnownViolations(base, policy)
        report = gather(paths, as_of, policy, since, exclude)
    except (UnknownRevision, Unreadable) as error:
        raise NoBase(str(error)) from None
    if since.is_one_plan and len(report.plans) > 1:
        raise NoBase(f"{visible(base)} is one plan, and there are {len(report.plans)}: give git:REV")
    return report


class KnownViolations:
    """The state before: a file, or a revision, where HEAD left it."""

    def __init__(self, base: str, policy: str | None) -> None:
        """`git:REV`, `git:REV:PATH` or a file; `policy` as for the plans. May raise UnknownRevision."""
        self.base = base
        self._policy = policy
        self._asked = asked(base)
        self._removed = set[Before]()
        self._history = None
        if self._asked is not None and self._asked.path is None:
            self._history = History(self._asked, merge_base=True)

    @property
    def is_one_plan(self) -> bool:
        """Whether it is a state of one plan, whatever that is called now."""
        return self._history is None

    def paths_now(self, paths: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the paths, renamed ones by their new name, and those that are gone since."""
        return (list(paths), []) if self._history is None else self._history.now(paths, STANDARD_INPUT)

    def removed(
        self, path: str, plans: Iterable[str], exclude: Sequence[str], as_of: Day
    ) -> Iterator[PlanReport | FileError]:
        """Yield a report of each plan at or below the path that is gone, or a remark if it moved away."""
        if self._history is None:
            return
        for each in self._history.gone(path, plans, exclude):
            if each.before not in self._removed:
                self._removed.add(each.before)
                if each.moved_to is None:
                    yield removed_report(each.path, each.before.read(self._policy), as_of)
                else:
                    yield moved_remark(each.path, each.moved_to)

    def without_known(
        self, path: str, plan: Plan, evaluation: Evaluation
    ) -> tuple[Evaluation, int, tuple[FileError, ...]]:
        """What is left to tell, how much is not, and why it may be more than expected.

        Raises UnknownRevision, and Unreadable where the one plan is not to be had.
        """
        before, remarks = self._read(path)
        if before is None:
            return evaluation, 0, remarks
        if before.plan is None or before.policy is None:
            return evaluation, 0, (*remarks, _remark(path, _why_not_judged(before)))
        as_of = evaluation.compiled.schedule.as_of
        old = EvaluatedPlan(before.plan, check(before.plan, before.policy, as_of))
        fresh = evaluation._replace(findings=news(old, EvaluatedPlan(plan, evaluation)))
        return fresh, _open(evaluation) - _open(fresh), remarks

    def _read(self, path: str) -> tuple[PlanFile | None, tuple[FileError, ...]]:
        """Return the plan before, if it was there, and what is worth saying of it."""
        if self._asked is None:
            return read_plan_file(self.base, self._policy), ()
        if self._history is None or path == STANDARD_INPUT:
            where = None if path == STANDARD_INPUT else path
            return read_plan_at(self._asked, where, self._policy, merge_base=True), ()
        before = self._history.before(path)
        if before is None:
            return None, (_remark(path, f"it is not in {self.base}: all that is found is new"),)
        remarks = (_remark(path, f"it was {before.title}"),) if before.was_renamed else ()
        return before.read(self._policy), remarks


def _why_not_judged(before: PlanFile) -> str:
    path = before.source.path
    first = (*before.diagnostics, *before.policy_problems)[0]
    at = position(first.path or path, first.line, first.column)
    return f"{path} cannot be judged, so all that is found counts as new: {at}: {first.message}"


def _remark(path: str, message: str) -> FileError:
    return FileError("since", message, path)


def _open(evaluation: Evaluation) -> int:
    return sum(each.waived is None for each in evaluation.all)

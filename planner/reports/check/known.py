"""The violations of an earlier state, which a report with `--since` leaves out.

Both states are evaluated on the same as-of date, each by its own policy. Errors of a plan's file are
reported whatever the earlier state was: a plan that cannot be evaluated cannot be compared.
"""

from collections.abc import Iterable, Iterator, Sequence

from planner.compare import EvaluatedPlan, new_findings
from planner.dates import Day
from planner.engine.evaluate import Evaluation, check
from planner.files.plan.file import PlanFile, read_plan_file
from planner.plan import Plan
from planner.reports.check.removed import moved_remark, removed_report
from planner.reports.check.report import STANDARD_INPUT, FileError, PlanReport
from planner.revisions import parse_revision, read_plan_at
from planner.revisions.history import EarlierPlan, History
from planner.terminal_text import position


class KnownViolations:
    """The violations of an earlier state: of a file, or of the merge base of a revision and HEAD."""

    def __init__(self, base: str, policy: str | None) -> None:
        """Read nothing yet. Raise UnknownRevision if the base is malformed.

        Args:
            base: `git:REV`, `git:REV:PATH` or a file.
            policy: A policy to use instead of the plans' own, as for the plans of the check.
        """
        self.base = base
        self._policy = policy
        self._request = parse_revision(base)
        self._removed = set[EarlierPlan]()
        self._history = None
        if self._request is not None and self._request.path is None:
            self._history = History(self._request, merge_base=True)

    @property
    def is_one_plan(self) -> bool:
        """True if the earlier state is one plan, which is compared with the plan of any path."""
        return self._history is None

    def paths_now(self, paths: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the paths to check, and the paths that are gone but had TOML files in the earlier state.

        A path that was renamed since is replaced by its new name. If the earlier state is one plan, no path
        is gone.
        """
        return (list(paths), []) if self._history is None else self._history.now(paths, STANDARD_INPUT)

    def removed(
        self, path: str, plans: Iterable[str], exclude: Sequence[str], as_of: Day
    ) -> Iterator[PlanReport | FileError]:
        """Yield a report for each plan that the earlier state had at or below a path and that is gone.

        For a plan that was moved to a place not among `plans`, yield a remark instead. A plan is reported
        only once, by all calls together. Yield nothing if the earlier state is one plan.
        """
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
        """Return the evaluation with only the violations that are new or larger than in the earlier state.

        Return also the number of open violations left out, and remarks, such as that the plan is new. Raise
        UnknownRevision or Unreadable if the earlier state cannot be read.
        """
        before, remarks = self._read(path)
        if before is None:
            return evaluation, 0, remarks
        if before.plan is None or before.policy is None:
            return evaluation, 0, (*remarks, _remark(path, _why_not_judged(before)))
        as_of = evaluation.compiled.schedule.as_of
        old = EvaluatedPlan(before.plan, check(before.plan, before.policy, as_of))
        fresh = evaluation._replace(findings=new_findings(old, EvaluatedPlan(plan, evaluation)))
        return fresh, _open(evaluation) - _open(fresh), remarks

    def _read(self, path: str) -> tuple[PlanFile | None, tuple[FileError, ...]]:
        """Return the plan's file in the earlier state, None if it did not exist, and remarks on it."""
        if self._request is None:
            return read_plan_file(self.base, self._policy), ()
        if self._history is None or path == STANDARD_INPUT:
            where = None if path == STANDARD_INPUT else path
            return read_plan_at(self._request, where, self._policy, merge_base=True), ()
        before = self._history.before(path)
        if before is None:
            return None, (_remark(path, f"it is not in {self.base}: all its violations are new"),)
        remarks = (_remark(path, f"it was {before.title}"),) if before.was_renamed else ()
        return before.read(self._policy), remarks


def _why_not_judged(before: PlanFile) -> str:
    """Return a sentence with the first error of a plan of the earlier state."""
    path = before.source.path
    first = (*before.diagnostics, *before.policy_diagnostics)[0]
    at = position(first.path or path, first.line, first.column)
    return f"{path} cannot be judged, so all violations count as new: {at}: {first.message}"


def _remark(path: str, message: str) -> FileError:
    """Return a remark on the plan at a path."""
    return FileError(code="since", message=message, path=path)


def _open(evaluation: Evaluation) -> int:
    """Return the number of violations that are not waived."""
    return sum(each.waived is None for each in evaluation.all)

"""What a state before lacks: a plan with a history is held to what is new in it.

Both states are judged on the same day, each by its own policy. Errors of a plan's file are told
whatever the state before: what cannot be judged cannot be held against anything.
"""

from collections.abc import Iterable, Sequence

from planner.compare import Judged, news
from planner.dates import Day
from planner.engine.judge import Judgement, check
from planner.files.plan_file import PlanFile, read_plan_file
from planner.files.problem import visible
from planner.files.source import Unreadable
from planner.plan import Plan
from planner.reports.gather import STANDARD_INPUT, gather
from planner.reports.report import FileError, Report
from planner.revisions import UnknownRevision, asked, read_plan_at
from planner.terminal_text import position


class NoBase(Exception):
    """Why there is no state before to hold anything against."""


def gather_since(
    paths: Iterable[str], as_of: Day, policy: str | None, base: str, exclude: Sequence[str] = ()
) -> Report:
    """Raises NoBase."""
    try:
        since = Since(base, policy)
        report = gather(paths, as_of, policy, since, exclude)
    except (UnknownRevision, Unreadable) as error:
        raise NoBase(str(error)) from None
    if since.is_one_plan and len(report.plans) > 1:
        raise NoBase(f"{visible(base)} is one plan, and there are {len(report.plans)}: give git:REV")
    return report


class Since:
    def __init__(self, base: str, policy: str | None) -> None:
        """`git:REV`, `git:REV:PATH` or a file; `policy` as for the plans. May raise UnknownRevision."""
        self.base = base
        self._policy = policy
        self._asked = asked(base)

    @property
    def is_one_plan(self) -> bool:
        """Whether it is a state of one plan, whatever that is called now."""
        return self._asked is None or self._asked.path is not None

    def without_known(
        self, path: str, plan: Plan, judgement: Judgement
    ) -> tuple[Judgement, int, tuple[FileError, ...]]:
        """What is left to tell, how much is not, and why it may be more than expected.

        Raises UnknownRevision, and Unreadable where the one plan is not to be had.
        """
        try:
            before = self._read(path)
        except Unreadable:
            if self.is_one_plan:
                raise
            return judgement, 0, (_remark(path, f"it is not in {self.base}: all that is found is new"),)
        if before.plan is None or before.policy is None:
            return judgement, 0, (_remark(path, _why_not_judged(before)),)
        as_of = judgement.compiled.schedule.as_of
        old = Judged(before.plan, check(before.plan, before.policy, as_of))
        fresh = judgement._replace(findings=news(old, Judged(plan, judgement)))
        return fresh, _open(judgement) - _open(fresh), ()

    def _read(self, path: str) -> PlanFile:
        if self._asked is None:
            return read_plan_file(self.base, self._policy)
        return read_plan_at(self._asked, None if path == STANDARD_INPUT else path, self._policy)


def _why_not_judged(before: PlanFile) -> str:
    path = before.source.path
    first = (*before.problems, *before.policy_problems)[0]
    at = position(first.path or path, first.line, first.column)
    return f"{path} cannot be judged, so all that is found counts as new: {at}: {first.message}"


def _remark(path: str, message: str) -> FileError:
    return FileError("since", message, path)


def _open(judgement: Judgement) -> int:
    return sum(each.waived is None for each in judgement.all)

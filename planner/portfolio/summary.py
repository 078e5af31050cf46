"""The summary of a plan: everything that a list of plans shows of it, so that the plan can be let go."""

from dataclasses import dataclass
from typing import NamedTuple

from planner.chart import Marker, chart
from planner.dates import LAST_DAY, Day
from planner.disk.source import Unreadable
from planner.engine.evaluate import check
from planner.engine.questions.agenda import AgendaItem, agenda
from planner.files.plan.file import PlanFile
from planner.plan import Plan
from planner.policy import SEVERITIES, Policy
from planner.session.counts import Counts, open_severities


class FirstError(NamedTuple):
    """The first error of a plan that cannot be read."""

    path: str
    """The file of the error: the plan's own, or one of its policy."""
    message: str
    line: int | None = None
    """The line of the error; None if the file itself cannot be read."""
    column: int | None = None
    more: int = 0
    """The number of further errors."""
    file: str = ""
    """The path as the list of plans shows it; empty outside a list."""

    @property
    def shown_path(self) -> str:
        """The path to show: as in the list of plans, or else as it was given."""
        return self.file or self.path


class VersionLife(NamedTuple):
    """The days on which a version answers requests."""

    start: Day
    end: Day | None
    """The day after the last one; None if it never ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary:
    """Everything that a list of plans shows of one plan."""

    path: str
    file: str = ""
    """The path as the list shows it, from the folder of all its plans; empty outside a list."""
    product: str | None = None
    """None as long as the file was not read, and where it does not say."""
    policy: str = ""
    counts: Counts | None = None
    """The open violations; None if the plan was not evaluated."""
    next_due: AgendaItem | None = None
    """The first item of the agenda: what is overdue comes first."""
    markers: tuple[Marker, ...] = ()
    """The dates of all items, by day."""
    lives: tuple[VersionLife, ...] = ()
    """The days on which its versions answer requests."""
    items: tuple[str, ...] = ()
    """The names of the versions and changes."""
    error: FirstError | None = None

    @property
    def is_read(self) -> bool:
        """True once the file was read, with errors or without."""
        return self.counts is not None or self.error is not None

    @property
    def name(self) -> str:
        """The product, else the path to show."""
        return self.product or self.shown_path

    @property
    def shown_path(self) -> str:
        """The path to show: as in the list of plans, or else as it was given."""
        return self.file or self.path


def summary(file: PlanFile, as_of: Day) -> PlanSummary:
    """Return the summary of a plan file on an as-of date, or of its first error if it has any."""
    if file.plan is None or file.policy is None:
        return PlanSummary(path=file.source.path, product=file.product, error=_first_error(file))
    return _of_plan(file.source.path, file.plan, file.policy, as_of)


def unreadable(why: Unreadable) -> PlanSummary:
    """Return the summary of a file that cannot be read, with the reason as its error."""
    return PlanSummary(path=why.path, error=FirstError(why.path, why.reason))


def _of_plan(path: str, plan: Plan, policy: Policy, as_of: Day) -> PlanSummary:
    """Return the summary of a plan without errors, evaluated on the as-of date."""
    evaluation = check(plan, policy, as_of)
    found = open_severities(evaluation.all)
    rows = chart(evaluation).rows
    lives = (
        VersionLife(bar.start, bar.end)
        for row in rows
        for bar in row.bars
        if row.item_type == "version" and bar.role in ("released", "default", "deprecated")
    )
    return PlanSummary(
        path=path,
        product=plan.product,
        policy=policy.name,
        counts=Counts(*map(found.count, SEVERITIES)),
        next_due=next(iter(agenda(plan, policy, as_of, LAST_DAY)), None),
        markers=tuple(sorted((each for row in rows for each in row.markers), key=lambda each: each.day)),
        lives=tuple(lives),
        items=tuple(each.name for each in plan.items),
    )


def _first_error(file: PlanFile) -> FirstError:
    """Return the first error of a plan's file, or else of its policy, and the number of further ones."""
    every = (*file.diagnostics, *file.policy_diagnostics)
    if not every:
        return FirstError(file.source.path, "it names no policy")
    first = every[0]
    return FirstError(
        path=first.path or file.source.path,
        message=first.message,
        line=first.line,
        column=first.column,
        more=len(every) - 1,
    )

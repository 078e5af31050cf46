"""A report on the violations that are new or larger than in an earlier state (`check --since`)."""

from collections.abc import Iterable, Sequence

from planner.dates import Day
from planner.diagnostics import visible
from planner.disk.source import Unreadable
from planner.reports.check.gather import gather
from planner.reports.check.known import KnownViolations
from planner.reports.check.report import Report
from planner.revisions import UnknownRevision


class NoBase(Exception):
    """An error: the earlier state does not exist, cannot be read, or is one plan for several."""


def gather_since(
    paths: Iterable[str],
    as_of: Day,
    policy: str | None,
    base: str,
    exclude: Sequence[str] = (),
    *,
    cures: bool = False,
) -> Report:
    """Return the report of the paths without the violations that the base has too.

    `base` is `git:REV`, `git:REV:PATH` or a file; with `git:REV`, the base is the merge base of REV and HEAD.
    Raise NoBase if it cannot be used.
    """
    try:
        since = KnownViolations(base, policy)
        report = gather(paths, as_of, policy, since, exclude, cures=cures)
    except (UnknownRevision, Unreadable) as error:
        raise NoBase(str(error)) from None
    if since.is_one_plan and len(report.plans) > 1:
        raise NoBase(f"{visible(base)} is one plan, and there are {len(report.plans)}: give git:REV")
    return report

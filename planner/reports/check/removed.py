"""The finding `plan-removed`: a plan of the earlier state is gone."""

from collections.abc import Iterator

from planner.dates import Day, iso
from planner.diagnostics import quoted
from planner.engine.constraint import Finding, Place, Reason
from planner.files.plan.file import PlanFile
from planner.plan import Notice, Plan, standing_dates
from planner.policy import Rule, Severity
from planner.reports.check.report import FileError, PlanReport, SourceRange, Violation

RULE = "plan-removed"
KIND = "plan"
BECAUSE = "A plan stays as long as people wait for dates that they were told."
MOST_DATES = 3


def removed_report(path: str, before: PlanFile, as_of: Day) -> PlanReport:
    """Return the report on a plan that stood at `path` in the earlier state and is gone.

    It has one violation: an error if people were told of dates that are still to come, else information. A
    plan that had errors counts as one without such dates.
    """
    plan = before.plan
    dates = [] if plan is None else sorted(dict.fromkeys(_told_and_to_come(plan, as_of)))
    severity: Severity = "error" if dates else "info"
    name = f"{quoted(before.product)} ({before.source.path})" if before.product else before.source.path
    if dates:
        more = f" and {len(dates) - MOST_DATES} more" if len(dates) > MOST_DATES else ""
        named = ", ".join(f"{item} {milestone} {iso(day)}" for day, item, milestone in dates[:MOST_DATES])
        message = (
            f"{name} is gone, though people were told of dates that are still to come: {named}{more};"
            " keep the plan until they are past"
        )
    elif plan is None:
        message = f"{name} is gone; it had errors, so it is unknown whether people were told of its dates"
    else:
        message = f"{name} is gone; nobody was told of a date in it that is still to come"
    rule = Rule(RULE, KIND, of=None, severity=severity, because=BECAUSE, waivable=False)
    finding = Finding(
        rule=rule,
        severity=severity,
        item=-1,
        milestone=None,
        date=None,
        place=Place(-1),
        reason=Reason(message),
    )
    violation = Violation(
        finding=finding, item=None, item_type=None, track=None, span=SourceRange(1, 1, 2), related=()
    )
    policy = before.policy and before.policy.name
    return PlanReport(path=path, product=before.product, policy=policy, violations=(violation,), judged=True)


def moved_remark(path: str, moved_to: str) -> FileError:
    """Return the remark that the plan of a path was moved to a place outside the paths of the check."""
    return FileError(
        code="since",
        message=f"it is {moved_to} now, which is not among the plans: it is not judged",
        path=path,
    )


def _told_and_to_come(plan: Plan, as_of: Day) -> Iterator[tuple[Day, str, str]]:
    """Yield (day, item, milestone) for dates of a plan that people still wait for.

    Of each channel, the last sent notice about a milestone counts, and a withdrawal ends the wait. The day is
    the plan's, or the told one if the plan has none or an earlier one; it is on or after the as-of date. A
    milestone may come once for each channel.
    """
    dates = {item.name: standing_dates(item) for item in plan.items}
    last: dict[tuple[str, str, str | None], Notice] = {}
    for notice in sorted(plan.notices, key=lambda each: each.date):  # of one day, the later in the file
        for milestone in () if notice.told is None else (*notice.announces, *notice.told, *notice.withdraws):
            for channel in notice.channels or (None,):
                last[notice.item, milestone, channel] = notice
    for (item, milestone, _), notice in last.items():
        if milestone in notice.withdraws:
            continue
        planned, told = dates.get(item, {}).get(milestone), (notice.told or {}).get(milestone)
        to_come = [day for day in (planned, told) if day is not None and day >= as_of]
        if to_come:
            yield to_come[0], item, milestone

"""Reports made by hand, so that their looks do not hang on a policy or on an engine's wording."""

from datetime import date

from planner.dates import Day, to_day
from planner.engine.constraint import Finding, Place, Reason, Sum
from planner.plan import Waiver
from planner.policy import Rule, Severity
from planner.reports.check.report import PlanReport, Related, Report, SourceRange, Violation

TEXT = """\
format  = 1
product = "Shop"

[[version]]
name     = "2"
released = 2027-01-01
default  = 2027-02-03

[[notice]]
version = "2"
date    = 2026-11-17
"""
AS_OF = to_day(date(2026, 11, 21))


def day(text: str) -> Day:
    return to_day(date.fromisoformat(text))


def violation(
    rule: str = "default-notice",
    *,
    severity: Severity = "error",
    item: str = "2",
    milestone: str | None = "default",
    blamed: str | None = "2027-02-03",
    earliest: str | None = "2027-02-15",
    line: int = 7,
    message: str = "2 default 2027-02-03 is 12 days short; earliest 2027-02-15",
    waived: Waiver | None = None,
) -> Violation:
    finding = Finding(
        rule=Rule(rule, "notice", severity=severity, clause="Notice", because="People know 90 days ahead."),
        severity=severity,
        item=0,
        milestone=milestone,
        date=None if blamed is None else day(blamed),
        place=Place(0, milestone),
        reason=Reason(message, (Sum(day("2026-11-17"), "90 days", day("2027-02-15")),)),
        earliest=None if earliest is None else day(earliest),
        days=None if blamed is None or earliest is None else day(earliest) - day(blamed),
        waived=waived,
    )
    notice = Related(item, "notice", day("2026-11-17"), SourceRange(11, 1, 21))
    return Violation(finding, item, "version", None, SourceRange(line, 1, 22), (notice,))


def report(*violations: Violation, path: str = "plans/shop.toml", text: str = TEXT) -> Report:
    return Report(AS_OF, (PlanReport(path, "Shop", "house", text, violations=violations, judged=True),))


WAIVER = Waiver(9, ("default-notice",), "2", "A hole had to be closed.", "security", approved_by="Jane Doe")

"""What `check` found, ready to be told: findings with their places in the files."""

from collections import Counter
from typing import NamedTuple

from planner.dates import Day
from planner.engine.constraint import Finding
from planner.policy import SEVERITIES, ItemType, Severity, as_bad_as


class SourceRange(NamedTuple):
    """A piece of one line; from 1, in code points."""

    line: int
    column: int
    end: int
    """The column after its last."""


class Related(NamedTuple):
    """A date that a finding compares with the date blamed."""

    item: str
    what: str
    date: Day
    span: SourceRange


class Violation(NamedTuple):
    finding: Finding
    item: str | None
    """None where it is about the plan as a whole."""
    item_type: ItemType | None
    track: str | None
    span: SourceRange
    related: tuple[Related, ...]


class FileError(NamedTuple):
    """What keeps a file from being read as a plan, or its policy as a policy."""

    code: str
    message: str
    path: str
    line: int | None = None
    column: int | None = None


class PlanReport(NamedTuple):
    path: str
    product: str | None = None
    policy: str | None = None
    text: str = ""
    """What stands in the file, for excerpts."""
    errors: tuple[FileError, ...] = ()
    remarks: tuple[FileError, ...] = ()
    """What is worth saying of the file but wrong in no way."""
    violations: tuple[Violation, ...] = ()
    """By line, rule, item, milestone, date."""
    judged: bool = False
    known: int = 0
    """Open violations left out, since the state before has them too."""
    hindered: bool = False
    """What kept it from being judged is not in the plan: no such file, a broken policy."""


class Report(NamedTuple):
    as_of: Day
    plans: tuple[PlanReport, ...]
    passed_over: int = 0
    """Other TOML files in the folders."""
    since: str | None = None
    """The state before, where only what that lacks is told."""
    remarks: tuple[FileError, ...] = ()
    """What is worth saying of files that are not among the plans."""

    @property
    def violations(self) -> list[Violation]:
        return [violation for plan in self.plans for violation in plan.violations]

    @property
    def counts(self) -> dict[Severity, int]:
        """By severity, worst first: the errors of files, and violations that are not waived."""
        counted = Counter(each.finding.severity for each in self.violations if each.finding.waived is None)
        counted["error"] += sum(len(plan.errors) for plan in self.plans)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def waived(self) -> int:
        return sum(each.finding.waived is not None for each in self.violations)

    @property
    def known(self) -> int:
        return sum(plan.known for plan in self.plans)

    def fails(self, threshold: Severity) -> bool:
        """Whether anything is as bad as the threshold, or worse."""
        return any(self.counts[severity] for severity in as_bad_as(threshold))

    @property
    def hindered(self) -> bool:
        return any(plan.hindered for plan in self.plans)

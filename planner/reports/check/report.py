"""The results of `check`, ready to be reported: findings with their positions in the files."""

from collections import Counter

from planner.dates import Day
from planner.engine.constraint import Finding
from planner.named_tuple import NamedTuple
from planner.policy import SEVERITIES, ItemType, Rule, Severity, severities_at_least
from planner.urls import is_url

STANDARD_INPUT = "-"
"""The path that stands for standard input."""


class SourceRange(NamedTuple):
    """A range within one line; line and columns count from 1, in code points."""

    line: int
    column: int
    end: int
    """The column after the last character."""


class Related(NamedTuple):
    """A date that a finding compares with the date blamed."""

    item: str
    what: str
    date: Day
    span: SourceRange


class Violation(NamedTuple):
    """A finding, waived or not, with its item and its position in the plan's file."""

    finding: Finding
    item: str | None
    """The item's name; None for a finding about the plan as a whole."""
    item_type: ItemType | None
    track: str | None
    span: SourceRange
    related: tuple[Related, ...]
    cure: Day | None = None
    """The day to which moving its date cures it and causes none as severe; for formats that suggest edits."""


class FileError(NamedTuple):
    """An error or remark about a file that is read as a plan or as its policy."""

    code: str
    message: str
    path: str
    line: int | None = None
    column: int | None = None


class PlanReport(NamedTuple):
    """The errors, remarks and violations of one plan."""

    path: str
    product: str | None = None
    policy: str | None = None
    text: str = ""
    """The text of the file, for excerpts."""
    errors: tuple[FileError, ...] = ()
    remarks: tuple[FileError, ...] = ()
    """Notes on the file that are no errors."""
    violations: tuple[Violation, ...] = ()
    """Sorted by line, rule, item, milestone and date."""
    judged: bool = False
    known: int = 0
    """The number of open violations left out because the earlier state has them too."""
    hindered: bool = False
    """True if the reason for not judging lies outside the plan: no such file, a broken policy."""
    policy_url: str | None = None
    """The address of the published policy."""

    def page(self, rule: Rule) -> str | None:
        """Return the address of the page that publishes a rule, or of the policy's page if the rule has none.

        Return None if there is no address, or it is not an http or https one.
        """
        url = rule.url or self.policy_url
        return url if is_url(url) else None


class Report(NamedTuple):
    """The reports of all plans, judged on one as-of date."""

    as_of: Day
    plans: tuple[PlanReport, ...]
    passed_over: int = 0
    """The number of other TOML files in the folders."""
    since: str | None = None
    """The earlier state if only violations that it lacks are reported."""
    remarks: tuple[FileError, ...] = ()
    """Notes on files that are not among the plans."""

    @property
    def violations(self) -> list[Violation]:
        """The violations of all plans, waived ones included."""
        return [violation for plan in self.plans for violation in plan.violations]

    @property
    def counts(self) -> dict[Severity, int]:
        """The errors of files and the violations that are not waived, by severity, worst first."""
        counted = Counter(each.finding.severity for each in self.violations if each.finding.waived is None)
        counted["error"] += sum(len(plan.errors) for plan in self.plans)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def waived(self) -> int:
        """The number of waived violations."""
        return sum(each.finding.waived is not None for each in self.violations)

    @property
    def known(self) -> int:
        """The number of violations left out because the earlier state has them too."""
        return sum(plan.known for plan in self.plans)

    def fails(self, threshold: Severity) -> bool:
        """Return True if a file error, or an open violation of the threshold or worse, was found.

        File errors have severity error. Waived violations do not count.
        """
        return any(self.counts[severity] for severity in severities_at_least(threshold))

    @property
    def hindered(self) -> bool:
        """True if a plan could not be judged for a reason outside it, such as a missing file."""
        return any(plan.hindered for plan in self.plans)

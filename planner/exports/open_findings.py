"""The findings of a plan that are not waived, grouped for people, and the verdict in a line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.dates import counted, iso
from planner.engine.constraint import Finding
from planner.exports.subject import ExportedPlan
from planner.findings.grouping import grouped
from planner.policy import SEVERITIES, Severity


class ReviewEntry(NamedTuple):
    """A group of findings about one item: they blame one date for one bound, so that one move fixes them."""

    item: str
    findings: tuple[Finding, ...]
    """Worst first; the first one gives the message."""

    @property
    def severity(self) -> Severity:
        """The severity of the worst finding."""
        return self.findings[0].severity

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules, each once."""
        return tuple(dict.fromkeys(each.rule.id for each in self.findings))

    @property
    def message(self) -> str:
        """The message of the worst finding."""
        return self.findings[0].reason.message

    @property
    def further(self) -> tuple[str, ...]:
        """The messages of the other findings, each once."""
        return tuple(dict.fromkeys(each.reason.message for each in self.findings[1:]))

    @property
    def sums(self) -> tuple[str, ...]:
        """The date sums of all findings, each once."""
        return tuple(dict.fromkeys(str(each) for finding in self.findings for each in finding.reason.sums))

    @property
    def bound(self) -> str:
        """The earliest or latest legal date in words; empty if the worst finding compares no date."""
        first = self.findings[0]
        if first.days is None:
            return ""
        if first.earliest is not None:
            return f"earliest legal date {iso(first.earliest)}"
        return f"latest legal date {iso(first.latest)}" if first.latest is not None else ""

    @property
    def bases(self) -> tuple["RuleBasis", ...]:
        """The clause, reason and page of each rule, each once."""
        return tuple(
            dict.fromkeys(
                RuleBasis(
                    rule=each.rule.id,
                    clause=each.rule.clause,
                    because=each.rule.because,
                    url=each.rule.url,
                )
                for each in self.findings
            )
        )


class RuleBasis(NamedTuple):
    """The clause of the published policy behind a rule, and its reason."""

    rule: str
    clause: str | None
    because: str | None
    url: str | None
    """The page that publishes it."""


class OpenFindings(NamedTuple):
    """The findings of a plan that are not waived, and the number of those that are."""

    counts: Mapping[Severity, int]
    waived: int
    entries: tuple[ReviewEntry, ...]
    """Worst first, and by item in the order of the file."""

    @property
    def verdict(self) -> str:
        """A line such as `1 error, 2 warnings; 1 waived`, or that the plan keeps its policy."""
        found = [
            f"{number} info" if severity == "info" else counted(number, severity)
            for severity, number in self.counts.items()
            if number
        ]
        told = ", ".join(found) or "The plan keeps its policy"
        return f"{told}; {self.waived} waived" if self.waived else told


def open_findings(subject: ExportedPlan) -> OpenFindings:
    """Return the findings of a plan that are not waived, in groups, with their numbers."""
    findings = subject.evaluation.all
    still_open = [each for each in findings if each.waived is None]
    counted_by = Counter(each.severity for each in still_open)
    return OpenFindings(
        counts={severity: counted_by[severity] for severity in SEVERITIES},
        waived=len(findings) - len(still_open),
        entries=tuple(_entries(subject, still_open)),
    )


def _entries(subject: ExportedPlan, findings: Sequence[Finding]) -> Iterator[ReviewEntry]:
    """Yield the groups of the findings, worst first, and by item."""
    by_item = sorted(findings, key=lambda each: each.item)
    for group in grouped(by_item, lambda each: each):
        yield ReviewEntry(subject.schedule.items[group[0].item].name, group)

"""Violations with fingerprints that tell apart even those of one rule, item and milestone."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from planner.reports.check.fingerprint import fingerprint
from planner.reports.check.report import PlanReport, Violation


class Numbered(NamedTuple):
    violation: Violation
    fingerprint: str
    number: int
    """1 for the first of its fingerprint in the plan."""

    @property
    def mark(self) -> str:
        """Unlike any other of the plan."""
        return f"{self.fingerprint}:{self.number}"


def numbered(plan: PlanReport) -> Iterator[Numbered]:
    seen = Counter[str]()
    for violation in plan.violations:
        print_ = fingerprint(violation.finding.rule.id, violation.item, violation.finding.milestone)
        seen[print_] += 1
        yield Numbered(violation, print_, seen[print_])

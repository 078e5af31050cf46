"""Violations with marks that are unique in a plan, even for one rule, item and milestone."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from planner.reports.check.fingerprint import fingerprint
from planner.reports.check.report import PlanReport, Violation


class Numbered(NamedTuple):
    """A violation with its fingerprint and its number among equal fingerprints."""

    violation: Violation
    fingerprint: str
    number: int
    """1 for the first violation with this fingerprint in the plan."""

    @property
    def mark(self) -> str:
        """An identifier that is unique in the plan: fingerprint and number."""
        return f"{self.fingerprint}:{self.number}"


def numbered(plan: PlanReport) -> Iterator[Numbered]:
    """Yield the violations of a plan in their order, those with equal fingerprints numbered from 1."""
    seen = Counter[str]()
    for violation in plan.violations:
        print_ = fingerprint(violation.finding.rule.id, violation.item, violation.finding.milestone)
        seen[print_] += 1
        yield Numbered(violation, print_, seen[print_])

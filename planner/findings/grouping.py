"""Groups of findings that blame one date for one bound, worst first."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from planner.engine.constraint import Finding
from planner.policy import SEVERITIES, Severity

T = TypeVar("T")

WORST_FIRST: dict[Severity, int] = {severity: rank for rank, severity in enumerate(SEVERITIES)}


def weight(finding: Finding) -> tuple[bool, int]:
    """Return a sort key of a finding: waived findings come last, else the worst severity first."""
    return finding.waived is not None, WORST_FIRST[finding.severity]


def grouped(found: Iterable[T], finding_of: Callable[[T], Finding]) -> list[tuple[T, ...]]:
    """Return groups of the findings that one move of one date would fix, worst group and member first.

    `finding_of` gives the finding of a member of `found`. Groups of equal severity keep the order of
    their first members; a finding that no single move fixes is a group of its own.
    """
    return in_groups(sorted(found, key=lambda one: weight(finding_of(one))), finding_of)


def in_groups(found: Iterable[T], finding_of: Callable[[T], Finding]) -> list[tuple[T, ...]]:
    """Return groups of the findings that one move of one date would fix, in the order of their first members.

    `finding_of` gives the finding of a member of `found`. A finding that no single move fixes is a
    group of its own.
    """
    groups: dict[object, list[T]] = {}
    for each in found:
        groups.setdefault(finding_of(each).cure or object(), []).append(each)
    return [tuple(group) for group in groups.values()]


def rules(findings: Iterable[Finding]) -> Sequence[str]:
    """Return the ids of the rules of some findings, each once, in the order of the findings."""
    return tuple(dict.fromkeys(finding.rule.id for finding in findings))

"""The numbers of findings by severity."""

from collections.abc import Iterable

from planner.engine.constraint import Finding
from planner.named_tuple import NamedTuple
from planner.policy import Severity


class Counts(NamedTuple):
    """The numbers of findings that are not waived."""

    error: int
    warning: int
    info: int


def open_severities(findings: Iterable[Finding]) -> list[Severity]:
    """Return the severity of each finding that is not waived, in the order of the findings."""
    return [each.severity for each in findings if each.waived is None]

"""Findings as people read them: those that blame one date for one bound are one entry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from planner.engine.statement import Finding
from planner.policy import SEVERITIES, Severity

Fate = Literal["stays", "appears", "goes"]
"""What a drag does to an entry."""


class Entry(NamedTuple):
    findings: tuple[Finding, ...]
    """Worst first; the first one speaks for all."""
    fate: Fate = "stays"

    @property
    def worst(self) -> Finding:
        return self.findings[0]

    @property
    def item(self) -> int:
        return self.worst.item

    @property
    def severity(self) -> Severity:
        return self.worst.severity

    @property
    def waived(self) -> bool:
        return self.worst.waived is not None

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.rule.id for finding in self.findings))


def entries(findings: Iterable[Finding]) -> list[Entry]:
    """One item's findings, worst first, the waived ones last."""
    merged: dict[object, list[Finding]] = {}
    for finding in sorted(findings, key=_weight):
        merged.setdefault(_bound(finding), []).append(finding)
    return [Entry(tuple(each)) for each in merged.values()]


def _bound(finding: Finding) -> object:
    if finding.earliest is None and finding.latest is None:
        return id(finding)
    return finding.place, finding.date, finding.earliest, finding.latest, finding.waived is None


def _weight(finding: Finding) -> tuple[bool, int]:
    return finding.waived is not None, SEVERITIES.index(finding.severity)


def by_item(findings: Mapping[int, Sequence[Finding]]) -> Iterator[tuple[int, list[Entry]]]:
    """Every item's entries, the items with the worst first."""
    groups = [(item, entries(each)) for item, each in findings.items() if each]
    groups.sort(key=lambda group: (*_weight(group[1][0].worst), group[0]))
    yield from groups


def compared(before: Sequence[Finding], now: Sequence[Finding]) -> list[Entry]:
    """An item's entries while a date moves: what is there, what appears, and what goes."""
    known = {_same(finding) for finding in before if finding.waived is None}
    still = {_same(finding) for finding in now if finding.waived is None}
    current = [
        each
        if each.waived or any(_same(finding) in known for finding in each.findings)
        else each._replace(fate="appears")
        for each in entries(now)
    ]
    gone = [finding for finding in before if finding.waived is None and _same(finding) not in still]
    return current + [each._replace(fate="goes") for each in entries(gone)]


def _same(finding: Finding) -> tuple[str, object]:
    """What makes a finding the same one with its date elsewhere."""
    return finding.rule.id, finding.place

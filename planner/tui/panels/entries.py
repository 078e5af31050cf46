"""Findings as people read them: those that blame one date for one bound are one entry."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from planner.engine.constraint import Finding
from planner.findings.grouping import grouped, rules
from planner.findings.grouping import weight as weight_of
from planner.policy import Severity
from planner.tui.signs import Signs

Fate = Literal["stays", "appears", "goes"]
"""What a drag does to an entry."""


class ViolationEntry(NamedTuple):
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

    def sign(self, signs: Signs) -> str:
        """Return the sign of the entry's severity, or of its fate or waiver."""
        if self.fate == "goes":
            return signs.goes
        return signs.waived if self.waived else signs.of_severity(self.severity)

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(rules(self.findings))


Group = tuple[int, Sequence[ViolationEntry]]
"""An item and its entries."""


def entries(findings: Iterable[Finding]) -> list[ViolationEntry]:
    """One item's findings, worst first, the waived ones last."""
    return [ViolationEntry(each) for each in grouped(findings, lambda finding: finding)]


def worst_first(groups: Iterable[Group]) -> list[Group]:
    def weight(group: Group) -> tuple[bool, bool, int, int]:
        item, (first, *_) = group
        return first.fate == "goes", *weight_of(first.worst), item

    return sorted((group for group in groups if group[1]), key=weight)


class ByItem:
    """Every item's entries, the items with the worst first; what did not change is not merged again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Sequence[Finding], list[ViolationEntry]]] = {}

    def __call__(self, findings: Mapping[int, Sequence[Finding]]) -> list[Group]:
        before, self._known = self._known, {}
        for item, each in findings.items():
            known = before.get(item)
            self._known[item] = known if known is not None and known[0] is each else (each, entries(each))
        return worst_first((item, merged) for item, (_, merged) in self._known.items())


def compared(before: Sequence[Finding], now: Sequence[Finding]) -> list[ViolationEntry]:
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

"""Findings as people read them: all that blame one date for one bound are one entry."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from planner.engine.constraint import Finding
from planner.findings.grouping import grouped, rules
from planner.findings.grouping import weight as weight_of
from planner.named_tuple import NamedTuple
from planner.policy import Severity
from planner.tui.signs import Signs

Fate = Literal["stays", "appears", "goes"]
"""The effect of a drag on an entry."""


class ViolationEntry(NamedTuple):
    """The findings that blame one date for one bound."""

    findings: tuple[Finding, ...]
    """Worst first; the first one speaks for all."""
    fate: Fate = "stays"

    @property
    def worst(self) -> Finding:
        """The worst finding."""
        return self.findings[0]

    @property
    def item(self) -> int:
        """The index of the item that is blamed."""
        return self.worst.item

    @property
    def severity(self) -> Severity:
        """The severity of the worst finding."""
        return self.worst.severity

    @property
    def waived(self) -> bool:
        """True if the worst finding is waived, and so all of them."""
        return self.worst.waived is not None

    def sign(self, signs: Signs) -> str:
        """Return the sign for an entry that a drag ends, else for a waived one, else for its severity."""
        if self.fate == "goes":
            return signs.goes
        return signs.waived if self.waived else signs.of_severity(self.severity)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the violated rules."""
        return tuple(rules(self.findings))


Group = tuple[int, Sequence[ViolationEntry]]
"""An item and its entries."""


def entries(findings: Iterable[Finding]) -> list[ViolationEntry]:
    """Return one item's findings as entries, worst first, the waived ones last."""
    return [ViolationEntry(each) for each in grouped(findings, lambda finding: finding)]


def worst_first(groups: Iterable[Group]) -> list[Group]:
    """Return the groups that have entries, sorted by their first entries: the worst one first.

    Then come groups whose first entry is waived, and last those whose first entry a drag would end.
    """

    def weight(group: Group) -> tuple[bool, bool, int, int]:
        """Return a sort key of a group."""
        item, (first, *_) = group
        return first.fate == "goes", *weight_of(first.worst), item

    return sorted((group for group in groups if group[1]), key=weight)


class ByItem:
    """The entries of every item, merged anew only for items whose findings changed."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Sequence[Finding], list[ViolationEntry]]] = {}

    def __call__(self, findings: Mapping[int, Sequence[Finding]]) -> list[Group]:
        """Return the entries of all items that have findings, as groups with the worst first.

        Entries of items whose findings are the same object as in the call before are not made again.
        """
        before, self._known = self._known, {}
        for item, each in findings.items():
            known = before.get(item)
            self._known[item] = known if known is not None and known[0] is each else (each, entries(each))
        return worst_first((item, merged) for item, (_, merged) in self._known.items())


def compared(before: Sequence[Finding], now: Sequence[Finding]) -> list[ViolationEntry]:
    """Return an item's entries while a date moves, each with its fate.

    `before` are the item's findings without the move. An entry that only the move causes `appears`; an entry
    of violations that the move ends `goes`, and comes last.
    """
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
    """Return a key that is the same for a finding before and after its date has moved: rule and place."""
    return finding.rule.id, finding.place

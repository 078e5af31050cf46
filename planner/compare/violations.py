"""Violations of two states, matched by rule, item and milestone.

If several violations share rule, item and milestone, the worst new one is matched with the mildest old one
that is at least as bad, and the others with the rest. So two violations after one are one gained, and of 5
and 12 days after 5 days, the 12 days are gained.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from planner.engine.constraint import Finding
from planner.engine.evaluate import Evaluation
from planner.policy import SEVERITIES


class ReportedViolation(NamedTuple):
    """A finding with its item's new name."""

    item: str
    finding: Finding


ViolationPair = tuple[ReportedViolation, ReportedViolation]
"""A violation before and now."""


class ViolationChanges(NamedTuple):
    """Violations that were gained or lost, grew or shrank."""

    gained: tuple[ReportedViolation, ...]
    lost: tuple[ReportedViolation, ...]
    grew: tuple[ViolationPair, ...]
    """Violations with more days or a worse severity than before."""
    shrank: tuple[ViolationPair, ...]


def reported_violations(evaluation: Evaluation, names: Mapping[str, str]) -> list[ReportedViolation]:
    """Return the findings of an evaluation with the names of their items.

    `names` renames, old name to new.
    """
    items = [names.get(each.name, each.name) for each in evaluation.compiled.schedule.items]
    return [ReportedViolation(items[each.item], each) for each in evaluation.all]


def match_violations(
    old: Iterable[ReportedViolation], new: Iterable[ReportedViolation], *, waived: bool = False
) -> ViolationChanges:
    """Return the open violations that were gained or lost, grew or shrank; with `waived`, the waived ones.

    Violations are the same if rule, item and milestone are; for several with the same three, see the top of
    this module. A violation that has neither grown nor shrunk is in no part of the result.
    """
    before, now = (_by_mark(each, waived) for each in (old, new))
    gained, grew, shrank = list[ReportedViolation](), list[ViolationPair](), list[ViolationPair]()
    for mark, findings in now.items():
        left, uncovered = before[mark], list[ReportedViolation]()
        left.sort(key=_gravity)
        for each in sorted(findings, key=_gravity, reverse=True):
            covering = _take_first(left, each, _covers)
            if covering is None:
                uncovered.append(each)
            elif not _covers(each, covering):
                shrank.append((covering, each))
        for each in uncovered:
            outgrown = _take_first(left, each, _at_one_end)
            if outgrown is None:
                gained.append(each)
            else:
                grew.append((outgrown, each))
    lost = tuple(each for left in before.values() for each in left)
    return ViolationChanges(gained=tuple(gained), lost=lost, grew=tuple(grew), shrank=tuple(shrank))


def _by_mark(
    findings: Iterable[ReportedViolation], waived: bool
) -> defaultdict[object, list[ReportedViolation]]:
    """Return the open findings, or with `waived` the waived ones, by rule, item and milestone."""
    by_mark: defaultdict[object, list[ReportedViolation]] = defaultdict(list)
    for each in findings:
        if (each.finding.waived is not None) == waived:
            by_mark[each.finding.rule.id, each.item, each.finding.milestone].append(each)
    return by_mark


def _take_first(
    left: list[ReportedViolation],
    new: ReportedViolation,
    fits: Callable[[ReportedViolation, ReportedViolation], bool],
) -> ReportedViolation | None:
    """Remove from `left` and return the first old violation that fits the new one; None if none does."""
    return next((left.pop(index) for index, old in enumerate(left) if fits(old, new)), None)


def _gravity(reported: ReportedViolation) -> tuple[int, int]:
    """Return a sort key by which milder violations come first: by severity, then by days."""
    return -SEVERITIES.index(reported.finding.severity), reported.finding.days or 0


def _covers(old: ReportedViolation, new: ReportedViolation) -> bool:
    """Return True if the new violation is no worse than the old one: at the same end, in days, in severity.

    Days are compared if both have them.
    """
    one, other = old.finding, new.finding
    grew = one.days is not None and other.days is not None and other.days > one.days
    worse = SEVERITIES.index(other.severity) < SEVERITIES.index(one.severity)
    return _at_one_end(old, new) and not grew and not worse


def _at_one_end(old: ReportedViolation, new: ReportedViolation) -> bool:
    """Return True if both dates are too early, or both too late, or if one of them has no bound at all."""
    ends = [(each.finding.earliest is not None, each.finding.latest is not None) for each in (old, new)]
    return ends[0] == ends[1] or (False, False) in ends

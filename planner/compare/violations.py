"""Violations of two states held against each other, by rule, item and milestone.

Of several with one such mark the worst is held against the mildest that is as bad, then against
what is left: so two where there was one are one gained, and of 5 and 12 days the 12.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from planner.engine.constraint import Finding
from planner.engine.evaluate import Evaluation
from planner.policy import SEVERITIES


class ReportedViolation(NamedTuple):
    """A finding, and its item by the name that it has now."""

    item: str
    finding: Finding


Then = tuple[ReportedViolation, ReportedViolation]
"""Before and now."""


class Verdicts(NamedTuple):
    gained: tuple[ReportedViolation, ...]
    lost: tuple[ReportedViolation, ...]
    grew: tuple[Then, ...]
    """More days, or more severe."""
    shrank: tuple[Then, ...]


def told(evaluation: Evaluation, names: Mapping[str, str]) -> list[ReportedViolation]:
    """What is said of items, where `names` has the new name of one."""
    items = [names.get(each.name, each.name) for each in evaluation.compiled.schedule.items]
    return [ReportedViolation(items[each.item], each) for each in evaluation.all]


def hold_against(
    old: Iterable[ReportedViolation], new: Iterable[ReportedViolation], *, waived: bool = False
) -> Verdicts:
    """Open violations, or the waived ones: what is waived is no excuse for what is not."""
    before, now = (_by_mark(each, waived) for each in (old, new))
    gained, grew, shrank = list[ReportedViolation](), list[Then](), list[Then]()
    for mark, findings in now.items():
        left, uncovered = before[mark], list[ReportedViolation]()
        left.sort(key=_badness)
        for each in sorted(findings, key=_badness, reverse=True):
            covering = _take(left, each, _covers)
            if covering is None:
                uncovered.append(each)
            elif not _covers(each, covering):
                shrank.append((covering, each))
        for each in uncovered:
            outgrown = _take(left, each, _at_one_end)
            if outgrown is None:
                gained.append(each)
            else:
                grew.append((outgrown, each))
    lost = tuple(each for left in before.values() for each in left)
    return Verdicts(tuple(gained), lost, tuple(grew), tuple(shrank))


def _by_mark(
    findings: Iterable[ReportedViolation], waived: bool
) -> defaultdict[object, list[ReportedViolation]]:
    by_mark: defaultdict[object, list[ReportedViolation]] = defaultdict(list)
    for each in findings:
        if (each.finding.waived is not None) == waived:
            by_mark[each.finding.rule.id, each.item, each.finding.milestone].append(each)
    return by_mark


def _take(
    left: list[ReportedViolation],
    new: ReportedViolation,
    fits: Callable[[ReportedViolation, ReportedViolation], bool],
) -> ReportedViolation | None:
    """The first that fits; it is held against nothing else."""
    return next((left.pop(index) for index, old in enumerate(left) if fits(old, new)), None)


def _badness(told: ReportedViolation) -> tuple[int, int]:
    return -SEVERITIES.index(told.finding.severity), told.finding.days or 0


def _covers(old: ReportedViolation, new: ReportedViolation) -> bool:
    """Whether whoever put up with the old one has nothing new to put up with."""
    one, other = old.finding, new.finding
    grew = one.days is not None and other.days is not None and other.days > one.days
    worse = SEVERITIES.index(other.severity) < SEVERITIES.index(one.severity)
    return _at_one_end(old, new) and not grew and not worse


def _at_one_end(old: ReportedViolation, new: ReportedViolation) -> bool:
    """Too early is not too late; what has no bound may be either."""
    ends = [(each.finding.earliest is not None, each.finding.latest is not None) for each in (old, new)]
    return ends[0] == ends[1] or (False, False) in ends

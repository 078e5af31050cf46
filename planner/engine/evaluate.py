"""Which statements do not hold: for a whole plan, and again for the dates that move."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.dates import Day
from planner.engine.compile import Constraints, compile_plan
from planner.engine.constraint import NOTHING, Days, Finding, Slot
from planner.engine.task import Task, finish
from planner.engine.waivers import apply_waivers
from planner.plan import Plan
from planner.policy import Policy

Moves = Mapping[Slot, Day]
Found = Mapping[int, Sequence[Finding]]
"""What statements find, by their index, before waivers and `yields_to`."""

_BATCH = 100


class Evaluation(NamedTuple):
    """All findings of a plan with its dates as they are."""

    compiled: Constraints
    days: Days
    found: Found
    failing: Mapping[int, Sequence[int]]
    """Of each item, the statements that find something about it."""
    findings: Mapping[int, tuple[Finding, ...]]
    """Of each item, what people are told; waived findings are there, silenced ones are not."""

    @property
    def all(self) -> list[Finding]:
        return [finding for item in sorted(self.findings) for finding in self.findings[item]]


class Preview(NamedTuple):
    """What a judgement becomes with some dates moved."""

    moves: Moves
    found: Found
    """Of each statement that was judged again."""
    failing: Mapping[int, Sequence[int]]
    """Of each item that may be affected, the statements that find something about it now."""
    findings: Mapping[int, tuple[Finding, ...]]
    """Of each item of which people are told anything, now or before, what they are told now."""


def check(plan: Plan, policy: Policy, as_of: Day) -> Evaluation:
    """The whole of `planner check` on one plan: every finding on the as-of date."""
    return evaluate(compile_plan(plan, policy, as_of))


def unevaluated(compiled: Constraints) -> Evaluation:
    """What is planned, before anything is found about it."""
    return Evaluation(compiled, compiled.days, {}, {}, {})


def evaluate(compiled: Constraints) -> Evaluation:
    days = compiled.days
    found = {index: findings for index, each in enumerate(compiled.all) if (findings := each.findings(days))}
    failing = _by_item(found)
    items = {*failing, *(item for item, waivers in enumerate(compiled.schedule.waivers) if waivers)}
    settled = {item: _settle(compiled, days, item, failing.get(item, ()), found) for item in sorted(items)}
    return Evaluation(compiled, days, found, failing, {item: told for item, told in settled.items() if told})


def preview(evaluation: Evaluation, moves: Moves) -> Preview:
    """Judges again only the statements that read a moved date, and settles only their items."""
    return finish(preview_steps(evaluation, moves))


def preview_steps(evaluation: Evaluation, moves: Moves) -> Task[Preview]:
    """As `preview`, some statements and some items at a time; only then are the days moved."""
    compiled, days = evaluation.compiled, evaluation.days
    found: dict[int, Sequence[Finding]] = {}
    for some in _batches(compiled.reading(moves)):
        with days.moved(moves):
            found.update((index, compiled.all[index].findings(days)) for index in some)
        yield
    now = _by_item(found)
    items = {compiled.schedule.owners[slot].item for slot in moves} | now.keys()
    items.update(each.item for index in found for each in evaluation.found.get(index, NOTHING))
    failing: dict[int, list[int]] = {}
    told: dict[int, tuple[Finding, ...]] = {}
    for some in _batches([*items]):
        failing.update((item, _failing(evaluation, found, now, item)) for item in some)
        with days.moved(moves):
            told.update((item, _resettle(evaluation, found, item, failing[item])) for item in some)
        yield
    changed = {item: now for item, now in told.items() if now or item in evaluation.findings}
    return Preview(moves, found, failing, changed)


def accept(evaluation: Evaluation, moved: Preview) -> Evaluation:
    """The judgement with a preview's dates taken."""
    days = Days(evaluation.days)
    for slot, day in moved.moves.items():
        days[slot] = day
    found = {index: findings for index, findings in {**evaluation.found, **moved.found}.items() if findings}
    failing = {**evaluation.failing, **moved.failing}
    findings = {item: told for item, told in {**evaluation.findings, **moved.findings}.items() if told}
    return Evaluation(evaluation.compiled, days, found, failing, findings)


def _batches(indices: list[int]) -> Iterator[list[int]]:
    return (indices[start : start + _BATCH] for start in range(0, len(indices), _BATCH))


def _by_item(found: Found) -> dict[int, list[int]]:
    """Of each item, the statements that find something about it."""
    failing: dict[int, list[int]] = {}
    for index, findings in found.items():
        for item in dict.fromkeys(finding.item for finding in findings):
            failing.setdefault(item, []).append(index)
    return failing


def _failing(evaluation: Evaluation, again: Found, now: Mapping[int, Sequence[int]], item: int) -> list[int]:
    """The statements that find something about an item, once some were judged again."""
    still = [index for index in evaluation.failing.get(item, ()) if index not in again]
    return sorted((*still, *now.get(item, ())))


def _resettle(evaluation: Evaluation, again: Found, item: int, failing: Sequence[int]) -> tuple[Finding, ...]:
    found = {index: again.get(index) or evaluation.found[index] for index in failing}
    return _settle(evaluation.compiled, evaluation.days, item, failing, found)


def _settle(
    compiled: Constraints, days: Days, item: int, failing: Iterable[int], found: Found
) -> tuple[Finding, ...]:
    """What people are told of an item: waivers applied, then `yields_to`, in one pass over all."""
    findings = [finding for index in failing for finding in found[index] if finding.item == item]
    judged = apply_waivers(compiled.schedule, days, item, findings)
    open_rules = {finding.rule.id for finding in judged if finding.waived is None}
    return tuple(finding for finding in judged if open_rules.isdisjoint(finding.rule.yields_to))

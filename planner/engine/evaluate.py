"""Evaluate constraints: for a whole plan, and again for the dates that move."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.dates import Day
from planner.engine.compile import Constraints, compile_plan
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, Slot
from planner.engine.task import Task, finish
from planner.engine.waivers import apply_waivers
from planner.named_tuple import NamedTuple
from planner.plan import Plan
from planner.policy import Policy

Moves = Mapping[Slot, Day]
Found = Mapping[int, Sequence[Finding]]
"""The findings by constraint index, before waivers and `yields_to`."""

_BATCH = 50
_LARGE_BATCH = 5_000
"""The constraints of a step of a whole evaluation."""


class Evaluation(NamedTuple):
    """All findings of a plan, with its dates as they are."""

    compiled: Constraints
    days: Days
    found: Found
    failing: Mapping[int, Sequence[int]]
    """The indices of the constraints with findings, by item."""
    findings: Mapping[int, tuple[Finding, ...]]
    """The reported findings by item: waived ones are included, silenced ones are not."""

    @property
    def all(self) -> list[Finding]:
        """All reported findings, by item."""
        return [finding for item in sorted(self.findings) for finding in self.findings[item]]


class Preview(NamedTuple):
    """An evaluation with some dates moved, not yet accepted."""

    moves: Moves
    found: Found
    """The findings of each constraint that was evaluated again."""
    failing: Mapping[int, Sequence[int]]
    """The indices of the constraints with findings now, by each item that may be affected."""
    findings: Mapping[int, tuple[Finding, ...]]
    """The reported findings now, by each item that has any now or had any before."""
    anew: Evaluation | None = None
    """The whole plan evaluated anew, where other dates are there for the rules than before."""


def check(plan: Plan, policy: Policy, as_of: Day) -> Evaluation:
    """Evaluate a plan by a policy on an as-of date, as `planner check` does; constraints are not kept."""
    # A check asks each constraint once: it is not kept, since a plan of 1,000 versions has 20,000. Most of
    # them clearly hold and are not even made, which saves a fifth of the check of such a plan.
    compiled = compile_plan(plan, policy, as_of)
    return _evaluated(compiled, compiled.doubtful())


def unevaluated(compiled: Constraints) -> Evaluation:
    """Return an evaluation without findings, to show a plan before it is evaluated."""
    return Evaluation(compiled=compiled, days=compiled.days, found={}, failing={}, findings={})


def evaluate(compiled: Constraints) -> Evaluation:
    """Evaluate all constraints of a plan on its dates, and keep the constraints for previews."""
    return _evaluated(compiled, compiled.all)


def evaluate_steps(compiled: Constraints) -> Task[Evaluation]:
    """Evaluate all constraints as `evaluate` does, as a task that yields after every few thousand of them."""
    days, every = compiled.days, compiled.all
    found: dict[int, Sequence[Finding]] = {}
    for start in range(0, len(every), _LARGE_BATCH):
        some = enumerate(every[start : start + _LARGE_BATCH], start)
        found.update((index, findings) for index, each in some if (findings := each.findings(days)))
        yield
    return _evaluation(compiled, found)


def _evaluated(compiled: Constraints, constraints: Iterable[Constraint | None]) -> Evaluation:
    """Evaluate the constraints of a plan, given in their order; None stands for a constraint that holds."""
    days = compiled.days
    found = {
        index: findings
        for index, each in enumerate(constraints)
        if each is not None and (findings := each.findings(days))
    }
    return _evaluation(compiled, found)


def _evaluation(compiled: Constraints, found: Found) -> Evaluation:
    """Return the evaluation that has these findings: waivers and `yields_to` are applied here.

    Items with waivers are looked at even without findings, for a waiver that waives nothing is a finding.
    """
    days, failing = compiled.days, _by_item(found)
    items = {*failing, *(item for item, waivers in enumerate(compiled.schedule.waivers) if waivers)}
    reported = {item: _reported(compiled, days, item, failing.get(item, ()), found) for item in sorted(items)}
    return Evaluation(
        compiled=compiled,
        days=days,
        found=found,
        failing=failing,
        findings={item: told for item, told in reported.items() if told},
    )


def preview(evaluation: Evaluation, moves: Moves) -> Preview:
    """Return the findings with some dates moved; only constraints that read a moved date are evaluated.

    If a move lets a date of a withdrawn version appear or disappear for the rules, the whole plan is
    evaluated.
    """
    return finish(preview_steps(evaluation, moves))


def preview_steps(evaluation: Evaluation, moves: Moves) -> Task[Preview]:
    """Make the preview that `preview` returns, as a task that yields between its steps.

    The dates of the evaluation are moved within a step only, so they are as they were whenever it yields.
    """
    compiled, days = evaluation.compiled, evaluation.days
    if compiled.schedule.appears(moves):
        return _anew(evaluation, moves)
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
            told.update((item, _reported_again(evaluation, found, item, failing[item])) for item in some)
        yield
    changed = {item: now for item, now in told.items() if now or item in evaluation.findings}
    return Preview(moves=moves, found=found, failing=failing, findings=changed)


def _anew(evaluation: Evaluation, moves: Moves) -> Preview:
    """Return the preview of moves from an evaluation of the whole plan with its dates moved."""
    days = Days(evaluation.days)
    for slot, day in moves.items():
        days[slot] = day
    schedule = evaluation.compiled.schedule
    now = evaluate(compile_plan(schedule.plan_on(days), schedule.policy, schedule.as_of))
    items = {*evaluation.findings, *now.findings}
    findings = {item: now.findings.get(item, ()) for item in sorted(items)}
    return Preview(moves=moves, found=now.found, failing=now.failing, findings=findings, anew=now)


def accept(evaluation: Evaluation, moved: Preview) -> Evaluation:
    """Return the evaluation of a plan with the moved dates of a preview as its dates."""
    if moved.anew is not None:
        return moved.anew
    days = Days(evaluation.days)
    for slot, day in moved.moves.items():
        days[slot] = day
    found = {index: findings for index, findings in {**evaluation.found, **moved.found}.items() if findings}
    failing = {**evaluation.failing, **moved.failing}
    findings = {item: told for item, told in {**evaluation.findings, **moved.findings}.items() if told}
    return Evaluation(
        compiled=evaluation.compiled, days=days, found=found, failing=failing, findings=findings
    )


def _batches(indices: list[int]) -> Iterator[list[int]]:
    """Return the indices in lists of at most `_BATCH`."""
    return (indices[start : start + _BATCH] for start in range(0, len(indices), _BATCH))


def _by_item(found: Found) -> dict[int, list[int]]:
    """Return the indices of the constraints with findings, by each item that the findings are about."""
    failing: dict[int, list[int]] = {}
    for index, findings in found.items():
        for item in dict.fromkeys(finding.item for finding in findings):
            failing.setdefault(item, []).append(index)
    return failing


def _failing(evaluation: Evaluation, again: Found, now: Mapping[int, Sequence[int]], item: int) -> list[int]:
    """Return the indices of the constraints with findings about an item, in ascending order.

    `again` has the new findings of the constraints that were evaluated again, and `now` the indices of those
    of them with findings, by item; the others have the findings of the evaluation.
    """
    still = [index for index in evaluation.failing.get(item, ()) if index not in again]
    return sorted((*still, *now.get(item, ())))


def _reported_again(
    evaluation: Evaluation, again: Found, item: int, failing: Sequence[int]
) -> tuple[Finding, ...]:
    """Return the reported findings of an item after some constraints were evaluated again.

    `again` has the new findings of these; the other constraints have those of the evaluation.
    """
    found = {index: again.get(index) or evaluation.found[index] for index in failing}
    return _reported(evaluation.compiled, evaluation.days, item, failing, found)


def _reported(
    compiled: Constraints, days: Days, item: int, failing: Iterable[int], found: Found
) -> tuple[Finding, ...]:
    """Return the reported findings of an item: waivers applied first, then `yields_to` in one pass.

    A finding of a rule that yields to another rule is left out if that has an open finding about the item.
    """
    findings = [finding for index in failing for finding in found[index] if finding.item == item]
    judged = apply_waivers(compiled.schedule, days, item, findings)
    open_rules = {finding.rule.id for finding in judged if finding.waived is None}
    return tuple(finding for finding in judged if open_rules.isdisjoint(finding.rule.yields_to))

"""Comparisons of random plans with their dates moved add up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.compare import EvaluatedPlan, compare, new_findings
from planner.dates import to_day
from planner.engine.evaluate import accept, evaluate, preview
from planner.plan import Plan
from tests.engine.against import compiled, read, slot_of
from tests.oracle.strategies import Case, Move, cases, moves

_with_moves = cases().flatmap(lambda case: st.tuples(st.just(case), moves(case)))


def before_and_after(case: Case, steps: list[Move]) -> tuple[EvaluatedPlan, EvaluatedPlan]:
    plan, _ = read(case)
    evaluation = evaluate(compiled(case))
    before = EvaluatedPlan(plan, evaluation)
    schedule = evaluation.compiled.schedule
    for move in steps:
        slots = schedule.moving_with(slot_of(schedule, plan, move))
        evaluation = accept(evaluation, preview(evaluation, dict.fromkeys(slots, to_day(move.day))))
    dates = {
        (owner.item, owner.what): day for owner, day in zip(schedule.owners, evaluation.days, strict=True)
    }

    def moved(plan: Plan) -> Plan:
        items = [
            each._replace(dates={name: dates[index, name] for name in each.dates})
            for index, each in enumerate(plan.items)
        ]
        versions, changes = items[: len(plan.versions)], items[len(plan.versions) :]
        return plan._replace(versions=tuple(versions), changes=tuple(changes))  # type: ignore[arg-type]

    return before, EvaluatedPlan(moved(plan), evaluation)


@settings(max_examples=100)
@given(_with_moves)
def test_what_is_told_adds_up_to_what_is_found(drawn: tuple[Case, list[Move]]) -> None:
    old, new = before_and_after(*drawn)
    found = compare(old, new)
    still = [[each for each in state.evaluation.all if each.waived is None] for state in (old, new)]
    assert len(still[0]) - len(found.lost) == len(still[1]) - len(found.gained)
    told = [each for findings in new_findings(old, new).values() for each in findings if each.waived is None]
    assert len(told) == len(found.gained) + len(found.grew)
    assert all(each in still[1] for each in told)
    dates = {(each.subject.name, each.what): (each.old, each.new) for each in found.dates}
    moved = {
        (before.name, what): (day, now.dates[what])
        for before, now in zip(old.plan.items, new.plan.items, strict=True)
        for what, day in before.dates.items()
        if day != now.dates[what]
    }
    assert dates == moved


@settings(max_examples=60)
@given(cases())
def test_nothing_differs_from_itself(case: Case) -> None:
    plan, _ = read(case)
    state = EvaluatedPlan(plan, evaluate(compiled(case)))
    assert not compare(state, state).differs
    assert new_findings(state, state) == {}

"""The engine against the separate, slow reading of docs/rules.md, on random plans and policies."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import to_day
from planner.engine.evaluate import accept, evaluate, preview
from tests.engine.against import compiled, in_order, read, slot_of, told
from tests.oracle.reading import evaluate as read_judge
from tests.oracle.strategies import Case, Move, cases, cases_at_large, moved, moves

_with_moves = cases().flatmap(lambda case: st.tuples(st.just(case), moves(case)))


@settings(max_examples=200)
@given(cases())
def test_findings_equal_the_reading(case: Case) -> None:
    assert told(evaluate(compiled(case))) == in_order(read_judge(case.plan, case.policy, case.as_of))


@pytest.mark.parametrize("kind", ["count", "gap", "promise", "rate", "served"])
@settings(max_examples=60)
@given(data=st.data())
def test_findings_of_a_kind_equal_the_reading(kind: str, data: st.DataObject) -> None:
    """Draw plans under rules of one kind, so that its details meet often enough."""
    case = data.draw(cases_at_large(kind))
    assert told(evaluate(compiled(case))) == in_order(read_judge(case.plan, case.policy, case.as_of))


@settings(max_examples=100)
@given(_with_moves)
def test_moving_dates_one_by_one_equals_a_full_check(drawn: tuple[Case, list[Move]]) -> None:
    case, steps = drawn
    plan, _ = read(case)
    evaluation = evaluate(compiled(case))
    written: dict[str, Any] = case.plan
    for move in steps:
        schedule = evaluation.compiled.schedule
        slots = schedule.moving_with(slot_of(schedule, plan, move))
        evaluation = accept(evaluation, preview(evaluation, dict.fromkeys(slots, to_day(move.day))))
        written = moved(written, move)
        assert told(evaluation) == in_order(read_judge(written, case.policy, case.as_of))

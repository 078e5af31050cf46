"""The engine against the separate, slow reading of DESIGN §4, on random plans and policies."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import to_day
from planner.engine.judge import accept, judge, preview
from tests.engine.against import compiled, in_order, read, slot_of, told
from tests.oracle.reading import judge as read_judge
from tests.oracle.strategies import Case, Move, cases, moved, moves

_with_moves = cases().flatmap(lambda case: st.tuples(st.just(case), moves(case)))


@settings(max_examples=3000, deadline=None)
@given(cases())
def test_findings_equal_the_reading(case: Case) -> None:
    assert told(judge(compiled(case))) == in_order(read_judge(case.plan, case.policy, case.as_of))


@settings(max_examples=1000, deadline=None)
@given(_with_moves)
def test_moving_dates_one_by_one_equals_a_full_check(drawn: tuple[Case, list[Move]]) -> None:
    case, steps = drawn
    plan, _ = read(case)
    judgement = judge(compiled(case))
    written: dict[str, Any] = case.plan
    for move in steps:
        schedule = judgement.compiled.schedule
        slots = schedule.moving_with(slot_of(schedule, plan, move))
        judgement = accept(judgement, preview(judgement, dict.fromkeys(slots, to_day(move.day))))
        written = moved(written, move)
        assert told(judgement) == in_order(read_judge(written, case.policy, case.as_of))

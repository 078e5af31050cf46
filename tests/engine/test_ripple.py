"""Ripples against exhaustive search: on small plans, every choice of days for the dates that may move."""

from hypothesis import given, settings

from planner.engine.constraint import Days
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.ripple import Ripple, ripple
from tests.engine.against import compiled
from tests.engine.small import failing, small, solutions
from tests.oracle.strategies import Case


def unmoved(schedule: Schedule, outcome: Ripple) -> bool:
    return all(schedule.may_move(slot, schedule.days) for slot in outcome.moves)


@settings(max_examples=100)
@given(small(most_notices=1))
def test_the_later_ripple_is_the_least_solution_or_a_conflict(case: Case) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    schedule = constraints.schedule
    outcome = ripple(constraints, schedule.days, "later")
    found = solutions(constraints, schedule.days, "later")
    assert unmoved(schedule, outcome)
    if not found:
        assert outcome.conflicts
        return
    assert not outcome.conflicts
    least = {slot: min(each[slot] for each in found) for slot in found[0]}
    assert least in found
    assert {**{slot: schedule.days[slot] for slot in least}, **outcome.days} == least


@settings(max_examples=100)
@given(small(most_notices=1))
def test_the_earlier_ripple_is_the_latest_solution_that_is_no_later_or_a_conflict(case: Case) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    schedule = constraints.schedule
    outcome = ripple(constraints, schedule.days, "earlier")
    found = solutions(constraints, schedule.days, "earlier")
    assert unmoved(schedule, outcome)
    if not found:
        assert outcome.conflicts
        return
    assert not outcome.conflicts
    latest = {slot: max(each[slot] for each in found) for slot in found[0]}
    assert latest in found
    assert {**{slot: schedule.days[slot] for slot in latest}, **outcome.days} == latest


@settings(max_examples=100)
@given(small(most_notices=1))
def test_what_a_ripple_leaves_broken_it_names_as_a_conflict(case: Case) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    outcome = ripple(constraints, constraints.schedule.days, "later")
    days = Days(constraints.schedule.days)
    with days.moved(outcome.days):
        left = failing(constraints, days)
    assert len(left) == len(outcome.conflicts)

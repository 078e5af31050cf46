"""Fixes against exhaustive search: all that can be cured is, no rule that held breaks, little moves."""

from datetime import date
from operator import ge, le

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.compile import Constraints
from planner.engine.constraint import Days
from planner.engine.slots import NOTICE
from planner.engine.solve.fix import Fix, fix_steps
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.ripple import Direction
from planner.engine.task import finish
from tests.engine.against import compiled
from tests.engine.small import choices, failing, small, solutions
from tests.oracle.strategies import Case, cases

directions: st.SearchStrategy[Direction] = st.sampled_from(["later", "earlier"])


def fix(constraints: Constraints, days: Days, prefer: Direction) -> Fix:
    return finish(fix_steps(constraints, days, prefer, lambda finding: True))


def after(days: Days, found: Fix) -> Days:
    moved = Days(days)
    for slot, move in found.moves.items():
        moved[slot] = move.end
    return moved


@settings(max_examples=30)
@given(small(), directions)
def test_no_choice_of_days_cures_more_without_breaking_what_holds(case: Case, prefer: Direction) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    schedule = constraints.schedule
    found = fix(constraints, schedule.days, prefer)
    days = after(schedule.days, found)
    left = failing(constraints, days)
    assert left == set(found.unfixed)
    assert left <= failing(constraints, schedule.days)
    if not left:
        return
    for direction in ("later", "earlier"):
        for choice in choices(schedule, days, direction):
            with days.moved(choice):
                now = failing(constraints, days)
            assert not now < left, (direction, choice)


@settings(max_examples=60)
@given(small(), directions)
def test_where_all_can_be_kept_by_the_preferred_remedy_no_smaller_moves_would_do(
    case: Case, prefer: Direction
) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    schedule = constraints.schedule
    found = solutions(constraints, schedule.days, prefer)
    if not found:
        return
    days = after(schedule.days, fix(constraints, schedule.days, prefer))
    moved = {slot: days[slot] for slot in found[0]}
    assert moved in found
    no_further = le if prefer == "later" else ge
    smaller = [each for each in found if all(no_further(each[slot], moved[slot]) for slot in moved)]
    assert smaller == [moved]


@settings(max_examples=70)
@given(cases(), directions)
def test_a_remedy_moves_nothing_that_is_past_pinned_or_sent_and_no_told_date_before_it(
    case: Case, prefer: Direction
) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    schedule = constraints.schedule
    for slot, move in fix(constraints, schedule.days, prefer).moves.items():
        assert schedule.may_move(slot, schedule.days)
        assert move.end >= schedule.as_of
        item, what, _ = schedule.owners[slot]
        if what == NOTICE:
            assert move.end < move.start
        elif move.end < move.start:
            told = [
                (schedule.days[each.slot], place, each.told[what])
                for place, each in enumerate(schedule.announcements[item])
                if each.told and what in each.told
            ]
            assert not told or move.end >= max(told)[2]


@settings(max_examples=70)
@given(cases(), directions)
def test_a_remedy_breaks_nothing_and_is_not_bettered_by_another(case: Case, prefer: Direction) -> None:
    constraints = hard_constraints(compiled(case).schedule)
    schedule = constraints.schedule
    found = fix(constraints, schedule.days, prefer)
    days = after(schedule.days, found)
    assert failing(constraints, days) <= failing(constraints, schedule.days)
    assert not fix(constraints, days, prefer).moves


def test_a_date_that_moved_is_counted_among_the_releases_where_it_is_now() -> None:
    days = Days([30, 10, 20])
    assert days.in_order((0, 1, 2)) == [10, 20, 30]
    days[1] = 25
    assert days.in_order((0, 1, 2)) == [20, 25, 30]
    with days.moved({0: 5}):
        days[2] = 40
        assert days.in_order((0, 1, 2)) == [5, 25, 40]


def test_a_remedy_comes_to_an_end_where_a_move_changes_how_many_releases_lie_between() -> None:
    policy = """
format = 1
name = "counted"
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "default"
[[rule]]
id = "releases"
kind = "gap"
from = "previous.default"
to = "default"
at_least = "2 releases"
"""
    plan = """
format = 1
product = "An API"
policy = "./policy.toml"
[[version]]
name = "v1"
released = 2024-05-04
default = 2024-02-04
[[version]]
name = "v2"
released = 2024-11-30
default = 2024-11-29
"""
    case = Case(tomli.loads(plan), tomli.loads(policy), date(2024, 8, 2))
    constraints = hard_constraints(compiled(case).schedule)
    found = fix(constraints, constraints.schedule.days, "earlier")
    assert [move.end - move.start for move in found.moves.values()] == [-1]
    assert len(found.unfixed) == 1

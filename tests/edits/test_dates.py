import pytest

from planner.edits import dates
from planner.engine.constraint import Place
from tests.edits.plans import mails, opened, version
from tests.engine.plans import day


def test_moving_a_milestone_moves_nothing_else() -> None:
    plan, _ = opened()
    moved = dates.move(plan, {Place(1, "default"): day("2027-03-01")})
    assert version(moved, "4.0.14").dates["default"] == day("2027-03-01")
    assert version(moved, "4.0.14").dates["released"] == day("2026-12-01")
    assert moved.versions[0] is plan.versions[0]
    assert moved.notices is plan.notices


def test_several_dates_of_one_item_move_at_once() -> None:
    plan, _ = opened()
    moves = {Place(1, "default"): day("2027-03-01"), Place(1, "released"): day("2026-12-08")}
    assert version(dates.move(plan, moves), "4.0.14").dates == {
        "released": day("2026-12-08"),
        "default": day("2027-03-01"),
    }


def test_plans_that_differ_in_dates_alone_differ_by_moves() -> None:
    plan, _ = opened()
    moves = {Place(1, "default"): day("2027-03-01"), Place(mails(plan)[0].key, "date"): day("2026-12-01")}
    moved = dates.move(plan, moves)
    assert dates.moved_between(plan, moved) == moves | {Place(mails(plan)[1].key, "date"): day("2026-12-01")}
    assert dates.move(moved, dates.moved_between(moved, plan) or {}) == plan
    assert dates.moved_between(plan, plan) == {}


def test_plans_that_differ_in_anything_else_do_not_differ_by_moves() -> None:
    plan, _ = opened()
    place = Place(1, "default")
    for other in (dates.clear(plan, place), dates.pin(plan, place, False), plan._replace(product="Q")):
        assert dates.moved_between(plan, other) is None
        assert dates.moved_between(other, dates.move(plan, {place: day("2027-03-01")})) is None


def test_notices_of_one_name_move_together() -> None:
    plan, _ = opened()
    first, second = mails(plan)
    for gripped in (first, second):
        moved = dates.move(plan, {Place(gripped.key, "date"): day("2026-12-01")})
        assert [each.date for each in mails(moved)] == [day("2026-12-01")] * 2
        assert moved.notices[2] is plan.notices[2]


def test_a_date_that_was_not_set_is_set() -> None:
    plan, _ = opened()
    moved = dates.move(plan, {Place(0, "deprecated"): day("2028-03-01")})
    assert version(moved, "4.0.13").dates["deprecated"] == day("2028-03-01")


def test_a_cleared_date_is_no_longer_pinned() -> None:
    plan, _ = opened()
    cleared = version(dates.clear(plan, Place(1, "default")), "4.0.14")
    assert "default" not in cleared.dates
    assert cleared.pinned == ()


def test_a_notice_cannot_be_without_a_date() -> None:
    plan, _ = opened()
    with pytest.raises(ValueError, match="only a milestone"):
        dates.clear(plan, Place(plan.notices[0].key, "date"))


def test_a_milestone_is_pinned_once_and_freed() -> None:
    plan, _ = opened()
    place = Place(1, "released")
    pinned = dates.pin(dates.pin(plan, place, True), place, True)
    assert version(pinned, "4.0.14").pinned == ("default", "released")
    assert dates.pin(pinned, place, False) == plan


def test_notices_of_one_name_are_pinned_together() -> None:
    plan, _ = opened()
    pinned = dates.pin(plan, Place(mails(plan)[0].key, "date"), True)
    assert [each.pinned for each in pinned.notices] == [True, True, False]
    assert dates.pin(pinned, Place(mails(plan)[1].key, "date"), False) == plan
    alone = dates.pin(plan, Place(plan.notices[2].key, "date"), True)
    assert [each.pinned for each in alone.notices] == [False, False, True]

"""Deleting or waiving several entries at once is the same as one after another."""

import pytest

from planner.edits import dates, items, notices, several
from planner.edits.entries import NEW
from planner.engine.constraint import Place
from planner.plan import Change, Notice, Plan, Version, Waiver

PLAN = Plan(
    product="P",
    policy="clio",
    versions=(
        Version(key=0, name="1", track="A", dates={"released": 10, "default": 20}, pinned=("default",)),
        Version(key=1, name="2", track="A", dates={"released": 30}),
        Version(key=2, name="3", track="A", dates={"released": 40}),
    ),
    changes=(
        Change(key=3, name="c", kind="add-endpoint", version="2", dates={"released": 30}),
        Change(key=4, name="d", kind="add-endpoint", version="3", track="B"),
    ),
    notices=(
        Notice(key=5, item="1", date=5, announces=("released",)),
        Notice(key=6, item="2", date=25, announces=("released",)),
        Notice(key=7, item="3", date=35, announces=("released",)),
    ),
    waivers=(Waiver(key=8, rules=("r",), item="2", note="n"),),
)


def test_items_go_with_what_is_about_them_as_one_after_another() -> None:
    assert several.delete(PLAN, {1, 2}, ()) == items.delete(items.delete(PLAN, 1), 2)


def test_dates_and_notices_go_as_one_after_another() -> None:
    places = (Place(0, "default"), Place(5, "date"), Place(3, "released"))
    one_by_one = dates.clear(dates.clear(notices.delete(PLAN, 5), Place(0, "default")), Place(3, "released"))
    assert several.delete(PLAN, (), places) == one_by_one
    assert several.delete(PLAN, (), places).versions[0].pinned == ()


def test_items_and_dates_of_others_go_together() -> None:
    both = several.delete(PLAN, {1}, (Place(2, "released"),))
    assert both == dates.clear(items.delete(PLAN, 1), Place(2, "released"))


def test_a_version_that_names_a_deleted_one_to_move_to_names_none() -> None:
    first = PLAN.versions[0]._replace(replacement="2")
    plan = PLAN._replace(versions=(first, *PLAN.versions[1:]))
    assert several.delete(plan, {1}, ()).versions[0].replacement is None


def test_nothing_to_delete_leaves_the_plan_as_it_is() -> None:
    assert several.delete(PLAN, (), ()) == PLAN


def test_waivers_are_added_each_with_a_key_of_its_own() -> None:
    new = [Waiver(key=NEW, rules=("r",), item=name, note="n") for name in ("1", "3")]
    added = several.waive(PLAN, new).waivers
    assert [each.item for each in added] == ["2", "1", "3"]
    assert len({each.key for each in added}) == 3


def test_a_waiver_of_several_needs_a_note_as_any_other() -> None:
    with pytest.raises(ValueError, match="note"):
        several.waive(PLAN, [Waiver(key=NEW, rules=("r",), item="1", note=" ")])

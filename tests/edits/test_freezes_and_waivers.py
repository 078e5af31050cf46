import pytest

from planner.edits import freezes, waivers
from planner.edits.entries import NEW
from planner.plan import Freeze
from tests.edits.plans import keys, new_waiver, opened
from tests.engine.plans import day


def test_a_freeze_is_added_edited_and_deleted_by_its_key() -> None:
    plan, _ = opened()
    added = freezes.add(plan, Freeze(NEW, day("2026-12-18"), day("2027-01-04"), "Year end"))
    freeze = added.freezes[0]
    assert freeze.key not in keys(plan)
    edited = freezes.edit(added, freeze._replace(end=day("2027-01-05")))
    assert edited.freezes == (freeze._replace(end=day("2027-01-05")),)
    assert freezes.delete(edited, freeze.key) == plan


def test_a_freeze_does_not_end_before_it_begins() -> None:
    plan, _ = opened()
    with pytest.raises(ValueError, match="ends"):
        freezes.add(plan, Freeze(NEW, day("2027-01-04"), day("2026-12-18")))


def test_a_waiver_is_added_edited_and_deleted_by_its_key() -> None:
    plan, _ = opened()
    added = waivers.add(plan, new_waiver("4.0.13"))
    waiver = added.waivers[-1]
    assert waiver.key not in keys(plan)
    edited = waivers.edit(added, waiver._replace(reason="legal"))
    assert edited.waivers[-1].reason == "legal"
    assert waivers.delete(edited, waiver.key) == plan


def test_a_waiver_says_what_for_and_why() -> None:
    plan, _ = opened()
    for wrong in (
        new_waiver("nothing"),
        new_waiver("4.0.13", note=" "),
        new_waiver("4.0.13")._replace(rules=()),
    ):
        with pytest.raises(ValueError, match="waiver"):
            waivers.add(plan, wrong)

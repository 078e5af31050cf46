import pytest

from planner.edits import items
from planner.edits.entries import NEW
from planner.plan import Change, Version
from tests.edits.plans import change, keys, opened, version


def test_a_renamed_version_takes_its_notices_waivers_and_changes_along() -> None:
    plan, _ = opened()
    renamed = items.edit(plan, version(plan, "4.0.14")._replace(name="4.1.0"))
    assert [each.name for each in renamed.versions] == ["4.0.13", "4.1.0"]
    assert [each.item for each in renamed.notices] == ["4.1.0", "4.0.13", "4.0.13"]
    assert [each.item for each in renamed.waivers] == ["4.1.0"]
    assert change(renamed).version == "4.1.0"
    assert keys(renamed) == keys(plan)


def test_a_renamed_change_takes_its_notices_along_and_no_version_of_that_name() -> None:
    text = """
[[change]]
name = "old"
kind = "remove-field"
version = "old elsewhere"
[[notice]]
change = "old"
announces = ["released"]
date = 2027-01-01
channels = ["email"]
"""
    plan, _ = opened(text)
    renamed = items.edit(plan, change(plan)._replace(name="new"))
    assert renamed.notices[0].item == "new"
    assert change(renamed).version == "old elsewhere"


@pytest.mark.parametrize("name", ["4.0.13", "client_name removed", "", "  "])
def test_a_name_is_needed_and_unique_among_versions_and_changes(name: str) -> None:
    plan, _ = opened()
    with pytest.raises(ValueError, match="name"):
        items.edit(plan, version(plan, "4.0.14")._replace(name=name))
    with pytest.raises(ValueError, match="name"):
        items.add(plan, Version(NEW, name))


def test_a_change_needs_a_kind() -> None:
    plan, _ = opened()
    with pytest.raises(ValueError, match="kind"):
        items.add(plan, Change(NEW, "another", " "))


def test_a_new_version_is_the_newest_of_its_track() -> None:
    plan, _ = opened(
        '[[version]]\nname = "a1"\ntrack = "A"\n[[version]]\nname = "b1"\ntrack = "B"\n'
        '[[version]]\nname = "a2"\ntrack = "A"\n[[version]]\nname = "b2"\ntrack = "B"\n'
    )
    added = items.add(plan, Version(NEW, "a3", "A"))
    assert [each.name for each in added.versions] == ["a1", "b1", "a2", "a3", "b2"]
    assert version(added, "a3").key == 4
    elsewhere = items.add(plan, Version(NEW, "c1", "C"))
    assert [each.name for each in elsewhere.versions] == ["a1", "b1", "a2", "b2", "c1"]


def test_a_new_change_gets_a_key_of_its_own() -> None:
    plan, _ = opened()
    added = items.add(plan, Change(NEW, "another", "add-endpoint"))
    assert len(set(keys(added))) == len(keys(plan)) + 1
    assert added.changes[-1].name == "another"


def test_a_deleted_version_takes_its_notices_and_waivers_and_leaves_its_changes() -> None:
    plan, _ = opened()
    left = items.delete(plan, version(plan, "4.0.14").key)
    assert [each.name for each in left.versions] == ["4.0.13"]
    assert {each.item for each in left.notices} == {"4.0.13"}
    assert left.waivers == ()
    assert change(left) == change(plan)._replace(version=None)


def test_a_change_of_a_deleted_version_stays_in_its_track() -> None:
    text = '[[version]]\nname = "a1"\ntrack = "A"\n[[change]]\nname = "c"\nkind = "k"\nversion = "a1"\n'
    plan, _ = opened(text)
    assert change(items.delete(plan, 0)).track == "A"


def test_a_deleted_change_takes_nothing_of_others() -> None:
    plan, _ = opened()
    left = items.delete(plan, change(plan).key)
    assert left == plan._replace(changes=())


def test_a_renamed_version_stays_the_version_to_move_to_and_a_deleted_one_does_not() -> None:
    plan, _ = opened()
    older = version(plan, "4.0.13")._replace(replacement="4.0.14")
    plan = items.edit(plan, older)
    renamed = items.edit(plan, version(plan, "4.0.14")._replace(name="4.1.0"))
    assert [each.replacement for each in renamed.versions] == ["4.1.0", None]
    deleted = items.delete(plan, version(plan, "4.0.14").key)
    assert [each.replacement for each in deleted.versions] == [None]


@pytest.mark.parametrize("name", ["4.0.14", "9.9.9", "client_name removed"])
def test_only_another_version_of_the_plan_can_replace_a_version(name: str) -> None:
    plan, _ = opened()
    with pytest.raises(ValueError, match="no other version"):
        items.edit(plan, version(plan, "4.0.14")._replace(replacement=name))

from planner.edits import items, keys
from planner.plan import Plan
from tests.edits.plans import keys as keys_of
from tests.edits.plans import mails, opened, version


def read_anew(plan: Plan, known: Plan) -> Plan:
    """As if the plan were read from a file, where keys count from 0."""
    fresh = keys.with_keys(plan, {each.key: number for number, each in enumerate(plan.entries)})
    return keys.with_keys(fresh, keys.matching_keys(fresh, known, 1000))


def test_a_plan_that_is_read_again_has_its_keys() -> None:
    plan, _ = opened()
    shifted = keys.with_keys(plan, {each.key: each.key + 50 for each in plan.entries})
    assert read_anew(plan, shifted) == shifted


def test_entries_keep_their_keys_when_others_come_and_go() -> None:
    plan, _ = opened()
    without_first = items.delete(plan, 0)
    assert read_anew(without_first, plan) == without_first
    assert read_anew(plan, without_first).versions[1].key == 1
    assert read_anew(plan, without_first).versions[0].key >= 1000


def test_an_edited_and_a_renamed_entry_are_still_the_same() -> None:
    plan, _ = opened()
    edited = items.edit(plan, version(plan, "4.0.13")._replace(note="edited"))
    assert read_anew(edited, plan) == edited
    renamed = items.edit(plan, version(plan, "4.0.14")._replace(name="5"))
    assert read_anew(renamed, plan) == renamed


def test_of_two_notices_of_one_item_the_unchanged_one_keeps_its_key() -> None:
    plan, _ = opened()
    changed = plan._replace(notices=tuple(each._replace(item="4.0.14") for each in plan.notices))
    edited = changed._replace(notices=(changed.notices[0]._replace(note="edited"), *changed.notices[1:]))
    assert read_anew(edited, changed) == edited


def test_no_key_is_given_twice() -> None:
    plan, _ = opened()
    again = (each._replace(key=each.key + 100) for each in mails(plan))
    twice = plan._replace(notices=(*mails(plan), *again))
    assert len(set(keys_of(read_anew(twice, plan)))) == len(twice.entries)

"""Their side of each kind of conflict can be taken into the merged plan."""

import pytest

from planner.compare.entry_name import entry_name
from planner.merge import merge
from planner.merge.resolve import EntryIsGone, with_theirs
from planner.plan import Change, Plan, PlanEntry
from tests.compare.states import PLAN, judged


def resolved(ours: str, theirs: str, base: str = PLAN) -> tuple[Plan, Plan]:
    """Merge, take theirs of every conflict, and return the plan with theirs."""
    was, our, their = (judged(each).plan for each in (base, ours, theirs))
    merged = merge(was, our, their)
    assert merged.conflicts
    plan = merged.plan
    for conflict in merged.conflicts:
        plan = with_theirs(plan, conflict, their)
    return plan, their


def contents(plan: Plan) -> list[PlanEntry]:
    entries = sorted(plan.entries, key=lambda each: str(entry_name(each)))
    return [each._replace(key=0) for each in entries]


@pytest.mark.parametrize(
    ("old", "ours", "theirs"),
    [
        ("default = 2027-03-15", "default = 2027-04-01", "default = 2027-05-01"),
        ("default = 2027-03-15", "default = 2027-04-01", ""),
        ("default = 2027-03-15", "", "default = 2027-04-01"),
        ('migration = "Read the guide."', 'migration = "Read."', 'migration = "Ask."'),
        ("date = 2026-12-01", "date = 2026-12-02", "date = 2026-12-03"),
        ("to = 2027-01-04", "to = 2027-01-05", "to = 2027-01-06"),
        ("date = 2026-12-01", "date = 2026-12-01\nmeta.by = 1", "date = 2026-12-01\nmeta.by = 2"),
    ],
)  # fmt: skip
def test_of_one_key_changed_twice_theirs_can_be_taken(old: str, ours: str, theirs: str) -> None:
    assert PLAN.count(old) == 1
    plan, their = resolved(PLAN.replace(old, ours), PLAN.replace(old, theirs))
    assert contents(plan) == contents(their)


FREEZE = PLAN[PLAN.index("\n[[freeze]]") :]
CHANGE = PLAN[PLAN.index("\n[[change]]") : PLAN.index("\n[[freeze]]")]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (PLAN.replace(FREEZE, ""), PLAN.replace("2027-01-04", "2027-01-05")),
        (PLAN.replace("2027-01-04", "2027-01-05"), PLAN.replace(FREEZE, "")),
        (PLAN.replace(CHANGE, ""), PLAN.replace("remove-field", "change-field-type")),
        (PLAN.replace("remove-field", "change-field-type"), PLAN.replace(CHANGE, "")),
    ],
)
def test_of_a_removal_against_an_edit_theirs_can_be_taken(ours: str, theirs: str) -> None:
    plan, their = resolved(ours, theirs)
    assert contents(plan) == contents(their)


def test_of_two_new_entries_of_one_name_theirs_can_be_taken() -> None:
    new = '\n[[version]]\nname = "1.2"\nreleased = {}\n'
    plan, their = resolved(PLAN + new.format("2028-01-01"), PLAN + new.format("2028-02-01"))
    assert contents(plan) == contents(their)


def test_their_version_comes_back_with_what_is_about_it() -> None:
    version = PLAN[PLAN.index('\n[[version]]\nname = "1.1"') : PLAN.index("\n[[notice]]")]
    notice = PLAN[PLAN.index('\n[[notice]]\nversion = "1.1"') : PLAN.index("\n[[change]]")]
    ours = PLAN.replace(version, "").replace(notice, "").replace('version = "1.1"\n', "")
    plan, their = resolved(ours, PLAN.replace("default = 2027-03-15", "default = 2027-04-01"))
    items, theirs = (
        [each for each in contents(side) if not isinstance(each, Change)] for side in (plan, their)
    )
    assert items == theirs


def test_an_entry_that_was_deleted_since_is_said() -> None:
    was, our, their = (
        judged(PLAN.replace("2027-03-15", day)).plan for day in ("2027-03-15", "2027-04-01", "2027-05-01")
    )
    merged = merge(was, our, their)
    with pytest.raises(EntryIsGone, match=r"1\.1"):
        with_theirs(merged.plan._replace(versions=()), merged.conflicts[0], their)


def test_their_order_of_versions_can_be_taken() -> None:
    versions = [f'\n[[version]]\nname = "{name}"\n' for name in ("a", "b", "c")]
    one, two, three = versions
    plan, their = resolved(two + one + three, one + three + two, one + two + three)
    assert [each.name for each in plan.versions] == [each.name for each in their.versions]

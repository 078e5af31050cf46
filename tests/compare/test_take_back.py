"""One changed date is taken back to its day in the other state, whatever kind of entry has it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.compare import Comparison, compare
from planner.compare.dates import DateChange, date_changes, entry_dates
from planner.compare.pairs import pair
from planner.compare.take_back import place_of, with_old_date
from planner.dates import iso
from planner.edits.entries import entry
from planner.engine.constraint import Place
from planner.files.plan.read import read_plan
from planner.plan import Plan
from tests.compare.states import PLAN, judged
from tests.files.opened import POLICY
from tests.files.random_plans import Edits, plan_data

WAIVER = """
[[waiver]]
rule = "support"
version = "1.1"
reason = "security"
note = "agreed"
allows = 2027-03-01
expires = 2027-06-01
"""


def changed(before: str, after: str) -> tuple[Plan, Comparison]:
    old, new = judged(before), judged(after)
    return new.plan, compare(old, new)


def named(found: Comparison, what: str) -> DateChange:
    (change,) = (each for each in found.dates if each.what == what)
    return change


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("default = 2027-03-15", "default = 2027-04-01"),
        ("default = 2027-03-15", ""),
        ("default = 2027-03-15", "default = 2027-03-15\nretired = 2029-01-01"),
        ("date = 2026-12-01", "date = 2026-12-10"),
        ("from = 2026-12-18", "from = 2026-12-20"),
        ("to = 2027-01-04", "to = 2027-01-08"),
        ('migration = "Read the guide."', 'migration = "Read the guide."\nwithdrawn = 2027-02-02'),
    ],
)  # fmt: skip
def test_taking_the_only_difference_back_leaves_none(old: str, new: str) -> None:
    assert PLAN.count(old) == 1
    plan, found = changed(PLAN, PLAN.replace(old, new))
    (change,) = found.dates
    assert not list(date_changes(pair(judged(PLAN).plan, with_old_date(plan, change))))


def test_one_of_two_differences_stays() -> None:
    after = PLAN.replace("default = 2027-03-15", "default = 2027-04-01").replace("2027-01-04", "2027-01-08")
    plan, found = changed(PLAN, after)
    again = with_old_date(plan, named(found, "default"))
    assert iso(again.versions[1].dates["default"]) == "2027-03-15"
    assert iso(again.freezes[0].end) == "2027-01-08"


def test_a_freeze_never_ends_before_it_begins() -> None:
    after = PLAN.replace("from = 2026-12-18", "from = 2027-12-18").replace(
        "to = 2027-01-04", "to = 2028-01-04"
    )
    plan, found = changed(PLAN, after)
    (freeze,) = with_old_date(plan, named(found, "to")).freezes
    assert (iso(freeze.start), iso(freeze.end)) == ("2026-12-18", "2027-01-04")
    (freeze,) = with_old_date(plan, named(found, "from")).freezes
    assert (iso(freeze.start), iso(freeze.end)) == ("2026-12-18", "2028-01-04")


def test_notices_of_one_name_go_together() -> None:
    about = 'announces = ["default"]\nchannels = ["email"]\nname = "Mail"'
    mail = f'\n[[notice]]\nversion = "{{}}"\ndate = {{}}\n{about}\n'
    before, after = (
        PLAN + "".join(mail.format(each, day) for each in ("1.0", "1.1"))
        for day in ("2027-01-05", "2027-01-12")
    )
    plan, found = changed(before, after)
    assert len(found.dates) == 2
    again = with_old_date(plan, found.dates[0])
    assert [iso(each.date) for each in again.notices if each.name == "Mail"] == ["2027-01-05"] * 2


def test_the_dates_of_a_waiver_are_taken_back_too() -> None:
    plan, found = changed(
        PLAN + WAIVER, PLAN + WAIVER.replace("2027-03-01", "2027-03-02").replace("2027-06-01", "2027-07-01")
    )
    for change in found.dates:
        plan = with_old_date(plan, change)
    assert (iso(plan.waivers[0].allows or 0), iso(plan.waivers[0].expires or 0)) == (
        "2027-03-01",
        "2027-06-01",
    )


def test_only_dates_on_the_timeline_have_a_place() -> None:
    after = PLAN.replace("default = 2027-03-15", "default = 2027-04-01").replace("2027-01-04", "2027-01-08")
    plan, found = changed(PLAN, after)
    owners = {each.key: each for each in plan.entries}
    places = [place_of(owners[each.key], each) for each in found.dates]
    assert places == [Place(plan.versions[1].key, "default"), None]


def test_an_entry_that_is_gone_meanwhile_is_an_error_with_a_name() -> None:
    plan, found = changed(PLAN, PLAN.replace("default = 2027-03-15", "default = 2027-04-01"))
    with pytest.raises(KeyError):
        with_old_date(plan._replace(versions=()), found.dates[0])


@settings(max_examples=30)
@given(st.integers(0, 2**32).map(Random))
def test_all_dates_taken_back_one_by_one_are_as_they_were(random: Random) -> None:
    old, _ = read_plan(plan_data(random), POLICY)
    assert old is not None
    new, edits = old, Edits(random)
    for _ in range(random.randint(1, 5)):
        new = edits.any(new)
    pairs = pair(old, new)
    for change in date_changes(pairs):
        new = with_old_date(new, change)
    for before, now in pairs.kept:
        assert entry_dates(entry(new, now.key)).dates == entry_dates(before).dates

import pytest

from planner.edits import notices
from planner.edits.entries import NEW
from planner.plan import Notice
from tests.edits.plans import keys, mails, opened
from tests.engine.plans import day


def test_what_a_communication_shares_is_edited_in_all_of_its_notices() -> None:
    plan, _ = opened()
    first = mails(plan)[0]
    changed = first._replace(
        date=day("2026-12-01"),
        channels=("docs",),
        name="letter",
        announces=("default",),
        note="a note of its own",
    )
    edited = notices.edit(plan, changed)
    other = edited.notices[1]
    assert edited.notices[0] == changed
    assert (other.date, other.channels, other.name) == (day("2026-12-01"), ("docs",), "letter")
    assert (other.announces, other.note) == (("deprecated",), None)
    assert edited.notices[2] is plan.notices[2]


def test_a_notice_that_takes_a_name_joins_that_communication_on_its_day() -> None:
    plan, _ = opened()
    planned = Notice(NEW, "4.0.14", day("2027-01-01"), ("deprecated",), ("docs",), name="mail")
    added = notices.add(plan, planned)
    assert added.notices[-1].date == day("2026-11-21")
    assert len(set(keys(added))) == len(keys(plan)) + 1
    alone = notices.add(plan, planned._replace(name=None))
    renamed = notices.edit(alone, alone.notices[-1]._replace(name="mail"))
    assert renamed.notices[-1].date == day("2026-11-21")


def test_a_planned_notice_cannot_join_a_communication_that_was_sent() -> None:
    plan, _ = opened()
    sent = notices.send(plan, mails(plan)[0].key)
    with pytest.raises(ValueError, match="sent together"):
        notices.add(sent, Notice(NEW, "4.0.14", day("2027-01-01"), ("default",), ("docs",), name="mail"))


def test_sending_records_what_each_notice_of_the_communication_told() -> None:
    plan, _ = opened()
    sent = notices.send(plan, mails(plan)[1].key, on=day("2026-11-20"))
    assert [each.date for each in mails(sent)] == [day("2026-11-20")] * 2
    assert [each.told for each in mails(sent)] == [
        {"released": day("2026-12-01"), "default": day("2027-02-20")},
        {},
    ]
    assert sent.notices[2].told is None


def test_sending_without_a_day_keeps_the_day() -> None:
    plan, _ = opened()
    sent = notices.send(plan, plan.notices[2].key)
    assert sent.notices[2].date == plan.notices[2].date
    assert sent.notices[2].told == {"released": day("2025-10-06")}


def test_a_recalled_communication_is_not_sent() -> None:
    plan, _ = opened()
    key = mails(plan)[0].key
    assert notices.recall(notices.send(plan, key), key) == plan


def test_an_edit_that_sends_one_sends_all() -> None:
    plan, _ = opened()
    edited = notices.edit(plan, mails(plan)[0]._replace(told={"default": day("2027-02-20")}))
    assert [each.told for each in mails(edited)] == [{"default": day("2027-02-20")}, {}]


def test_deleting_one_notice_leaves_the_others_of_its_name() -> None:
    plan, _ = opened()
    assert notices.delete(plan, mails(plan)[0].key).notices == plan.notices[1:]


def test_a_notice_is_about_an_item_of_the_plan() -> None:
    plan, _ = opened()
    with pytest.raises(ValueError, match="version or a change"):
        notices.add(plan, Notice(NEW, "9.9.9", day("2027-01-01")))


def test_a_notice_does_not_withdraw_a_milestone_that_it_announces_or_told() -> None:
    plan, _ = opened()
    first = mails(plan)[0]
    with pytest.raises(ValueError, match="one or the other"):
        notices.edit(plan, first._replace(withdraws=("default",)))
    told = first._replace(announces=(), told={"default": day("2027-02-20")}, withdraws=("default",))
    with pytest.raises(ValueError, match="told people of default"):
        notices.edit(plan, told)

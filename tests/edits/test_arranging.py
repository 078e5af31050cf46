"""Items in another order or track, and copies: what a person arranges without moving a date."""

import pytest

from planner.edits import duplicates, notices, order, plan_keys, tracks
from planner.plan import Plan
from planner.policy import Policy
from tests.edits.plans import change, keys, mails, opened, version

TRACKS = (
    '[[version]]\nname = "a1"\ntrack = "A"\n[[version]]\nname = "b1"\ntrack = "B"\n'
    '[[version]]\nname = "a2"\ntrack = "A"\n[[version]]\nname = "b2"\ntrack = "B"\n'
    '[[change]]\nname = "of a2"\nkind = "remove-field"\nversion = "a2"\n'
    '[[change]]\nname = "of C"\nkind = "add-endpoint"\ntrack = "C"\n'
    '[[change]]\nname = "of b1"\nkind = "remove-field"\nversion = "b1"\n'
    '[[change]]\nname = "of a1"\nkind = "remove-field"\nversion = "a1"\n'
)


@pytest.fixture
def arranged() -> tuple[Plan, Policy]:
    return opened(TRACKS)


def names(plan: Plan) -> list[str]:
    return [each.name for each in plan.items]


def key(plan: Plan, name: str) -> int:
    return next(each.key for each in plan.items if each.name == name)


def track_of(plan: Plan, name: str) -> str | None:
    return order.track_of(plan, next(each for each in plan.items if each.name == name))


def test_an_item_changes_places_with_its_neighbour_in_the_track_only(arranged: tuple[Plan, Policy]) -> None:
    plan, _ = arranged
    down = order.reorder(plan, key(plan, "a1"), 1)
    assert names(down)[:4] == ["b1", "a2", "a1", "b2"]
    assert names(order.reorder(down, key(plan, "a1"), -1))[:4] == ["b1", "a1", "a2", "b2"]
    changes = order.reorder(plan, key(plan, "of a1"), -1)
    assert names(changes)[4:] == ["of a1", "of a2", "of C", "of b1"], "a change is in its version's track"


def test_an_item_at_the_end_of_its_track_stays(arranged: tuple[Plan, Policy]) -> None:
    plan, _ = arranged
    assert order.neighbour(plan, key(plan, "a2"), 1) is None
    assert order.reorder(plan, key(plan, "a2"), 1) == plan
    assert order.reorder(plan, key(plan, "of C"), -1) == plan


def test_a_renamed_track_takes_all_its_items_along(arranged: tuple[Plan, Policy]) -> None:
    plan, policy = arranged
    renamed = tracks.rename(plan, policy, "A", "Alpha")
    assert [each.track for each in renamed.versions] == ["Alpha", "B", "Alpha", "B"]
    assert tracks.tracks(renamed, policy) == ["Alpha", "B", "C"]
    assert tracks.rename(plan, policy, "A", "A") == plan
    for taken in ("B", "C", " "):
        with pytest.raises(ValueError, match="name"):
            tracks.rename(plan, policy, "A", taken)


def test_the_unnamed_track_gets_a_name_with_what_inherits_it() -> None:
    plan, policy = opened()
    named = tracks.rename(plan, policy, None, "API")
    assert {each.track for each in named.versions} == {"API"}
    assert change(named).track is None, "it inherits the track of its version"
    assert track_of(named, "client_name removed") == "API"


def test_tracks_that_the_policy_does_not_list_are_refused(arranged: tuple[Plan, Policy]) -> None:
    plan, policy = arranged
    policy = policy._replace(tracks=("A", "B", "C", "D"))
    with pytest.raises(ValueError, match="no such track"):
        tracks.rename(plan, policy, "A", "Z")
    with pytest.raises(ValueError, match="no such track"):
        tracks.move(plan, policy, key(plan, "a1"), "Z")
    with pytest.raises(ValueError, match="a track is needed"):
        tracks.move(plan, policy, key(plan, "a1"), None)
    assert tracks.tracks(plan, policy) == ["A", "B", "C", "D"]


def test_an_item_moves_to_another_track_and_its_changes_follow(arranged: tuple[Plan, Policy]) -> None:
    plan, policy = arranged
    moved = tracks.move(plan, policy, key(plan, "a2"), "B")
    assert track_of(moved, "of a2") == "B"
    assert keys(moved) == keys(plan)
    own = tracks.move(plan, policy, key(plan, "of a2"), "B")
    assert track_of(own, "of a2") == "B"
    back = tracks.move(own, policy, key(plan, "of a2"), "A")
    assert back == plan, "where it inherits the track it names none"


def test_a_track_goes_only_when_it_has_no_versions(arranged: tuple[Plan, Policy]) -> None:
    plan, policy = arranged
    with pytest.raises(ValueError, match="it has 2 versions: move or delete them first"):
        tracks.delete(plan, policy, "A")
    gone = tracks.delete(plan, policy, "C")
    assert track_of(gone, "of C") is None
    assert "C" not in tracks.tracks(gone, policy)
    with pytest.raises(ValueError, match="the policy lists this track"):
        tracks.delete(plan, policy._replace(tracks=("A", "B", "C")), "C")


def test_a_copy_of_a_version_has_its_planned_notices_and_no_history() -> None:
    plan, _ = opened()
    sent = notices.send(plan, mails(plan)[0].key)
    copied = duplicates.duplicate(sent, version(plan, "4.0.14").key, 740_000)
    assert [each.name for each in copied.versions] == ["4.0.13", "4.0.14", "4.0.15"]
    assert [each.item for each in copied.notices] == [each.item for each in sent.notices], "one was sent"
    assert not [each for each in copied.waivers if each.item == "4.0.15"]
    planned = duplicates.duplicate(plan, version(plan, "4.0.14").key, 740_000)
    added = planned.notices[-1]
    assert (added.item, added.date, added.told, added.name) == ("4.0.15", 740_000, None, None)
    withdrawn = plan._replace(versions=tuple(each._replace(withdrawn=740_000) for each in plan.versions))
    assert version(duplicates.duplicate(withdrawn, plan.versions[0].key, 1), "4.0.15").withdrawn is None


def test_copies_of_other_entries_follow_their_own_rules() -> None:
    plan, _ = opened('[[freeze]]\nfrom = 2027-12-20\nto = 2028-02-29\n[[version]]\nname = "1"\n')
    freeze = duplicates.duplicate(plan, plan.freezes[0].key, 1).freezes[1]
    assert (freeze.start, freeze.end) == (plan.freezes[0].start + 366, plan.freezes[0].end + 365)
    full, _ = opened()
    sent = notices.send(full, mails(full)[0].key)
    copy = duplicates.duplicate(sent, mails(full)[0].key, 740_000).notices[-1]
    assert (copy.told, copy.name, copy.date) == (None, None, 740_000)
    with pytest.raises(ValueError, match="one item"):
        duplicates.duplicate(full, full.waivers[0].key, 1)
    of_change = duplicates.duplicate(full, change(full).key, 1)
    assert [each.name for each in of_change.changes] == ["client_name removed", "client_name removed 2"]


def test_a_withdrawal_takes_back_what_was_told_by_the_same_channels() -> None:
    plan, _ = opened()
    sent = notices.notice(notices.send(plan, mails(plan)[0].key), mails(plan)[0].key)
    taken_back = notices.withdrawal(sent, 740_000)
    assert taken_back.withdraws == ("released", "default")
    assert (taken_back.announces, taken_back.channels, taken_back.told) == ((), ("email", "docs"), None)
    assert len(notices.add(plan, taken_back).notices) == len(plan.notices) + 1


def test_the_plan_needs_a_product_and_a_policy() -> None:
    plan, _ = opened()
    edited = plan_keys.edit(plan, product="Q", policy="copper", judge_from=None)
    assert (edited.product, edited.policy, edited.judge_from) == ("Q", "copper", None)
    for product, policy in (("", "clio"), ("Q", " ")):
        with pytest.raises(ValueError, match="is needed"):
            plan_keys.edit(plan, product=product, policy=policy, judge_from=None)

from collections import Counter
from dataclasses import replace
from random import Random

import tomli
from hypothesis import event, given
from hypothesis import strategies as st

from planner.files.rewrite import Rewritten
from planner.files.spans import comments
from planner.plan import Entry, Plan
from tests.files.handwriting import Handwriting
from tests.files.opened import Opened, opened
from tests.files.random_plans import Edits, plan_data

randoms = st.randoms(use_true_random=False)


def written(random: Random) -> Opened:
    data = plan_data(random)
    text = Handwriting(random).plan(data)
    return opened(text)


def assert_holds(rewritten: Rewritten, new: Plan) -> None:
    """The text reads as the new plan, with each entry where `paths` says."""
    read = opened(rewritten.text)
    keys = {path: key for key, path in rewritten.paths.items()}
    entries = {keys[read.paths[each.key]]: replace(each, key=0) for each in read.plan.entries}
    assert entries == {each.key: replace(each, key=0) for each in new.entries}
    for kind in ("versions", "changes"):
        names = [each.name for each in getattr(read.plan, kind)]
        assert names == [each.name for each in getattr(new, kind)], "their order is the succession"
    empty: dict[str, tuple[Entry, ...]] = dict.fromkeys(
        ("versions", "changes", "notices", "freezes", "waivers"), ()
    )
    assert replace(read.plan, **empty) == replace(new, **empty)


@given(randoms)
def test_any_edits_of_any_hand_written_plan_are_written_and_read_back(random: Random) -> None:
    before = written(random)
    edits, new = Edits(random), before.plan
    for _ in range(random.randint(1, 4)):
        new = edits.any(new)
    after = before.rewritten(new)
    event(after.extent)
    assert after.extent in ("values", "arrays"), (before.text, new)
    assert_holds(after, new)
    crlf = "\r\n" in before.text.split("\n", 1)[0] + "\n"
    assert ("\r\n" in after.text) == crlf

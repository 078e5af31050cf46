"""Arrays are edited in the layout that they have, whatever it is."""

from itertools import permutations, product

import pytest

from planner.plan import Notice, Plan
from planner.toml.spans import comments
from tests.files.opened import opened

HEAD = 'format = 1\nproduct = "P"\npolicy = "policy"\n'
NOTICE = HEAD + '[[version]]\nname = "1"\n[[notice]]\nversion = "1"\ndate = 2022-01-01\n'

LAYOUTS = {
    "on one line": '["{}", "{}", "{}"]',
    "on one line, spaced": '[ "{}" , "{}" , "{}" , ]',
    "one a line": '[\n  "{}",\n  "{}",\n  "{}",\n]',
    "one a line, commented": '[ # all\n  "{}", # 1\n  # above 2\n  "{}", # 2\n  "{}" # 3\n  # last\n]',
    "from the bracket on": '["{}", # one\n "{}", # two\n "{}"] # three',
    "leading commas": '[ "{}"\n, "{}"\n, "{}"\n]',
    "leading commas, commented": '[\n   "{}" # one\n # above two\n , "{}" # two\n , "{}" # three\n # last\n]',
    "leading commas, bracket at the end": '[ "{}" # one\n, "{}" # two\n, "{}" ]',
    "leading commas and one more": '[ "{}"\n, "{}"\n, "{}"\n,\n]',
    "commas on lines of their own": '[\n"{}" # one\n,\n"{}" # two\n, # between\n"{}"\n]',
    "two a line": '[\n  "{}", "{}", # two\n  "{}"\n]',
    "commas at both ends of lines": '[\n  "{}",\n  "{}"\n  , "{}",\n]',
    "commas before comments": '[ # all\n  "{}" , # one\n\n\n  "{}"\t,# two\n\n  "{}"\t# three\n]',
}
CHANNELS = ("email", "docs", "blog")
WANTED = [each for length in range(4) for each in permutations(CHANNELS, length)]


def with_channels(plan: Plan, channels: tuple[str, ...]) -> Plan:
    return plan._replace(notices=(plan.notices[0]._replace(channels=channels),))


@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_any_channels_of_any_layout_become_any_others_where_they_stand(layout: str, crlf: bool) -> None:
    for count, wanted in product((1, 2, 3), WANTED):
        text = NOTICE + "channels = " + layout.format(*CHANNELS) + '\nnote = "n"\n'
        before = opened(text.replace("\n", "\r\n") if crlf else text)
        given = before.rewritten(with_channels(before.plan, CHANNELS[:count]))
        shorter = opened(given.text)
        after = shorter.rewritten(with_channels(shorter.plan, wanted))
        assert after.extent == "values", after.text
        assert opened(after.text).plan.notices[0].channels == wanted
        assert after.text.count("\r\n") == (after.text.count("\n") if crlf else 0)
        rest = iter(wanted)
        if all(each in rest for each in CHANNELS[:count]):
            assert sorted(comments(after.text)) == sorted(comments(shorter.text)), "nobody's comment is lost"


ENTRIES = {
    "one a line": "notice = [\n  {},\n  {}, # two\n  {}, # three\n]",
    "leading commas": "notice = [ {} # one\n         , {} # two\n         , {}\n         ]",
    "leading commas below the bracket": "notice = [\n   {}\n , {} # two\n , {} # three\n]",
    "on one line": "notice = [ {}, {}, {} ]",
}


@pytest.mark.parametrize("layout", ENTRIES.values(), ids=ENTRIES.keys())
def test_entries_that_come_and_go_in_an_array_of_any_layout(layout: str) -> None:
    """Every choice of notices to delete, and of places for new ones, at once."""
    tables = [f'{{ version = "1", date = 2022-01-0{number} }}' for number in (1, 2, 3)]
    plan = opened(HEAD + layout.format(*tables) + '\n[[version]]\nname = "1"\n')
    for gone, added in product(product((False, True), repeat=3), product((0, 1, 2), repeat=4)):
        notices: list[Notice] = []
        for place, count in enumerate(added):
            notices += (Notice(100 + 10 * place + each, "1", 738_000) for each in range(count))
            if place < 3 and not gone[place]:
                notices.append(plan.plan.notices[place])
        after = plan.rewritten(plan.plan._replace(notices=tuple(notices)))
        assert after.extent == "values"
        read = opened(after.text).plan.notices
        assert [each.date for each in read] == [each.date for each in notices]

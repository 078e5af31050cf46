from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import policies
from planner.files.format import CannotFormat, FileKind, file_kind, formatted
from planner.toml.spans import comments, scan
from planner.toml.values import same
from tests.files.opened import POLICY, opened
from tests.files.random_plans import plan_data
from tests.toml.handwriting import Handwriting, documents, randoms

HEAD = 'format  = 1\nproduct = "P"\npolicy  = "policy"\n\n'
VERSION = '[[version]]\nname = "1"\n'


def plan(text: str) -> str:
    return formatted(text, "plan", POLICY)


def below_head(text: str) -> str:
    """A plan's tables, formatted."""
    return plan(HEAD + text).removeprefix(HEAD)


@given(randoms)
def test_any_hand_written_plan_keeps_its_meaning_and_comments(random: Random) -> None:
    text = Handwriting(random).plan(plan_data(random))
    result = plan(text)
    before, after = opened(text).plan, opened(result).plan
    assert after._replace(notices=()) == before._replace(notices=())
    for item in before.items:
        written, read = (
            [each._replace(key=0) for each in one.notices if each.item == item.name]
            for one in (before, after)
        )
        assert written == read
    assert Counter(each.rstrip() for each in comments(text)) == Counter(comments(result))
    assert plan(result) == result, "formatting what is formatted changes nothing"


@settings(max_examples=50)
@given(randoms, st.sampled_from(policies.names()))
def test_any_hand_written_policy_keeps_its_meaning_and_comments(random: Random, name: str) -> None:
    data = tomli.loads(Path(policies.path(name)).read_text(encoding="utf-8"))
    for rule in data["rule"]:
        for key in random.sample([*rule], len(rule)):
            rule[key] = rule.pop(key)
    text = Handwriting(random).document(data)
    result = formatted(text, "policy")
    assert same(tomli.loads(result), data)
    assert Counter(each.rstrip() for each in comments(text)) == Counter(comments(result))
    assert formatted(result, "policy") == result, "formatting what is formatted changes nothing"


@given(randoms)
def test_notices_of_any_plan_stand_below_their_items(random: Random) -> None:
    result = plan(Handwriting(random).plan(plan_data(random)))
    data = tomli.loads(result)
    headers = [each.path for each in scan(result).assignments if each.is_header and len(each.path) == 2]
    below = {"version": ("version", "notice"), "change": ("change", "notice")}
    for above, path in pairwise([("", 0), *headers]):
        if path[0] == "notice":
            item_type = "version" if "version" in data["notice"][path[1]] else "change"
            named = any(header[0] == item_type for header in headers)
            assert not named or above[0] in below[item_type]


def test_keys_come_in_the_order_of_the_documentation() -> None:
    assert below_head(
        '[[version]]\nnote = "n"\nmeta.x = 1\ndeprecated = 2028-01-01\nbeta = true\nreleased = 2026-01-01\n'
        'default = 2027-01-01\npinned = ["default"]\nmigration = "m"\ntrack = "t"\nname = "1"\n'
    ) == (
        '[[version]]\nname       = "1"\ntrack      = "t"\nbeta       = true\nreleased   = 2026-01-01\n'
        'default    = 2027-01-01\ndeprecated = 2028-01-01\nmigration  = "m"\n'
        'pinned     = ["default"]\nnote       = "n"\n'
        "meta.x     = 1\n"
    )


def test_without_a_policy_dates_keep_their_order() -> None:
    text = HEAD + '[[version]]\nzebra = 2026-01-01\nnote = "n"\nant = 2027-01-01\nname = "1"\n'
    assert [*tomli.loads(formatted(text, "plan"))["version"][0]] == ["name", "zebra", "ant", "note"]


def test_a_notice_moves_below_its_item_with_its_table_and_its_comments() -> None:
    assert below_head(
        '[[notice]]\nversion = "2"\ndate = 2026-01-02\n'
        '# why so early\n[[notice]] # the first\nversion = "1"\ndate = 2026-01-01\n# until here\n'
        "[notice.told]\n\n"
        f'{VERSION}[[freeze]]\nfrom = 2026-12-01\nto = 2026-12-02\n[[version]]\nname = "2"\n'
        '# apart\n\n[[notice]]\nversion = "1"\ndate = 2026-02-01\n'
    ) == (
        f"{VERSION}\n"
        '# why so early\n[[notice]]  # the first\nversion = "1"\ndate    = 2026-01-01\n\n'
        "# until here\n[notice.told]\n\n"
        '[[notice]]\nversion = "1"\ndate    = 2026-02-01\n\n'
        "[[freeze]]\nfrom = 2026-12-01\nto   = 2026-12-02\n\n"
        '[[version]]\nname = "2"\n# apart\n\n'
        '[[notice]]\nversion = "2"\ndate    = 2026-01-02\n'
    )


def test_a_notice_of_nothing_stays_where_it_is() -> None:
    text = '[[notice]]\nversion = "gone"\ndate    = 2026-01-01\n\n' + VERSION
    assert below_head(text) == text


def test_comments_behind_lines_stand_in_one_column_two_spaces_behind() -> None:
    assert below_head(
        '[[version]]   # one\nname="1"# two\nreleased=2026-01-01      #three\n'
        'note="long, without a comment"\n'
    ) == (
        '[[version]]  # one\nname     = "1"         # two\nreleased = 2026-01-01  #three\n'
        'note     = "long, without a comment"\n'
    )


def test_comments_between_lines_stay_above_the_line_that_they_stand_above() -> None:
    assert below_head(
        '[[version]]\n# of the note\nnote = "n"\n  # of the name\nname = "1"\n# at the end\n'
    ) == ('[[version]]\n# of the name\nname = "1"\n# of the note\nnote = "n"\n# at the end\n')


def test_empty_lines_part_paragraphs_that_are_aligned_by_themselves() -> None:
    text = '[[version]]\nname = "1"\n\n\nreleased = 2026-01-01\ndefault = 2026-02-01\n'
    assert below_head(text) == '[[version]]\nname = "1"\n\nreleased = 2026-01-01\ndefault  = 2026-02-01\n'


def test_empty_lines_go_where_keys_had_to_be_put_in_order() -> None:
    assert below_head('[[version]]\nreleased = 2026-01-01\n\nname = "1"\n') == (
        '[[version]]\nname     = "1"\nreleased = 2026-01-01\n'
    )


def test_what_the_file_begins_with_stays_at_its_top() -> None:
    text = '#:schema ./plan.schema.json\n# All of it.\nproduct = "P"\nformat = 1\npolicy = "policy"\n'
    assert plan(text) == (
        '#:schema ./plan.schema.json\n\n# All of it.\nformat  = 1\nproduct = "P"\npolicy  = "policy"\n'
    )


def test_a_heading_above_a_first_table_stays_at_the_top() -> None:
    notice = '[[notice]]\nversion = "1"\ndate    = 2026-01-01\n'
    assert (
        plan(f"# Heading\n\n# Its own\n{notice}\n{VERSION}") == f"# Heading\n\n{VERSION}\n# Its own\n{notice}"
    )


def test_comments_at_the_end_of_the_file_stay_there() -> None:
    assert below_head(VERSION + "\n\n# the end\n\n\n# indeed\n\n") == VERSION + "\n# the end\n\n# indeed\n"


def test_only_a_list_on_a_line_that_is_too_long_is_broken() -> None:
    channels = ", ".join(f'"a channel with a long name {number}"' for number in range(3))
    broken = "".join(f'  "a channel with a long name {number}",\n' for number in range(3))
    note = "long " * 30
    assert below_head(
        f'{VERSION}note = "{note}"\n[[notice]]\nversion = "1"\nannounces=[ "released" ]\ndate = 2026-01-01\n'
        f"channels=[{channels}]\n"
    ) == (
        f'{VERSION}note = "{note}"\n\n[[notice]]\nversion   = "1"\nannounces = [ "released" ]\n'
        f"date      = 2026-01-01\nchannels = [\n{broken}]\n"
    )


def test_values_of_several_lines_stay_as_they_are_written() -> None:
    text = f'{VERSION}note = """\n  a  \n\n # no comment\n"""  # a comment\n'
    assert below_head(text) == text


def test_line_endings_stay() -> None:
    text = (HEAD + VERSION + "note = 'n'").replace("\n", "\r\n")
    assert plan(text) == (HEAD + VERSION + "note = 'n'\n").replace("\n", "\r\n")


def test_keys_and_headers_are_written_plainly() -> None:
    assert below_head('[[ "version" ]]\n\'name\' = "1"\n[ version . meta ]\n"a b" . c = 1\n') == (
        f'{VERSION}\n[version.meta]\n"a b".c = 1\n'
    )


DISORDERED = """\
name = "p"
format = 1
# ways
[channels]
email = "E"
[[rule]]
because = "b"
to = "b"
at_least = "1 day"
from = "a"
kind = "gap"
id = "r"
[[milestone]]
name = "b"
[[milestone]]
role = "released"
name = "a"
"""
ORDERED = """\
format = 1
name   = "p"

[[milestone]]
name = "b"

[[milestone]]
name = "a"
role = "released"

# ways
[channels]
email = "E"

[[rule]]
id       = "r"
kind     = "gap"
from     = "a"
to       = "b"
at_least = "1 day"
because  = "b"
"""


def test_a_policy_has_its_tables_and_keys_in_the_order_of_the_documentation() -> None:
    assert formatted(DISORDERED, "policy") == ORDERED


def test_a_rule_whose_kind_is_inherited_keeps_its_parameters_above() -> None:
    text = 'name = "p"\nextends = "clio"\n[[rule]]\nseverity = "info"\nat_least = "2 years"\nid = "support"\n'
    assert [*tomli.loads(formatted(text, "policy"))["rule"][0]] == ["id", "at_least", "severity"]


@given(documents, randoms, st.sampled_from(["plan", "policy"]))
def test_any_toml_at_all_can_be_formatted(data: dict[str, Any], random: Random, kind: FileKind) -> None:
    text = Handwriting(random).document(data)
    result = formatted(text, kind)
    assert same(tomli.loads(result), tomli.loads(text))
    assert formatted(result, kind) == result


@pytest.mark.parametrize(
    "odd",
    [
        "version = 1",
        "notice = [1]",
        "[version]\nname = '1'",
        "[[version]]\nname = []",
        "[[version.name]]",
        "[[notice]]\nversion = {}",
        "[[rule]]\nkind = []",
        "milestone = 1979-05-27",
    ],
)
@pytest.mark.parametrize("kind", ["plan", "policy"])
def test_what_should_be_something_else_is_formatted_all_the_same(odd: str, kind: FileKind) -> None:
    assert same(tomli.loads(formatted(odd, kind)), tomli.loads(odd))


def test_what_cannot_be_proven_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.files.format.Tidy.top", lambda _: ["format = 2"])
    with pytest.raises(CannotFormat):
        plan(HEAD + VERSION)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (HEAD, "plan"),
        (VERSION, "plan"),
        ('name = "p"\nextends = "clio"\n', "policy"),
        ('name = "p"\n', None),
        ("version = 3\n", None),
    ],
)
def test_a_file_is_known_by_its_data(text: str, kind: str | None) -> None:
    assert file_kind(tomli.loads(text)) == kind

"""Files that are not TOML: every error is reported, and the rest is read all the same."""

import pytest

from planner.files.plan.file import read_plan_bytes
from tests.files.reading import path_diagnostics, read, said

NEEDS_A_DAY = "a date needs a day, unquoted; leave the key out while it is unknown"
UNKNOWN = "unknown-key: `foo` is not a key of a version"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("released = 2027-Q3", f"3:12 not-a-date: `2027-Q3`: {NEEDS_A_DAY}"),
        ("released = 1.2.2027", "3:12 not-a-date: `1.2.2027`: a date has the year first, as in 2027-03-01"),
        (
            "released = 1 March 2027 # spring",
            "3:12 not-a-date: `1 March 2027`: a date has the year first, as in 2027-03-01",
        ),
        ("significant = True", "3:15 wrong-type: `True`: write it as true"),
        ("released = ?", f"3:12 not-a-date: `?`: {NEEDS_A_DAY}"),
        ("released = 2027-3-1", "3:12 not-a-date: `2027-3-1`: write it as 2027-03-01"),
        ("released = 2027-03-01 TBD", "3:23 not-toml: unexpected `TBD` after the value"),
        ("note = “some words”", '3:8 wrong-type: `“some words”`: a text needs straight quotes: "some words"'),
        ("note = some words", '3:8 wrong-type: `some words`: a text needs quotes: "some words"'),
        ('note = "a', "3:10 not-toml: a text ends where its line ends: close the quotes on the same line"),
        ("note = 'a", "3:8 not-toml: a text is not closed: the quotes are missing"),
        ('note = "a\\q"', "3:12 not-toml: a backslash in a text is written twice: \\\\"),
        ("note = # none", "3:8 not-toml: `note` has no value; leave the key out while it is unknown"),
        ("note", "3:5 not-toml: `=` is missing after the key"),
        ('pinned = ["default"', "3:10 not-toml: `pinned` is not closed: `]` is missing"),
        ('pinned = [\n  "default",\n', "3:10 not-toml: `pinned` is not closed: `]` is missing"),
        ('pinned = ["default" "released"]', '3:21 not-toml: unexpected `"released"]` after the value'),
        ('name = "2"', "3:1 duplicate-key: `name` is given twice"),
        ('name = """\n2"""', "3:1 duplicate-key: `name` is given twice"),
        ("note = " + "[" * 1000, "3:1 not-toml: not TOML: nested too deeply"),
        ("note = " + "1" * 5000, "3:1 not-toml: not TOML: a number with too many digits"),
        ("note = 1 # \x01", "3:12 not-toml: not TOML: found invalid character '\\x01'"),
        ('größe = "1"', "3:3 not-toml: `=` is missing after the key"),
    ],
)
def test_after_a_syntax_error_the_rest_is_read(text: str, expected: str) -> None:
    lines = text.rstrip("\n").count("\n")
    found = path_diagnostics(f'[[version]]\nname = "1"\n{text}\nfoo = 1\n[[version]]\nname = "2"\nfoo = 1')
    after = 4 + lines + (1 if text.endswith("\n") else 0)
    assert found == [expected, f"{after}:1 {UNKNOWN}", f"{after + 3}:1 {UNKNOWN}"]


def test_a_missing_value_at_the_end_of_the_file_is_not_blamed_on_an_array_before() -> None:
    assert path_diagnostics('[[version]]\nname = "1"\npinned = ["default"]\nreleased =') == [
        "4:11 not-toml: `released` has no value; leave the key out while it is unknown"
    ]


def test_several_bad_values_on_one_line_are_each_reported() -> None:
    text = 'version = [{ name = "1", released = TBD, default = 2027-03 }, { name = "2", foo = 1 }]'
    assert path_diagnostics(text) == [
        f"1:37 not-a-date: `TBD`: {NEEDS_A_DAY}",
        f"1:52 not-a-date: `2027-03`: {NEEDS_A_DAY}",
        f"1:77 {UNKNOWN}",
    ]


def test_what_cannot_be_read_is_not_complained_of_again_as_missing_or_wrong() -> None:
    text = '[[version]]\nname = "1"\n[[notice]]\nversion = "1"\ndate = TBD\ntold = { default = 2027-13-01 }'
    assert path_diagnostics(text) == [
        f"5:8 not-a-date: `TBD`: {NEEDS_A_DAY}",
        "6:20 not-a-date: `2027-13-01`: there is no such day",
    ]


@pytest.mark.parametrize("header", ["[[version]", "[[version", "[version]]", "  [[version] # first"])
def test_a_header_without_a_bracket_is_named_and_its_keys_are_read(header: str) -> None:
    column = header.index("[") + 1
    assert path_diagnostics(
        f'{header}\nname = "1"\nfoo = 1\n[[notice]]\nversion = "2"\ndate = 2027-01-01'
    ) == [
        f"1:{column} not-toml: `{header.strip()}`: a bracket is missing: [[version]]",
        f"3:1 {UNKNOWN}",
        "5:11 unknown-item: `2` is no version of this plan",
    ]


@pytest.mark.parametrize("header", ["[[versions]", "[[version]]]", "[[ver sion]]"])
def test_a_broken_header_is_one_error_and_takes_nothing_else_with_it(header: str) -> None:
    notice = '[[notice]]\nversion = "1"\ndate = 2027-01-01'
    first, *rest = path_diagnostics(f'{header}\nname = "1"\n[[version]]\nname = "2"\nfoo = 1\n{notice}')
    assert first.startswith("1:1 not-toml: ")
    assert rest == [f"5:1 {UNKNOWN}"]


def test_a_single_bracket_among_entries_is_named_and_its_keys_are_read() -> None:
    text = '[[version]]\nname = "1"\n[version]\nname = "2"\nfoo = 1'
    assert path_diagnostics(text) == [
        "3:1 wrong-type: an entry has two brackets: [[version]]",
        f"5:1 {UNKNOWN}",
    ]


def test_a_table_given_twice_is_named() -> None:
    assert path_diagnostics("[meta]\na = 1\n[meta]\nb = 2") == ["3:1 duplicate-key: `meta` is there already"]


def test_a_long_text_that_is_never_closed_is_named_where_it_begins() -> None:
    text = '[[version]]\nname = "1"\nfoo = 1\nnote = """\nlost\n[[version]]\n'
    assert path_diagnostics(text) == [
        f"3:1 {UNKNOWN}",
        "4:1 not-toml: a text is not closed: the quotes are missing",
    ]


CONFLICT = """[[version]]
name = "1"
<<<<<<< HEAD
released = 2027-01-01
{base}=======
released = 2027-02-01
>>>>>>> branch
foo = 1
"""


@pytest.mark.parametrize("base", ["", "||||||| 1234567\nreleased = 2027-03-01\n"])
def test_a_merge_conflict_is_one_error_and_the_rest_is_read(base: str) -> None:
    end = 7 + base.count("\n")
    assert path_diagnostics(CONFLICT.format(base=base)) == [
        f"3:1 merge-conflict: a merge conflict, lines 6 to {end + 3}: "
        "keep one side or both, and delete the markers",
        f"{end + 1}:1 {UNKNOWN}",
    ]


def test_each_merge_conflict_is_reported_and_nothing_that_follows_from_it() -> None:
    conflict = (
        '<<<<<<< ours\n[[version]]\nname = "1"\nfoo = 1\n=======\n[[version]]\nname = "2"\n>>>>>>> theirs\n'
    )
    notice = '[[notice]]\nversion = "2"\ndate = 2027-01-01\n'
    found = path_diagnostics(conflict + notice + conflict.replace('"1"', '"3"'))
    assert [each.split(":")[0] + each.split(" ")[1] for each in found] == [
        "1merge-conflict:",
        "12merge-conflict:",
    ]


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> branch", "|||||||"])
def test_a_stray_conflict_marker_is_named(marker: str) -> None:
    assert path_diagnostics(marker) == [
        "1:1 merge-conflict: a merge conflict marker: settle the conflict and delete it"
    ]


@pytest.mark.parametrize("end", ["=======\n>>>>>>> branch\n", ""])
def test_errors_in_a_conflict_with_stray_markers_are_not_reported(end: str) -> None:
    text = '<<<<<<< a\n[[version]]\nname = "1"\nfoo = 1\n<<<<<<< b\n<<<<<<< c\nbar = 1\n'
    assert {each.split(" ")[1] for each in path_diagnostics(text + end)} == {"merge-conflict:"}


def test_conflict_markers_inside_a_text_are_text() -> None:
    note = '[[version]]\nname = "1"\nnote = """\n<<<<<<< HEAD\n=======\n>>>>>>> x\n"""'
    assert path_diagnostics(note) == []


def test_windows_line_ends_change_neither_lines_nor_columns() -> None:
    text = '[[version]]\r\nname = "1"\r\nreleased = TBD\r\nfoo = 1\r\n'
    assert path_diagnostics(text) == [f"3:12 not-a-date: `TBD`: {NEEDS_A_DAY}", f"4:1 {UNKNOWN}"]


def test_columns_count_characters_not_bytes() -> None:
    assert path_diagnostics('version = [{ name = "ä𝄞€", foo = 1 }]') == [f"1:28 {UNKNOWN}"]


def test_a_file_with_endless_errors_is_given_up_and_says_so() -> None:
    file = read("x\n" * 3000)
    assert len(file.diagnostics) > 500
    assert "reading stopped here" in file.diagnostics[-1].message


def test_what_stands_between_quotes_is_no_value_to_mend() -> None:
    assert said(read('[[version]]\nname = "1" "2"').diagnostics) == [
        '5:12 not-toml: unexpected `"2"` after the value'
    ]


@pytest.mark.parametrize("text", ["format = [", "format = [\n  1,\n", "policy = [\n"])
def test_nothing_is_missing_in_a_file_that_ends_within_a_bracket(text: str) -> None:
    key = text.split(maxsplit=1)[0]
    (found,) = read_plan_bytes("plan.toml", text.encode()).diagnostics
    assert found.message.startswith(f"`{key}` is not closed")

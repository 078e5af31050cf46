import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import given

import planner.toml.spans
from planner.toml.spans import Path, scan
from tests.toml.handwriting import Handwriting, documents, randoms


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, each in value.items():
            yield from walk(each, (*path, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from walk(each, (*path, index))


@given(documents, randoms)
def test_every_value_is_found_however_it_is_written(data: dict[str, Any], random: Random) -> None:
    text = Handwriting(random).document(data)
    assert tomli.loads(text) == data, text
    spans = scan(text)
    for path, value in walk(data):
        if not path:
            continue
        key, span = spans.key(path), spans.value(path)
        if isinstance(path[-1], str):
            assert key
            assert tomli.loads(text[key.start : key.end] + " = 1") == {path[-1]: 1}
        else:
            assert spans.entry(path)
        if span:
            assert tomli.loads("x = " + text[span.start : span.end]) == {"x": value}
        else:
            assert isinstance(value, dict | list), "only tables and their arrays are made up of headers"
        start = span or key or spans.entry(path)
        line, column = spans.value_line_column(path)
        assert start
        assert sum(map(len, text.split("\n")[: line - 1])) + line - 1 + column - 1 == start.start


@given(documents, randoms)
def test_lazily_scanned_text_has_the_same_positions(data: dict[str, Any], random: Random) -> None:
    text = Handwriting(random).document(data)
    whole = scan(text)
    for path, _ in walk(data):
        lazily = scan(text, lazily=True)  # anew: a question scans its table
        assert lazily.value(path) == whole.value(path)
        assert lazily.key(path) == whole.key(path)
        assert lazily.entry(path) == whole.entry(path)
        assert lazily.line_column(path) == whole.line_column(path)


def test_positions_of_one_entry_scan_no_other_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bodies of all tables were scanned for one finding, 23 % of the check of a long plan."""
    matched: list[int] = []
    assignment = planner.toml.spans.ASSIGNMENT

    class Counting:
        def match(self, text: str, *bounds: int) -> re.Match[str] | None:
            matched.append(bounds[0])
            return assignment.match(text, *bounds)

    monkeypatch.setattr(planner.toml.spans, "ASSIGNMENT", Counting())
    text = "".join(f'[[version]]\nname = "{number}"\nreleased = 2026-01-01\n' for number in range(100))
    found = scan(text, lazily=True)
    assert found.line_column(("version", 40, "released")) == (123, 1)
    assert len(matched) < 300
    before = len(matched)
    assert found.line_column(("version", 41, "name")) == (125, 1)
    assert len(matched) - before <= 3


@given(documents, randoms)
def test_statements_leave_out_nothing_but_blanks_and_comments(data: dict[str, Any], random: Random) -> None:
    text = Handwriting(random).document(data)
    at = 0
    for constraint in scan(text).assignments:
        assert tomli.loads(text[at : constraint.start]) == {}
        at = constraint.end
    assert tomli.loads(text[at:]) == {}


PLAN = """\
format  = 1\r
\r
[[version]]\r
name = "a"   # [[version]]\r
told.released = 2026-01-01\r
\r
[version.meta]\r
owner = '''\r
[[version]]'''\r
\r
[[version]]\r
\tname\t= "b"\r
[[notice]]\r
channels = [\r
   "ünï", # first\r
   "docs", ]\r
told = { released = 2026-01-01, "de\\u0066ault" = 2026-02-01 }\r
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (1, 1), (1, 1)),
        (("format",), (1, 1), (1, 11)),
        (("version",), (3, 3), (3, 3)),
        (("version", 0), (3, 1), (3, 1)),
        (("version", 0, "name"), (4, 1), (4, 8)),
        (("version", 0, "told"), (5, 1), (5, 1)),
        (("version", 0, "told", "released"), (5, 6), (5, 17)),
        (("version", 0, "meta"), (7, 10), (7, 10)),
        (("version", 0, "meta", "owner"), (8, 1), (8, 9)),
        (("version", 1, "name"), (12, 2), (12, 9)),
        (("version", 1, "released"), (11, 1), (11, 1)),
        (("version", 7, "released"), (3, 3), (3, 3)),
        (("notice", 0, "channels"), (14, 1), (14, 12)),
        (("notice", 0, "channels", 1), (16, 4), (16, 4)),
        (("notice", 0, "told", "default"), (17, 33), (17, 50)),
        (("notice", 0, "told", "retired"), (17, 1), (17, 1)),
        (("freeze", 0, "from"), (1, 1), (1, 1)),
    ],
)
def test_lines_and_columns_count_from_one(path: Path, key: tuple[int, int], value: tuple[int, int]) -> None:
    spans = scan(PLAN)
    assert spans.line_column(path) == key
    assert spans.value_line_column(path) == value


def test_the_members_of_an_inline_array_of_versions_are_entries() -> None:
    text = 'version = [{ name = "a" }, # one\n  { name = "b", meta.x = 1 }]\n'
    spans = scan(text)
    assert spans.line_column(("version", 1)) == (2, 3)
    assert spans.line_column(("version", 1, "released")) == (2, 3)
    assert spans.line_column(("version", 1, "meta", "x")) == (2, 22)
    entry = spans.entry(("version", 0))
    assert entry
    assert text[entry.start : entry.end] == '{ name = "a" }'


def test_deeply_nested_values_are_scanned() -> None:
    depth = 200
    text = "a = " + "[" * depth + "]" * depth + "\nb = 1\n"
    spans = scan(text)
    assert spans.line_column(("b",)) == (2, 1)
    assert spans.line_column(("a", *[0] * (depth - 1))) == (1, 5 + depth - 1)

"""The spans of single entries are those that a scan of the whole text finds."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

import planner.toml.entry_spans
import planner.toml.lines
from benchmarks.big_plan import big_plan, inline
from planner.toml.entry_spans import EntrySpans
from planner.toml.lines import Lines
from planner.toml.spans import Spans, scan
from tests.toml.handwriting import Handwriting, documents, randoms

PLAN = big_plan(30)
ODD = (
    'x = """\n[[a]]\n"""\n[[a]]\nb = 1\n',
    "x = '''\n[[a]]\n[[a]]\n'''\n[[a]]\nb = 1\n  [[a]]\nb = 2\n",
    "[[a]]\nb = 1\n[[c]]\nd = 1\n[[a]]\nb = 2\n[[a.e]]\nf = 1\n[a.meta]\ng = 2\n",
    "[[a]]\nx = [\n[[1, 2]],\n]\nb = 1\n[[a]]\nb = 2\n",
    '[["a"]]\nb = 1\n[[a]]\nb = 2\n',
    "#\na = [\n{ b = 1 },\n{ b = 2 }, { b = 3 },\n]\n",
    "#\na = [\n{ b = [\n{ c = 1 },\n{ c = 2 } ]}, { b = 1 },\n]\n",
    '#\na = [\n{ b = "}, {" },\n\t{ b = 2 } # {\n]\n',
    "#\r\na = [\r\n  { b = 1 },\r\n  { b = 2, c = [1, 2] }\r\n]\r\n",
    "[x]\na = [\n{ b = 1 },\n]\n[[a]]\nb = 1\n",
    "#\n[[true]]\nb = 1\n",
    "#\n[[a]]\nb.c = 1\n[[a]]\nb = { c = 1 }",
)


def entries(data: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for kind, value in data.items():
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield from ((kind, index, each) for index, each in enumerate(value))


def same_spans(text: str) -> None:
    data, whole = tomli.loads(text), scan(text)
    spans = EntrySpans(text, {kind: index + 1 for kind, index, _ in entries(data)})
    for kind, index, entry in entries(data):
        assert spans.start((kind, index)) == whole.start((kind, index)), text
        assert spans.written((kind, index)) == whole.entry((kind, index)), text
        for key, value in entry.items():
            if not isinstance(value, dict | list):  # a table may be written elsewhere
                assert spans.start((kind, index), key) == whole.start((kind, index, key)), text
                assert spans.written((kind, index), key) == whole.entry((kind, index, key)), text
        assert spans.start((kind, index), "not there") == whole.start((kind, index, "not there"))


@given(documents, randoms)
def test_entries_are_found_however_they_are_written(data: dict[str, Any], random: Random) -> None:
    same_spans(Handwriting(random).document(data))


@pytest.mark.parametrize("text", [*ODD, PLAN, inline(PLAN), PLAN.replace("\n", "\r\n")])
def test_entries_are_found_where_lines_look_like_others(text: str) -> None:
    same_spans(text)


@pytest.mark.parametrize("text", [PLAN, inline(PLAN)])
def test_the_place_of_one_entry_needs_no_scan_of_the_others(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned: list[str] = []

    def recorded(text: str) -> Spans:
        scanned.append(text)
        return scan(text)

    monkeypatch.setattr(planner.toml.entry_spans, "scan", recorded)
    spans = EntrySpans(text, {"version": 30, "notice": 90})
    assert text[spans.start(("version", 20), "default") :].startswith("default")
    assert text[spans.start(("notice", 71), "date") :].startswith("date")
    assert len(scanned) == 2
    assert sum(map(len, scanned)) < len(text) / 20


@given(st.text("ab\n", max_size=60))
def test_lines_counted_in_blocks_are_the_lines(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planner.toml.lines, "_BLOCK", 7)
        lines = Lines(text)
        for offset in range(len(text) + 1):
            before = text[:offset].split("\n")
            assert lines.position(offset) == (len(before), len(before[-1]) + 1)


@pytest.mark.parametrize("kind", [")", "[", "a|b", "$"])
def test_an_array_whose_name_is_no_pattern_is_looked_for_as_it_is_written(kind: str) -> None:
    """The name went into a pattern as it was: `)` was an error, and `[` a warning of Python."""
    same_spans(f'x = 1\n"{kind}" = [\n  {{ name = "1" }},\n]\n')

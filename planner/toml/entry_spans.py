"""The spans of single entries of a long text, of which the rest is not scanned.

A finding needs the place of one entry or two. To scan a plan of 1,000 versions for them takes 25 ms; to find
them by the beginnings of lines takes one or two.
"""

import re
from collections.abc import Mapping
from itertools import accumulate

import tomli

from planner.toml.lines import Lines
from planner.toml.spans import Span, Spans, scan

_NOT_NAMES = frozenset(("true", "false", "inf", "nan"))
"""Words that may be values, so that `[[true]]` at the beginning of a line may be one, too."""
_TWO_ELEMENTS = r"}[ \t]*,[ \t]*\{"


class EntrySpans:
    """The spans of the entries of a text that tomli has accepted; the whole is scanned only if need be."""

    def __init__(self, text: str, sizes: Mapping[str, int]) -> None:
        """Note a text and the number of entries in each of its top-level arrays, by the array's key."""
        self._text = text
        self._sizes = sizes
        # Then a line that begins like a header is one, and not the inside of a string.
        self._in_lines = '"""' not in text and "'''" not in text
        self._starts: dict[str, list[int]] = {}
        self._cuts: dict[tuple[str, int], tuple[Spans, int] | None] = {}
        self._whole: Spans | None = None
        self._lines = Lines(text)

    def start(self, entry: tuple[str, int], *key: str) -> int:
        """Return the offset of the entry at (array's key, index), or of the key at the path `key` in it.

        Where the text does not have that key, return the offset of the last part of the path that it has.
        """
        if cut := self._cut(entry):
            spans, offset = cut
            return offset + spans.start((entry[0], 0, *key))
        return self._all().start((*entry, *key))

    def written(self, entry: tuple[str, int], *key: str) -> Span | None:
        """Return the span of the header or inline table of the entry at (array's key, index).

        With `key`, return the span of the value at that path in the entry, or of the header of the table
        there. Return None if the text has no such key.
        """
        if cut := self._cut(entry):
            spans, offset = cut
            span = spans.entry((entry[0], 0, *key))
            return span and Span(offset + span.start, offset + span.end)
        return self._all().entry((*entry, *key))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both from 1."""
        return self._lines.position(offset)

    def _all(self) -> Spans:
        if self._whole is None:
            self._whole = scan(self._text, lazily=True)
        return self._whole

    def _cut(self, entry: tuple[str, int]) -> tuple[Spans, int] | None:
        """Return the spans of an entry's own text and that text's offset; None if it cannot be cut out."""
        if entry not in self._cuts:
            self._cuts[entry] = self._cut_out(*entry)
        return self._cuts[entry]

    def _cut_out(self, kind: str, index: int) -> tuple[Spans, int] | None:
        starts = self._starts.get(kind)
        if starts is None:
            starts = self._starts[kind] = self._headers(kind) or self._elements(kind)
        if not starts:
            return None
        start = starts[index]
        if self._text[start] == "[":
            alone = self._text[start : self._end(kind, start)]
        else:
            line, before = self._text[start : self._text.find("\n", start)], f"{kind} = ["
            alone, start = f"{before}{line}\n]", start - len(before)
        try:
            data = tomli.loads(alone)
        except ValueError:  # cut within a value
            return None
        entries = data.pop(kind)
        return None if data or len(entries) > 1 else (scan(alone), start)

    def _headers(self, kind: str) -> list[int]:
        """Return the offsets of all headers `[[kind]]`.

        Return an empty list where a search by lines may miss some, or find a text that is no header.
        """
        header = f"\n[[{kind}]]"
        if not self._in_lines or kind in _NOT_NAMES or not kind.isidentifier():
            return []
        before, *entries = self._text.split(header)
        if len(entries) != self._sizes.get(kind):
            return []
        lengths = (len(each) + len(header) for each in entries[:-1])
        return [*accumulate(lengths, initial=len(before) + 1)]

    def _end(self, kind: str, start: int) -> int:
        """Return the end of the entry whose header begins at `start`.

        It is the next line that begins with `[[`, unless that is a header below this `kind`, or else the end
        of the text.
        """
        end = self._text.find("\n[[", start)
        while end > 0 and self._text.startswith(f"{kind}.", end + 3):
            end = self._text.find("\n[[", end + 3)
        return len(self._text) if end < 0 else end + 1

    def _elements(self, kind: str) -> list[int]:
        """Return the offsets of the elements of the array `kind`; none unless each is a line of its own.

        Lines begin and end as inline tables, there are as many as elements, and no line has the end of one
        and the beginning of another: so each line is an element.
        """
        text = self._text
        opening = re.search(rf"\n{re.escape(kind)}[ \t]*=[ \t]*\[[ \t]*\r?(?=\n)", text)
        if not self._in_lines or opening is None or text.find("\n[", 0, opening.start()) >= 0:
            return []
        end = text.find("\n]", opening.end())
        lines = text[opening.end() + 1 : end].split("\n")
        stripped = [line.strip(" \t\r") for line in lines]
        if len(lines) != self._sizes.get(kind) or not all(
            line.startswith("{") and line.endswith(("},", "}")) for line in stripped
        ):
            return []
        if end < 0 or re.search(_TWO_ELEMENTS, text[opening.end() : end]):
            return []
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=opening.end() + 1)
        return [
            start + len(line) - len(line.lstrip(" \t")) for start, line in zip(starts, lines, strict=True)
        ]

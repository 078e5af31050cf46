"""The spans of keys and values in a TOML text, for the positions of findings and for small edits.

Only text that tomli has accepted is scanned, so nothing is checked. The inside of an array or
inline table is scanned when it is first asked for; where only the positions of some findings are wanted, the
bodies of tables too.
"""

import re
from collections.abc import Callable
from functools import cached_property

import tomli

from planner.named_tuple import NamedTuple
from planner.toml.letting_go import let_go
from planner.toml.lines import Lines

Path = tuple[str | int, ...]
"""The keys and indexes that lead from the top of a document to a table or value."""


class Span(NamedTuple):
    """The text between two offsets."""

    start: int
    end: int


class Assignment(NamedTuple):
    """A header, an assignment, or an element of an array."""

    path: Path
    """The path of the table that the header opens, of the assigned key, or of the element."""
    start: int
    end: int
    is_header: bool


_STRING = (
    r'"""(?:[^"\\]++|\\[\s\S]|""?(?!"))*+"{3,5}'
    r"|'''(?:[^']++|''?(?!'))*+'{3,5}"
    r'|"(?:[^"\\]++|\\.)*+"'
    r"|'[^']*+'"
)
_PLAIN = r"[^\s,\[\]{}\"'#]++(?: \d\d:[^\s,\]}#]++)?"
_FLAT = rf"(?:[^\[\]{{}}\"'#]++|{_STRING})*+"
_VALUE = rf"{_STRING}|{_PLAIN}|\[{_FLAT}\]|\{{{_FLAT}\}}"
_PART = r"[A-Za-z0-9_-]++|\"(?:[^\"\\]++|\\.)*+\"|'[^']*+'"


class _Pattern:
    """A pattern that is compiled when it is first used: all of them take 7 ms, and a report needs few."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """The `match` of the compiled pattern; its first use compiles the pattern."""
        return re.compile(self._source).match


_blank = _Pattern(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_blank_or_comma = _Pattern(r"(?:[ \t\r\n,]++|#[^\n]*+)*+")
ASSIGNMENT = _Pattern(rf"(?:[ \t\r\n]++|#[^\n]*+)*+([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+({_VALUE})")
_body = _Pattern(
    rf"(?:[ \t\r\n]++|#[^\n]*+|[A-Za-z0-9_-]++[ \t]*+=[ \t]*+(?:{_VALUE})(?=[ \t]*+(?:[#\r\n]|\Z)))*+"
)
"""Assignments one after the other, all of them with plain keys and flat values."""
_key_part = _Pattern(rf"[ \t]*+({_PART})[ \t]*+(\.?)")
_value = _Pattern(_VALUE)
_BETWEEN = rf"[^\[\]{{}}\"'#]++|{_STRING}|#[^\n]*+"
_SHALLOW = rf"(?:{_BETWEEN}|[\[{{](?:{_BETWEEN})*+[\]}}])*+"
_nested = _Pattern(rf"[\[{{](?:{_BETWEEN}|[\[{{]{_SHALLOW}[\]}}])*+[\]}}]")
"""An array or table with up to two levels in it: a plan whose entries are inline tables of two arrays."""
_bracket = _Pattern(rf"(?:[^\[\]{{}}\"'#]++|{_STRING}|#[^\n]*+)*+([\[\]{{}}])")
_COMMENT_OR_STRING = rf"(#[^\r\n]*+)|{_STRING}"


class Spans:
    """The spans of one text, by path."""

    def __init__(self, text: str, *, lazily: bool = False) -> None:
        self.assignments: list[Assignment] = []
        """The headers and assignments in order; lazily, only headers and assignments out of the ordinary."""
        self._bodies: dict[Path, list[tuple[int, int]]] = {}
        """The bodies of tables that are not scanned yet, by the path of the table."""
        self._text = text
        self._keys: dict[Path, tuple[int, int]] = {}
        self._values: dict[Path, tuple[int, int]] = {}
        self._headers: dict[Path, tuple[int, int]] = {}
        self._members: dict[Path, list[Assignment]] = {}
        self._lines = Lines(text)
        self._read(lazily)

    def let_go(self) -> None:
        """Free the spans in small pieces; they cannot be used any more."""
        let_go(self.assignments, self._bodies, self._keys, self._values, self._headers, self._members)

    def key(self, path: Path) -> Span | None:
        """Return the span of the last key of a path, as written with its quotes, or None.

        In a dotted key or a header the span is only that part. If the key is written in several places, it
        is the first of them.
        """
        self._expand_to(path)
        found = self._keys.get(path)
        return Span(*found) if found else None

    def value(self, path: Path) -> Span | None:
        """Return the span of a value as written.

        Return None for a table made by headers or dotted keys, and for a path that is not in the text.
        """
        self._expand_to(path)
        found = self._values.get(path)
        return Span(*found) if found else None

    def header(self, path: Path) -> Span | None:
        """Return the span of the `[table]` or `[[entry]]` at a path, with its brackets, or None."""
        found = self._headers.get(path)
        return Span(*found) if found else None

    def entry(self, path: Path) -> Span | None:
        """Return the span of the header at a path, else of the value there; None if there is neither.

        The value of an inline entry is its whole table.
        """
        return self.header(path) or self.value(path)

    def members(self, path: Path) -> list[Assignment]:
        """Return the members of the array or inline table at a path, in order; none if it is neither."""
        self._expand_to(path)
        if path not in self._values:
            return []
        if path not in self._members:
            self._members[path] = self._read_members(path)
        return self._members[path]

    def start(self, path: Path) -> int:
        """Return the offset of a key or entry, else of the nearest table above it in the text, else 0."""
        while path:
            if span := self.key(path) or self.entry(path):
                return span.start
            path = path[:-1]
        return 0

    def line_column(self, path: Path) -> tuple[int, int]:
        """Return the line and column, from 1, of a key or entry, else of the nearest table above it."""
        return self.position(self.start(path))

    def value_line_column(self, path: Path) -> tuple[int, int]:
        """Return the line and column, from 1, at which a value begins; without it, those of `line_column`."""
        span = self.value(path)
        return self.position(span.start) if span else self.line_column(path)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both from 1."""
        return self._lines.position(offset)

    def _read(self, lazily: bool) -> None:
        text, keys, values, assignments = self._text, self._keys, self._values, self.assignments
        offset = 0
        table: Path = ()
        last_index: dict[Path, int] = {}
        while True:
            if lazily and (end := _end(_body, text, offset)) > offset:
                self._bodies.setdefault(table, []).append((offset, end))
                offset = end
            elif match := ASSIGNMENT.match(text, offset):
                path = (*table, match[1])
                keys[path] = match.span(1)
                values[path] = match.span(2)
                offset = match.end()
                assignments.append(Assignment(path=path, start=match.start(1), end=offset, is_header=False))
                continue
            offset = start = _end(_blank, text, offset)
            if offset == len(text):
                return
            if text[offset] == "[":
                is_entry = text.startswith("[[", offset)
                parts, offset = _parts(text, offset + 1 + is_entry)
                offset += 1 + is_entry
                table = ()
                for number, (name, span) in enumerate(parts, 1):
                    table = (*table, name)
                    keys.setdefault(table, span)
                    if number == len(parts) and is_entry:
                        last_index[table] = last_index.get(table, -1) + 1
                    if table in last_index:
                        table = (*table, last_index[table])
                self._headers[table] = start, offset
                assignments.append(Assignment(path=table, start=start, end=offset, is_header=True))
            else:
                path, offset = self._assign(table, offset)
                assignments.append(Assignment(path=path, start=start, end=offset, is_header=False))

    def _assign(self, table: Path, offset: int) -> tuple[Path, int]:
        """Record the `key = value` at an offset, its key perhaps dotted; return its path and its end."""
        parts, offset = _parts(self._text, offset)
        path = table
        for name, span in parts:
            path = (*path, name)
            self._keys.setdefault(path, span)
        start = _end(_blank, self._text, offset + 1)
        offset = _value_end(self._text, start)
        self._values[path] = start, offset
        return path, offset

    def _expand_to(self, path: Path) -> None:
        """Scan the bodies, arrays and inline tables on the way to a path, so that its spans are known."""
        if path in self._values:
            return
        for length in range(len(path)) if self._bodies else ():
            for start, end in self._bodies.pop(path[:length], ()):
                self._read_body(path[:length], start, end)
        for length in range(1, len(path)):
            if path[:length] in self._values:
                self.members(path[:length])

    def _read_body(self, table: Path, start: int, end: int) -> None:
        """Record the assignments between two offsets: a body of `table` that was not scanned before."""
        while match := ASSIGNMENT.match(self._text, start, end):
            path = (*table, match[1])
            self._keys[path], self._values[path] = match.span(1), match.span(2)
            start = match.end()

    def _read_members(self, parent: Path) -> list[Assignment]:
        text = self._text
        start, end = self._values[parent]
        members: list[Assignment] = []
        if text[start] not in "[{":
            return members
        offset = _end(_blank_or_comma, text, start + 1)
        while offset < end - 1:
            member_start = offset
            if text[start] == "{":
                path, offset = self._assign(parent, offset)
            else:
                path, offset = (*parent, len(members)), _value_end(text, offset)
                self._values[path] = member_start, offset
            members.append(Assignment(path=path, start=member_start, end=offset, is_header=False))
            offset = _end(_blank_or_comma, text, offset)
        return members


def scan(text: str, *, lazily: bool = False) -> Spans:
    """Return the spans of a text that tomli has accepted.

    With `lazily`, bodies of tables are scanned only when they are asked for: quick for positions, but
    edits need all `assignments`.
    """
    return Spans(text, lazily=lazily)


def comments(text: str) -> list[str]:
    """Return the comments of a text in order, each from its `#` to the end of its line."""
    return [match[1] for match in re.finditer(_COMMENT_OR_STRING, text) if match[1]]


def _end(pattern: _Pattern, text: str, offset: int) -> int:
    """Return the end of a pattern's match at an offset, or the offset if there is none."""
    match = pattern.match(text, offset)
    return match.end() if match else offset


def _parts(text: str, offset: int) -> tuple[list[tuple[str, tuple[int, int]]], int]:
    """Return the parts of the dotted key at an offset, each as (decoded text, span), and the key's end."""
    parts = []
    while match := _key_part.match(text, offset):
        parts.append((_decoded(match[1]), match.span(1)))
        offset = match.end()
        if not match[2]:
            break
    return parts, offset


def _decoded(part: str) -> str:
    if part[0] not in "\"'":
        return part
    if "\\" not in part or part[0] == "'":
        return part[1:-1]
    return next(iter(tomli.loads(f"{part} = 0")))


def _value_end(text: str, start: int) -> int:
    """Return the end of the value that begins at an offset."""
    if match := _value.match(text, start) or _nested.match(text, start):
        return match.end()
    depth = 0
    offset = start
    while match := _bracket.match(text, offset):
        offset = match.end()
        depth += 1 if match[1] in "[{" else -1
        if not depth:
            break
    return offset

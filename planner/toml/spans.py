"""Where keys and values stand in a TOML text: for the position of a finding and for the smallest edit.

Scans only text that tomli has accepted, so it checks nothing. What is inside arrays and inline
tables is looked at when it is asked for.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

import tomli

Path = tuple[str | int, ...]


class Span(NamedTuple):
    start: int
    end: int


class Assignment(NamedTuple):
    """A header, an assignment, or an element of an array."""

    path: Path
    """Of the table that a header opens, the assigned key, the element."""
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

_blank = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_blank_or_comma = re.compile(r"(?:[ \t\r\n,]++|#[^\n]*+)*+")
_assignment = re.compile(rf"(?:[ \t\r\n]++|#[^\n]*+)*+([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+({_VALUE})")
_key_part = re.compile(rf"[ \t]*+({_PART})[ \t]*+(\.?)")
_value = re.compile(_VALUE)
_bracket = re.compile(rf"(?:[^\[\]{{}}\"'#]++|{_STRING}|#[^\n]*+)*+([\[\]{{}}])")
_line_end = re.compile(r"\n")
_comment_or_string = re.compile(rf"(#[^\r\n]*+)|{_STRING}")


class Spans:
    """The spans of one text, by path."""

    def __init__(self, text: str) -> None:
        self.assignments: list[Assignment] = []
        self._text = text
        self._keys: dict[Path, tuple[int, int]] = {}
        self._values: dict[Path, tuple[int, int]] = {}
        self._headers: dict[Path, tuple[int, int]] = {}
        self._members: dict[Path, list[Assignment]] = {}
        self._line_starts: list[int] | None = None
        self._read()

    def key(self, path: Path) -> Span | None:
        """The key as written; of a dotted key or a header, the part that names the path's end."""
        self._expand_to(path)
        found = self._keys.get(path)
        return Span(*found) if found else None

    def value(self, path: Path) -> Span | None:
        """The value as written; None for what headers or dotted keys make up."""
        self._expand_to(path)
        found = self._values.get(path)
        return Span(*found) if found else None

    def header(self, path: Path) -> Span | None:
        """`[table]` or `[[entry]]`, with its brackets."""
        found = self._headers.get(path)
        return Span(*found) if found else None

    def entry(self, path: Path) -> Span | None:
        """What an entry of an array starts with: its header, or the whole inline table."""
        return self.header(path) or self.value(path)

    def members(self, path: Path) -> list[Assignment]:
        """What an array or inline table holds, in order; nothing for any other value."""
        self._expand_to(path)
        if path not in self._values:
            return []
        if path not in self._members:
            self._members[path] = self._read_members(path)
        return self._members[path]

    def line_column(self, path: Path) -> tuple[int, int]:
        """Line and column, from 1 and in code points, of a key or entry or its nearest existing parent."""
        while path:
            if span := self.key(path) or self.entry(path):
                return self.position(span.start)
            path = path[:-1]
        return 1, 1

    def value_line_column(self, path: Path) -> tuple[int, int]:
        span = self.value(path)
        return self.position(span.start) if span else self.line_column(path)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, from 1."""
        if self._line_starts is None:
            self._line_starts = [0, *(end.end() for end in _line_end.finditer(self._text))]
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def _read(self) -> None:
        text, keys, values, assignments = self._text, self._keys, self._values, self.assignments
        at = 0
        table: Path = ()
        last_index: dict[Path, int] = {}
        while True:
            if match := _assignment.match(text, at):
                path = (*table, match[1])
                keys[path] = match.span(1)
                values[path] = match.span(2)
                at = match.end()
                assignments.append(Assignment(path, match.start(1), at, False))
                continue
            at = start = _end(_blank, text, at)
            if at == len(text):
                return
            if text[at] == "[":
                is_entry = text.startswith("[[", at)
                parts, at = _parts(text, at + 1 + is_entry)
                at += 1 + is_entry
                table = ()
                for number, (name, span) in enumerate(parts, 1):
                    table = (*table, name)
                    keys.setdefault(table, span)
                    if number == len(parts) and is_entry:
                        last_index[table] = last_index.get(table, -1) + 1
                    if table in last_index:
                        table = (*table, last_index[table])
                self._headers[table] = start, at
                assignments.append(Assignment(table, start, at, True))
            else:
                path, at = self._assign(table, at)
                assignments.append(Assignment(path, start, at, False))

    def _assign(self, table: Path, at: int) -> tuple[Path, int]:
        """Note one `key = value` and return its path and its end."""
        parts, at = _parts(self._text, at)
        path = table
        for name, span in parts:
            path = (*path, name)
            self._keys.setdefault(path, span)
        start = _end(_blank, self._text, at + 1)
        at = _value_end(self._text, start)
        self._values[path] = start, at
        return path, at

    def _expand_to(self, path: Path) -> None:
        """Look into the arrays and inline tables on the way to a path."""
        if path in self._values:
            return
        for length in range(1, len(path)):
            if path[:length] in self._values:
                self.members(path[:length])

    def _read_members(self, parent: Path) -> list[Assignment]:
        text = self._text
        start, end = self._values[parent]
        members: list[Assignment] = []
        if text[start] not in "[{":
            return members
        at = _end(_blank_or_comma, text, start + 1)
        while at < end - 1:
            member_start = at
            if text[start] == "{":
                path, at = self._assign(parent, at)
            else:
                path, at = (*parent, len(members)), _value_end(text, at)
                self._values[path] = member_start, at
            members.append(Assignment(path, member_start, at, False))
            at = _end(_blank_or_comma, text, at)
        return members


def scan(text: str) -> Spans:
    return Spans(text)


def comments(text: str) -> list[str]:
    """The comments of a text, each from its `#` on."""
    return [match[1] for match in _comment_or_string.finditer(text) if match[1]]


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _parts(text: str, at: int) -> tuple[list[tuple[str, tuple[int, int]]], int]:
    """The parts of a key, decoded, each with its span, and where the key ends."""
    parts = []
    while match := _key_part.match(text, at):
        parts.append((_decoded(match[1]), match.span(1)))
        at = match.end()
        if not match[2]:
            break
    return parts, at


def _decoded(part: str) -> str:
    if part[0] not in "\"'":
        return part
    if "\\" not in part or part[0] == "'":
        return part[1:-1]
    return next(iter(tomli.loads(f"{part} = 0")))


def _value_end(text: str, start: int) -> int:
    if match := _value.match(text, start):
        return match.end()
    depth = 0
    at = start
    while match := _bracket.match(text, at):
        at = match.end()
        depth += 1 if match[1] in "[{" else -1
        if not depth:
            break
    return at

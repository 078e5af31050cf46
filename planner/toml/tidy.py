"""Tidy TOML: keys in a given order, `=` and comments aligned, single blank lines, every comment kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planner.terminal_text import cells
from planner.toml.document import TomlDocument, TomlSection
from planner.toml.render import render_key
from planner.toml.spans import Assignment, Path
from planner.toml.values import value_at

LONGEST_LINE = 100
"""The terminal cells of a line beyond which its list gets a line for each element."""

KeyOrder = Callable[[Path, Mapping[str, Any]], Sequence[str]]
"""Returns all keys of the table at a path, in the order in which they are to stand."""


class TidyLine(NamedTuple):
    """An assignment with its comments."""

    above: list[str]
    """Comment lines, and an empty one for each run of blank lines."""
    path: Path
    key: str
    value: str
    comment: str


class TidyTable(NamedTuple):
    """The lines of a table: its header with the comments above it, and its assignments."""

    path: Path
    lines: list[str]


class Tidy:
    """A text that tomli has accepted, tidied part by part: top, tables, bottom.

    Comments above a table belong to it, even with blank lines between.
    """

    def __init__(self, text: str, data: Mapping[str, Any], order: KeyOrder) -> None:
        self.document = TomlDocument(text)
        self._text = text
        self._data = data
        self._order = order

    def top(self) -> list[str]:
        """Return the tidied lines above the first table.

        The comments above the first key stay at the top, even if another key becomes the first.
        """
        first, *tables = self.document.sections
        if not first.assignments:
            return _trimmed(self._remarks(0, tables[0].lead if tables else len(self._text)))
        heading, *lines = self._lines(first, 0)
        return _trimmed([*heading.above, *self._body(first, [heading._replace(above=[]), *lines])])

    def tables(self) -> Iterator[TidyTable]:
        """Yield each table with its tidied lines, in the order of the text."""
        first, *tables = self.document.sections
        start = self._next_line(first.end) if first.assignments or not tables else tables[0].lead
        for section in tables:
            yield TidyTable(section.path, [*self._title(section, start), *self._content(section)])
            start = self._next_line(section.end)

    def bottom(self) -> list[str]:
        """Return the lines below the last table: comments, parted from it by blank lines."""
        last = self.document.sections[-1]
        if last.header is None and not last.assignments:
            return []
        return _trimmed(self._remarks(self._next_line(last.end), len(self._text)))

    def _title(self, section: TomlSection, start: int) -> Iterator[str]:
        """Yield the line of a section's header, below all comments from the offset `start` on."""
        header = section.header
        assert header is not None
        if remarks := _trimmed(self._remarks(start, section.lead)):
            yield from (*remarks, "")
        yield from self._remarks(section.lead, self.document.line_start(header.start))
        name = _dotted(part for part in section.path if isinstance(part, str))
        written = f"[[{name}]]" if self._text.startswith("[[", header.start) else f"[{name}]"
        comment = self._comment_after(header)
        yield f"{written}  {comment}" if comment else written

    def _content(self, section: TomlSection) -> list[str]:
        """Return the tidied lines of a section below its header."""
        assert section.header is not None
        return self._body(section, [*self._lines(section, self._next_line(section.header.end))])

    def _body(self, section: TomlSection, lines: list[TidyLine]) -> list[str]:
        """Return a section's lines in canonical order, aligned, and the comments directly below them.

        `lines` has its assignments in the order of the text. If that changes, the blank lines between them
        go: they would part other lines now.
        """
        keys = self._order(section.path, value_at(self._data, section.path))
        depth = len(section.path)
        ordered = sorted(lines, key=lambda line: keys.index(str(line.path[depth])))
        if ordered != lines:
            ordered = [line._replace(above=[each for each in line.above if each]) for line in ordered]
        body = [text for paragraph in _paragraphs(ordered) for text in _aligned(paragraph)]
        last = section.assignments[-1] if section.assignments else section.header
        below = self._remarks(self._next_line(last.end), section.end) if last else []
        return _trimmed([*body, *below])

    def _lines(self, section: TomlSection, start: int) -> Iterator[TidyLine]:
        """Yield a section's assignments with their comments, the first with those from `start` on."""
        for assignment in section.assignments:
            above = self._remarks(start, self.document.line_start(assignment.start))
            key = _dotted(str(part) for part in assignment.path[len(section.path) :])
            yield TidyLine(
                above=above,
                path=assignment.path,
                key=key,
                value=self._value(key, assignment),
                comment=self._comment_after(assignment),
            )
            start = self._next_line(assignment.end)

    def _value(self, key: str, assignment: Assignment) -> str:
        """Return a value as written; a list on one line that is too long gets a line for each element."""
        span = self.document.spans.value(assignment.path)
        assert span is not None
        value = self.document.slice(span)
        if not value.startswith("[") or "\n" in value or cells(f"{key} = {value}") <= LONGEST_LINE:
            return value
        elements = map(self.document.slice, self.document.spans.members(assignment.path))
        return self.document.line_ending.join(["[", *(f"  {each}," for each in elements), "]"])

    def _remarks(self, start: int, end: int) -> list[str]:
        """Return the comment lines between two offsets, and an empty line for each run of blank lines.

        There must be nothing but comments and blank lines between the offsets.
        """
        lines = [line.strip(" \t\r") for line in self._text[start:end].split("\n")]
        if not lines[-1]:
            lines.pop()  # the text ended with a line break
        return [line for index, line in enumerate(lines) if line or not index or lines[index - 1]]

    def _comment_after(self, assignment: Assignment) -> str:
        return self._text[assignment.end : self.document.line_end(assignment.end)].strip(" \t")

    def _next_line(self, offset: int) -> int:
        """Return the start of the line below an offset's line, or the end of the text."""
        return self._text.find("\n", offset) + 1 or len(self._text)


def _dotted(parts: Iterable[str]) -> str:
    """Return the parts of a key as one dotted key."""
    return ".".join(map(render_key, parts))


def _paragraphs(lines: Iterable[TidyLine]) -> list[list[TidyLine]]:
    """Group assignments: each with a blank line above it begins a new group."""
    paragraphs: list[list[TidyLine]] = []
    for line in lines:
        if not paragraphs or "" in line.above:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _aligned(lines: Sequence[TidyLine]) -> Iterator[str]:
    """Yield the text of assignments with the lines above them, `=` in one column and comments in another.

    A value of several lines is left as it is.
    """
    flat = [line for line in lines if "\n" not in line.value]
    width = max((cells(line.key) for line in flat), default=0)
    column = max((cells(line.value) for line in flat if line.comment), default=0)
    for line in lines:
        yield from line.above
        is_flat = "\n" not in line.value
        key = line.key + " " * (width - cells(line.key)) if is_flat else line.key
        gap = " " * (column - cells(line.value)) if is_flat else ""
        yield f"{key} = {line.value}{gap}  {line.comment}" if line.comment else f"{key} = {line.value}"


def _trimmed(lines: list[str]) -> list[str]:
    """Return lines without the empty ones at both ends."""
    start, end = 0, len(lines)
    while start < end and not lines[start]:
        start += 1
    while end > start and not lines[end - 1]:
        end -= 1
    return lines[start:end]

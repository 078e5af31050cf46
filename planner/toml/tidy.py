"""The tables of a text written anew: keys in order, `=` and comments in line, blank lines one at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planner.terminal_text import cells
from planner.toml.document import Section, TomlDocument
from planner.toml.render import render_key
from planner.toml.spans import Assignment, Path
from planner.toml.values import at

LONGEST_LINE = 100
"""A list on a longer line gets a line for each element."""

KeyOrder = Callable[[Path, Mapping[str, Any]], Sequence[str]]
"""All keys of the table at a path, as they are to stand."""


class TidyLine(NamedTuple):
    """An assignment with its comments."""

    above: list[str]
    """Comment lines, and an empty one for each run of blank lines."""
    path: Path
    key: str
    value: str
    comment: str


class TidyBlock(NamedTuple):
    """A table under its header, with the comments above it."""

    path: Path
    lines: list[str]


class Tidy:
    """Of a text that tomli has accepted. Comments at a distance above a table belong to it."""

    def __init__(self, text: str, data: Mapping[str, Any], order: KeyOrder) -> None:
        self.layout = TomlDocument(text)
        self._text = text
        self._data = data
        self._order = order

    def top(self) -> list[str]:
        """What stands above the first table; the comments that it begins with stay there."""
        first, *tables = self.layout.sections
        if not first.assignments:
            return _trimmed(self._remarks(0, tables[0].lead if tables else len(self._text)))
        heading, *lines = self._lines(first, 0)
        return _trimmed([*heading.above, *self._body(first, [heading._replace(above=[]), *lines])])

    def blocks(self) -> Iterator[TidyBlock]:
        first, *tables = self.layout.sections
        start = self._next_line(first.end) if first.assignments or not tables else tables[0].lead
        for section in tables:
            yield TidyBlock(section.path, [*self._title(section, start), *self._content(section)])
            start = self._next_line(section.end)

    def bottom(self) -> list[str]:
        """Comments at a distance below the last table."""
        last = self.layout.sections[-1]
        if last.header is None and not last.assignments:
            return []
        return _trimmed(self._remarks(self._next_line(last.end), len(self._text)))

    def _title(self, section: Section, start: int) -> Iterator[str]:
        """The header, with all comments above it."""
        header = section.header
        assert header is not None
        if remarks := _trimmed(self._remarks(start, section.lead)):
            yield from (*remarks, "")
        yield from self._remarks(section.lead, self.layout.line_start(header.start))
        name = _dotted(part for part in section.path if isinstance(part, str))
        written = f"[[{name}]]" if self._text.startswith("[[", header.start) else f"[{name}]"
        comment = self._comment_after(header)
        yield f"{written}  {comment}" if comment else written

    def _content(self, section: Section) -> list[str]:
        """What stands below the header."""
        assert section.header is not None
        return self._body(section, [*self._lines(section, self._next_line(section.header.end))])

    def _body(self, section: Section, lines: list[TidyLine]) -> list[str]:
        """The lines in order; where that changes them, blank lines between them mean nothing any more."""
        wanted = self._order(section.path, at(self._data, section.path))
        depth = len(section.path)
        ordered = sorted(lines, key=lambda line: wanted.index(str(line.path[depth])))
        if ordered != lines:
            ordered = [line._replace(above=[each for each in line.above if each]) for line in ordered]
        body = [text for paragraph in _paragraphs(ordered) for text in _aligned(paragraph)]
        last = section.assignments[-1] if section.assignments else section.header
        below = self._remarks(self._next_line(last.end), section.end) if last else []
        return _trimmed([*body, *below])

    def _lines(self, section: Section, start: int) -> Iterator[TidyLine]:
        for assignment in section.assignments:
            above = self._remarks(start, self.layout.line_start(assignment.start))
            key = _dotted(str(part) for part in assignment.path[len(section.path) :])
            yield TidyLine(
                above, assignment.path, key, self._value(key, assignment), self._comment_after(assignment)
            )
            start = self._next_line(assignment.end)

    def _value(self, key: str, assignment: Assignment) -> str:
        """As written; a list that makes its line too long with each element on a line of its own."""
        span = self.layout.spans.value(assignment.path)
        assert span is not None
        value = self.layout.slice(span)
        if not value.startswith("[") or "\n" in value or cells(f"{key} = {value}") <= LONGEST_LINE:
            return value
        elements = map(self.layout.slice, self.layout.spans.members(assignment.path))
        return self.layout.line_ending.join(["[", *(f"  {each}," for each in elements), "]"])

    def _remarks(self, start: int, end: int) -> list[str]:
        """The comments of whole lines, and an empty one for each run of blank lines."""
        lines = [line.strip(" \t\r") for line in self._text[start:end].split("\n")]
        if not lines[-1]:
            lines.pop()  # which is but the end of the line before
        return [line for index, line in enumerate(lines) if line or not index or lines[index - 1]]

    def _comment_after(self, assignment: Assignment) -> str:
        return self._text[assignment.end : self.layout.line_end(assignment.end)].strip(" \t")

    def _next_line(self, place: int) -> int:
        return self._text.find("\n", place) + 1 or len(self._text)


def _dotted(parts: Iterable[str]) -> str:
    return ".".join(map(render_key, parts))


def _paragraphs(lines: Iterable[TidyLine]) -> list[list[TidyLine]]:
    paragraphs: list[list[TidyLine]] = []
    for line in lines:
        if not paragraphs or "" in line.above:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _aligned(lines: Sequence[TidyLine]) -> Iterator[str]:
    """Their `=` in one column and their comments in another; a value of several lines takes no part."""
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
    """Without empty lines at its ends."""
    start, end = 0, len(lines)
    while start < end and not lines[start]:
        start += 1
    while end > start and not lines[end - 1]:
        end -= 1
    return lines[start:end]

"""How a file is laid out by hand: its lines, its tables, and the comments that stand over them."""

from collections.abc import Iterable
from typing import NamedTuple

from planner.toml.spans import Assignment, Path, Span, scan


class TextEdit(NamedTuple):
    start: int
    end: int
    text: str


class CannotEdit(Exception):
    """The file is not written as an edit expects it; a larger edit may do."""


class Section(NamedTuple):
    """A header and what stands under it; the first section has none."""

    path: Path
    header: Assignment | None
    assignments: list[Assignment]
    lead: int
    """Where the comment lines directly above the header start, else its line."""
    end: int
    """The end of its last line, without the line's ending; comment lines directly below are included."""


class TomlDocument:
    """A text that tomli has accepted, with its sections in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = scan(text)
        first_end = text.find("\n")
        self.line_ending = "\r\n" if text[first_end - 1 : first_end] == "\r" else "\n"
        self.sections = self._read_sections()
        self._by_path = {section.path: section for section in self.sections}

    def section(self, path: Path) -> Section | None:
        return self._by_path.get(path)

    def sections_below(self, path: Path) -> list[Section]:
        """The section of a table and those of its sub-tables."""
        return [each for each in self.sections if each.path[: len(path)] == path]

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line ends, without its line ending."""
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def line_before(self, at: int) -> int:
        """The end of the line above."""
        start = self.line_start(at)
        return self.line_end(self.line_start(start - 1)) if start else 0

    def line_removal(self, start: int, end: int) -> TextEdit:
        """Of all lines from the one to the other place."""
        if self.line_start(start):
            return TextEdit(self.line_before(start), self.line_end(end), "")
        return TextEdit(0, self.text.find("\n", end) + 1 or len(self.text), "")

    def line_below(self, at: int) -> str:
        """The line after the one that `at` is in, without blanks; nothing at the end of the file."""
        newline = self.text.find("\n", at)
        return self.text[newline + 1 : self.line_end(newline + 1)].strip(" \t\r") if newline >= 0 else ""

    def slice(self, span: Span | Assignment) -> str:
        return self.text[span.start : span.end]

    def _read_sections(self) -> list[Section]:
        groups: list[tuple[Assignment | None, list[Assignment]]] = [(None, [])]
        for assignment in self.spans.assignments:
            if assignment.is_header:
                groups.append((assignment, []))
            else:
                groups[-1][1].append(assignment)
        sections: list[Section] = []
        lead = 0
        for number, (header, assignments) in enumerate(groups, 1):
            last = assignments[-1] if assignments else header
            end = self.line_end(last.end) if last else 0
            following = groups[number][0] if number < len(groups) else None
            floor = self.text.find("\n", last.end) + 1 if last else 0
            next_lead = self._lead(following.start, floor) if following else len(self.text)
            path = header.path if header else ()
            sections.append(Section(path, header, assignments, lead, self._end(end, next_lead)))
            lead = next_lead
        return sections

    def _lead(self, at: int, floor: int) -> int:
        lead = self.line_start(at)
        while lead > floor:
            above = self.line_start(lead - 1)
            if not self._is_comment(above, lead):
                break
            lead = above
        return lead

    def _end(self, end: int, ceiling: int) -> int:
        while (below := self.text.find("\n", end) + 1) and below < ceiling:
            if not self._is_comment(below, ceiling):
                break
            end = self.line_end(below)
        return end

    def _is_comment(self, start: int, end: int) -> bool:
        return self.text[start : min(end, self.line_end(start))].lstrip(" \t").startswith("#")


def edited(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with all edits made; several at one place stand in the order given.

    Removals may overlap; CannotEdit where anything else does.
    """
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < at and new:
            raise CannotEdit
        parts += text[at:start], new
        at = max(at, end)
    return "".join([*parts, text[at:]])

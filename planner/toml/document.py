"""The layout of a TOML text: its lines, its tables, and the comments above and below them."""

from collections.abc import Iterable
from typing import NamedTuple

from planner.toml.letting_go import let_go
from planner.toml.spans import Assignment, Path, Span, scan


class TextEdit(NamedTuple):
    """The text between two offsets, and its replacement."""

    start: int
    end: int
    text: str


class CannotEdit(Exception):
    """An edit that expects another layout of the text; a larger edit may be possible."""


class TomlSection(NamedTuple):
    """A header and the assignments under it; the first section of a text has no header."""

    path: Path
    header: Assignment | None
    assignments: list[Assignment]
    lead: int
    """The offset at which the comment lines directly above the header start, or else the header's line."""
    end: int
    """The end of its last line, without the line ending; comment lines directly below are included."""


class TomlDocument:
    """A text that tomli has accepted, with its sections in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = scan(text)
        first_end = text.find("\n")
        self.line_ending = "\r\n" if text[first_end - 1 : first_end] == "\r" else "\n"
        self.sections = self._read_sections()
        self._by_path = {section.path: section for section in self.sections}

    def let_go(self) -> None:
        """Free the document in small pieces; it cannot be used any more."""
        let_go(self.sections, self._by_path)
        self.spans.let_go()

    def section(self, path: Path) -> TomlSection | None:
        """Return the section whose header opens the table at a path, or None if no header does."""
        return self._by_path.get(path)

    def sections_below(self, path: Path) -> list[TomlSection]:
        """Return the section of a table and the sections of its sub-tables, in the order of the text."""
        return [each for each in self.sections if each.path[: len(path)] == path]

    def line_start(self, offset: int) -> int:
        """Return the start of the line that holds an offset."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return the end of the line that holds an offset, without its line ending."""
        end = self.text.find("\n", offset)
        if end < 0:
            return len(self.text)
        return end - 1 if end > offset and self.text[end - 1] == "\r" else end

    def previous_line_end(self, offset: int) -> int:
        """Return the end of the line above an offset's line, without its line ending; 0 on the first line."""
        start = self.line_start(offset)
        return self.line_end(self.line_start(start - 1)) if start else 0

    def line_removal(self, start: int, end: int) -> TextEdit:
        """Return the edit that removes all lines from the line of one offset to the line of another."""
        if self.line_start(start):
            return TextEdit(self.previous_line_end(start), self.line_end(end), "")
        return TextEdit(0, self.text.find("\n", end) + 1 or len(self.text), "")

    def next_line(self, offset: int) -> str:
        """Return the line below an offset's line, without blanks at its ends; empty on the last line."""
        newline = self.text.find("\n", offset)
        return self.text[newline + 1 : self.line_end(newline + 1)].strip(" \t\r") if newline >= 0 else ""

    def slice(self, span: Span | Assignment) -> str:
        """Return the text of a span or assignment."""
        return self.text[span.start : span.end]

    def _read_sections(self) -> list[TomlSection]:
        groups: list[tuple[Assignment | None, list[Assignment]]] = [(None, [])]
        for assignment in self.spans.assignments:
            if assignment.is_header:
                groups.append((assignment, []))
            else:
                groups[-1][1].append(assignment)
        sections: list[TomlSection] = []
        lead = 0
        for number, (header, assignments) in enumerate(groups, 1):
            last = assignments[-1] if assignments else header
            end = self.line_end(last.end) if last else 0
            following = groups[number][0] if number < len(groups) else None
            floor = self.text.find("\n", last.end) + 1 if last else 0
            next_lead = self._lead(following.start, floor) if following else len(self.text)
            sections.append(
                TomlSection(
                    path=header.path if header else (),
                    header=header,
                    assignments=assignments,
                    lead=lead,
                    end=self._end(end, next_lead),
                )
            )
            lead = next_lead
        return sections

    def _lead(self, header: int, floor: int) -> int:
        """Return the start of the comment lines directly above a header, else of the header's own line.

        Lines above the offset `floor` do not count.
        """
        lead = self.line_start(header)
        while lead > floor:
            above = self.line_start(lead - 1)
            if not self._is_comment(above, lead):
                break
            lead = above
        return lead

    def _end(self, end: int, ceiling: int) -> int:
        """Return the end of the comment lines directly below the line that ends at `end`, else `end`.

        Lines below the offset `ceiling` do not count.
        """
        while (below := self.text.find("\n", end) + 1) and below < ceiling:
            if not self._is_comment(below, ceiling):
                break
            end = self.line_end(below)
        return end

    def _is_comment(self, start: int, end: int) -> bool:
        return self.text[start : min(end, self.line_end(start))].lstrip(" \t").startswith("#")


def edited(text: str, edits: Iterable[TextEdit]) -> str:
    """Return a text with all edits made; insertions at one offset keep their order.

    Raise CannotEdit if an edit that writes text begins within an earlier edit; removals may overlap.
    """
    parts: list[str] = []
    offset = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < offset and new:
            raise CannotEdit
        parts += text[offset:start], new
        offset = max(offset, end)
    return "".join([*parts, text[offset:]])

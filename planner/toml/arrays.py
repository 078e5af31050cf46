"""Edits that add members to arrays and inline tables, or remove them, in the layout of the members there.

A member is an element of an array or an assignment of an inline table.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from planner.toml.document import CannotEdit, TextEdit, TomlDocument
from planner.toml.spans import Assignment, Path

_rest_of_line = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n]*)?(?=\r?\n)")
_up_to_comma = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+(?=,)")
_blanks = re.compile(r"[ \t]*")

_Cut = tuple[int, int]
"""The start and end of a text to remove."""


class Members:
    """The members of one array or inline table, and the commas between them."""

    def __init__(self, document: TomlDocument, container: Path) -> None:
        self.document = document
        self.present = document.spans.members(container)
        self.span = document.spans.value(container)
        self.commas = [self._comma_after(member) for member in self.present]
        """The offset of the comma after each member, or None."""

    def _comma_after(self, member: Assignment) -> int | None:
        found = _up_to_comma.match(self.document.text, member.end)
        return found.end() if found else None

    def starts_line(self, offset: int) -> bool:
        """Return True if only blanks stand before an offset on its line."""
        return not self.document.text[self.document.line_start(offset) : offset].strip(" \t")

    def is_leading_comma(self, comma: int | None) -> bool:
        """Return True if the comma at an offset begins its line; False for None."""
        return comma is not None and self.starts_line(comma)

    def leading_break(self, index: int, *, before: bool) -> str | None:
        """Return the line break, indentation and comma with which the line of a new member begins.

        The new member goes after the member at `index`, or with `before` before it. Return None if the
        commas there do not begin their lines.
        """
        after = self.commas[index]
        above = self.commas[index - 1] if index else None
        commas = [after] if before else [above, after]
        leading = [each for each in commas if each is not None and self.starts_line(each)]
        if (after is not None and not self.is_leading_comma(after)) or not leading:
            return None
        comma = leading[0]
        end = _blanks_end(self.document.text, comma + 1)
        if _at_line_end(self.document.text, end) or self.document.text[end] == "#":
            end = comma + 1
        return self.document.line_ending + self.document.text[self.document.line_start(comma) : end]


def member_insertions(
    document: TomlDocument, container: Path, neighbour: int, members: Sequence[str], *, before: bool = False
) -> Iterator[TextEdit]:
    """Yield the edits that insert rendered members after the member at index `neighbour`, or before it.

    An array or inline table without members gets them between its brackets. Raise CannotEdit if
    `container` is the path of neither.
    """
    present = document.spans.members(container)
    if not present:
        yield _insertion_into_empty(document, container, members)
        return
    member = present[neighbour]
    leading = Members(document, container).leading_break(neighbour, before=before)
    if leading is not None and before:
        yield TextEdit(member.start, member.start, leading.join([*members, ""]))
    elif leading is not None:
        rest = _rest_of_line.match(document.text, member.end)
        end = document.line_end(member.end) if rest else member.end
        yield TextEdit(end, end, leading.join(["", *members]))
    elif before and _begins_line(document, member):
        end, line_break = document.previous_line_end(member.start), _line_break(document, member)
        yield TextEdit(end, end, "".join(f"{line_break}{each}," for each in members))
    elif before:
        yield TextEdit(member.start, member.start, "".join(f"{each}, " for each in members))
    elif inserts_lines(document, present, neighbour):
        rest = _rest_of_line.match(document.text, member.end)
        comma = rest[1] if rest else ""
        separator = "," + _line_break(document, member)
        end = document.line_end(member.end)
        if not comma:
            yield TextEdit(member.end, member.end, ",")
        yield TextEdit(end, end, separator[1:] + separator.join(members) + comma)
    else:
        yield TextEdit(member.end, member.end, "".join(f", {each}" for each in members))


def inserts_lines(document: TomlDocument, present: Sequence[Assignment], index: int) -> bool:
    """Return True if members inserted after the member at an index get lines of their own.

    They do if that member begins its line and nothing but its comma and a comment follows there. It must
    have a comma unless it is the last one of `present`.
    """
    member = present[index]
    rest = _rest_of_line.match(document.text, member.end)
    return bool(_begins_line(document, member) and rest and (rest[1] or index == len(present) - 1))


def member_removals(
    document: TomlDocument, container: Path, removed: Collection[int], extended: Collection[int] = ()
) -> Iterator[TextEdit]:
    """Yield the edits that remove the members at some indexes, with one comma each where possible.

    The comments on their lines go if no other member is there. `extended` are the indexes of members
    that get new members after them at the same time: the commas after these stay.
    """
    members = Members(document, container)
    span = members.span
    if span and len(removed) == len(members.present) and "\n" not in document.slice(span):
        yield TextEdit(span.start + 1, span.end - 1, "")
        return
    for run in _runs(removed):
        for start, end in _cuts(members, run, extended):
            yield TextEdit(start, end, "")


def _runs(indexes: Collection[int]) -> Iterator[range]:
    """Yield the ranges of successive indexes that make up the given ones, in order."""
    ordered = sorted(indexes)
    start = 0
    for position, index in enumerate(ordered):
        if position + 1 == len(ordered) or ordered[position + 1] != index + 1:
            yield range(ordered[start], index + 1)
            start = position + 1


def _cuts(members: Members, run: range, extended: Collection[int]) -> Iterator[_Cut]:
    """Yield the cuts that remove successive members with their commas; other members' comments stay.

    `extended` are the indexes of members whose comma has to stay, as in `member_removals`.
    """
    present, text = members.present, members.document.text
    first, following = present[run.start], run.stop
    commas = _commas_of(members, run, extended)
    if run.start == 0 and following < len(present) and not members.starts_line(first.start):
        between = text[first.start : present[following].start]
        if not any("#" in text[present[each].end : present[each + 1].start] for each in run):
            yield first.start, first.start + len(between)
            return
    member_cuts = [(present[each].start, present[each].end) for each in run]
    lines: dict[int, list[_Cut]] = {}
    for start, end in sorted([*member_cuts, *((comma, comma + 1) for comma in commas)]):
        lines.setdefault(members.document.line_start(start), []).append((start, end))
    for line_start, cuts in lines.items():
        yield from _line_cuts(members, line_start, cuts, set(member_cuts))


def _commas_of(members: Members, run: range, extended: Collection[int]) -> list[int]:
    """Return the offsets of the commas to remove with a run of members, one for each member if possible.

    A comma that begins a line goes with the member after it, any other with the member before it. If the
    last member goes and has no comma, the one before the run goes only if it stands on the run's first
    line; otherwise it stays as the comma at the array's end, as does one after a member in `extended`.
    """
    inside = [comma for comma in (members.commas[each] for each in run) if comma is not None]
    above = members.commas[run.start - 1] if run.start else None
    if above is None or run.start - 1 in extended:
        return inside
    if len(inside) < len(run):
        line_start = members.document.line_start(members.present[run.start].start)
        return [above, *inside] if above >= line_start else inside
    return [above, *inside[:-1]] if members.is_leading_comma(above) else inside


def _line_cuts(members: Members, line_start: int, cuts: list[_Cut], member_cuts: set[_Cut]) -> Iterator[_Cut]:
    """Yield the cuts of one line, each with the blanks on one side, or the whole line if only they are on it.

    The line's comment goes with the whole line if one of the cuts is a member.
    """
    document, text = members.document, members.document.text
    end = document.line_end(cuts[-1][1])
    left = text[line_start : cuts[0][0]] + "".join(text[one[1] : other[0]] for one, other in pairwise(cuts))
    rest = text[cuts[-1][1] : end].strip(" \t")
    takes_comment = rest.startswith("#") and not member_cuts.isdisjoint(cuts)
    if not left.strip(" \t") and (not rest or takes_comment):
        edit = document.line_removal(line_start, end)
        yield edit.start, edit.end
        return
    for start, stop in _joined(text, cuts):
        follows_on = text[start] == "," and stop > start + 1
        if follows_on or _at_line_end(text, _blanks_end(text, stop)):
            yield start - _blanks_before(text, start), stop
        else:
            yield start, _blanks_end(text, stop)


def _joined(text: str, cuts: list[_Cut]) -> list[_Cut]:
    """Return the cuts, given in order, with neighbours that only blanks part joined into one."""
    joined = [cuts[0]]
    for start, end in cuts[1:]:
        if _blanks_end(text, joined[-1][1]) == start:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _blanks_end(text: str, offset: int) -> int:
    """Return the end of the blanks that begin at an offset."""
    found = _blanks.match(text, offset)
    return found.end() if found else offset


def _at_line_end(text: str, offset: int) -> bool:
    return text[offset : offset + 1] in ("", "\r", "\n")


def _blanks_before(text: str, offset: int) -> int:
    """Return the number of blanks directly before an offset, on its line."""
    start = offset
    while start and text[start - 1] in " \t":
        start -= 1
    return offset - start


def _insertion_into_empty(document: TomlDocument, container: Path, members: Sequence[str]) -> TextEdit:
    """Return the edit that puts members between the brackets of an empty array or inline table.

    Raise CannotEdit if there is neither at the path.
    """
    span = document.spans.value(container)
    if span is None:
        raise CannotEdit
    closing = span.end - 1
    if "\n" in document.slice(span):
        indent = document.text[document.line_start(closing) : closing]
        if indent.strip(" \t"):
            return TextEdit(closing, closing, ", ".join(members))
        end = document.previous_line_end(closing)
        return TextEdit(end, end, "".join(f"{document.line_ending}{indent}  {each}," for each in members))
    inside = ", ".join(members)
    space = " " if document.text[span.start] == "{" else ""
    return TextEdit(span.start + 1, closing, f"{space}{inside}{space}")


def _begins_line(document: TomlDocument, member: Assignment) -> bool:
    return not document.text[document.line_start(member.start) : member.start].strip(" \t")


def _line_break(document: TomlDocument, member: Assignment) -> str:
    """Return a line break with the indentation of a member that begins its line."""
    return document.line_ending + document.text[document.line_start(member.start) : member.start]

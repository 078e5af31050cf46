"""Putting members into arrays and inline tables, and taking them out, in the way these are written."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from planner.toml.document import CannotEdit, TextEdit, TomlDocument
from planner.toml.spans import Assignment, Path

_rest_of_own_line = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n]*)?(?=\r?\n)")
_up_to_comma = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+(?=,)")
_blanks = re.compile(r"[ \t]*")

_Cut = tuple[int, int]


class Members:
    """The members of one array or inline table, and the commas between them."""

    def __init__(self, layout: TomlDocument, holder: Path) -> None:
        self.layout = layout
        self.present = layout.spans.members(holder)
        self.span = layout.spans.value(holder)
        self.commas = [self._comma_after(member) for member in self.present]
        """The place of the comma below each member; None where there is none."""

    def _comma_after(self, member: Assignment) -> int | None:
        found = _up_to_comma.match(self.layout.text, member.end)
        return found.end() if found else None

    def starts_line(self, at: int) -> bool:
        return not self.layout.text[self.layout.line_start(at) : at].strip(" \t")

    def leads(self, comma: int | None) -> bool:
        """Return True for a comma that is the first of its line."""
        return comma is not None and self.starts_line(comma)

    def leading_break(self, index: int, *, before: bool) -> str | None:
        """Return the line break, indentation and comma that a new line begins with.

        None where the members beside the place do not have leading commas.
        """
        after = self.commas[index]
        above = self.commas[index - 1] if index else None
        commas = [after] if before else [above, after]
        if (after is not None and not self.leads(after)) or not any(map(self.leads, commas)):
            return None
        comma = next(each for each in commas if each is not None and self.leads(each))
        end = _blanks_end(self.layout.text, comma + 1)
        if _at_line_end(self.layout.text, end) or self.layout.text[end] == "#":
            end = comma + 1
        return self.layout.line_ending + self.layout.text[self.layout.line_start(comma) : end]


def member_insertions(
    layout: TomlDocument, holder: Path, neighbour: int, members: Sequence[str], *, before: bool = False
) -> Iterator[TextEdit]:
    """After the member of an index, or before it; where there is none yet, just in."""
    present = layout.spans.members(holder)
    if not present:
        yield _into_empty(layout, holder, members)
        return
    member = present[neighbour]
    leading = Members(layout, holder).leading_break(neighbour, before=before)
    if leading is not None and before:
        yield TextEdit(member.start, member.start, leading.join([*members, ""]))
    elif leading is not None:
        rest = _rest_of_own_line.match(layout.text, member.end)
        end = layout.line_end(member.end) if rest else member.end
        yield TextEdit(end, end, leading.join(["", *members]))
    elif before and _has_own_line(layout, member):
        end, line_break = layout.line_before(member.start), _line_break(layout, member)
        yield TextEdit(end, end, "".join(f"{line_break}{each}," for each in members))
    elif before:
        yield TextEdit(member.start, member.start, "".join(f"{each}, " for each in members))
    elif takes_lines(layout, present, neighbour):
        rest = _rest_of_own_line.match(layout.text, member.end)
        comma = rest[1] if rest else ""
        separator = "," + _line_break(layout, member)
        end = layout.line_end(member.end)
        if not comma:
            yield TextEdit(member.end, member.end, ",")
        yield TextEdit(end, end, separator[1:] + separator.join(members) + comma)
    else:
        yield TextEdit(member.end, member.end, "".join(f", {each}" for each in members))


def takes_lines(layout: TomlDocument, present: Sequence[Assignment], index: int) -> bool:
    """Return True where new members get lines of their own, below the comma of a member."""
    member = present[index]
    rest = _rest_of_own_line.match(layout.text, member.end)
    return bool(_has_own_line(layout, member) and rest and (rest[1] or index == len(present) - 1))


def member_removals(
    layout: TomlDocument, holder: Path, gone: Collection[int], grown: Collection[int] = ()
) -> Iterator[TextEdit]:
    """Take out the members of some indexes; below those of `grown`, new ones are put in as well."""
    members = Members(layout, holder)
    span = members.span
    if span and len(gone) == len(members.present) and "\n" not in layout.slice(span):
        yield TextEdit(span.start + 1, span.end - 1, "")
        return
    for run in _runs(gone):
        for start, end in _cuts(members, run, grown):
            yield TextEdit(start, end, "")


def _runs(indexes: Collection[int]) -> Iterator[range]:
    """Yield the indexes in runs without a gap."""
    ordered = sorted(indexes)
    start = 0
    for at, index in enumerate(ordered):
        if at + 1 == len(ordered) or ordered[at + 1] != index + 1:
            yield range(ordered[start], index + 1)
            start = at + 1


def _cuts(members: Members, run: range, grown: Collection[int]) -> Iterator[_Cut]:
    """Yield what a run of members and as many commas leave nothing of but comments of others."""
    present, text = members.present, members.layout.text
    first, following = present[run.start], run.stop
    commas = _commas_of(members, run, grown)
    if run.start == 0 and following < len(present) and not members.starts_line(first.start):
        between = text[first.start : present[following].start]
        if not any("#" in text[present[each].end : present[each + 1].start] for each in run):
            yield first.start, first.start + len(between)
            return
    tokens = [(present[each].start, present[each].end) for each in run]
    lines: dict[int, list[_Cut]] = {}
    for start, end in sorted([*tokens, *((comma, comma + 1) for comma in commas)]):
        lines.setdefault(members.layout.line_start(start), []).append((start, end))
    for line_start, cuts in lines.items():
        yield from _line_cuts(members, line_start, cuts, set(tokens))


def _commas_of(members: Members, run: range, grown: Collection[int]) -> list[int]:
    """Choose as many commas beside a run as it has members; a comma may stay below the last member."""
    inside = [comma for comma in (members.commas[each] for each in run) if comma is not None]
    above = members.commas[run.start - 1] if run.start else None
    if above is None or run.start - 1 in grown:
        return inside
    if len(inside) < len(run):  # the last of the array, which has no comma
        line_start = members.layout.line_start(members.present[run.start].start)
        return [above, *inside] if above >= line_start else inside  # that may stay as the last one
    return [above, *inside[:-1]] if members.leads(above) else inside


def _line_cuts(members: Members, line_start: int, cuts: list[_Cut], tokens: set[_Cut]) -> Iterator[_Cut]:
    """Yield the cuts of one line, with the spaces that are not needed then, or the whole line."""
    layout, text = members.layout, members.layout.text
    end = layout.line_end(cuts[-1][1])
    left = text[line_start : cuts[0][0]] + "".join(text[one[1] : other[0]] for one, other in pairwise(cuts))
    rest = text[cuts[-1][1] : end].strip(" \t")
    takes_comment = rest.startswith("#") and not tokens.isdisjoint(cuts)
    if not left.strip(" \t") and (not rest or takes_comment):
        edit = layout.line_removal(line_start, end)
        yield edit.start, edit.end
        return
    for start, stop in _joined(text, cuts):
        follows_on = text[start] == "," and stop > start + 1
        if follows_on or _at_line_end(text, _blanks_end(text, stop)):
            yield start - _blanks_before(text, start), stop
        else:
            yield start, _blanks_end(text, stop)


def _joined(text: str, cuts: list[_Cut]) -> list[_Cut]:
    """Return the cuts with only spaces between them as one."""
    joined = [cuts[0]]
    for start, end in cuts[1:]:
        if _blanks_end(text, joined[-1][1]) == start:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _blanks_end(text: str, at: int) -> int:
    found = _blanks.match(text, at)
    return found.end() if found else at


def _at_line_end(text: str, at: int) -> bool:
    return text[at : at + 1] in ("", "\r", "\n")


def _blanks_before(text: str, at: int) -> int:
    """Return how many spaces stand directly above a place, on its line."""
    start = at
    while start and text[start - 1] in " \t":
        start -= 1
    return at - start


def _into_empty(layout: TomlDocument, holder: Path, members: Sequence[str]) -> TextEdit:
    span = layout.spans.value(holder)
    if span is None:
        raise CannotEdit
    closing = span.end - 1
    if "\n" in layout.slice(span):
        indent = layout.text[layout.line_start(closing) : closing]
        if indent.strip(" \t"):
            return TextEdit(closing, closing, ", ".join(members))
        end = layout.line_before(closing)
        return TextEdit(end, end, "".join(f"{layout.line_ending}{indent}  {each}," for each in members))
    inside = ", ".join(members)
    space = " " if layout.text[span.start] == "{" else ""
    return TextEdit(span.start + 1, closing, f"{space}{inside}{space}")


def _has_own_line(layout: TomlDocument, member: Assignment) -> bool:
    return not layout.text[layout.line_start(member.start) : member.start].strip(" \t")


def _line_break(layout: TomlDocument, member: Assignment) -> str:
    return layout.line_ending + layout.text[layout.line_start(member.start) : member.start]

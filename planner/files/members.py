"""Putting members into arrays and inline tables, and taking them out, in the way these are written."""

import re
from collections.abc import Iterator, Sequence

from planner.files.layout import CannotEdit, Edit, Layout
from planner.files.spans import Path, Statement

_rest_of_own_line = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n]*)?(?=\r?\n)")
_comma = re.compile(r"[ \t]*,[ \t]*")


def member_insertions(
    layout: Layout, holder: Path, neighbour: int, members: Sequence[str], *, before: bool = False
) -> Iterator[Edit]:
    """After the member of an index, or before it; where there is none yet, just in."""
    present = layout.spans.members(holder)
    if not present:
        yield _into_empty(layout, holder, members)
        return
    member = present[neighbour]
    if before and _has_own_line(layout, member):
        end, line_break = layout.line_before(member.start), _line_break(layout, member)
        yield Edit(end, end, "".join(f"{line_break}{each}," for each in members))
    elif before:
        yield Edit(member.start, member.start, "".join(f"{each}, " for each in members))
    else:
        rest = _rest_of_own_line.match(layout.text, member.end)
        if _has_own_line(layout, member) and rest and (rest[1] or member is present[-1]):
            separator = "," + _line_break(layout, member)
            end = layout.line_end(member.end)
            if not rest[1]:
                yield Edit(member.end, member.end, ",")
            yield Edit(end, end, separator[1:] + separator.join(members) + rest[1])
        else:
            yield Edit(member.end, member.end, "".join(f", {each}" for each in members))


def member_removals(layout: Layout, holder: Path, gone: set[int]) -> Iterator[Edit]:
    """`gone` are indexes of members."""
    present = layout.spans.members(holder)
    span = layout.spans.value(holder)
    if span and len(gone) == len(present) and "\n" not in layout.slice(span):
        yield Edit(span.start + 1, span.end - 1, "")
        return
    kept = -1
    for index, member in enumerate(present):
        if index not in gone:
            kept = index
        elif _has_own_line(layout, member) and _rest_of_own_line.match(layout.text, member.end):
            yield layout.line_removal(member.start, member.end)
        elif (
            index + 1 == len(present) and kept >= 0 and _on_one_line(layout, present[kept].end, member.start)
        ):
            yield Edit(present[kept].end, member.end, "")
        else:
            comma = _comma.match(layout.text, member.end)
            yield Edit(member.start, comma.end() if comma else member.end, "")


def _into_empty(layout: Layout, holder: Path, members: Sequence[str]) -> Edit:
    span = layout.spans.value(holder)
    if span is None:
        raise CannotEdit
    inside = ", ".join(members)
    if "\n" in layout.slice(span):
        return Edit(span.end - 1, span.end - 1, inside)
    space = " " if layout.text[span.start] == "{" else ""
    return Edit(span.start + 1, span.end - 1, f"{space}{inside}{space}")


def _has_own_line(layout: Layout, member: Statement) -> bool:
    return not layout.text[layout.line_start(member.start) : member.start].strip(" \t")


def _line_break(layout: Layout, member: Statement) -> str:
    return layout.line_ending + layout.text[layout.line_start(member.start) : member.start]


def _on_one_line(layout: Layout, start: int, end: int) -> bool:
    return "\n" not in layout.text[start:end]

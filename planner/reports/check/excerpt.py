"""Lines of a file with pieces of them marked, in the manner of compilers."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.reports.check.report import SourceRange
from planner.reports.look import Colour, ReportStyle
from planner.terminal_text import cells, shown

WIDEST = 100
BEFORE = 30
"""How much of a longer line is kept to the left of what is marked."""

_WORD = r"""\[+[^\]]*\]+|"[^"]*"|'[^']*'|[\w.:-]+|\S"""


class Mark(NamedTuple):
    span: SourceRange
    sign: str
    label: str
    colour: Colour


def word_at(lines: Sequence[str], line: int, column: int) -> SourceRange:
    """The word that begins here, where only its beginning is known."""
    word = re.match(_WORD, lines[line - 1][column - 1 : column - 1 + WIDEST]) if line <= len(lines) else None
    return SourceRange(line, column, column + (word.end() if word else 1))


def excerpt(
    place: str, lines: Sequence[str], marks: Sequence[Mark], notes: Sequence[str], look: ReportStyle
) -> Iterator[str]:
    """Where it is, the marked lines in their order, and what there is to note."""
    marks = sorted((mark for mark in marks if mark.span.line <= len(lines)), key=lambda mark: mark.span)
    margin = " " * (len(str(marks[-1].span.line)) if marks else 1)
    bar = look.paint("|", "blue")
    yield f"{margin}{look.paint('-->', 'blue')} {place}"
    if marks:
        yield f"{margin} {bar}"
    before = 0
    for mark in marks:
        number = mark.span.line
        text, underlined = _marked(lines[number - 1], mark)
        if number != before:
            if before and number > before + 1:
                yield look.paint("...", "blue")
            yield f"{look.paint(f'{number:>{len(margin)}}', 'blue')} {bar} {text}".rstrip()
        indent, width = underlined
        signs = look.paint(f"{mark.sign * width} {mark.label}".rstrip(), mark.colour)
        yield f"{margin} {bar} {' ' * indent}{signs}"
        before = number
    if marks and notes:
        yield f"{margin} {bar}"
    for note in notes:
        yield f"{margin} {look.paint('=', 'blue')} {note}"


def _marked(line: str, mark: Mark) -> tuple[str, tuple[int, int]]:
    """What is shown of a line, and where in it, in cells, the mark begins and how wide it is."""
    start = max(0, min(mark.span.column - 1 - BEFORE, len(line) - WIDEST))
    cut = line[start : start + WIDEST]
    ellipsis = "…" if start else ""
    first, last = mark.span.column - 1 - start, min(mark.span.end - 1 - start, len(cut))
    indent = cells(ellipsis + _printed(cut[:first]))
    width = max(1, cells(_printed(cut[first:last])))
    more = "…" if start + WIDEST < len(line) else ""
    return f"{ellipsis}{_printed(cut)}{more}", (indent, width)


def _printed(text: str) -> str:
    return shown(text.replace("\t", "    "))

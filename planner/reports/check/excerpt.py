"""Excerpts of a file: its lines with marked ranges, as compilers print them."""

import re
from collections.abc import Iterator, Sequence

from planner.named_tuple import NamedTuple
from planner.reports.check.report import SourceRange
from planner.reports.look import Colour, ReportStyle
from planner.terminal_text import cells, shown

WIDEST = 100
BEFORE = 30
"""Characters of a long line that are kept to the left of the mark."""

_WORD = r"""\[+[^\]]*\]+|"[^"]*"|'[^']*'|[\w.:-]+|\S"""


class ExcerptMark(NamedTuple):
    """A range of one line, the sign that underlines it, and a label behind the signs."""

    span: SourceRange
    sign: str
    label: str
    colour: Colour


def word_at(lines: Sequence[str], line: int, column: int) -> SourceRange:
    """Return the range of the word that begins at a line and column, both counted from 1.

    If no word begins there, or the line is not there, the range is one column wide.
    """
    word = re.match(_WORD, lines[line - 1][column - 1 : column - 1 + WIDEST]) if line <= len(lines) else None
    return SourceRange(line, column, column + (word.end() if word else 1))


def excerpt(
    place: str, lines: Sequence[str], marks: Sequence[ExcerptMark], notes: Sequence[str], look: ReportStyle
) -> Iterator[str]:
    """Yield a line with the place, the marked lines with their marks, and the notes below.

    Marks come in the order of the file; marks on lines that are not there are left out. `lines` are those of
    the whole file. A line `...` stands for lines between two marks.
    """
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


def _marked(line: str, mark: ExcerptMark) -> tuple[str, tuple[int, int]]:
    """Return the shown part of a line, and the indent and width of its mark in terminal cells.

    A long line is cut to `WIDEST` characters around the mark.
    """
    start = max(0, min(mark.span.column - 1 - BEFORE, len(line) - WIDEST))
    cut = line[start : start + WIDEST]
    ellipsis = "…" if start else ""
    first, last = mark.span.column - 1 - start, min(mark.span.end - 1 - start, len(cut))
    indent = cells(ellipsis + _printed(cut[:first]))
    width = max(1, cells(_printed(cut[first:last])))
    more = "…" if start + WIDEST < len(line) else ""
    return f"{ellipsis}{_printed(cut)}{more}", (indent, width)


def _printed(text: str) -> str:
    """Return text that is safe to print, with tabs as four spaces."""
    return shown(text.replace("\t", "    "))

"""Pages to read and search: sections of blocks, written as lines in one column or in several."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from planner.terminal_text import cells, shown
from planner.tui.panels.line import BLANK, PanelLine, Style, StyledText, fitted, paragraph

LEAST_COLUMN = 50
"""Cells of a column of the help, so that keys and a sentence stand side by side."""
GAP = 3
"""Cells between two columns."""


class Block(NamedTuple):
    """Lines that are found, or left out, together."""

    text: str
    """The text that a search looks through."""
    write: Callable[[int], Iterable[PanelLine]]
    """Return the lines in a width in cells."""


class Section(NamedTuple):
    """A heading and its blocks."""

    title: str
    blocks: Sequence[Block]


def found(sections: Iterable[Section], query: str) -> list[Section]:
    """Return the sections with only those blocks that have every word of a query.

    A word is looked for, in any case, in the section's title and in the block. Sections without such a block
    are left out.
    """
    words = query.lower().split()
    matching = []
    for section in sections:
        missing = [word for word in words if word not in section.title.lower()]
        blocks = [each for each in section.blocks if all(word in each.text.lower() for word in missing)]
        if blocks:
            matching.append(Section(section.title, blocks))
    return matching


def written(sections: Sequence[Section], width: int, columns: int = 1) -> list[PanelLine]:
    """Return the lines of sections with a blank line between them, in `columns` side by side.

    A section is never divided between columns.
    """
    if columns <= 1:
        return [line for section in sections for line in _section(section, width)][:-1]
    each_width = (width - GAP * (columns - 1)) // columns
    parts = [list(_section(section, each_width)) for section in sections]
    filled = [column[:-1] for column in _shared(parts, columns)]
    return list(_side_by_side(filled, each_width))


def columns_in(width: int, most: int = 3) -> int:
    """Return how many columns have room in `width` cells, from 1 to `most`."""
    return min(max((width + GAP) // (LEAST_COLUMN + GAP), 1), most)


def _section(section: Section, width: int) -> Iterator[PanelLine]:
    """Yield the lines of a section: its title if it has one, its blocks, and a blank line."""
    if section.title:
        yield fitted((StyledText(shown(section.title), "heading"),), width)
    for block in section.blocks:
        yield from block.write(width)
    yield BLANK


def _shared(parts: Sequence[list[PanelLine]], columns: int) -> list[list[PanelLine]]:
    """Return the lines of sections shared out to columns in order; the highest column is as low as can be.

    No section is divided; there are at most `columns` of them.
    """
    low, high = max(map(len, parts), default=0), sum(map(len, parts))
    while low < high:
        height = (low + high) // 2
        low, high = (low, height) if len(_filled(parts, height)) <= columns else (height + 1, high)
    return _filled(parts, high)


def _filled(parts: Sequence[list[PanelLine]], height: int) -> list[list[PanelLine]]:
    """Return the lines of sections in columns at most `height` lines high, as few columns as can be.

    A section higher than that has a column of its own.
    """
    filled: list[list[PanelLine]] = [[]]
    for part in parts:
        if filled[-1] and len(filled[-1]) + len(part) > height:
            filled.append([])
        filled[-1] += part
    return filled


def _side_by_side(columns: Sequence[list[PanelLine]], width: int) -> Iterator[PanelLine]:
    """Yield the lines of columns, each `width` cells wide, side by side."""
    for index in range(max(map(len, columns), default=0)):
        spans: list[StyledText] = []
        for number, lines in enumerate(columns):
            line = lines[index] if index < len(lines) else BLANK
            spans += line.spans
            if number < len(columns) - 1:
                spans.append(StyledText(" " * (width + GAP - cells(line.text))))
        yield PanelLine(tuple(spans))


def text_block(text: str, *, style: Style = "plain", indent: int = 0, link: str | None = None) -> Block:
    """Return a block of one paragraph, which a search finds by its text."""
    return Block(text, lambda width: paragraph(text, width, style, indent=indent, link=link))


def two_columns(rows: Sequence[tuple[str, ...]], column: int, *, indent: int = 1) -> list[Block]:
    """Return a block for each row: its first text as a name `column` cells wide, its second one beside it.

    A search looks through all texts of a row; further ones are not shown.
    """
    return [Block(" ".join(row), partial(_row, row[0], row[1], column, indent)) for row in rows]


def _row(name: str, text: str, column: int, indent: int, width: int) -> Sequence[PanelLine]:
    """Return the lines of a name and the text beside it; a name too long for its column has its own line.

    `indent` cells are before the name, which has a `column` of so many cells.
    """
    lead, at, name = " " * indent, indent + column + 2, shown(name)
    if cells(name) > column:
        own = PanelLine((StyledText(lead), StyledText(name, "strong")))
        return (own, *paragraph(text, width, indent=at))
    gap = " " * (at - indent - cells(name))
    first = StyledText(lead), StyledText(name, "strong"), StyledText(gap)
    return paragraph(text, width, first=first, indent=at)

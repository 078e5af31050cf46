"""Lines of styled text, made without Textual: a panel's content is plain data that tests can read."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rich.cells import cell_len, chop_cells

from planner.terminal_text import shown

Style = Literal[
    "plain",
    "strong",
    "quiet",
    "error",
    "warning",
    "info",
    "good",
    "gone",
    "released",
    "default",
    "deprecated",
    "retired",
    "none",
    "notice",
]


class Span(NamedTuple):
    text: str
    style: Style = "plain"


class Line(NamedTuple):
    spans: tuple[Span, ...] = ()
    target: int | None = None
    """Which entry of the panel it belongs to, if choosing it means something."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


BLANK = Line()


def cropped(text: str, width: int) -> str:
    """No wider than so many cells."""
    if cell_len(text) <= width:
        return text
    return (chop_cells(text, max(width - 1, 1)) or [""])[0] + "…" if width > 0 else ""


def squeezed(text: str, width: int) -> str:
    """No wider than so many cells, its last part kept: a message ends with its bound."""
    head, semicolon, tail = text.rpartition("; ")
    if cell_len(text) <= width or not semicolon or cell_len(tail) > width // 2:
        return cropped(text, width)
    return f"{cropped(head, width - cell_len(tail) - 2)}; {tail}"


def padded(text: str, width: int) -> str:
    """Exactly so many cells."""
    text = cropped(text, width)
    return text + " " * (width - cell_len(text))


def words(text: str, width: int) -> list[str]:
    """The text in rows of at most so many cells, broken between words where it can be."""
    rows: list[str] = [""]
    for word in text.split():
        joined = f"{rows[-1]} {word}" if rows[-1] else word
        if cell_len(joined) <= width:
            rows[-1] = joined
            continue
        pieces = chop_cells(word, max(width, 1))
        if rows[-1]:
            rows.extend(pieces)
        else:
            rows[-1:] = pieces
    return rows


def paragraph(
    text: str,
    width: int,
    style: Style = "plain",
    *,
    first: Iterable[Span] = (),
    indent: int = 0,
    target: int | None = None,
) -> Iterator[Line]:
    """A text over as many lines as it needs; `first` stands before it, in the indent."""
    rows = words(shown(text), max(width - indent, 8))
    lead = tuple(first) or (Span(" " * indent),)
    for row in rows:
        yield Line((*lead, Span(row, style)), target)
        lead = (Span(" " * indent),)

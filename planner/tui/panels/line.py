"""Lines of styled text, made without Textual: a panel's content is plain data that tests can read."""

from functools import lru_cache
from typing import Literal, NamedTuple

from rich.cells import chop_cells

from planner.terminal_text import cells, shown

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


class StyledText(NamedTuple):
    text: str
    style: Style = "plain"


class PanelLine(NamedTuple):
    spans: tuple[StyledText, ...] = ()
    target: int | None = None
    """Which entry of the panel it belongs to, if choosing it means something."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


BLANK = PanelLine()


def cropped(text: str, width: int) -> str:
    """No wider than so many cells."""
    if cells(text) <= width:
        return text
    return (chop_cells(text, max(width - 1, 1)) or [""])[0] + "…" if width > 0 else ""


def squeezed(text: str, width: int) -> str:
    """No wider than so many cells, its last part kept: a message ends with its bound."""
    head, semicolon, tail = text.rpartition("; ")
    if cells(text) <= width or not semicolon or cells(tail) > width // 2:
        return cropped(text, width)
    return f"{cropped(head, width - cells(tail) - 2)}; {tail}"


def padded(text: str, width: int) -> str:
    """Exactly so many cells."""
    text = cropped(text, width)
    return text + " " * (width - cells(text))


def words(text: str, width: int) -> list[str]:
    """The text in rows of at most so many cells, broken between words where it can be."""
    rows: list[str] = [""]
    left = width
    for word in text.split():
        size = cells(word)
        if rows[-1] and size + 1 <= left:
            rows[-1] += f" {word}"
            left -= size + 1
        elif not rows[-1] and size <= left:
            rows[-1] = word
            left -= size
        else:
            pieces = [word] if size <= width else chop_cells(word, max(width, 1))
            rows[-1:] = [rows[-1], *pieces] if rows[-1] else pieces
            left = width - cells(rows[-1])
    return rows


@lru_cache(maxsize=1024)
def paragraph(
    text: str,
    width: int,
    style: Style = "plain",
    *,
    first: tuple[StyledText, ...] = (),
    indent: int = 0,
    target: int | None = None,
) -> tuple[PanelLine, ...]:
    """A text over as many lines as it needs; `first` stands before it, in the indent."""
    rows = words(shown(text), max(width - indent, 8))
    leads = (first or (StyledText(" " * indent),), *((StyledText(" " * indent),) for _ in rows[1:]))
    return tuple(
        PanelLine((*lead, StyledText(row, style)), target) for lead, row in zip(leads, rows, strict=True)
    )

"""Lines of styled text, made without Textual: a panel's content is plain data that tests can read."""

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from rich.cells import chop_cells

from planner.named_tuple import NamedTuple
from planner.terminal_text import cells, shown

Style = Literal[
    "plain",
    "strong",
    "quiet",
    "error",
    "warning",
    "info",
    "good",
    "struck",
    "waived",
    "day",
    "released",
    "default",
    "deprecated",
    "retired",
    "none",
    "notice",
    "key",
    "off",
    "faint",
    "pill",
    "pill-policy",
    "pill-on",
    "heading",
    "today",
    "error-mark",
    "warning-mark",
]


class StyledText(NamedTuple):
    """A text in one style."""

    text: str
    style: Style = "plain"
    link: str | None = None
    """The http or https address that the text links to; see `linked`."""


class PanelLine(NamedTuple):
    """A line of a panel: texts in their styles, from left to right."""

    spans: tuple[StyledText, ...] = ()
    target: int | None = None
    """Which entry of the panel it belongs to, if choosing it means something."""

    @property
    def text(self) -> str:
        """The line without styles."""
        return "".join(span.text for span in self.spans)


def linked(text: str, style: Style, url: str | None) -> StyledText:
    """Return a text that links to `url`; without a link if that is None or no http or https address."""
    if url is None:
        return StyledText(text, style)
    from planner.urls import is_url  # after the first paint

    return StyledText(text, style, url if is_url(url) else None)


BLANK = PanelLine()
LEAST_COLUMN = 12
"""Cells for names in a panel of any width."""


def cropped(text: str, width: int) -> str:
    """Return a text of at most `width` cells; a longer one is cut at its end, where `…` stands."""
    if cells(text) <= width:
        return text
    if width < 2:
        return "…" if width == 1 else ""
    return (chop_cells(text, width - 1) or [""])[0] + "…"


def cropped_at_a_word(text: str, width: int) -> str:
    """Return a text of at most `width` cells, cut between two words, with `…` at its end.

    It is cut within a word if whole words would leave much room.
    """
    kept = cropped(text, width)
    if kept == text or text[len(kept) - 1 : len(kept)] == " ":
        return kept
    whole, _, rest = kept.removesuffix("…").rpartition(" ")
    return f"{whole}…" if whole and cells(rest) <= max(width // 3, LEAST_COLUMN) else kept


def fitted(spans: Sequence[StyledText], width: int, target: int | None = None) -> PanelLine:
    """Return a line of at most `width` cells: the text that does not fit is cropped, later ones are empty.

    `target` is the index of the entry that a click on the line chooses; None: nothing.
    """
    fitting: list[StyledText] = []
    for span in spans:
        text = cropped(span.text, width)
        width -= cells(text)
        fitting.append(span._replace(text=text))
    return PanelLine(tuple(fitting), target)


def cropped_in_the_middle(text: str, width: int) -> str:
    """Return a text of at most `width` cells; a longer one keeps both its ends: `Develope…2025.1`."""
    if cells(text) <= width:
        return text
    tail = ""
    for character in reversed(text):
        if cells(character + tail) > (width - 1) // 2:
            break
        tail = character + tail
    return f"{cropped(text, width - cells(tail))}{tail}" if width > 2 else cropped(text, width)


def cropped_path(path: str, width: int) -> str:
    """Return a path of at most `width` cells; a longer one loses folders in front: `…/teams/pay.toml`.

    If its name alone is too long, that is cropped in the middle.
    """
    if cells(path) <= width:
        return path
    *folders, name = path.split(os.sep)
    kept = f"…{os.sep}{name}"
    if not folders or cells(kept) > width:
        return cropped_in_the_middle(name, width)
    for folder in reversed(folders):
        longer = kept.replace("…", f"…{os.sep}{folder}", 1)
        if cells(longer) > width:
            break
        kept = longer
    return kept


def name_column(widest: int, width: int) -> int:
    """Return the cells for a column of names: `widest`, but at most a third of the panel's `width`.

    The third counts as `LEAST_COLUMN` cells at least.
    """
    return min(widest, max(width // 3, LEAST_COLUMN))


def padded(text: str, width: int) -> str:
    """Return a text in exactly `width` cells: cropped at its end, or followed by spaces."""
    text = cropped(text, width)
    return text + " " * (width - cells(text))


def words(text: str, width: int) -> list[str]:
    """Return a text in rows of at most `width` cells, broken between words; longer words are cut in pieces.

    Any white space between words becomes one space or a new row. An empty text has one empty row.
    """
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
    link: str | None = None,
) -> tuple[PanelLine, ...]:
    """Return a text made safe as lines of at most `width` cells, each after an indent.

    Args:
        text: The text, which is broken between words.
        width: The width of the panel in cells; the text gets at least eight of them.
        style: The style of the text.
        first: Texts in place of the first line's indent, as wide as the indent.
        indent: The cells before the text.
        target: The index of the entry that a click on a line chooses; None: nothing.
        link: The http or https address that the text links to.
    """
    rows = words(shown(text), max(width - indent, 8))
    leads = (first or (StyledText(" " * indent),), *((StyledText(" " * indent),) for _ in rows[1:]))
    return tuple(
        PanelLine((*lead, linked(row, style, link)), target) for lead, row in zip(leads, rows, strict=True)
    )

"""A policy as a document to read, in text or Markdown."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from planner.markdown_text import text as escaped
from planner.terminal_text import cells, shown
from planner.wording.policy_page import (
    PageEntry,
    PageHeading,
    Paragraph,
    Part,
    PolicyPage,
    Table,
    parts,
)

WIDEST = 88
LONGEST = 2000
"""The most characters of a paragraph."""


def as_text(page: PolicyPage) -> str:
    """Return the policy as text for the terminal, with underlined headings."""
    return _joined(map(_text, parts(page)))


def as_markdown(page: PolicyPage) -> str:
    """Return the policy as Markdown, its texts escaped."""
    return _joined(map(_markdown, parts(page)))


def _joined(parts: Iterable[Iterable[str]]) -> str:
    """Return the parts, each a sequence of lines, as one text with an empty line between parts."""
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _text(part: Part) -> Iterator[str]:
    """Yield a part of the page as lines for the terminal, safe to print."""
    match part:
        case PageHeading(text, level):
            yield shown(text)
            yield ("=" if level == 1 else "-") * cells(shown(text))
        case Paragraph():
            yield from wrap(shown(_published(part), LONGEST), WIDEST, break_on_hyphens=False)
        case PageEntry(name, paragraphs):
            yield shown(name)
            for each in paragraphs:
                yield from wrap(shown(each, LONGEST), WIDEST, initial_indent="  ", subsequent_indent="  ")
        case Table(head, rows):
            lines = [tuple(map(shown, row)) for row in (head, *rows)]
            widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
            for line in lines:
                padded = (
                    f"{cell}{' ' * (width - cells(cell))}" for cell, width in zip(line, widths, strict=True)
                )
                yield "  ".join(padded).rstrip()


def _markdown(part: Part) -> Iterator[str]:
    """Yield a part of the page as lines of Markdown, its texts escaped."""
    match part:
        case PageHeading(text, level):
            yield f"{'#' * level} {escaped(text)}"
        case Paragraph():
            yield escaped(_published(part))
        case PageEntry(name, paragraphs):
            yield f"### {escaped(name)}"
            for each in paragraphs:
                yield from ("", escaped(each))
        case Table(head, rows):
            yield f"| {' | '.join(head)} |"
            yield f"|{' --- |' * len(head)}"
            for row in rows:
                yield f"| {' | '.join(map(escaped, row))} |"


def _published(paragraph: Paragraph) -> str:
    """Return the text of a paragraph, followed by its address if it has one."""
    return f"{paragraph.text} Published at {paragraph.url}" if paragraph.url else paragraph.text

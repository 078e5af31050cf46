"""Whole tables of a file: taking them out, and writing one anew with its comments kept."""

from collections.abc import Iterator

from planner.toml.document import CannotEdit, Section, TextEdit, TomlDocument
from planner.toml.render import render_block, render_value
from planner.toml.spans import Path, comments
from planner.toml.style import is_aligned
from planner.toml.values import Data


def section_removal(layout: TomlDocument, section: Section) -> TextEdit:
    """A table goes with the comment lines directly above it and the blank lines above those."""
    start = layout.line_before(section.lead)
    while start and layout.line_start(start) == start:
        start = layout.line_before(start)
    return TextEdit(start, section.end, "")


def new_block(layout: TomlDocument, kind: str, data: Data) -> str:
    """`[[kind]]` and its lines, aligned where the last such block of the file is."""
    alike = [each for each in layout.sections if each.path[:1] == (kind,) and len(each.path) == 2]
    block = render_block(kind, data, aligned=bool(alike) and is_aligned(layout, alike[-1]))
    return block.replace("\n", layout.line_ending)


def entry_rewriting(layout: TomlDocument, path: Path, data: Data) -> Iterator[TextEdit]:
    """An entry under a header, written anew in its place: the comments in it move below the header."""
    section, *sub_tables = layout.sections_below(path)
    if section.header is None:
        raise CannotEdit
    start = layout.line_start(section.header.start)
    kept = comments(layout.text[start : section.end])
    for each in sub_tables:
        kept += comments(layout.text[each.lead : each.end])
        yield section_removal(layout, each)
    header, *lines = new_block(layout, str(path[0]), data).split(layout.line_ending)
    yield TextEdit(start, section.end, layout.line_ending.join([header, *kept, *lines]))


def inline_rewriting(layout: TomlDocument, path: Path, data: Data) -> TextEdit:
    """An entry of an array that is written as a value, written anew; it has no place for comments."""
    span = layout.spans.value(path)
    if span is None or comments(layout.slice(span)):
        raise CannotEdit
    return TextEdit(span.start, span.end, render_value(data))

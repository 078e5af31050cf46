"""Edits of whole tables: removing one, and writing one anew with its comments kept."""

from collections.abc import Iterator

from planner.toml.document import CannotEdit, TextEdit, TomlDocument, TomlSection
from planner.toml.render import render_entry, render_value
from planner.toml.spans import Path, comments
from planner.toml.style import is_aligned
from planner.toml.values import Data


def section_removal(document: TomlDocument, section: TomlSection) -> TextEdit:
    """Return the edit that removes a section with the comment lines directly above and below it.

    The blank lines above these comments go, too.
    """
    start = document.previous_line_end(section.lead)
    while start and document.line_start(start) == start:
        start = document.previous_line_end(start)
    return TextEdit(start, section.end, "")


def new_entry(document: TomlDocument, kind: str, data: Data) -> str:
    """Return the text of a new entry: `[[kind]]` and its lines, without a line ending at the end.

    The `=` are aligned if those of the document's last entry of this kind are.
    """
    others = [each for each in document.sections if each.path[:1] == (kind,) and len(each.path) == 2]
    text = render_entry(kind, data, aligned=bool(others) and is_aligned(document, others[-1]))
    return text.replace("\n", document.line_ending)


def entry_rewriting(document: TomlDocument, path: Path, data: Data) -> Iterator[TextEdit]:
    """Yield the edits that write an entry and its sub-tables anew; all their comments go below its header.

    The entry must have a header; raise CannotEdit for the top of the file.
    """
    section, *sub_tables = document.sections_below(path)
    if section.header is None:
        raise CannotEdit
    start = document.line_start(section.header.start)
    kept = comments(document.text[start : section.end])
    for each in sub_tables:
        kept += comments(document.text[each.lead : each.end])
        yield section_removal(document, each)
    header, *lines = new_entry(document, str(path[0]), data).split(document.line_ending)
    yield TextEdit(start, section.end, document.line_ending.join([header, *kept, *lines]))


def inline_rewriting(document: TomlDocument, path: Path, data: Data) -> TextEdit:
    """Return the edit that writes an inline table of an array anew, on one line.

    Raise CannotEdit if it has comments, for which there would be no room, or is not in the text.
    """
    span = document.spans.value(path)
    if span is None or comments(document.slice(span)):
        raise CannotEdit
    return TextEdit(span.start, span.end, render_value(data))

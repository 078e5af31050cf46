"""The style of a key's neighbours: their indentation, and the spacing and alignment of `=`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.toml.document import CannotEdit, TomlDocument, TomlSection
from planner.toml.spans import Assignment


class Equals(NamedTuple):
    """The `=` of an assignment, with the blanks around it."""

    before: str
    """The blanks between the key and `=`."""
    after: str
    """The blanks between `=` and the value."""
    column: int
    """The characters before `=` on its line."""


def styled_assignment(
    document: TomlDocument, section: TomlSection, neighbour: Assignment | None, key: str, value: str
) -> str:
    """Return the line `key = value`, without its ending, indented and spaced as its neighbour is.

    If the neighbour's `=` is aligned with others of the section, so is the new one. Without a neighbour,
    the line has no indentation and one blank on each side of `=`.
    """
    if neighbour is None:
        return f"{key} = {value}"
    indent = document.text[document.line_start(neighbour.start) : neighbour.start]
    equals = _equals(document, neighbour)
    before = equals.before
    if equals.column in _aligned_columns(document, section.assignments):
        before = " " * max(1, equals.column - len(indent + key))
    return f"{indent}{key}{before}={equals.after}{value}"


def inline_equals(document: TomlDocument, members: Sequence[Assignment]) -> str:
    """Return `=` with the blanks, at most one on each side, that the first member of an inline table has.

    Without members, it has one on each side.
    """
    if not members:
        return " = "
    equals = _equals(document, members[0])
    return f"{equals.before[:1]}={equals.after[:1]}"


def is_aligned(document: TomlDocument, section: TomlSection) -> bool:
    """Return True if two or more blanks stand before some `=` of the section, as alignment needs."""
    return bool(_aligned_columns(document, section.assignments))


def _aligned_columns(document: TomlDocument, assignments: Iterable[Assignment]) -> set[int]:
    """Return the columns of each `=` that has two or more blanks before it."""
    found = (_equals(document, assignment) for assignment in assignments)
    return {equals.column for equals in found if equals.before.startswith("  ")}


def _equals(document: TomlDocument, assignment: Assignment) -> Equals:
    key, value = document.spans.key(assignment.path), document.spans.value(assignment.path)
    if not (key and value):
        raise CannotEdit
    offset = document.text.index("=", key.end)
    before, after = document.text[key.end : offset], document.text[offset + 1 : value.start]
    return Equals(before, after, offset - document.line_start(assignment.start))

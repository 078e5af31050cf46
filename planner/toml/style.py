"""How the neighbours of a new key are written: indentation, and the spacing and alignment of `=`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.toml.document import CannotEdit, Section, TomlDocument
from planner.toml.spans import Assignment


class Equals(NamedTuple):
    before: str
    """Between the key and its `=`."""
    after: str
    column: int


def assignment_like(
    layout: TomlDocument, section: Section, neighbour: Assignment | None, key: str, value: str
) -> str:
    """A line, without its ending, written as the neighbour is."""
    if neighbour is None:
        return f"{key} = {value}"
    indent = layout.text[layout.line_start(neighbour.start) : neighbour.start]
    equals = _equals(layout, neighbour)
    before = equals.before
    if equals.column in _aligned_columns(layout, section.assignments):
        before = " " * max(1, equals.column - len(indent + key))
    return f"{indent}{key}{before}={equals.after}{value}"


def inline_equals(layout: TomlDocument, members: Sequence[Assignment]) -> str:
    """`=` with the spaces that the first member has around it."""
    if not members:
        return " = "
    equals = _equals(layout, members[0])
    return f"{equals.before[:1]}={equals.after[:1]}"


def is_aligned(layout: TomlDocument, section: Section) -> bool:
    return bool(_aligned_columns(layout, section.assignments))


def _aligned_columns(layout: TomlDocument, assignments: Iterable[Assignment]) -> set[int]:
    """The columns to which some `=` was moved by spaces."""
    found = (_equals(layout, assignment) for assignment in assignments)
    return {equals.column for equals in found if equals.before.startswith("  ")}


def _equals(layout: TomlDocument, assignment: Assignment) -> Equals:
    key, value = layout.spans.key(assignment.path), layout.spans.value(assignment.path)
    if not (key and value):
        raise CannotEdit
    at = layout.text.index("=", key.end)
    before, after = layout.text[key.end : at], layout.text[at + 1 : value.start]
    return Equals(before, after, at - layout.line_start(assignment.start))

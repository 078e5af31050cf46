"""How the neighbours of a new key are written: indentation, and the spacing and alignment of `=`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.files.layout import CannotEdit, Layout, Section
from planner.files.spans import Statement


class Equals(NamedTuple):
    before: str
    """Between the key and its `=`."""
    after: str
    column: int


def assignment_like(
    layout: Layout, section: Section, neighbour: Statement | None, key: str, value: str
) -> str:
    """A line, without its ending, written as the neighbour is."""
    if neighbour is None:
        return f"{key} = {value}"
    indent = layout.text[layout.line_start(neighbour.start) : neighbour.start]
    equals = _equals(layout, neighbour)
    before = equals.before
    if equals.column in _aligned_columns(layout, section.statements):
        before = " " * max(1, equals.column - len(indent + key))
    return f"{indent}{key}{before}={equals.after}{value}"


def inline_equals(layout: Layout, members: Sequence[Statement]) -> str:
    """`=` with the spaces that the first member has around it."""
    if not members:
        return " = "
    equals = _equals(layout, members[0])
    return f"{equals.before[:1]}={equals.after[:1]}"


def is_aligned(layout: Layout, section: Section) -> bool:
    return bool(_aligned_columns(layout, section.statements))


def _aligned_columns(layout: Layout, statements: Iterable[Statement]) -> set[int]:
    """The columns to which some `=` was moved by spaces."""
    found = (_equals(layout, statement) for statement in statements)
    return {equals.column for equals in found if equals.before.startswith("  ")}


def _equals(layout: Layout, statement: Statement) -> Equals:
    key, value = layout.spans.key(statement.path), layout.spans.value(statement.path)
    if not (key and value):
        raise CannotEdit
    at = layout.text.index("=", key.end)
    before, after = layout.text[key.end : at], layout.text[at + 1 : value.start]
    return Equals(before, after, at - layout.line_start(statement.start))

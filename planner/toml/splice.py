"""The smallest edits that change a table or array of a text from its present data to new data."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from planner.toml.arrays import member_insertions, member_removals
from planner.toml.document import TextEdit, TomlDocument, TomlSection
from planner.toml.render import render_key, render_replacement, render_value
from planner.toml.spans import Assignment, Path, Span
from planner.toml.style import inline_equals, styled_assignment
from planner.toml.tables import section_removal
from planner.toml.values import Data, same


class Container(NamedTuple):
    """The section or inline table that holds the keys of a table, perhaps as dotted keys."""

    path: Path
    section: TomlSection | None
    """None for an inline table."""
    assignments: Sequence[Assignment]
    """All assignments in it, those of other tables (`told.released = …`) included."""


class Anchor(NamedTuple):
    """The neighbour beside which a new key goes."""

    neighbour: int
    """The index of an assignment of the container; -1 if there is none to go by."""
    before: bool = False


def table_edits(document: TomlDocument, path: Path, written: Data, new: Data) -> Iterator[TextEdit]:
    """Yield the edits that change the table at a path from `written`, its data in the text, to `new`.

    Keys of both stay in their places; a new key goes beside its neighbours in the order of `new`.
    """
    removed = written.keys() - new.keys()
    for name, value in new.items():
        if name in written and not same(written[name], value):
            edits = _value_edits(document, (*path, name), written[name], value)
            if edits is None:
                removed.add(name)  # and added again, since a table takes the place of a value, or the reverse
            else:
                yield from edits
    if removed:
        yield from _removals(document, path, removed)
    if added := [name for name in new if name in removed or name not in written]:
        yield from _additions(document, path, added, written, new)


def array_edits(document: TomlDocument, path: Path, written: list[Any], new: list[Any]) -> Iterator[TextEdit]:
    """Yield the edits that change the array `[…]` at a path from `written`, its present data, to `new`."""
    members = document.spans.members(path)
    removed: set[int] = set()
    matcher = SequenceMatcher(None, [*map(repr, written)], [*map(repr, new)], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        kept = min(end - start, new_end - new_start)
        for member, value in zip(members[start : start + kept], new[new_start:], strict=False):
            yield _replacement(document, member, value)
        removed.update(range(start + kept, end))
        if added := new[new_start + kept : new_end]:
            yield from element_insertions(document, path, start + kept, added)
    if removed:
        yield from member_removals(document, path, removed)


def element_insertions(
    document: TomlDocument, path: Path, index: int, elements: Sequence[Any], *, first: int = 0
) -> Iterator[TextEdit]:
    """Return the edits that insert elements into an array written as `[…]`, after the element at `index - 1`.

    At index 0, the elements go before the one at index `first`, since those above it are to be removed.
    """
    texts = [*map(render_value, elements)]
    return member_insertions(document, path, index - 1 if index else first, texts, before=index == 0)


def _value_edits(document: TomlDocument, path: Path, written: Any, new: Any) -> Iterator[TextEdit] | None:
    """Return the edits that change a value where it stands.

    Return None if that cannot be done, so that its key has to be removed and added again.
    """
    span = document.spans.value(path)
    are_tables = isinstance(written, dict) and isinstance(new, dict)
    if are_tables and (document.section(path) or not written.keys().isdisjoint(new)):
        return table_edits(document, path, written, new)
    if span is None:
        return None
    if isinstance(written, list) and isinstance(new, list):
        return array_edits(document, path, written, new)
    return iter([_replacement(document, span, new)])


def _replacement(document: TomlDocument, written: Span | Assignment, value: Any) -> TextEdit:
    text = render_replacement(value, document.slice(written))
    return TextEdit(written.start, written.end, text.replace("\n", document.line_ending))


def _removals(document: TomlDocument, table: Path, names: Collection[str]) -> Iterator[TextEdit]:
    """Yield the edits that remove keys of a table, with the sub-tables of these keys."""
    container = _container(document, table)
    removed = {index for name in names for index in _indexes(container, (*table, name))}
    if container.section is None:
        yield from member_removals(document, container.path, removed)
        return
    for index in removed:
        assignment = container.assignments[index]
        yield document.line_removal(assignment.start, assignment.end)
    for name in names:
        for section in document.sections_below((*table, name)):
            yield section_removal(document, section)


def _additions(
    document: TomlDocument, table: Path, added: Sequence[str], written: Data, new: Data
) -> Iterator[TextEdit]:
    """Yield the edits that add keys of `new` to a table; keys that go to one place share an edit."""
    container = _container(document, table)
    prefix = "".join(f"{render_key(str(part))}." for part in table[len(container.path) :])
    unusable = {*added, *(_shrinking_tables(written, new) if container.section is None else ())}
    anchors = [(_anchor(container, table, name, new, unusable), name) for name in added]
    for anchor, group in groupby(anchors, key=itemgetter(0)):
        assigned = [(prefix + render_key(name), render_value(new[name])) for _, name in group]
        if container.section is None:
            equals = inline_equals(document, container.assignments)
            members = [key + equals + value for key, value in assigned]
            yield from member_insertions(
                document, container.path, anchor.neighbour, members, before=anchor.before
            )
        else:
            yield _line_insertion(document, container.section, anchor, assigned)


def _shrinking_tables(written: Data, new: Data) -> Iterator[str]:
    """Yield the keys of the sub-tables that stay but lose some of their keys.

    In an inline table their dotted keys are being removed, so that nothing can be put beside them.
    """
    for name, value in written.items():
        then = new.get(name)
        if isinstance(value, dict) and isinstance(then, dict) and value.keys() - then.keys():
            yield name


def _line_insertion(
    document: TomlDocument, section: TomlSection, anchor: Anchor, assigned: list[tuple[str, str]]
) -> TextEdit:
    """Return the edit that adds a line for each (key, value) pair to a section, in the neighbour's style."""
    neighbour = section.assignments[anchor.neighbour] if anchor.neighbour >= 0 else None
    lines = [styled_assignment(document, section, neighbour, key, value) for key, value in assigned]
    if neighbour and anchor.before:
        start = document.line_start(neighbour.start)
        return TextEdit(start, start, "".join(line + document.line_ending for line in lines))
    above = neighbour or section.header
    if above is None:
        return TextEdit(0, 0, "".join(line + document.line_ending for line in lines))
    end = document.line_end(above.end)
    return TextEdit(end, end, "".join(document.line_ending + line for line in lines))


def _container(document: TomlDocument, table: Path) -> Container:
    """Return the innermost section or inline table in which the keys of a table can be written.

    Without any, it is the section at the top of the text.
    """
    for length in range(len(table), 0, -1):
        path = table[:length]
        if section := document.section(path):
            return Container(path, section, section.assignments)
        if document.spans.value(path):
            return Container(path, None, document.spans.members(path))
    return Container((), document.sections[0], document.sections[0].assignments)


def _indexes(container: Container, path: Path) -> list[int]:
    """Return the indexes of the container's assignments to a key or, by dots, to a key below it."""
    return [index for index, each in enumerate(container.assignments) if each.path[: len(path)] == path]


def _anchor(container: Container, table: Path, name: str, new: Data, unusable: Collection[str]) -> Anchor:
    """Choose the place of a new key: after the nearest key above it in `new`, else before the nearest below.

    Only keys in the container that are not `unusable` count. A date goes beside other dates if there
    are any. The anchor has no neighbour if no key counts.
    """
    dates = [each for each in new if isinstance(new[each], date)]
    for names in (dates, list(new)):
        if name not in names:
            continue
        position = names.index(name)
        for before, neighbours in ((False, names[position::-1]), (True, names[position:])):
            for neighbour in neighbours:
                if neighbour not in unusable and (found := _indexes(container, (*table, neighbour))):
                    return Anchor(found[0], True) if before else Anchor(found[-1])
    return Anchor(-1)

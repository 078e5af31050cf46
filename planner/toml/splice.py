"""The smallest edits that bring a table of a file from the data written there to other data."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

from planner.toml.arrays import member_insertions, member_removals
from planner.toml.document import Section, TextEdit, TomlDocument
from planner.toml.render import render_key, render_value, render_value_like
from planner.toml.spans import Assignment, Path, Span
from planner.toml.style import assignment_like, inline_equals
from planner.toml.tables import section_removal
from planner.toml.values import Data, same


class Container(NamedTuple):
    """Where the keys of a table are written: under a header, or in an inline table."""

    path: Path
    section: Section | None
    """None: inline."""
    assignments: Sequence[Assignment]
    """All that the section or inline table holds, also of other tables (`told.released = …`)."""


class Anchor(NamedTuple):
    """Where a new key goes."""

    neighbour: int
    """The index of a statement of the home; -1 where there is none to go by."""
    before: bool = False


def table_edits(layout: TomlDocument, path: Path, written: Data, new: Data) -> Iterator[TextEdit]:
    """`new` has its keys in the order in which they read best."""
    gone = written.keys() - new.keys()
    for name, value in new.items():
        if name in written and not same(written[name], value):
            edits = _value_edits(layout, (*path, name), written[name], value)
            if edits is None:
                gone.add(name)  # to be written anew, as other than it was
            else:
                yield from edits
    if gone:
        yield from _removals(layout, path, gone)
    if added := [name for name in new if name in gone or name not in written]:
        yield from _additions(layout, path, added, written, new)


def array_edits(layout: TomlDocument, path: Path, written: list[Any], new: list[Any]) -> Iterator[TextEdit]:
    """For an array that is written as a value."""
    members = layout.spans.members(path)
    gone: set[int] = set()
    matcher = SequenceMatcher(None, [*map(repr, written)], [*map(repr, new)], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        kept = min(end - start, new_end - new_start)
        for member, value in zip(members[start : start + kept], new[new_start:], strict=False):
            yield _replacement(layout, member, value)
        gone.update(range(start + kept, end))
        if added := new[new_start + kept : new_end]:
            yield from element_insertions(layout, path, start + kept, added)
    if gone:
        yield from member_removals(layout, path, gone)


def element_insertions(
    layout: TomlDocument, path: Path, index: int, elements: Sequence[Any], *, first: int = 0
) -> Iterator[TextEdit]:
    """At an index of the array as it is written; at its start, before the `first` element that stays."""
    texts = [*map(render_value, elements)]
    return member_insertions(layout, path, index - 1 if index else first, texts, before=index == 0)


def _value_edits(layout: TomlDocument, path: Path, written: Any, new: Any) -> Iterator[TextEdit] | None:
    span = layout.spans.value(path)
    are_tables = isinstance(written, dict) and isinstance(new, dict)
    if are_tables and (layout.section(path) or not written.keys().isdisjoint(new)):
        return table_edits(layout, path, written, new)
    if span is None:
        return None
    if isinstance(written, list) and isinstance(new, list):
        return array_edits(layout, path, written, new)
    return iter([_replacement(layout, span, new)])


def _replacement(layout: TomlDocument, written: Span | Assignment, value: Any) -> TextEdit:
    text = render_value_like(value, layout.slice(written))
    return TextEdit(written.start, written.end, text.replace("\n", layout.line_ending))


def _removals(layout: TomlDocument, table: Path, names: Collection[str]) -> Iterator[TextEdit]:
    home = _home(layout, table)
    gone = {index for name in names for index in _indexes(home, (*table, name))}
    if home.section is None:
        yield from member_removals(layout, home.path, gone)
        return
    for index in gone:
        assignment = home.assignments[index]
        yield layout.line_removal(assignment.start, assignment.end)
    for name in names:
        for section in layout.sections_below((*table, name)):
            yield section_removal(layout, section)


def _additions(
    layout: TomlDocument, table: Path, added: Sequence[str], written: Data, new: Data
) -> Iterator[TextEdit]:
    home = _home(layout, table)
    prefix = "".join(f"{render_key(str(part))}." for part in table[len(home.path) :])
    moving = {*added, *(_losing(written, new) if home.section is None else ())}
    places = [(_place(home, table, name, new, moving), name) for name in added]
    for place, group in groupby(places, key=lambda each: each[0]):
        assigned = [(prefix + render_key(name), render_value(new[name])) for _, name in group]
        if home.section is None:
            equals = inline_equals(layout, home.assignments)
            members = [key + equals + value for key, value in assigned]
            yield from member_insertions(layout, home.path, place.neighbour, members, before=place.before)
        else:
            yield _line_insertion(layout, home.section, place, assigned)


def _losing(written: Data, new: Data) -> Iterator[str]:
    """Yield the keys of tables of which a part goes, beside which nothing can be put then."""
    for name, value in written.items():
        then = new.get(name)
        if isinstance(value, dict) and isinstance(then, dict) and value.keys() - then.keys():
            yield name


def _line_insertion(
    layout: TomlDocument, section: Section, place: Anchor, assigned: list[tuple[str, str]]
) -> TextEdit:
    neighbour = section.assignments[place.neighbour] if place.neighbour >= 0 else None
    lines = [assignment_like(layout, section, neighbour, key, value) for key, value in assigned]
    if neighbour and place.before:
        start = layout.line_start(neighbour.start)
        return TextEdit(start, start, "".join(line + layout.line_ending for line in lines))
    above = neighbour or section.header
    if above is None:
        return TextEdit(0, 0, "".join(line + layout.line_ending for line in lines))
    end = layout.line_end(above.end)
    return TextEdit(end, end, "".join(layout.line_ending + line for line in lines))


def _home(layout: TomlDocument, table: Path) -> Container:
    for length in range(len(table), 0, -1):
        path = table[:length]
        if section := layout.section(path):
            return Container(path, section, section.assignments)
        if layout.spans.value(path):
            return Container(path, None, layout.spans.members(path))
    return Container((), layout.sections[0], layout.sections[0].assignments)


def _indexes(home: Container, path: Path) -> list[int]:
    """Which statements of a home are of a key, or below it by dots."""
    return [index for index, each in enumerate(home.assignments) if each.path[: len(path)] == path]


def _place(home: Container, table: Path, name: str, new: Data, moving: Collection[str]) -> Anchor:
    """By the nearest neighbour in the order of `new` that stands there; a date goes by the other dates."""
    dates = [each for each in new if isinstance(new[each], date)]
    for names in (dates, list(new)):
        if name not in names:
            continue
        position = names.index(name)
        for before, neighbours in ((False, names[position::-1]), (True, names[position:])):
            for neighbour in neighbours:
                if neighbour not in moving and (found := _indexes(home, (*table, neighbour))):
                    return Anchor(found[0], True) if before else Anchor(found[-1])
    return Anchor(-1)

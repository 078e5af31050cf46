"""Checking a table against its fields: unknown and missing keys, values of the wrong type."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from planner.diagnostics import quoted, quoted_list, visible
from planner.files.locations import DataLocation
from planner.files.schema.fields import FORMAT, Field, Fields, declare
from planner.named_tuple import NamedTuple
from planner.toml.expected import NEEDS_A_DAY, FieldType
from planner.version import __version__

Table = dict[str, Any]
"""A table as tomli gives it."""

ANYTHING = frozenset((str, bool, int, float, date, datetime, time, list, dict))

_PLAIN: Mapping[FieldType, type] = {
    "text": str,
    "name": str,
    "texts": list,
    "flag": bool,
    "whole": int,
    "date": date,
    "dates": dict,
}
"""The type in Python of a right value; values of other field types are checked in full each time."""

_TEXT = frozenset({str})
_DATE = frozenset({date})


class Shape(NamedTuple):
    """The keys that a table may have."""

    what: str
    """The name of the table in messages, such as `a version`."""
    fields: Fields
    plain: Mapping[str, type]
    required: tuple[str, ...]
    free: Collection[type]
    """The types of values that are accepted under unknown keys."""
    declares: bool
    """True if a policy can declare further keys."""
    known: dict[tuple[str, ...], "Layout"]
    """The layouts of the tables that were right so far, by their keys."""


class Layout(NamedTuple):
    """The types of the values of tables that have certain keys, none of them wrong or missing."""

    types: Mapping[str, type]

    def fits(self, tables: Sequence[Table]) -> bool:
        """Return True if all values of some tables have their types, and no text is blank.

        The tables must have the layout's keys. Each key is looked at in all tables at once: that is four
        times as fast as a table after the other.
        """
        for key, expected in self.types.items():
            values = [table[key] for table in tables]
            if set(map(type, values)) != {expected}:
                return False
            if expected is str and "" in map(str.strip, values):
                return False
            if expected is list and not _TEXT.issuperset(map(type, chain.from_iterable(values))):
                return False
            if expected is dict:
                of_tables = chain.from_iterable(map(dict.values, values))
                if not _DATE.issuperset(map(type, of_tables)):
                    return False
        return True


def layout(keys: tuple[str, ...], expected: Shape) -> Layout | None:
    """Return the layout of tables with exactly these keys.

    Return None if a key is unknown, a required one is missing, or the type alone cannot say whether a
    value is right. Layouts are remembered in the shape.
    """
    known = expected.known.get(keys)
    if known is None:
        plain = expected.plain
        if not plain.keys() >= set(keys) or not set(keys).issuperset(expected.required):
            return None
        known = expected.known[keys] = Layout({key: plain[key] for key in keys})
    return known


def shape(what: str, fields: Fields, free: Collection[type] = (), *, declares: bool = False) -> Shape:
    """Return the shape of a table with these fields.

    `what` is its name in messages, `free` has the types of values that are accepted under unknown keys,
    and `declares` is True if a policy can declare further keys.
    """
    plain = {
        name: _PLAIN[field.type]
        for name, field in fields.items()
        if field.type in _PLAIN and not field.one_of
    }
    required = tuple(name for name, field in fields.items() if field.required)
    return Shape(
        what=what, fields=fields, plain=plain, required=required, free=free, declares=declares, known={}
    )


def checked(table: Table, expected: Shape, location: DataLocation) -> Table:
    """Report wrong, unknown and missing keys of a table, and return it without the wrong and unknown ones."""
    known = layout(tuple(table), expected)
    if known is not None and known.fits((table,)):
        return table  # as nearly always; only other tables are checked key by key
    plain = expected.plain
    bad: set[str] = set()
    for key, value in table.items():
        given = type(value)
        if (
            given is plain.get(key)
            and (given is not str or value.strip())
            and (given is not list or _TEXT.issuperset(map(type, value)))
            and (given is not dict or _DATE.issuperset(map(type, value.values())))
        ):
            continue  # only other values are checked in full
        if not _holds(key, value, expected, location):
            bad.add(key)
    for key in expected.required:
        if key not in table:
            location.report_key(
                "missing-key", f"{expected.what} needs {quoted(key)}: {expected.fields[key].description}"
            )
    return {key: value for key, value in table.items() if key not in bad} if bad else table


def entries(table: Table, key: str, location: DataLocation) -> Iterator[tuple[DataLocation, Table]]:
    """Yield the entries `[[key]]` of a file with their locations; also an entry written as `[key]`.

    Elements that are no tables are passed over.
    """
    found = table.get(key)
    if isinstance(found, dict):
        yield location.at(key), found
    elif isinstance(found, list):
        for index, entry in enumerate(found):
            if isinstance(entry, dict):
                yield location.at(key, index), entry


def _holds(key: str, value: object, expected: Shape, location: DataLocation) -> bool:
    """Report all errors of a key and its value; return True if there are none."""
    field = expected.fields.get(key)
    before = len(location.path_diagnostics)
    if field is not None:
        _CHECKS[field.type](value, field, location.at(key))
    elif type(value) not in expected.free:
        hint = location.path_diagnostics.hint(key, expected.fields)
        if not hint:
            cure = _cure(key, value, expected) if expected.declares else ""
            hint = f" is not a key of {expected.what}{cure}"
        location.at(key).report_key("unknown-key", f"{quoted(key)}{hint}")
    return len(location.path_diagnostics) == before


def _cure(key: str, value: object, expected: Shape) -> str:
    """Return the end of the message about an unknown key that is near no other, from the value that it has.

    For a date, name the milestones; for a text, true or false, say how a policy declares the key.
    """
    if isinstance(value, str | bool):
        return declare(key)
    dates = [name for name, field in expected.fields.items() if field.type == "date"]
    return f": its dates are {quoted_list(dates)}" if type(value) is date and dates else ""


def _check_text(value: object, field: Field, location: DataLocation) -> None:
    """Report a value that is no text, or none of the texts that its field may have."""
    if not isinstance(value, str):
        _refuse(value, location, "a text in quotes")
    elif field.one_of and value not in field.one_of:
        hint = (
            location.path_diagnostics.hint(value, field.one_of)
            or f": expected one of {quoted_list(field.one_of)}"
        )
        location.report_value("unknown-value", f"{quoted(value)}{hint}")


def _check_name(value: object, field: Field, location: DataLocation) -> None:
    """Report a value that is no text, is blank, or is none of the texts that its field may have."""
    if isinstance(value, str) and not value.strip():
        location.report_value("blank", f"{quoted(_key(location))} is blank")
    else:
        _check_text(value, field, location)


def _check_texts(value: object, field: Field, location: DataLocation) -> None:
    """Report a value that is no list, and each wrong element."""
    if not isinstance(value, list):
        _refuse(value, location, 'a list of texts, as in ["…", "…"]')
        return
    for index, each in enumerate(value):
        _check_text(each, field, location.at(index))


def _check_text_or_texts(value: object, field: Field, location: DataLocation) -> None:
    """Report a value that is neither a right text nor a list of right texts."""
    (_check_texts if isinstance(value, list) else _check_text)(value, field, location)


def _check_date(value: object, field: Field, location: DataLocation) -> None:
    """Report a value that is no date without a time."""
    if isinstance(value, datetime):
        message = f"`{value.isoformat(' ')}`: a date has no time of day: {value.date().isoformat()}"
        location.report_value("not-a-date", message)
    elif not isinstance(value, date):
        location.report_value("not-a-date", f"{shown(value)}: {NEEDS_A_DAY}")


def _check_flag(value: object, field: Field, location: DataLocation) -> None:
    if not isinstance(value, bool):
        _refuse(value, location, "true or false")


def _check_value(value: object, field: Field, location: DataLocation) -> None:
    """Report a value of a declared field: neither a text nor true or false, or not one it may have."""
    if not isinstance(value, str | bool):
        _refuse(value, location, "a text in quotes, true or false")
    elif field.one_of and value not in field.one_of:
        location.report_value("unknown-value", f"{shown(value)}: expected one of {quoted_list(field.one_of)}")


def _check_whole(value: object, field: Field, location: DataLocation) -> None:
    if type(value) is not int:
        _refuse(value, location, "a whole number")


def _check_table(value: object, field: Field, location: DataLocation) -> None:
    if not isinstance(value, dict):
        _refuse(value, location, "a table")


def _check_tables(value: object, field: Field, location: DataLocation) -> None:
    """Report a value that is no list of tables; a single table is told to have two brackets."""
    header = f"[[{visible(_key(location))}]]"
    if isinstance(value, dict):
        location.report_key("wrong-type", f"an entry has two brackets: {header}")
    elif not isinstance(value, list):
        _refuse(value, location, f"entries, {header}")
    else:
        for index, each in enumerate(value):
            if not isinstance(each, dict):
                _refuse(each, location.at(index), f"a table, {header}")


def _each(
    check: Callable[[object, Field, DataLocation], None], what: str
) -> Callable[[object, Field, DataLocation], None]:
    """Return a check of every value of a table; `what` names the table that it expects."""

    def check_each(value: object, field: Field, location: DataLocation) -> None:
        if not isinstance(value, dict):
            _refuse(value, location, what)
            return
        for key, each in value.items():
            check(each, field, location.at(key))

    return check_each


_CHECKS: Mapping[FieldType, Callable[[object, Field, DataLocation], None]] = {
    "text": _check_text,
    "name": _check_name,
    "texts": _check_texts,
    "text or texts": _check_text_or_texts,
    "flag": _check_flag,
    "value": _check_value,
    "whole": _check_whole,
    "date": _check_date,
    "dates": _each(_check_date, "a table of dates, as in { released = 2027-03-01 }"),
    "table": _check_table,
    "described": _each(_check_text, "a table of texts"),
    "tables": _check_tables,
    "named tables": _each(_check_table, "a table of tables"),
}


def check_format(table: Table, location: DataLocation) -> None:
    """Report a file format that this planner does not know; a file without `format` has the known one."""
    number = table.get("format", FORMAT)
    if number != FORMAT:
        message = f"format {shown(number)} is not known: only format {FORMAT} is"
        location.at("format").report_value("unknown-format", message)


_REQUIRES = r"[0-9]{1,5}(\.[0-9]{1,5}){0,2}"


def too_old(table: Table, location: DataLocation) -> bool:
    """Report a file that requires a newer planner, and return True: its other errors would mean nothing.

    A `requires` that is no version is reported, too, but returns False.
    """
    required = table.get("requires")
    if not isinstance(required, str):
        return False
    if not re.fullmatch(_REQUIRES, required):
        message = f'{shown(required)}: expected a version of the planner, as in "0.2"'
        location.at("requires").report_value("unknown-value", message)
        return False
    if _numbers(required) <= _numbers(__version__):
        return False
    message = f"the file requires planner {required} or later, and this is {__version__}: install a newer one"
    location.at("requires").report_value("too-old", message)
    return True


def _numbers(version: str) -> tuple[int, ...]:
    """Return the three parts of a version, to compare it by: "0.2" is 0.2.0."""
    return tuple(int(part) for part in f"{version}.0.0".split(".")[:3])


def _key(location: DataLocation) -> str:
    """Return the last key on the path to a value; for an element, that of its list."""
    return next(str(each) for each in reversed(location.path) if isinstance(each, str))


def _refuse(value: object, location: DataLocation, expected: str) -> None:
    """Report a value of the wrong type; `expected` names the right one."""
    location.report_value("wrong-type", f"{quoted(_key(location))}: expected {expected}, not {shown(value)}")


def shown(value: object) -> str:
    """Return a value as TOML in backquotes, for a message; of a list or table only say that it is one."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    if isinstance(value, str):
        return f'`"{visible(value)}"`'
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, date | time):
        return f"`{value.isoformat()}`"
    return quoted(str(value))

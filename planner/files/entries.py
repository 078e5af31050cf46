"""Reading one table against its fields: unknown and missing keys, values of the wrong type."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from planner.files.complaints import Spot
from planner.files.fields import FORMAT, NEEDS_A_DAY, Field, Fields, Takes
from planner.files.problem import declare, listed, quoted, visible

Table = dict[str, Any]
"""As tomli gives it."""

ANYTHING = frozenset((str, bool, int, float, date, datetime, time, list, dict))

_PLAIN: Mapping[Takes, type] = {
    "text": str,
    "name": str,
    "texts": list,
    "flag": bool,
    "whole": int,
    "date": date,
    "dates": dict,
}
"""What tomli gives for a value that may be right; what is not here is looked at each time."""

_TEXT = frozenset({str})
_DATE = frozenset({date})


class Shape(NamedTuple):
    """What a table may hold."""

    what: str
    """`a version`, for messages."""
    fields: Fields
    plain: Mapping[str, type]
    required: tuple[str, ...]
    free: Collection[type]
    """Types of which a value under an unknown key is let pass."""
    declares: bool = False
    """Whether a policy can make further keys known."""


def shape(what: str, fields: Fields, free: Collection[type] = (), *, declares: bool = False) -> Shape:
    plain = {
        name: _PLAIN[field.takes]
        for name, field in fields.items()
        if field.takes in _PLAIN and not field.one_of
    }
    required = tuple(name for name, field in fields.items() if field.required)
    return Shape(what, fields, plain, required, free, declares)


def checked(table: Table, expected: Shape, spot: Spot) -> Table:
    """The table without what is wrong in it; each wrong thing is complained of."""
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
            continue  # as nearly always; what is not plainly right is looked at closely
        if not _holds(key, value, expected, spot):
            bad.add(key)
    for key in expected.required:
        if key not in table:
            spot.of_key("missing-key", f"{expected.what} needs {quoted(key)}: {expected.fields[key].says}")
    return {key: value for key, value in table.items() if key not in bad} if bad else table


def entries(table: Table, key: str, spot: Spot) -> Iterator[tuple[Spot, Table]]:
    """The entries `[[key]]` of a document, each with its place; one in single brackets is one too."""
    found = table.get(key)
    if isinstance(found, dict):
        yield spot.at(key), found
    elif isinstance(found, list):
        for index, entry in enumerate(found):
            if isinstance(entry, dict):
                yield spot.at(key, index), entry


def _holds(key: str, value: object, expected: Shape, spot: Spot) -> bool:
    field = expected.fields.get(key)
    before = len(spot.complaints)
    if field is not None:
        _CHECKS[field.takes](value, field, spot.at(key))
    elif type(value) not in expected.free:
        hint = spot.complaints.hint(key, expected.fields) or f" is not a key of {expected.what}"
        if expected.declares and not hint.startswith(":") and isinstance(value, str | bool):
            hint += declare(key)
        spot.at(key).of_key("unknown-key", f"{quoted(key)}{hint}")
    return len(spot.complaints) == before


def _check_text(value: object, field: Field, spot: Spot) -> None:
    if not isinstance(value, str):
        _refuse(value, spot, "a text in quotes")
    elif field.one_of and value not in field.one_of:
        hint = spot.complaints.hint(value, field.one_of) or f": expected one of {listed(field.one_of)}"
        spot.of_value("unknown-value", f"{quoted(value)}{hint}")


def _check_name(value: object, field: Field, spot: Spot) -> None:
    if isinstance(value, str) and not value.strip():
        spot.of_value("blank", f"{quoted(_key(spot))} is blank")
    else:
        _check_text(value, field, spot)


def _check_texts(value: object, field: Field, spot: Spot) -> None:
    if not isinstance(value, list):
        _refuse(value, spot, 'a list of texts, as in ["…", "…"]')
        return
    for index, each in enumerate(value):
        _check_text(each, field, spot.at(index))


def _check_text_or_texts(value: object, field: Field, spot: Spot) -> None:
    (_check_texts if isinstance(value, list) else _check_text)(value, field, spot)


def _check_date(value: object, field: Field, spot: Spot) -> None:
    if isinstance(value, datetime):
        message = f"`{value.isoformat(' ')}`: a date has no time of day: {value.date().isoformat()}"
        spot.of_value("not-a-date", message)
    elif not isinstance(value, date):
        spot.of_value("not-a-date", f"{shown(value)}: {NEEDS_A_DAY}")


def _check_flag(value: object, field: Field, spot: Spot) -> None:
    if not isinstance(value, bool):
        _refuse(value, spot, "true or false")


def _check_value(value: object, field: Field, spot: Spot) -> None:
    if not isinstance(value, str | bool):
        _refuse(value, spot, "a text in quotes, true or false")
    elif field.one_of and value not in field.one_of:
        spot.of_value("unknown-value", f"{shown(value)}: expected one of {listed(field.one_of)}")


def _check_whole(value: object, field: Field, spot: Spot) -> None:
    if type(value) is not int:
        _refuse(value, spot, "a whole number")


def _check_table(value: object, field: Field, spot: Spot) -> None:
    if not isinstance(value, dict):
        _refuse(value, spot, "a table")


def _check_tables(value: object, field: Field, spot: Spot) -> None:
    header = f"[[{visible(_key(spot))}]]"
    if isinstance(value, dict):
        spot.of_key("wrong-type", f"an entry has two brackets: {header}")
    elif not isinstance(value, list):
        _refuse(value, spot, f"entries, {header}")
    else:
        for index, each in enumerate(value):
            if not isinstance(each, dict):
                _refuse(each, spot.at(index), f"a table, {header}")


def _each(check: Callable[[object, Field, Spot], None], what: str) -> Callable[[object, Field, Spot], None]:
    """Checks every value of a table."""

    def check_each(value: object, field: Field, spot: Spot) -> None:
        if not isinstance(value, dict):
            _refuse(value, spot, what)
            return
        for key, each in value.items():
            check(each, field, spot.at(key))

    return check_each


_CHECKS: Mapping[Takes, Callable[[object, Field, Spot], None]] = {
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


def check_format(table: Table, spot: Spot) -> None:
    number = table.get("format", FORMAT)
    if number != FORMAT:
        message = f"format {shown(number)} is not known: only format {FORMAT} is"
        spot.at("format").of_value("unknown-format", message)


def _key(spot: Spot) -> str:
    """The key that a value stands under, be it an element of a list."""
    return next(str(each) for each in reversed(spot.path) if isinstance(each, str))


def _refuse(value: object, spot: Spot, expected: str) -> None:
    spot.of_value("wrong-type", f"{quoted(_key(spot))}: expected {expected}, not {shown(value)}")


def shown(value: object) -> str:
    """A value as it may stand in the file."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    if isinstance(value, str):
        return f'`"{visible(value)}"`'
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, date | time):
        return f"`{value.isoformat()}`"
    return quoted(str(value))

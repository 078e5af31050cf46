"""Reading the parameters of rules: from values of a policy file to the types that a kind works with."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from planner.dates import MONTHS, WEEKDAYS, Duration, parse_duration
from planner.diagnostics import did_you_mean, nearest, quoted, quoted_list, suggestion
from planner.engine.rules.kind import Origin, Parameter, ParameterType, Releases
from planner.files.patterns import COUNTRY, RELEASES
from planner.files.policy.inheritance import WrittenValue
from planner.files.schema.fields import CHANGE, ITEM_TYPES, RATE_PERIODS, VERSION, Fields, declare
from planner.files.table import shown
from planner.named_tuple import NamedTuple
from planner.policy import SEVERITIES, Field, ItemType

T = TypeVar("T")
ITEM_FIELDS: Mapping[ItemType, Fields] = {"version": VERSION, "change": CHANGE}


class Names(NamedTuple):
    """The names to which the rules of a policy can refer."""

    milestones: Mapping[ItemType, tuple[str, ...]]
    channels: tuple[str, ...]
    fields: Mapping[str, Field]
    roles: frozenset[str]
    """Roles that some milestone of a version has."""
    unversioned: str
    """The answer to a request that names no version: `default`, `oldest`, `latest` or `none`."""

    def declared(self, of: ItemType | None) -> tuple[str, ...]:
        """Return the declared fields that items of a type may have; None stands for both types."""
        return tuple(name for name, field in self.fields.items() if not set(types(of)).isdisjoint(field.of))


class Scope(NamedTuple):
    """The items that a rule evaluates, and the names that it can use."""

    of: ItemType | None
    names: Names

    @property
    def milestones(self) -> tuple[str, ...]:
        """The milestones that the items may have, each once."""
        return tuple(dict.fromkeys(name for each in types(self.of) for name in self.names.milestones[each]))

    def keys(self, *field_type: str) -> tuple[str, ...]:
        """Return the planner's own keys of the items whose field has one of these types."""
        return tuple(
            key
            for each in types(self.of)
            for key, field in ITEM_FIELDS[each].items()
            if field.type in field_type
        )


class Refused(Exception):
    """The refusal of a value; its message says which values are expected."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def types(of: ItemType | None) -> tuple[ItemType, ...]:
    """Return the types of item that `of` stands for: both if None."""
    return ITEM_TYPES if of is None else (of,)


def convert(parameter: Parameter, written: WrittenValue, scope: Scope) -> object:
    """Return a parameter's value as its kind of rule needs it.

    Report a wrong value, or each wrong element of a list, and return None.
    """
    if parameter.type in _ELEMENTS:
        if isinstance(written.value, list):
            return each_of(written, lambda value: _ELEMENTS[parameter.type](value, scope))
        message = f"{quoted(parameter.name)}: expected a list, not {shown(written.value)}"
        written.location.report_value("wrong-type", message)
        return None
    if parameter.type == "spans":
        return each_of(written, lambda value: _span(value, scope))
    try:
        return _SINGLE[parameter.type](written.value, scope)
    except Refused as refused:
        written.location.report_value(refused.code, f"{quoted(parameter.name)}: {refused}")
        return None


def each_of(written: WrittenValue, read: Callable[[object], T]) -> tuple[T, ...] | None:
    """Return what `read` makes of each element of a list, or of a value that is no list.

    Report every one for which it raises Refused, and return None if there is any.
    """
    if isinstance(written.value, list):
        values = [(each, written.location.at(index)) for index, each in enumerate(written.value)]
    else:
        values = [(written.value, written.location)]
    found = []
    for value, location in values:
        try:
            found.append(read(value))
        except Refused as refused:
            location.report_value(refused.code, str(refused))
    return tuple(found) if len(found) == len(values) else None


def chosen(value: object, known: Iterable[str], code: str, what: str, cure: str = "") -> str:
    """Return a value if it is one of the known texts; raise Refused if it is not.

    `what` names the texts in the message, `cure` ends it, and `code` is its code.
    """
    if not isinstance(value, str):
        raise Refused("wrong-type", f"expected {what}, not {shown(value)}")
    known = tuple(known)
    if value not in known:
        hint = did_you_mean(value, known) or f" is not {what}: expected {quoted_list(known) or 'none'}{cure}"
        raise Refused(code, f"{quoted(value)}{hint}")
    return value


def milestone(value: object, scope: Scope) -> str:
    """Return a value if it is a milestone of the scope's items; raise Refused if it is not."""
    what = f"a milestone of a {' or '.join(types(scope.of))}"
    return chosen(value, scope.milestones, "unknown-milestone", what)


def tolerance(value: object) -> int:
    """Return the days of a tolerance such as "3 days"; raise Refused for any other value."""
    span = _duration(value)
    if span.unit != "day":
        raise Refused("not-a-duration", f'{shown(value)}: a tolerance is in days, as in "3 days"')
    return span.number


def _channel(value: object, scope: Scope) -> str:
    return chosen(value, scope.names.channels, "unknown-channel", "a channel of the policy")


def _field(value: object, scope: Scope) -> str:
    known = (*scope.milestones, *scope.keys("text", "name"), *scope.names.declared(scope.of))
    cure = declare(value) if isinstance(value, str) else ""
    return chosen(value, known, "unknown-field", "a milestone or text of the item", cure)


def _weekday(value: object, scope: Scope) -> str:
    return chosen(value, WEEKDAYS, "unknown-value", "a weekday")


def _recurring(value: object, scope: Scope) -> str:
    from planner.recurring import parse_recurring

    if not isinstance(value, str):
        raise Refused("wrong-type", f'expected a day such as "15 jan", not {shown(value)}')
    try:
        parse_recurring(value)
    except ValueError as error:
        raise Refused("unknown-value", str(error)) from None
    return value


def _severity(value: object, scope: Scope) -> str:
    return chosen(value, SEVERITIES, "unknown-value", "a severity")


def _flag(value: object, scope: Scope) -> bool:
    if isinstance(value, bool):
        return value
    raise Refused("wrong-type", f"expected true or false, not {shown(value)}")


def _whole(value: object, scope: Scope) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise Refused("wrong-type", f"expected a whole number, 0 or more, not {shown(value)}")


def _country(value: object, scope: Scope) -> str:
    if isinstance(value, str) and re.fullmatch(COUNTRY, value):
        return value
    raise Refused("wrong-type", f'expected a country\'s code such as "US", not {shown(value)}')


def _duration(value: object) -> Duration:
    if not isinstance(value, str):
        raise Refused("wrong-type", f'expected a duration in quotes, as in "90 days", not {shown(value)}')
    try:
        return parse_duration(value)
    except ValueError as error:
        raise Refused("not-a-duration", f"{quoted(value)}: expected {error}") from None


def _span(value: object, scope: Scope) -> Duration | Releases:
    if not isinstance(value, str) or not (counted := re.fullmatch(RELEASES, value)):
        return _duration(value)
    if "released" not in scope.names.roles:
        message = (
            f"{quoted(value)}: no milestone of a version has the role `released`, so none can be counted"
        )
        raise Refused("contradiction", message)
    return Releases(int(counted[1]))


def _origin(value: object, scope: Scope) -> Origin:
    """Return the origin that a text stands for; raise Refused if it stands for none.

    It is `M`, of versions also `next.M`, `previous.M` or `replacement.M`, of changes also `version.M`.
    """
    if not isinstance(value, str):
        raise Refused("wrong-type", f"expected a milestone, not {shown(value)}")
    relation, dot, name = value.rpartition(".")
    if not dot:
        return Origin(milestone(value, scope))
    of_versions = Scope("version", scope.names)
    if scope.of == "change":
        if relation == "version":
            return Origin(milestone(name, of_versions), "version")
        raise Refused("unknown-value", f"{quoted(value)}: expected the change's own milestone or `version.…`")
    if relation == "next":
        return Origin(milestone(name, of_versions), "next")
    if relation == "previous":
        return Origin(milestone(name, of_versions), "previous")
    if relation == "replacement":
        return Origin(milestone(name, of_versions), "replacement")
    near = nearest(relation, ("next", "previous", "replacement"))
    hint = suggestion(f"{near}.{name}") if near else ""
    hint = hint or ": expected a milestone, `next.…`, `previous.…` or `replacement.…`"
    raise Refused("unknown-value", f"{quoted(value)}{hint}")


def effective_by(value: str, scope: Scope) -> str:
    """Return a value if it is a milestone of the items or, of changes, `version.M`; else raise Refused."""
    relation, dot, name = value.rpartition(".")
    if not dot:
        return milestone(value, scope)
    if relation != "version" or scope.of != "change":
        message = f"{quoted(value)}: expected a milestone of the item, or of a change also `version.…`"
        raise Refused("unknown-value", message)
    milestone(name, Scope("version", scope.names))
    return value


def _month(value: object, scope: Scope) -> str:
    return chosen(value, MONTHS, "unknown-value", "a month")


_SINGLE: Mapping[ParameterType, Callable[[object, Scope], object]] = {
    "milestone": milestone,
    "origin": _origin,
    "duration": lambda value, _: _duration(value),
    "flag": _flag,
    "severity": _severity,
    "whole": _whole,
    "country": _country,
    "period": lambda value, _: chosen(value, RATE_PERIODS, "unknown-value", "a period"),
    "roll": lambda value, _: chosen(value, ("next",), "unknown-value", "a way to roll"),
}

_ELEMENTS: Mapping[ParameterType, Callable[[object, Scope], str]] = {
    "milestones": milestone,
    "channels": _channel,
    "fields": _field,
    "weekdays": _weekday,
    "days": _recurring,
    "months": _month,
}

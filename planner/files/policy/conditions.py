"""The conditions `when` and `unless`, which choose the items of a rule."""

from functools import partial

from planner.diagnostics import quoted
from planner.files.policy.inheritance import WrittenValue
from planner.files.policy.parameters import ITEM_FIELDS, Refused, Scope, chosen, each_of, milestone, types
from planner.files.schema.fields import declare
from planner.files.table import shown
from planner.policy import Condition

RESERVED_KEYS = ("has", "compatibility")
"""The keys of a condition that are no keys of items."""


def read_condition(written: WrittenValue | None, scope: Scope) -> Condition:
    """Return a condition: the allowed values by key; an empty one if `written` is None.

    Errors are reported. A wrong key is left out, and a key with a wrong value allows nothing.
    """
    if written is None:
        return {}
    compatibility = () if scope.of == "version" else ("compatibility",)
    known = (*scope.keys("text", "name", "flag"), *scope.names.declared(scope.of), *compatibility, "has")
    condition: dict[str, tuple[str | bool, ...]] = {}
    for key, value in written.value.items():
        location = written.location.at(key)
        if key not in known:
            hint = location.path_diagnostics.hint(key, known)
            hint = hint or f" is not a key of a {' or '.join(types(scope.of))}{declare(key)}"
            location.report_key("unknown-key", f"{quoted(key)}{hint}")
        elif value == []:
            location.report_value("contradiction", f"{quoted(key)}: the list is empty, so it matches no item")
        else:
            condition[key] = each_of(WrittenValue(value, location), partial(_value, key, scope)) or ()
    return condition


def _value(key: str, scope: Scope, value: object) -> str | bool:
    """Return a value that an item's key can have; raise Refused for any other."""
    if key == "has":
        return milestone(value, scope)
    if key == "compatibility":
        return chosen(value, ("compatible", "incompatible"), "unknown-value", "a compatibility")
    declared = scope.names.fields.get(key)
    if declared is not None and declared.one_of is not None:
        return chosen(value, declared.one_of, "unknown-value", f"a value of {quoted(key)}")
    takes_flag = any(key in fields and fields[key].type == "flag" for fields in ITEM_FIELDS.values())
    if isinstance(value, bool) and (takes_flag or declared is not None):
        return value
    if isinstance(value, str) and not takes_flag:
        return value
    raise Refused("wrong-type", f"{quoted(key)}: no item can have the value {shown(value)}")

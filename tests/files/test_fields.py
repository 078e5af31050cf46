"""A key of a version or change is one line in the table: reader, writer, form and fmt go by it."""

from datetime import date

import pytest

from planner.files.format import formatted
from planner.files.plan.data import plan_data
from planner.files.plan.read import read_plan
from planner.files.schema.fields import ENTRIES, ITEM_TYPES, plain
from planner.plan import Change, Item, Plan, Version
from planner.policy import ItemType
from planner.tui.dialogs.fields import DayField, DayReader, SelectField, TextField
from planner.tui.dialogs.item_form import item_fields
from tests.files.opened import POLICY

KEYS = [(item_type, key) for item_type in ITEM_TYPES for key in plain(item_type)]
_ATTRIBUTES = {"version": Version._fields, "change": Change._fields}


def given(item_type: ItemType, key: str) -> dict[str, object]:
    """An entry with a value under a key."""
    entry: dict[str, object] = {"name": "one"}
    if item_type == "change":
        entry["kind"] = "remove-field"
    if key not in entry:
        values = {"flag": True, "date": date(2027, 1, 1)}
        entry[key] = values.get(plain(item_type)[key].type, "A")
    return entry


def read(item_type: ItemType, entry: dict[str, object]) -> tuple[Plan, Item]:
    data = {"format": 1, "product": "P", "policy": "policy", item_type: [entry]}
    if "replacement" in entry:
        data["version"] = [entry, {"name": entry["replacement"]}]
    plan, path_diagnostics = read_plan(data, POLICY)
    assert plan is not None, path_diagnostics
    return plan, plan.items[0]


@pytest.mark.parametrize(("item_type", "key"), KEYS)
def test_every_plain_key_is_an_attribute_that_is_read_and_written_back(item_type: ItemType, key: str) -> None:
    entry = given(item_type, key)
    plan, item = read(item_type, entry)
    assert key in _ATTRIBUTES[item_type]
    value = entry[key]
    assert getattr(item, key) == (value.toordinal() if isinstance(value, date) else value)
    assert plan_data(plan)[item_type][0] == entry


@pytest.mark.parametrize(("item_type", "key"), KEYS)
def test_every_plain_key_has_a_field_in_the_form_that_keeps_its_value(item_type: ItemType, key: str) -> None:
    plan, item = read(item_type, given(item_type, key))
    fields = {each.name: each for each in item_fields(plan, POLICY, item, DayReader(1))}
    value = getattr(item, key)
    field = fields[key]
    assert isinstance(field, TextField | SelectField | DayField)
    assert field.value == ("yes" if value is True else value)


@pytest.mark.parametrize("item_type", ["version", "change"])
def test_fmt_puts_the_keys_in_the_order_of_the_table(item_type: ItemType) -> None:
    fields = plain(item_type)
    values = {"flag": "true", "date": "2027-01-01"}
    lines = [f"{key} = {values.get(fields[key].type, chr(34) * 2)}" for key in reversed([*fields])]
    text = "\n".join((f"[[{item_type}]]", *lines, ""))
    keys = [line.partition(" ")[0] for line in formatted(text, "plan").splitlines()[1:]]
    assert keys == [key for key in ENTRIES[item_type] if key in keys]

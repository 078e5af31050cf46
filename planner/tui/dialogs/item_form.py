"""Forms for versions and changes."""

from collections.abc import Mapping
from typing import Any

from planner.edits import items
from planner.edits.entries import NEW
from planner.files.schema.fields import plain
from planner.plan import Change, Item, Plan, Version
from planner.policy import ItemType, Policy
from planner.toml.expected import FieldType
from planner.tui.dialogs.form import Field, Form, SelectField, TextField, Values

TRUE = "yes"
_PLACING = ("name", "kind", "version", "track")
_HINTS = {"migration": "text or a link"}


def item_form(plan: Plan, policy: Policy, item: Item) -> Form[Plan]:
    """Return the form of a version's or change's texts; its dates are moved on the timeline."""
    fields = item_fields(plan, policy, item)

    def read(values: Values) -> Plan:
        return items.edit(plan, _filled(item, policy, values))

    return Form(f"Edit {item.name}", fields, read)


def item_fields(plan: Plan, policy: Policy, item: Item) -> list[Field]:
    """Return a field for each text and flag of an item, and for each key that its policy declares."""
    return [TextField("name", "Name", item.name), *_placing(plan, policy, item), *_texts(policy, item)]


def change_form(plan: Plan, policy: Policy, version: str | None) -> Form[Plan]:
    """Return the form that adds a change, in a version if one is given."""
    new = Change(NEW, "", "", version)
    fields = [
        TextField("name", "Name", placeholder="what changes"),
        *_placing(plan, policy, new),
        *_texts(policy, new),
    ]

    def read(values: Values) -> Plan:
        return items.add(plan, _filled(new, policy, values))

    return Form("Add a change of the API", fields, read, apply="Add")


def _placing(plan: Plan, policy: Policy, item: Item) -> list[Field]:
    """Return the fields that place an item among others: kind, version and track."""
    if isinstance(item, Version):
        return [_track(plan, policy, item)]
    kinds = [
        (each, f"{each} ({policy.compatibility(each)})")
        for each in (*sorted(policy.incompatible), *sorted(policy.compatible))
    ]
    if item.kind and item.kind not in dict(kinds):
        kinds.insert(0, (item.kind, item.kind))
    versions = tuple((each.name, each.name) for each in reversed(plan.versions))
    return [
        SelectField("kind", "Kind", tuple(kinds), item.kind or None),
        SelectField("version", "Ships in", versions, item.version),
        _track(plan, policy, item),
    ]


def _track(plan: Plan, policy: Policy, item: Item) -> Field:
    if policy.tracks is not None:
        return SelectField("track", "Track", tuple((each, each) for each in policy.tracks), item.track)
    return TextField("track", "Track", item.track or "")


def _texts(policy: Policy, item: Item) -> list[Field]:
    of = _type(item)
    own = _own(of)
    fields: list[Field] = [_field(key, each, item) for key, each in own.items() if key != "note"]
    for each in policy.fields.values():
        if of not in each.of:
            continue
        value = str(item.fields.get(each.name, ""))
        if each.one_of is None:
            fields.append(TextField(f"field {each.name}", each.name, value))
        else:
            options = tuple((one, one) for one in each.one_of)
            fields.append(SelectField(f"field {each.name}", each.name, options, value or None))
    return [*fields, *(_field(key, each, item) for key, each in own.items() if key == "note")]


def _type(item: Item) -> ItemType:
    return "version" if isinstance(item, Version) else "change"


def _own(item_type: ItemType) -> Mapping[str, FieldType]:
    """Return the keys of an item's table that have a field of their own, except the keys of `_placing`."""
    return {
        key: each.type
        for key, each in plain(item_type).items()
        if key not in _PLACING and each.type in ("text", "name", "flag")
    }


def _field(key: str, field_type: FieldType, item: Item) -> Field:
    value, label = getattr(item, key), key.replace("_", " ").capitalize()
    if field_type == "flag":
        return SelectField(key, label, ((TRUE, "yes"),), TRUE if value else None)
    return TextField(key, label, value or "", _HINTS.get(key, ""))


def _read(key: str, field_type: FieldType, values: Values) -> str | bool | None:
    return values.text(key) == TRUE if field_type == "flag" else values.text(key)


def _filled(item: Item, policy: Policy, values: Values) -> Item:
    declared = {each: value for each in policy.fields if (value := values.text(f"field {each}")) is not None}
    item = item._replace(
        name=values.required("name", "a name"),
        track=values.text("track"),
        fields={
            **{name: value for name, value in item.fields.items() if name not in policy.fields},
            **declared,
        },
    )
    own: dict[str, Any] = {
        key: _read(key, field_type, values) for key, field_type in _own(_type(item)).items()
    }
    item = item._replace(**own)
    if isinstance(item, Change):
        return item._replace(
            kind=values.required("kind", "a kind"),
            version=values.text("version"),
        )
    return item

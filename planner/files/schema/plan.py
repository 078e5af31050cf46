"""JSON Schemas of plan and policy files, for editors: from the same table of fields that the reader uses.

With a policy, its milestones and fields are keys; its channels, tracks, reasons and rules are choices.
A schema accepts what the reader accepts, except waivers that could never count: of a built-in rule,
or with a reason that the policy does not list.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from planner.files.schema.fields import (
    CHANGE,
    ENTRIES,
    FORMAT,
    FREEZE,
    ITEM_TYPES,
    NOTICE,
    PLAN,
    VERSION,
    WAIVER,
    Field,
    Fields,
)
from planner.policy import ItemType, Policy
from planner.toml.expected import FieldType

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": "string", "pattern": r"\S"}
FLAG: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date"}
"""A local date as TOML tools present it to a schema."""

OPEN: Schema = {"additionalProperties": True}
"""Added to a part of a schema that does not list all keys.

TOML tools in strict mode would refuse the keys that such a part does not list.
"""

_SCHEMAS: Mapping[FieldType, Schema] = {
    "text": TEXT,
    "name": NAME,
    "texts": {"type": "array", "items": TEXT},
    "text or texts": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
    "flag": FLAG,
    "whole": {"type": "integer"},
    "date": DATE,
    "dates": {"type": "object", "additionalProperties": DATE},
    "table": {"type": "object", "additionalProperties": True},
    "described": {"type": "object", "additionalProperties": TEXT},
    "value": {"anyOf": [TEXT, FLAG]},
    "tables": {"type": "array", "items": {"type": "object"}},
    "named tables": {"type": "object", "additionalProperties": {"type": "object"}},
}


def plan_schema(policy: Policy | None = None) -> Schema:
    """Return the JSON Schema of plan files: of those under a policy, or without one of any."""
    fields = {
        "version": _item("version", VERSION, policy),
        "change": _item("change", CHANGE, policy),
        "notice": _notice(policy),
        "freeze": table(FREEZE),
        "waiver": _waiver(policy),
    }
    plan = table(PLAN, {"format": {"const": FORMAT}, **{kind: entries(kind) for kind in ENTRIES}})
    title = "A release plan" + (f" under the policy {policy.name}" if policy else "")
    return {"$schema": DIALECT, "title": title, **plan, "$defs": fields}


def table(fields: Fields, instead: Mapping[str, Schema] | None = None) -> Schema:
    """Return the schema of a table with these fields and no other keys.

    `instead` has schemas, by key, that replace the ones made of the fields.
    """
    properties = {
        key: {**(instead or {}).get(key, _value(field)), "description": field.description}
        for key, field in fields.items()
    }
    required = [key for key, field in fields.items() if field.required]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def entries(kind: str) -> Schema:
    """Return the schema of an array of entries of a kind, which `$defs` describes."""
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}}


def choice(names: Iterable[str]) -> Schema:
    """Return the schema of a text that is one of some names; without names, of nothing."""
    names = list(names)
    return {**TEXT, "enum": names} if names else {"not": {}}


def either(schemas: Sequence[Schema]) -> Schema:
    """Return the schema of a value that is valid under at least one of some schemas."""
    distinct = [each for index, each in enumerate(schemas) if each not in schemas[:index]]
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}


def narrowed(fields: Fields, names: Mapping[str, Iterable[str] | None]) -> Fields:
    """Return the fields, each limited to the names that `names` has for its key.

    A field whose names are None, or not given, stays as it is.
    """
    known = {key: tuple(each) for key, each in names.items() if each is not None}
    return {
        key: field._replace(one_of=known[key]) if key in known else field for key, field in fields.items()
    }


def _value(field: Field) -> Schema:
    """Return the schema of a field's value."""
    if field.one_of is None:
        return _SCHEMAS[field.type]
    chosen = choice(field.one_of)
    match field.type:
        case "texts":
            return {"type": "array", "items": chosen}
        case "text or texts":
            return {"anyOf": [chosen, {"type": "array", "items": chosen}]}
        case "dates":
            properties = dict.fromkeys(field.one_of, DATE)
            return {"type": "object", "properties": properties, "additionalProperties": False}
        case _:
            return chosen


def _item(item_type: ItemType, own: Fields, policy: Policy | None) -> Schema:
    """Return the schema of a version or change, with the milestones and fields of a policy as keys.

    Without a policy, any further key may have a date, a text or a flag. Under a policy with several
    tracks a version must have one, and a change must have one or name its version.
    """
    if policy is None:
        # Any further key may be a milestone or a field of the policy.
        return {**table(own), "additionalProperties": {"anyOf": [DATE, TEXT, FLAG]}}
    milestones = policy.milestones_of(item_type)
    dates = {each.name: Field("date", f"{each.title}: a date") for each in milestones}
    declared = {
        name: Field("value", "a field of the policy", required=field.required, one_of=field.one_of)
        for name, field in policy.fields.items()
        if item_type in field.of
    }
    fields = narrowed(own, {"track": policy.tracks, "pinned": dates})
    schema = table({**fields, **dates, **declared}, {"kind": _change_kind(policy)})
    if policy.tracks is None or len(policy.tracks) < 2:
        return schema
    if item_type == "version":
        return {**schema, "required": [*schema["required"], "track"]}
    # A change has the track of its version.
    return {**schema, "anyOf": [{**OPEN, "required": ["track"]}, {**OPEN, "required": ["version"]}]}


def _change_kind(policy: Policy) -> Schema:
    """Return the schema of a change's kind: editors offer the policy's kinds, but any name is valid."""
    listed = sorted(policy.compatible | policy.incompatible)
    return {"anyOf": [choice(listed), NAME]} if listed else NAME


def _notice(policy: Policy | None) -> Schema:
    """Return the schema of a notice: about a version or a change, with the milestones of that type."""

    def fields(item_type: ItemType) -> Fields:
        if policy is None:
            return NOTICE
        milestones = [each.name for each in policy.milestones_of(item_type)]
        named = dict.fromkeys(("announces", "withdraws", "told"), milestones)
        return narrowed(NOTICE, {"channels": policy.channels, **named})

    return _about_one_item(fields)


def _waiver(policy: Policy | None) -> Schema:
    """Return the schema of a waiver, with the rules and reasons of a policy as choices."""
    fields = WAIVER
    if policy is not None:
        fields = narrowed(WAIVER, {"rule": [rule.id for rule in policy.rules], "reason": policy.reasons})
    return _about_one_item(lambda _: fields)


def _about_one_item(fields: Callable[[ItemType], Fields]) -> Schema:
    """Return the schema of an entry about a version or a change, but not both, with its fields for each."""
    return {"anyOf": [_about(each, fields(each)) for each in ITEM_TYPES]}


def _about(item_type: ItemType, fields: Fields) -> Schema:
    """Return the schema of an entry about an item of one type."""
    own = {
        key: field._replace(required=field.required or key == item_type)
        for key, field in fields.items()
        if key == item_type or key not in ITEM_TYPES
    }
    return {"title": f"About a {item_type}", **table(own)}

"""Forms for versions and changes."""

from collections.abc import Mapping
from typing import Any

from planner.diagnostics import quoted_list
from planner.edits import items
from planner.edits.entries import NEW
from planner.engine.rules.wording import spelled
from planner.files.schema.fields import plain
from planner.plan import Change, FieldValue, Item, Plan, Version
from planner.policy import Field as PolicyField
from planner.policy import ItemType, Policy
from planner.toml.expected import FieldType
from planner.tui.dialogs.fields import (
    DayField,
    DayReader,
    Field,
    FieldError,
    Option,
    SelectField,
    TextField,
    Values,
)
from planner.tui.dialogs.form import Form

TRUE = "yes"
_PLACING = ("name", "kind", "version", "track")
_HINTS = {"migration": "text or a link", "withdrawn": "the day it was pulled back, for good"}
DAY_HINT = "2027-02-15, +90 days, next monday"


def item_form(plan: Plan, policy: Policy, item: Item, day_of: DayReader) -> Form[Plan]:
    """Return the form that edits the fields of a version or change.

    Its milestones are not in it: they are moved on the timeline.
    """
    fields = item_fields(plan, policy, item, day_of)

    def read(values: Values) -> Plan:
        """Return the plan with the edited item; raise ValueError if a value is missing or not possible."""
        return items.edit(plan, _filled(item, policy, values))

    return Form(f"Edit {item.name}", fields, read, days=day_of)


def item_fields(plan: Plan, policy: Policy, item: Item, day_of: DayReader) -> list[Field]:
    """Return the fields of an item's form, for the keys of its table and those that its policy declares.

    Milestones are left out. The name comes first, the note last.
    """
    return [
        TextField("name", "Name", item.name),
        *_placing(plan, policy, item),
        *_own_fields(plan, policy, item, day_of),
    ]


def change_form(plan: Plan, policy: Policy, version: str | None, day_of: DayReader) -> Form[Plan]:
    """Return the form that adds a change; it proposes `version` as the one that it ships in, if given."""
    new = Change(key=NEW, name="", kind="", version=version)
    fields = [
        TextField("name", "Name", placeholder="what changes"),
        *_placing(plan, policy, new),
        *_own_fields(plan, policy, new, day_of),
    ]

    def read(values: Values) -> Plan:
        """Return the plan with the new change; raise ValueError if a value is missing or not possible."""
        return items.add(plan, _filled(new, policy, values))

    return Form("Add a change of the API", fields, read, apply="Add", days=day_of)


def _placing(plan: Plan, policy: Policy, item: Item) -> list[Field]:
    """Return the fields that place an item: its track, and of a change also its kind and version."""
    if isinstance(item, Version):
        return [_track(plan, policy, item)]
    kinds = [
        (each, f"{each} ({policy.compatibility(each)})")
        for each in (*sorted(policy.incompatible), *sorted(policy.compatible))
    ]
    if item.kind and item.kind not in dict(kinds):
        kinds.insert(0, (item.kind, item.kind))
    return [
        SelectField(
            name="kind",
            label="Kind",
            options=tuple(kinds),
            value=item.kind or None,
            prompt="what kind of change it is",
        ),
        SelectField(
            name="version",
            label="Ships in",
            options=_versions(plan),
            value=item.version,
            prompt="no version: it goes to all at once",
        ),
        _track(plan, policy, item),
    ]


def _versions(plan: Plan, but: Item | None = None) -> tuple[Option, ...]:
    """Return the names of the versions as options, the last of the plan first, without the item `but`."""
    return tuple((each.name, each.name) for each in reversed(plan.versions) if each is not but)


def _track(plan: Plan, policy: Policy, item: Item) -> Field:
    """Return the field for a track: a list if the policy names tracks, else a text."""
    if policy.tracks is not None:
        return SelectField(
            name="track",
            label="Track",
            options=tuple((each, each) for each in policy.tracks),
            value=item.track,
            prompt="no track",
        )
    known = tuple(dict.fromkeys(each.track for each in plan.items if each.track))
    return TextField("track", "Track", item.track or "", suggestions=known)


def _own_fields(plan: Plan, policy: Policy, item: Item, day_of: DayReader) -> list[Field]:
    """Return the fields of the item's other keys, then those that the policy declares, and the note last."""
    of = _type(item)
    own = _own(of)
    return [
        *(_field(key, each, plan, item, day_of) for key, each in own.items() if key != "note"),
        *(_declared_field(each, plan, item) for each in policy.fields.values() if of in each.of),
        *(_field(key, each, plan, item, day_of) for key, each in own.items() if key == "note"),
    ]


def _type(item: Item) -> ItemType:
    """Return the type of an item as policies name it."""
    return "version" if isinstance(item, Version) else "change"


def _own(item_type: ItemType) -> Mapping[str, FieldType]:
    """Return the keys of an item's table with their types: texts, names, flags and days.

    The keys that `_placing` has fields for are left out.
    """
    return {
        key: each.type
        for key, each in plain(item_type).items()
        if key not in _PLACING and each.type in ("text", "name", "flag", "date")
    }


def _field(key: str, field_type: FieldType, plan: Plan, item: Item, day_of: DayReader) -> Field:
    """Return the field for a key of an item: a list for flags and the replacement, a day, or a text."""
    value, label = getattr(item, key), key.replace("_", " ").capitalize()
    if field_type == "flag":
        return SelectField(
            name=key, label=label, options=((TRUE, "yes"),), value=TRUE if value else None, prompt="no"
        )
    if key == "replacement":
        return SelectField(
            name=key, label=label, options=_versions(plan, item), value=value, prompt="no version to move to"
        )
    if field_type == "date":
        return DayField(
            name=key,
            label=label,
            value=value,
            day=lambda text, _: day_of(text, value),
            placeholder=_HINTS.get(key, DAY_HINT),
        )
    return TextField(name=key, label=label, value=value or "", placeholder=_HINTS.get(key, ""))


def _declared_field(field: PolicyField, plan: Plan, item: Item) -> Field:
    """Return the field for a key that the policy declares: a list if it has fixed values, else a text.

    A text completes the values that other items have.
    """
    value = item.fields.get(field.name)
    left_out = "Select" if field.default is None else f"without it {spelled(field.default)} counts"
    if field.required:
        left_out = "needed"
    if field.one_of is None:
        placeholder = "" if left_out == "Select" else left_out
        used = (each.fields[field.name] for each in plan.items if field.name in each.fields)
        text = "" if value is None else spelled(value)
        return TextField(
            name=_key(field),
            label=field.name,
            value=text,
            placeholder=placeholder,
            suggestions=tuple(dict.fromkeys(map(spelled, used))),
        )
    options = tuple((one, one) for one in field.one_of)
    return SelectField(
        name=_key(field),
        label=field.name,
        options=options,
        value=None if value is None else spelled(value),
        prompt=left_out,
    )


def _key(field: PolicyField) -> str:
    """Return the name of the form field for a field of the policy, which no key of an item can have."""
    return f"field {field.name}"


def _read(key: str, field_type: FieldType, values: Values) -> object:
    """Return the value of a key from its field: a day, a flag or a text; None if it is blank."""
    if field_type == "date":
        return values.day(key)
    text = values.text(key)
    return text == TRUE if field_type == "flag" else text


def _read_declared(field: PolicyField, item: Item, values: Values) -> FieldValue | None:
    """Return the value of a field that the policy declares; None if it is blank.

    An unchanged text keeps the type of its value; `true` and `false` are read as flags. Raise FieldError if
    it is required and blank.
    """
    text, value = values.text(_key(field)), item.fields.get(field.name)
    if text is None and field.required:
        raise FieldError(_key(field), f"{field.name} is needed: the policy asks for it")
    if text is not None and value is not None and text == spelled(value):
        return value
    if field.one_of is None and text in ("true", "false"):
        return text == "true"
    return text


def _track_of(policy: Policy, values: Values) -> str | None:
    """Return the typed track; None if it is blank.

    Raise FieldError if it is blank, no version is chosen, and the policy has several tracks.
    """
    track = values.text("track")
    if track is None and values.text("version") is None and policy.tracks and len(policy.tracks) > 1:
        raise FieldError("track", f"a track is needed: the policy has {quoted_list(policy.tracks)}")
    return track


def _filled(item: Item, policy: Policy, values: Values) -> Item:
    """Return the item with all typed values; raise FieldError if one is missing or not possible."""
    of = _type(item)
    declared = {
        each.name: _read_declared(each, item, values) for each in policy.fields.values() if of in each.of
    }
    fields = {**item.fields, **declared}
    item = item._replace(
        name=values.required("name", "a name"),
        track=_track_of(policy, values),
        fields={name: value for name, value in fields.items() if value is not None},
    )
    own: dict[str, Any] = {key: _read(key, each, values) for key, each in _own(of).items()}
    item = item._replace(**own)
    if isinstance(item, Change):
        return item._replace(
            kind=values.required("kind", "a kind"),
            version=values.text("version"),
        )
    return item

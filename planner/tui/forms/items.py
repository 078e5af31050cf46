"""Forms for versions and changes."""

from planner.edits import items
from planner.edits.entries import NEW
from planner.plan import Change, Item, Plan, Version
from planner.policy import Policy
from planner.tui.forms.form import Field, Form, OneOf, Text, Values

TRUE = "yes"


def item_form(plan: Plan, policy: Policy, item: Item) -> Form[Plan]:
    """The texts of a version or change; its dates are moved on the timeline."""
    fields = [Text("name", "Name", item.name), *_placing(plan, policy, item), *_texts(policy, item)]

    def read(values: Values) -> Plan:
        return items.edit(plan, _filled(item, policy, values))

    return Form(f"Edit {item.name}", fields, read)


def change_form(plan: Plan, policy: Policy, version: str | None) -> Form[Plan]:
    new = Change(NEW, "", "", version)
    fields = [
        Text("name", "Name", placeholder="what changes"),
        *_placing(plan, policy, new),
        *_texts(policy, new),
    ]

    def read(values: Values) -> Plan:
        return items.add(plan, _filled(new, policy, values))

    return Form("Add a change of the API", fields, read, apply="Add")


def _placing(plan: Plan, policy: Policy, item: Item) -> list[Field]:
    """Where it stands among the others."""
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
        OneOf("kind", "Kind", tuple(kinds), item.kind or None),
        OneOf("version", "Ships in", versions, item.version),
        _track(plan, policy, item),
    ]


def _track(plan: Plan, policy: Policy, item: Item) -> Field:
    if policy.tracks is not None:
        return OneOf("track", "Track", tuple((each, each) for each in policy.tracks), item.track)
    return Text("track", "Track", item.track or "")


def _texts(policy: Policy, item: Item) -> list[Field]:
    of = "version" if isinstance(item, Version) else "change"
    fields: list[Field] = [Text("migration", "Migration", item.migration or "", "text or a link")]
    if isinstance(item, Change):
        fields.append(
            OneOf("significant", "Significant", ((TRUE, "yes"),), TRUE if item.significant else None)
        )
    for each in policy.fields.values():
        if of not in each.of:
            continue
        value = str(item.fields.get(each.name, ""))
        if each.one_of is None:
            fields.append(Text(f"field {each.name}", each.name, value))
        else:
            options = tuple((one, one) for one in each.one_of)
            fields.append(OneOf(f"field {each.name}", each.name, options, value or None))
    return [*fields, Text("note", "Note", item.note or "")]


def _filled(item: Item, policy: Policy, values: Values) -> Item:
    declared = {each: value for each in policy.fields if (value := values.text(f"field {each}")) is not None}
    item = item._replace(
        name=values.required("name", "a name"),
        track=values.text("track"),
        migration=values.text("migration"),
        note=values.text("note"),
        fields={
            **{name: value for name, value in item.fields.items() if name not in policy.fields},
            **declared,
        },
    )
    if isinstance(item, Change):
        return item._replace(
            kind=values.required("kind", "a kind"),
            version=values.text("version"),
            significant=values.text("significant") == TRUE,
        )
    return item

"""Reading a policy from its file and the files that it extends."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from planner.diagnostics import quoted, quoted_list
from planner.files.policy.conditions import RESERVED_KEYS
from planner.files.policy.inheritance import Merged, MergedEntry, WrittenValue, merge
from planner.files.policy.layers import BrokenPolicy, Layer, is_preset, read_layers
from planner.files.policy.lifecycle import check_roles, lifecycle
from planner.files.policy.parameters import Names
from planner.files.policy.rules import read_rules
from planner.files.schema.fields import ITEM_KEYS, ITEM_TYPES
from planner.files.table import shown
from planner.named_tuple import NamedTuple
from planner.policy import Field, Policy

_TAKEN = ("withdrawn", "replacement", "withdraws", "significant", "requires")
"""The keys that the planner introduced when policies could already have milestones or fields of that name."""


class ReadPolicy(NamedTuple):
    """A policy, and where each of its keys was written."""

    policy: Policy
    merged: Merged


def load_policy(name_or_path: str, folder: str | None) -> Policy:
    """Return a policy by a preset's name, or from a file whose path is relative to a folder.

    A preset is read once and then remembered. Raise BrokenPolicy with all errors, or UnknownPolicy if
    there is no such policy.
    """
    return _preset(name_or_path) if is_preset(name_or_path) else _load(name_or_path, folder)


@cache
def _preset(name: str) -> Policy:
    return _load(name, None)


def _load(name_or_path: str, folder: str | None) -> Policy:
    return read_policy(name_or_path, folder).policy


def read_policy(name_or_path: str, folder: str | None) -> ReadPolicy:
    """Return a policy with the layers that it was merged from; raise as `load_policy` does."""
    return policy_of(*read_layers(name_or_path, folder))


def policy_of(layers: list[Layer], complete: bool = True) -> ReadPolicy:
    """Return the policy of some layers, the base first; raise BrokenPolicy with all errors.

    `complete` is False if a layer could not be read: then raise with the errors of the layers. The errors
    are added to those of the layers, so layers are for one policy only.
    """
    merged = merge(layers) if complete else None
    policy = None if merged is None else _policy(merged)
    diagnostics = tuple(diagnostic for layer in reversed(layers) for diagnostic in layer.diagnostics())
    if diagnostics or policy is None or merged is None:
        raise BrokenPolicy(diagnostics)
    return ReadPolicy(policy, merged)


def _policy(merged: Merged) -> Policy:
    """Return the policy of merged layers; report its errors, with which it is of no use."""
    milestones = lifecycle(merged.milestones)
    check_roles(merged.milestones)
    fields = {name: _field(name, each) for name, each in merged.fields.items()}
    _check_keys(merged, fields)
    names = Names(
        milestones={of: tuple(each.name for each in milestones if each.of == of) for of in ITEM_TYPES},
        channels=tuple(merged.channels),
        fields=fields,
        roles=frozenset(each.role for each in milestones if each.of == "version" and each.role is not None),
        unversioned=merged.top["unversioned"].value if "unversioned" in merged.top else "none",
    )
    top, own = _values(merged.top), merged.layers[-1].table
    changes = _values(merged.changes)
    _check_taxonomy(merged)
    return Policy(
        name=top.get("name", ""),
        title=own.get("title"),
        url=own.get("url"),
        milestones=milestones,
        channels=_values(merged.channels),
        compatible=frozenset(changes.get("compatible", ())),
        incompatible=frozenset(changes.get("incompatible", ())),
        unlisted=changes.get("unlisted", "incompatible"),
        reasons=_values(merged.reasons),
        fields=fields,
        rules=read_rules(merged.rules, merged.disabled, names, merged.repeated),
        unversioned=top.get("unversioned", "none"),
        invalid=top.get("invalid"),
        tracks=tuple(top["tracks"]) if "tracks" in top else None,
    )


def _values(written: Mapping[str, WrittenValue]) -> dict[str, Any]:
    return {key: each.value for key, each in written.items()}


def _field(name: str, entry: MergedEntry) -> Field:
    """Return a declared field; report a default that it cannot have."""
    one_of, default = entry.value("one_of"), entry.value("default")
    required = entry.value("required") is True
    if default is not None and required:
        entry.keys["default"].location.report_value(
            "contradiction", "a field that is `required` is never left out, and so needs no `default`"
        )
    elif default is not None and one_of is not None and default not in one_of:
        message = f"{shown(default)}: a default is one of the field's values, {quoted_list(one_of)}"
        entry.keys["default"].location.report_value("unknown-value", message)
    return Field(
        name=name,
        of=tuple(entry.value("of") or ITEM_TYPES),
        one_of=None if one_of is None else tuple(one_of),
        required=required,
        default=default,
    )


def _check_keys(merged: Merged, fields: Mapping[str, Field]) -> None:
    """Report milestones and fields that have the name of another key of items or conditions."""
    for (of, name), entry in merged.milestones.items():
        if name in _TAKEN:
            entry.keys["name"].location.report_value("key-clash", _taken(name, f"{name}-on", "milestone"))
        elif name in ITEM_KEYS:
            entry.keys["name"].location.report_value("key-clash", f"{quoted(name)} is a key of items already")
        elif name in fields and of in fields[name].of:
            merged.fields[name].location.report_key(
                "key-clash", f"{quoted(name)} is a milestone of a {of} already"
            )
    for name, entry in merged.fields.items():
        if name in _TAKEN:
            entry.location.report_key("key-clash", _taken(name, f"our-{name}", "field"))
        elif name in ITEM_KEYS or name in RESERVED_KEYS:
            entry.location.report_key("key-clash", f"{quoted(name)} is a key of items or conditions already")


def _taken(name: str, proposal: str, what: str) -> str:
    """Return the message on a milestone or field whose name became a key of the planner's own."""
    return (
        f"the planner took {quoted(name)} as a key of its own:"
        f" give the {what} another name, such as {quoted(proposal)}"
    )


def _check_taxonomy(merged: Merged) -> None:
    """Report each kind of change that is listed as compatible and as incompatible.

    If two layers list it, the error is in the later one.
    """
    lists = {key: merged.changes[key] for key in ("incompatible", "compatible") if key in merged.changes}
    if len(lists) < 2:
        return
    blamed = merged.later(lists["incompatible"], lists["compatible"])
    for kind in sorted(set(lists["compatible"].value) & set(lists["incompatible"].value)):
        message = f"{quoted(kind)} is listed as compatible and as incompatible"
        blamed.location.at(blamed.value.index(kind)).report_value("contradiction", message)

"""A policy from its file and what that extends, or all that is wrong with them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from planner.diagnostics import quoted
from planner.files.policy.conditions import RESERVED_KEYS
from planner.files.policy.inheritance import Merged, MergedEntry, Written, merge
from planner.files.policy.layers import BrokenPolicy, is_path, read_layers
from planner.files.policy.parameters import Names
from planner.files.policy.rules import read_rules
from planner.files.schema.fields import CHANGE, ITEM_TYPES, VERSION
from planner.policy import Field, Milestone, Policy

_ITEM_KEYS = frozenset((*VERSION, *CHANGE))


def load_policy(name_or_path: str, folder: str | None) -> Policy:
    """BrokenPolicy with all problems, or UnknownPolicy where there is no such policy."""
    return _load(name_or_path, folder) if is_path(name_or_path) else _preset(name_or_path)


@cache
def _preset(name: str) -> Policy:
    return _load(name, None)


def _load(name_or_path: str, folder: str | None) -> Policy:
    layers, complete = read_layers(name_or_path, folder)
    policy = _policy(merge(layers)) if complete else None
    diagnostics = tuple(diagnostic for layer in reversed(layers) for diagnostic in layer.diagnostics())
    if diagnostics or policy is None:
        raise BrokenPolicy(diagnostics)
    return policy


def _policy(merged: Merged) -> Policy:
    milestones = tuple(_milestone(each) for each in merged.milestones.values())
    fields = {name: _field(name, each) for name, each in merged.fields.items()}
    _check_keys(merged, fields)
    names = Names(
        milestones={of: tuple(each.name for each in milestones if each.of == of) for of in ITEM_TYPES},
        channels=tuple(merged.channels),
        fields=fields,
        counts_releases=any(each.of == "version" and each.role == "released" for each in milestones),
    )
    top = _values(merged.top)
    changes = _values(merged.changes)
    _check_taxonomy(merged)
    return Policy(
        name=top.get("name", ""),
        title=top.get("title"),
        milestones=milestones,
        channels=_values(merged.channels),
        compatible=frozenset(changes.get("compatible", ())),
        incompatible=frozenset(changes.get("incompatible", ())),
        unlisted=changes.get("unlisted", "incompatible"),
        reasons=_values(merged.reasons),
        fields=fields,
        rules=read_rules(merged.rules, merged.disabled, names),
        unversioned=top.get("unversioned", "none"),
        invalid=top.get("invalid"),
        tracks=tuple(top["tracks"]) if "tracks" in top else None,
    )


def _values(written: Mapping[str, Written]) -> dict[str, Any]:
    return {key: each.value for key, each in written.items()}


def _milestone(entry: MergedEntry) -> Milestone:
    values = _values(entry.keys)
    values.pop("meta", None)
    return Milestone(**values)


def _field(name: str, entry: MergedEntry) -> Field:
    one_of = entry.value("one_of")
    return Field(name, tuple(entry.value("of") or ITEM_TYPES), None if one_of is None else tuple(one_of))


def _check_keys(merged: Merged, fields: Mapping[str, Field]) -> None:
    """Milestones and declared fields are keys of items, and so may not be any other key of one."""
    for (of, name), entry in merged.milestones.items():
        if name in _ITEM_KEYS:
            entry.keys["name"].location.of_value("key-clash", f"{quoted(name)} is a key of items already")
        elif name in fields and of in fields[name].of:
            merged.fields[name].location.of_key(
                "key-clash", f"{quoted(name)} is a milestone of a {of} already"
            )
    for name, entry in merged.fields.items():
        if name in _ITEM_KEYS or name in RESERVED_KEYS:
            entry.location.of_key("key-clash", f"{quoted(name)} is a key of items or conditions already")


def _check_taxonomy(merged: Merged) -> None:
    lists = {key: merged.changes[key] for key in ("incompatible", "compatible") if key in merged.changes}
    if len(lists) < 2:
        return
    blamed = merged.later(lists["incompatible"], lists["compatible"])
    for kind in sorted(set(lists["compatible"].value) & set(lists["incompatible"].value)):
        message = f"{quoted(kind)} is listed as compatible and as incompatible"
        blamed.location.at(blamed.value.index(kind)).of_value("contradiction", message)

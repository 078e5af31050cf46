"""A merge of the keys of one entry, or of the head of a plan: each key by itself."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from planner.compare.dates import FIELDS
from planner.compare.entry_name import EntryName, entry_name
from planner.merge.conflict import KeyChange, KeyConflict
from planner.plan import Plan, PlanEntry
from planner.toml.values import same

Key = tuple[str, ...]
"""An attribute of an entry, or an attribute and a key of its mapping."""

E = TypeVar("E", bound=PlanEntry)
R = TypeVar("R", bound=PlanEntry | Plan)

_MAPPINGS = ("dates", "fields", "meta")
_HEAD = ("product", "policy", "judge_from", "requires", "meta")
_DAYS = frozenset((*FIELDS, "dates", "withdrawn", "judge_from"))


def merge_entries(base: E, ours: E, theirs: E) -> tuple[E, list[KeyConflict]]:
    """Return our entry with the changes of their side, and the conflicts.

    A conflict is a key that both sides changed differently; the entry has ours. Pinned milestones are merged
    one by one. Dates, fields and `meta` have a key for each of their keys.
    """
    names = _names(ours)
    values, conflicts = _merge(_flat(base, names), _flat(ours, names), _flat(theirs, names), entry_name(ours))
    return _with_values(ours, names, values), conflicts


def with_change(record: R, change: KeyChange) -> R:
    """Return an entry, or a plan, with the new value of a changed key, or without the key if that is None."""
    names = _HEAD if isinstance(record, Plan) else _names(record)
    values = _flat(record, names)
    values.pop(change.key, None)
    if change.new is not None:
        values[change.key] = change.new
    changed: R = _with_values(record, names, values)
    return changed


def changed_keys(before: PlanEntry, after: PlanEntry) -> list[KeyChange]:
    """Return the keys that differ between two states of an entry, with both values.

    The number by which the program knows the entry is left out.
    """
    old, new = _flat(before, _names(before)), _flat(after, _names(after))
    return [
        _change(key, old.get(key), new.get(key))
        for key in dict.fromkeys((*new, *old))
        if not same(old.get(key), new.get(key))
    ]


def merge_heads(base: Plan, ours: Plan, theirs: Plan) -> tuple[Plan, list[KeyConflict]]:
    """Return our plan with their changes to the keys above the entries, and the conflicts.

    A conflict is a key that both changed to different values; the plan has ours.
    """
    was, our, their = (_flat(each, _HEAD) for each in (base, ours, theirs))
    values, conflicts = _merge(was, our, their, EntryName("plan"))
    return _with_values(ours, _HEAD, values), conflicts


def _flat(record: PlanEntry | Plan, names: Sequence[str]) -> dict[Key, Any]:
    """Return the values of some attributes by (name,), and those of a mapping by (name, key).

    Attributes that are None are left out.
    """
    values: dict[Key, Any] = {}
    for name in names:
        value = getattr(record, name)
        if name in _MAPPINGS:
            values.update({(name, key): each for key, each in value.items()})
        elif value is not None:
            values[name,] = value
    return values


def _with_values(record: Any, names: Sequence[str], values: Mapping[Key, Any]) -> Any:
    """Return a record with its attributes of some names replaced by the values, in the form of `_flat`.

    An attribute without a value becomes None, a mapping without one empty.
    """
    replaced: dict[str, Any] = {}
    for name in names:
        if name in _MAPPINGS:
            replaced[name] = {key[1]: value for key, value in values.items() if key[0] == name}
        else:
            replaced[name] = values.get((name,))
    return record._replace(**replaced)


def _merge(
    base: Mapping[Key, Any], ours: Mapping[Key, Any], theirs: Mapping[Key, Any], subject: EntryName
) -> tuple[dict[Key, Any], list[KeyConflict]]:
    """Return the values with the changes of both sides, and the conflicts, all about `subject`.

    A key is in conflict if both sides changed it to different values, or one of them removed it; the value is
    ours then. Lists of pinned milestones are merged instead.
    """
    merged: dict[Key, Any] = {}
    conflicts: list[KeyConflict] = []
    for key in dict.fromkeys((*ours, *theirs, *base)):
        was, our, their = (values.get(key) for values in (base, ours, theirs))
        value = our
        if same(was, our):
            value = their
        elif not same(was, their) and not same(our, their):
            if key[0] == "pinned":
                value = _merge_names(was or (), our or (), their or ())
            else:
                changes = _change(key, was, our), _change(key, was, their)
                conflicts.append(KeyConflict(subject, *changes))
        if value is not None:
            merged[key] = value
    return merged, conflicts


def _merge_names(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Return our names without those that they removed since the base, and with those that they added."""
    kept = [name for name in ours if name in theirs or name not in base]
    return (*kept, *(name for name in theirs if name not in base and name not in ours))


def _change(key: Key, old: object, new: object) -> KeyChange:
    """Return the change of a key, with the name that the key has in the file."""
    what = key[-1] if key[0] in _MAPPINGS else FIELDS.get(key[0], key[0])
    return KeyChange(what=what, is_day=key[0] in _DAYS, old=old, new=new, key=key)


def _names(entry: PlanEntry) -> list[str]:
    """Return the names of an entry's attributes, without the number by which the program knows it."""
    return [name for name in entry._fields if name != "key"]

"""What a plan's file is to hold after an edit, as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from planner.files.plan.data import KINDS, entries_data, head_data
from planner.plan import Change, Freeze, Notice, Plan, Version, Waiver
from planner.toml.spans import Path
from planner.toml.values import Data, same, value_at

Order = Mapping[str, Sequence[int]]
"""The keys of the entries of each kind, in the order of the file."""

AnyEntry = TypeVar("AnyEntry", Version, Change, Notice, Freeze, Waiver)


@dataclass(frozen=True, slots=True)
class Target:
    head: Data
    """All but the entries."""
    entries: Mapping[int, Data]
    """By key."""
    kinds: Mapping[int, str]
    """By key, in the order of the plan."""


def target(written: Data, paths: Mapping[int, Path], old: Plan, new: Plan) -> Target:
    """`written` is the data of the file, `paths` say where in it the entries of the old plan are."""
    before, after = entries_data(old), entries_data(new)
    return Target(
        intended(head(written), head_data(old), head_data(new)),
        {
            key: intended(value_at(written, paths[key]), before[key][1], data) if key in paths else data
            for key, (_, data) in after.items()
        },
        {key: kind for key, (kind, _) in after.items()},
    )


def whole(plan: Plan) -> Target:
    """For a file of which nothing is kept."""
    entries = entries_data(plan)
    return Target(
        head_data(plan),
        {key: data for key, (_, data) in entries.items()},
        {key: kind for key, (kind, _) in entries.items()},
    )


def document(target: Target, order: Order) -> Data:
    """All that the file is to hold, with its entries in an order."""
    entries = {kind: [target.entries[key] for key in keys] for kind, keys in order.items() if keys}
    return target.head | entries


def head(data: Data) -> Data:
    """What is not entries."""
    return {name: value for name, value in data.items() if name not in KINDS.values()}


def intended(written: Any, old: Any, new: Any) -> Any:
    """What is to be written where `written` stands and the model's data goes from old to new.

    What did not change in the model, or is unknown to it, stays as it is written.
    """
    if same(old, new):
        return written
    if isinstance(written, list) and isinstance(new, str):
        return [new]  # a waiver's one rule, written as a list
    if not (isinstance(written, dict) and isinstance(old, dict) and isinstance(new, dict)):
        return new
    changed = {
        name: intended(written.get(name), old.get(name), value)
        for name, value in new.items()
        if name in written or not (name in old and same(old[name], value))
    }
    unknown = {name: value for name, value in written.items() if name not in old and name not in new}
    return changed | unknown


def staged(old: Plan, new: Plan) -> Plan:
    """The new plan with what the old one has in its order, and what is new after what it follows."""
    return new._replace(
        versions=_staged(old.versions, new.versions),
        changes=_staged(old.changes, new.changes),
        notices=_staged(old.notices, new.notices),
        freezes=_staged(old.freezes, new.freezes),
        waivers=_staged(old.waivers, new.waivers),
    )


def _staged(old: tuple[AnyEntry, ...], new: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
    positions = {entry.key: position for position, entry in enumerate(old)}
    places: dict[int, tuple[int, int]] = {}
    above = -1
    for number, entry in enumerate(new, 1):
        above = positions.get(entry.key, above)
        places[entry.key] = above, 0 if entry.key in positions else number
    return tuple(sorted(new, key=lambda entry: places[entry.key]))

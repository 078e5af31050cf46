"""The target of an edit: the data that a plan's file should hold after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.files.plan.data import KINDS, entries_data, head_data
from planner.plan import AnyEntry, Plan
from planner.toml.letting_go import let_go
from planner.toml.spans import Path
from planner.toml.values import Data, same, value_at

Order = Mapping[str, Sequence[int]]
"""The keys of the entries of each kind, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Target:
    """The data that a plan's file should hold, without the order of its entries."""

    head: Data
    """Everything but the entries."""
    entries: Mapping[int, Data]
    """The data of each entry, by key."""
    kinds: Mapping[int, str]
    """The kind of each entry, by key, in the order of the plan."""


def target(written: Data, paths: Mapping[int, Path], old: Plan, new: Plan) -> Target:
    """Return the data that a file should hold after the edit from the old plan to the new one.

    `written` is the file's present data, and `paths` are the paths of the old plan's entries in it. Values
    that the edit does not change stay as they are written.
    """
    before, after = entries_data(old), entries_data(new)
    found = Target(
        head=intended(head(written), head_data(old), head_data(new)),
        entries={
            key: intended(value_at(written, paths[key]), before[key][1], data) if key in paths else data
            for key, (_, data) in after.items()
        },
        kinds={key: kind for key, (kind, _) in after.items()},
    )
    let_go(before, after)
    return found


def whole_target(plan: Plan) -> Target:
    """Return the data of a file that is written anew: only the plan's own."""
    entries = entries_data(plan)
    return Target(
        head=head_data(plan),
        entries={key: data for key, (_, data) in entries.items()},
        kinds={key: kind for key, (kind, _) in entries.items()},
    )


def file_data(target: Target, order: Order) -> Data:
    """Return all data that the file should hold, with the entries of each kind in an order."""
    entries = {kind: [target.entries[key] for key in keys] for kind, keys in order.items() if keys}
    return target.head | entries


def head(data: Data) -> Data:
    """Return the data of a file without its entries."""
    return {name: value for name, value in data.items() if name not in KINDS.values()}


def intended(written: Any, old: Any, new: Any) -> Any:
    """Return the value to write in the place of `written` when the plan's value goes from old to new.

    Parts that are equal in both plans, or unknown to the plan, stay as they are written.
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
    """Return the new plan with the entries of the old plan in their old order.

    Each new entry comes after the entry that it follows in the new plan. Edits bring a file to this plan
    first; entries change places afterwards.
    """
    return new._replace(
        versions=_staged(old.versions, new.versions),
        changes=_staged(old.changes, new.changes),
        notices=_staged(old.notices, new.notices),
        freezes=_staged(old.freezes, new.freezes),
        waivers=_staged(old.waivers, new.waivers),
    )


def _staged(old: tuple[AnyEntry, ...], new: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
    """Return the new entries of a kind in the old order, each one that is new after its neighbour."""
    positions = {entry.key: position for position, entry in enumerate(old)}
    ranks: dict[int, tuple[int, int]] = {}
    above = -1
    for number, entry in enumerate(new, 1):
        above = positions.get(entry.key, above)
        ranks[entry.key] = above, 0 if entry.key in positions else number
    return tuple(sorted(new, key=lambda entry: ranks[entry.key]))

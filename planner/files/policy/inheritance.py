"""What a policy and all that it extends say together, each key knowing where it was written."""

from typing import Any, NamedTuple

from planner.diagnostics import quoted
from planner.files.locations import DataLocation
from planner.files.policy.layers import Layer, ReadEntry
from planner.files.schema.fields import BUILT_IN_RULES


class Written(NamedTuple):
    """A value and where it was written."""

    value: Any
    location: DataLocation


class MergedEntry:
    """A rule, milestone or field as all files together have it."""

    def __init__(self, location: DataLocation) -> None:
        self.location = location
        """Where it was written last, for what is wrong with the whole."""
        self.keys: dict[str, Written] = {}
        self.refused: set[str] = set()
        """Keys whose value was wrong and is complained of already."""

    def value(self, key: str) -> Any:
        found = self.keys.get(key)
        return None if found is None else found.value


Entries = dict[str, MergedEntry]


class Merged:
    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers
        self.top: dict[str, Written] = {}
        self.channels: dict[str, Written] = {}
        self.changes: dict[str, Written] = {}
        self.reasons: dict[str, Written] = {}
        self.milestones: dict[tuple[str, str], MergedEntry] = {}
        """By (of, name)."""
        self.fields: Entries = {}
        self.rules: Entries = {}
        self.disabled: set[str] = set()
        """Ids of rules that were dropped."""

    def later(self, one: Written, other: Written) -> Written:
        """Of two values the one written in the file that extends the other's."""
        order = [id(layer.top.path_diagnostics) for layer in self.layers]
        return max(one, other, key=lambda each: order.index(id(each.location.path_diagnostics)))


def merge(layers: list[Layer]) -> Merged:
    """Rules by id, milestones by (of, name), the rest by key; a list replaces a list."""
    merged = Merged(layers)
    for layer in layers:
        _disable(layer, merged)
        table, top = layer.table, layer.top
        merged.top.update((key, Written(value, top.at(key))) for key, value in table.items())
        for key, into in (
            ("channels", merged.channels),
            ("changes", merged.changes),
            ("reasons", merged.reasons),
        ):
            into.update(
                (name, Written(value, top.at(key, name))) for name, value in table.get(key, {}).items()
            )
        for read in layer.fields:
            name = str(read.location.path[-1])
            _add(read, merged.fields.setdefault(name, MergedEntry(read.location)))
        for read in layer.milestones:
            if "name" in read.right:
                which = read.right.get("of", "version"), read.right["name"]
                _add(read, merged.milestones.setdefault(which, MergedEntry(read.location)))
        for read in layer.rules:
            if "id" in read.right:
                _add(read, merged.rules.setdefault(read.right["id"], MergedEntry(read.location)))
    merged.disabled -= merged.rules.keys()
    return merged


def _add(read: ReadEntry, entry: MergedEntry) -> None:
    entry.location = read.location
    entry.keys.update((key, Written(value, read.location.at(key))) for key, value in read.right.items())
    entry.refused |= read.written.keys() - read.right.keys()


def _disable(layer: Layer, merged: Merged) -> None:
    for index, name in enumerate(layer.table.get("disable", ())):
        location = layer.top.at("disable", index)
        if name in BUILT_IN_RULES:
            location.of_value("built-in-rule", f"{quoted(name)} cannot be disabled")
        elif merged.rules.pop(name, None) is None:
            hint = location.path_diagnostics.hint(name, merged.rules) or " is no rule of what is extended"
            location.of_value("unknown-rule", f"{quoted(name)}{hint}")
        else:
            merged.disabled.add(name)

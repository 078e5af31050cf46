"""Merging a policy with the policies that it extends; each value keeps its location."""

from typing import Any

from planner.diagnostics import quoted
from planner.files.locations import DataLocation
from planner.files.policy.layers import Layer, ReadEntry
from planner.files.schema.fields import BUILT_IN_RULES
from planner.named_tuple import NamedTuple
from planner.policy import ItemType


class WrittenValue(NamedTuple):
    """A value and its location."""

    value: Any
    location: DataLocation


class MergedEntry:
    """A rule, milestone or field, merged from all files."""

    def __init__(self, location: DataLocation) -> None:
        self.location = location
        """The location of its last table, for errors about the whole entry."""
        self.keys: dict[str, WrittenValue] = {}
        self.refused: set[str] = set()
        """The keys whose values were wrong and are reported already."""

    def value(self, key: str) -> Any:
        """Return the value of a key, or None if no file gives it."""
        found = self.keys.get(key)
        return None if found is None else found.value


Entries = dict[str, MergedEntry]


class Merged:
    """The keys and entries of a policy, merged from its layers."""

    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers
        self.top: dict[str, WrittenValue] = {}
        self.channels: dict[str, WrittenValue] = {}
        self.changes: dict[str, WrittenValue] = {}
        self.reasons: dict[str, WrittenValue] = {}
        self.milestones: dict[tuple[str, str], MergedEntry] = {}
        """The milestones by (of, name)."""
        self.fields: Entries = {}
        self.rules: Entries = {}
        self.repeated: list[MergedEntry] = []
        """The rules with the id of an earlier rule of their file; they are read for their errors only."""
        self.disabled: set[str] = set()
        """The ids of rules that were dropped."""

    def later(self, one: WrittenValue, other: WrittenValue) -> WrittenValue:
        """Return the value of the later layer: the one that extends the layer of the other value."""
        return max(one, other, key=lambda each: self.layer_of(each.location))

    def layer_of(self, location: DataLocation) -> int:
        """Return the index of the layer in whose file a location is; the base has index 0."""
        diagnostics = location.path_diagnostics
        return next(i for i, layer in enumerate(self.layers) if layer.top.path_diagnostics is diagnostics)

    def first_layers(self) -> dict[tuple[ItemType, str], int]:
        """Return the index of the layer that writes a milestone first, by the milestone's (of, name)."""
        first: dict[tuple[ItemType, str], int] = {}
        for index, layer in enumerate(self.layers):
            for _, _, milestone in layer.milestones:
                if "name" in milestone:
                    first.setdefault((milestone.get("of", "version"), milestone["name"]), index)
        return first


def merge(layers: list[Layer]) -> Merged:
    """Return the layers merged, the base first: a later layer's value replaces an earlier one.

    Rules are merged key by key by their ids, milestones by (of, name), fields by name; so are channels,
    changes and reasons. A list replaces a list. Rules that a layer disables are dropped; wrong ids in
    `disable` are reported.
    """
    merged = Merged(layers)
    for layer in layers:
        _disable(layer, merged)
        table, top = layer.table, layer.top
        merged.top.update((key, WrittenValue(value, top.at(key))) for key, value in table.items())
        for key, into in (
            ("channels", merged.channels),
            ("changes", merged.changes),
            ("reasons", merged.reasons),
        ):
            into.update(
                (name, WrittenValue(value, top.at(key, name))) for name, value in table.get(key, {}).items()
            )
        for read in layer.fields:
            name = str(read.location.path[-1])
            _add(read, merged.fields.setdefault(name, MergedEntry(read.location)))
        for read in layer.milestones:
            if "name" in read.right:
                which = read.right.get("of", "version"), read.right["name"]
                _add(read, merged.milestones.setdefault(which, MergedEntry(read.location)))
        ids: set[str] = set()
        for read in layer.rules:
            if "id" in read.right:
                name = read.right["id"]
                entry = MergedEntry(read.location)
                if name in ids:
                    merged.repeated.append(entry)
                else:
                    entry = merged.rules.setdefault(name, entry)
                ids.add(name)
                _add(read, entry)
    merged.disabled -= merged.rules.keys()
    return merged


def _add(read: ReadEntry, entry: MergedEntry) -> None:
    """Merge a table of a later layer into an entry."""
    entry.location = read.location
    entry.keys.update((key, WrittenValue(value, read.location.at(key))) for key, value in read.right.items())
    entry.refused |= read.written.keys() - read.right.keys()


def _disable(layer: Layer, merged: Merged) -> None:
    """Drop the rules that a layer disables; report ids of rules that are built in or not inherited."""
    for index, name in enumerate(layer.table.get("disable", ())):
        location = layer.top.at("disable", index)
        if name in BUILT_IN_RULES:
            location.report_value("built-in-rule", f"{quoted(name)} cannot be disabled")
        elif merged.rules.pop(name, None) is None:
            hint = location.path_diagnostics.hint(name, merged.rules) or " is no rule of what is extended"
            location.report_value("unknown-rule", f"{quoted(name)}{hint}")
        else:
            merged.disabled.add(name)

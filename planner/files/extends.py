"""What a policy and all that it extends say together, each key knowing where it was written."""

from typing import Any, NamedTuple

from planner.files.complaints import Spot
from planner.files.fields import BUILT_IN_RULES
from planner.files.layers import Layer, ReadEntry
from planner.files.problem import quoted


class Written(NamedTuple):
    """A value and where it was written."""

    value: Any
    spot: Spot


class Entry:
    """A rule, milestone or field as all files together have it."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        """Where it was written last, for what is wrong with the whole."""
        self.keys: dict[str, Written] = {}
        self.refused: set[str] = set()
        """Keys whose value was wrong and is complained of already."""

    def value(self, key: str) -> Any:
        found = self.keys.get(key)
        return None if found is None else found.value


Entries = dict[str, Entry]


class Merged:
    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers
        self.top: dict[str, Written] = {}
        self.channels: dict[str, Written] = {}
        self.changes: dict[str, Written] = {}
        self.reasons: dict[str, Written] = {}
        self.milestones: dict[tuple[str, str], Entry] = {}
        """By (of, name)."""
        self.fields: Entries = {}
        self.rules: Entries = {}
        self.disabled: set[str] = set()
        """Ids of rules that were dropped."""

    def later(self, one: Written, other: Written) -> Written:
        """Of two values the one written in the file that extends the other's."""
        order = [id(layer.top.complaints) for layer in self.layers]
        return max(one, other, key=lambda each: order.index(id(each.spot.complaints)))


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
            name = str(read.spot.path[-1])
            _add(read, merged.fields.setdefault(name, Entry(read.spot)))
        for read in layer.milestones:
            if "name" in read.right:
                which = read.right.get("of", "version"), read.right["name"]
                _add(read, merged.milestones.setdefault(which, Entry(read.spot)))
        for read in layer.rules:
            if "id" in read.right:
                _add(read, merged.rules.setdefault(read.right["id"], Entry(read.spot)))
    merged.disabled -= merged.rules.keys()
    return merged


def _add(read: ReadEntry, entry: Entry) -> None:
    entry.spot = read.spot
    entry.keys.update((key, Written(value, read.spot.at(key))) for key, value in read.right.items())
    entry.refused |= read.written.keys() - read.right.keys()


def _disable(layer: Layer, merged: Merged) -> None:
    for index, name in enumerate(layer.table.get("disable", ())):
        spot = layer.top.at("disable", index)
        if name in BUILT_IN_RULES:
            spot.of_value("built-in-rule", f"{quoted(name)} cannot be disabled")
        elif merged.rules.pop(name, None) is None:
            hint = spot.complaints.hint(name, merged.rules) or " is no rule of what is extended"
            spot.of_value("unknown-rule", f"{quoted(name)}{hint}")
        else:
            merged.disabled.add(name)

"""Where the blocks of new entries go: below the last block of the item that they belong to or follow."""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from planner.files.plan.data import KINDS
from planner.plan import Item, Notice, Plan, PlanEntry, Waiver
from planner.toml.document import TomlDocument
from planner.toml.spans import Path

_ORDER_OF_KINDS = {"version": 0, "notice": 1, "change": 2, "freeze": 3, "waiver": 4}


class BlockPosition(NamedTuple):
    section: int
    """The index of a section of the layout."""
    before: bool = False


class Placement:
    """Finds the places in one layout for what is new from one plan to the next."""

    def __init__(self, layout: TomlDocument, paths: Mapping[int, Path], old: Plan, new: Plan) -> None:
        keys = {path: key for key, path in paths.items()}
        self._kinds = [str(section.path[0]) if section.path else "" for section in layout.sections]
        self._owners = [keys.get(section.path[:2]) for section in layout.sections]
        owned = [(owner, index) for index, owner in enumerate(self._owners) if owner is not None]
        self._last = dict(owned)
        self._first = dict(reversed(owned))
        self._items = {item.name: item.key for item in new.items}
        self._item_of = _items_of(old) | _items_of(new)
        self._previous = _neighbours(new.versions) | _neighbours(new.changes)
        self._next = _neighbours(new.versions[::-1]) | _neighbours(new.changes[::-1])
        self._places: dict[int, BlockPosition] = {}

    def place(self, entry: PlanEntry) -> BlockPosition:
        """Of a new entry; entries have to be asked for in reading order."""
        if isinstance(entry, Notice):
            place = self._of_notice(self._items.get(entry.item))
        elif isinstance(entry, Item):
            place = self._of_item(entry)
        else:
            place = self._of_kind(KINDS[type(entry)])
        if not place.before:
            place = BlockPosition(self._below_sub_tables(KINDS[type(entry)], place.section))
        self._places[entry.key] = place
        return place

    def _below_sub_tables(self, kind: str, section: int) -> int:
        """A `[notice.told]` is of the last `[[notice]]` above it, however far: none may come between."""
        for index in range(section, -1, -1):
            owner = self._owners[index]
            if owner is not None and self._kinds[index] == kind:
                return max(section, self._last[owner])
        return section

    def _of_item(self, item: Item) -> BlockPosition:
        previous = self._previous.get(item.key)
        if previous is not None and previous in self._places:
            return self._places[previous]
        if previous is not None and previous in self._last:
            return BlockPosition(self.group(previous)[-1])
        following = self._next.get(item.key)
        while following is not None and following not in self._first:
            following = self._next.get(following)
        if following is not None:
            return BlockPosition(self._first[following], before=True)
        return self._of_kind(KINDS[type(item)])

    def _of_notice(self, item: int | None) -> BlockPosition:
        if item is None:
            return self._of_kind("notice")
        if item in self._places:
            return self._places[item]
        notices = [
            index
            for index, owner in enumerate(self._owners)
            if owner is not None and self._kinds[index] == "notice" and self._item_of.get(owner) == item
        ]
        if notices:
            return BlockPosition(notices[-1])
        if item in self._last:
            return BlockPosition(self._last[item])
        return self._of_kind("notice")

    def _of_kind(self, kind: str) -> BlockPosition:
        """Below the last block of the kind, or else of all that comes before it in a new file."""
        own = _ORDER_OF_KINDS[kind]
        ranks = [_ORDER_OF_KINDS.get(each, own + 1) for each in self._kinds]
        above = [index for index, rank in enumerate(ranks) if rank == own]
        above = above or [index for index, rank in enumerate(ranks) if rank < own]
        return BlockPosition(above[-1] if above else 0)

    def group(self, item: int) -> range:
        """The blocks of an item, by their index: its own and those directly below that are about it."""
        index = self._last[item] + 1
        while index < len(self._owners):
            owner = self._owners[index]
            if owner is None or self._item_of.get(owner) != item:
                break
            index += 1
        return range(self._first[item], index)

    def owner(self, section: int) -> int | None:
        """The key of the entry that a section belongs to."""
        return self._owners[section]


def _items_of(plan: Plan) -> dict[int, int]:
    """Notices and waivers -> what they are about, by key."""
    items = {item.name: item.key for item in plan.items}
    about: tuple[Notice | Waiver, ...] = plan.notices + plan.waivers
    return {each.key: items[each.item] for each in about if each.item in items}


def _neighbours(items: tuple[Item, ...]) -> dict[int, int]:
    """Item -> the one before it, by key."""
    return {item.key: previous.key for previous, item in pairwise(items)}

"""The places of new entries in a file: below the last section of the item that they follow or are about."""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from planner.files.plan.data import KINDS
from planner.plan import Item, Notice, Plan, PlanEntry, Waiver
from planner.toml.document import TomlDocument
from planner.toml.spans import Path

_ORDER_OF_KINDS = {"version": 0, "notice": 1, "change": 2, "freeze": 3, "waiver": 4}


class InsertionPoint(NamedTuple):
    """A place for a new entry: below a section, or before it."""

    section: int
    """The index of a section of the document."""
    before: bool = False


class Placement:
    """The places in one document for the entries that a new plan has and the old one has not.

    `paths` are the paths, by key, of the entries of the old plan.
    """

    def __init__(self, document: TomlDocument, paths: Mapping[int, Path], old: Plan, new: Plan) -> None:
        keys = {path: key for key, path in paths.items()}
        self._kinds = [str(section.path[0]) if section.path else "" for section in document.sections]
        self._owners = [keys.get(section.path[:2]) for section in document.sections]
        owned = [(owner, index) for index, owner in enumerate(self._owners) if owner is not None]
        self._last = dict(owned)
        self._first = dict(reversed(owned))
        self._items = {item.name: item.key for item in new.items}
        self._item_of = _items_of(old) | _items_of(new)
        self._previous = _neighbours(new.versions) | _neighbours(new.changes)
        self._next = _neighbours(new.versions[::-1]) | _neighbours(new.changes[::-1])
        self._places: dict[int, InsertionPoint] = {}

    def place(self, entry: PlanEntry) -> InsertionPoint:
        """Return the place of a new entry, and remember it for the entries that follow.

        Entries have to be placed in reading order: an item before its notices.
        """
        if isinstance(entry, Notice):
            place = self._of_notice(self._items.get(entry.item))
        elif isinstance(entry, Item):
            place = self._of_item(entry)
        else:
            place = self._of_kind(KINDS[type(entry)])
        if not place.before:
            place = InsertionPoint(self._below_sub_tables(KINDS[type(entry)], place.section))
        self._places[entry.key] = place
        return place

    def _below_sub_tables(self, kind: str, section: int) -> int:
        """Return the section below which an entry of a kind can go: the given one, or a lower one.

        `[notice.told]` belongs to the last `[[notice]]` above it, however far: no other may come between.
        So the lower one is the last sub-table of the kind's last entry above.
        """
        for index in range(section, -1, -1):
            owner = self._owners[index]
            if owner is not None and self._kinds[index] == kind:
                return max(section, self._last[owner])
        return section

    def _of_item(self, item: Item) -> InsertionPoint:
        """Return the place of a new item: below the item before it, above the one after it, or by kind."""
        previous = self._previous.get(item.key)
        if previous is not None and previous in self._places:
            return self._places[previous]
        if previous is not None and previous in self._last:
            return InsertionPoint(self.group(previous)[-1])
        following = self._next.get(item.key)
        while following is not None and following not in self._first:
            following = self._next.get(following)
        if following is not None:
            return InsertionPoint(self._first[following], before=True)
        return self._of_kind(KINDS[type(item)])

    def _of_notice(self, item: int | None) -> InsertionPoint:
        """Return the place of a new notice: below the last notice about its item, below the item, or by kind.

        `item` is the item's key; None if the plan does not have it.
        """
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
            return InsertionPoint(notices[-1])
        if item in self._last:
            return InsertionPoint(self._last[item])
        return self._of_kind("notice")

    def _of_kind(self, kind: str) -> InsertionPoint:
        """Return the place below the last section of a kind.

        Without any, it is below the last section of the kinds that come before it, or at the top.
        """
        own = _ORDER_OF_KINDS[kind]
        ranks = [_ORDER_OF_KINDS.get(each, own + 1) for each in self._kinds]
        above = [index for index, rank in enumerate(ranks) if rank == own]
        above = above or [index for index, rank in enumerate(ranks) if rank < own]
        return InsertionPoint(above[-1] if above else 0)

    def group(self, item: int) -> range:
        """Return the indexes of an item's sections, and of the sections directly below that are about it."""
        index = self._last[item] + 1
        while index < len(self._owners):
            owner = self._owners[index]
            if owner is None or self._item_of.get(owner) != item:
                break
            index += 1
        return range(self._first[item], index)

    def owner(self, section: int) -> int | None:
        """Return the key of the entry that a section, by its index, belongs to, or None."""
        return self._owners[section]


def _items_of(plan: Plan) -> dict[int, int]:
    """Return the key of the item that a notice or waiver is about, by the key of the notice or waiver."""
    items = {item.name: item.key for item in plan.items}
    about: tuple[Notice | Waiver, ...] = plan.notices + plan.waivers
    return {each.key: items[each.item] for each in about if each.item in items}


def _neighbours(items: tuple[Item, ...]) -> dict[int, int]:
    """Return the key of the item before each item, by the item's key; the first has none."""
    return {item.key: previous.key for previous, item in pairwise(items)}

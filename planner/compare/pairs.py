"""Pairs of entries that are the same in two plans: by name, or by their other contents after a rename."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from planner.plan import (
    AnyEntry,
    Change,
    Freeze,
    Item,
    Notice,
    Plan,
    PlanEntry,
    Version,
    Waiver,
)

COMMON = 20
"""A trait that more entries share does not help to tell them apart."""

ItemT = TypeVar("ItemT", Version, Change)
Pair = tuple[AnyEntry | None, AnyEntry | None]
"""An entry before and after; None if that state does not have it."""
Traits = Sequence[Callable[[AnyEntry], object]]
"""Functions that return a trait of an entry, the most reliable first; a trait of None matches nothing."""
Facts = Mapping[str, set[object]]
"""Facts from notices, by the name of the item that they announce."""
ItemWithTraits = tuple[ItemT, set[object]]


class Pairs(NamedTuple):
    """The pairs of all entries of two plans."""

    versions: tuple[Pair[Version], ...]
    changes: tuple[Pair[Change], ...]
    notices: tuple[Pair[Notice], ...]
    freezes: tuple[Pair[Freeze], ...]
    waivers: tuple[Pair[Waiver], ...]
    names: Mapping[str, str]
    """The new name of each kept item, by its old name."""

    @property
    def items(self) -> tuple[tuple[Item | None, Item | None], ...]:
        """The pairs of versions and changes."""
        return (*self.versions, *self.changes)

    @property
    def all(self) -> tuple[tuple[PlanEntry | None, PlanEntry | None], ...]:
        """The pairs of all entries."""
        return (*self.items, *self.notices, *self.freezes, *self.waivers)

    @property
    def kept(self) -> list[tuple[PlanEntry, PlanEntry]]:
        """The pairs of entries that both states have."""
        return [(before, now) for before, now in self.all if before and now]


def pair(old: Plan, new: Plan) -> Pairs:
    """Pair the entries of two plans that are the same entry.

    The pairs of each kind are in the order of the new plan; those of removed entries, without a new side,
    come last.
    """
    about_old, about_new = _notices(old), _notices(new)
    versions = _items(old.versions, new.versions, about_old, about_new)
    names = {before.name: now.name for before, now in versions if before and now}
    shipped = [each._replace(version=names.get(each.version or "", each.version)) for each in old.changes]
    written = {each.key: each for each in old.changes}
    changes = [
        (before and written[before.key], now)
        for before, now in _items(shipped, new.changes, about_old, about_new)
    ]
    names |= {before.name: now.name for before, now in changes if before and now}
    return Pairs(
        versions=tuple(versions),
        changes=tuple(changes),
        notices=tuple(_same(old.notices, new.notices, _notice_traits(names), _notice_traits({}))),
        freezes=tuple(_same(old.freezes, new.freezes, _FREEZE_TRAITS, _FREEZE_TRAITS)),
        waivers=tuple(_same(old.waivers, new.waivers, _waiver_traits(names), _waiver_traits({}))),
        names=names,
    )


def _same(
    old: Sequence[AnyEntry],
    new: Sequence[AnyEntry],
    old_traits: Traits[AnyEntry],
    new_traits: Traits[AnyEntry],
) -> list[Pair[AnyEntry]]:
    """Return pairs of entries in the order of the new ones, then the removed ones; None is a missing side.

    The traits are tried one after the other, each on the entries that are not paired yet. Of several entries
    with the same trait, the first old one is paired with the first new one.
    """
    left = {each.key: each for each in old}
    found: dict[int, AnyEntry] = {}
    for old_trait, new_trait in zip(old_traits, new_traits, strict=True):
        alike: dict[object, deque[AnyEntry]] = defaultdict(deque)
        for each in left.values():
            if (trait := old_trait(each)) is not None:
                alike[trait].append(each)
        for each in new:
            if each.key not in found and (before := alike.get(new_trait(each))):
                found[each.key] = left.pop(before.popleft().key)
    pairs: list[Pair[AnyEntry]] = [(found.get(each.key), each) for each in new]
    pairs.extend((each, None) for each in left.values())
    return pairs


def _items(
    old: Sequence[ItemT], new: Sequence[ItemT], about_old: Facts, about_new: Facts
) -> list[Pair[ItemT]]:
    """Return pairs of versions, or of changes: of one name, or renamed with most of their contents the same.

    They are in the order of the new items, then the removed ones; None is a missing side.
    """
    by_name: Traits[ItemT] = [lambda each: each.name]
    pairs = _same(old, new, by_name, by_name)
    gone = [(before, _traits_of(before, about_old)) for before, now in pairs if before and not now]
    come = [(now, _traits_of(now, about_new)) for before, now in pairs if now and not before]
    renamed = {now.key: before for before, now in _renamed(gone, come)}
    taken = {before.key for before in renamed.values()}
    return [
        (renamed[now.key], now) if now and now.key in renamed else (before, now)
        for before, now in pairs
        if now or (before and before.key not in taken)
    ]


def _renamed(
    gone: Sequence[ItemWithTraits[ItemT]], come: Sequence[ItemWithTraits[ItemT]]
) -> Iterator[tuple[ItemT, ItemT]]:
    """Yield pairs of a removed and an added item that share more than half of their traits.

    The most similar pairs come first, and an item is in one pair at most. Items that only share traits which
    more than `COMMON` removed items have are not paired.
    """
    holders: dict[object, list[int]] = defaultdict(list)
    for index, (_, traits) in enumerate(gone):
        for each in traits:
            holders[each].append(index)
    candidates_by_likeness = []
    for now, (_, traits) in enumerate(come):
        candidates = {each for trait in traits if len(holders[trait]) <= COMMON for each in holders[trait]}
        for before in candidates:
            shared, most = len(traits & gone[before][1]), max(len(traits), len(gone[before][1]))
            if 2 * shared > most:
                candidates_by_likeness.append((-shared / most, now, before))
    taken_old, taken_new = set[int](), set[int]()
    for _, now, before in sorted(candidates_by_likeness):
        if now not in taken_new and before not in taken_old:
            taken_new.add(now)
            taken_old.add(before)
            yield gone[before][0], come[now][0]


def _traits_of(item: Item, about: Facts) -> set[object]:
    """Return the dates, fields, texts and notices of an item as a set of traits, each with the item's track.

    The name is left out. `about` has the notices of each item, by its name.
    """
    said: dict[str, object] = {**item.dates, **item.fields, "migration": item.migration, "note": item.note}
    if isinstance(item, Change):
        said.update(kind=item.kind, version=item.version)
    facts = {(item.track, key, value) for key, value in said.items() if value is not None}
    return facts | {(item.track, each) for each in about.get(item.name, ())}


def _notices(plan: Plan) -> dict[str, set[object]]:
    """Return the date, milestones and channels of each notice, by the name of its item."""
    about: dict[str, set[object]] = defaultdict(set)
    for each in plan.notices:
        about[each.item].add((each.date, each.announces, each.withdraws, each.channels))
    return about


def _notice_traits(names: Mapping[str, str]) -> Traits[Notice]:
    """Return functions from a notice to a trait of it, the most reliable first, as `_same` tries them.

    `names` gives the new names of renamed items, which the traits have in place of the old ones.
    """

    def item(each: Notice) -> str:
        return names.get(each.item, each.item)

    return (
        lambda each: (item(each), repr(each._replace(key=0, item=""))),
        lambda each: each.name and (item(each), each.name, each.announces),
        lambda each: each.name and (item(each), each.name),
        lambda each: (item(each), each.announces, each.channels, each.date),
        lambda each: (item(each), each.announces, each.channels),
        lambda each: (item(each), each.announces),
        lambda each: (item(each), each.date),
    )


def _waiver_traits(names: Mapping[str, str]) -> Traits[Waiver]:
    """Return functions from a waiver to a trait of it, the most reliable first, as `_same` tries them.

    `names` gives the new names of renamed items, which the traits have in place of the old ones.
    """

    def item(each: Waiver) -> str:
        return names.get(each.item, each.item)

    return (
        lambda each: (item(each), repr(each._replace(key=0, item=""))),
        lambda each: (item(each), each.rules),
        lambda each: (item(each), each.reason, each.note),
    )


_FREEZE_TRAITS: Traits[Freeze] = (
    lambda each: repr(each._replace(key=0)),
    lambda each: each.name,
    lambda each: (each.start, each.end),
    lambda each: each.start,
    lambda each: each.end,
)

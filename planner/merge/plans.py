"""A merge of plans: entries that were added, removed and edited on both sides."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from planner.compare.entry_name import EntryName, entry_name
from planner.compare.pairs import Pairs, pair
from planner.dates import Day
from planner.merge.conflict import AdditionConflict, Conflict, KeyChange, KeyConflict, RemovalConflict
from planner.merge.keys import merge_entries, merge_heads
from planner.merge.names import by_base_names, by_merged_names
from planner.merge.order import merge_orders
from planner.plan import AnyEntry, Change, Freeze, Notice, Plan, PlanEntry, Version, Waiver

Entries = tuple[PlanEntry, ...]


class MergedPlan(NamedTuple):
    """The changes of both sides in one plan, ours where they are in conflict."""

    plan: Plan
    """The keys of our entries are those of our plan."""
    conflicts: tuple[Conflict, ...]


class _Side(NamedTuple):
    """The plan of one side of the merge; its entries refer to items by the names in the base."""

    plan: Plan
    of_base: Mapping[int, PlanEntry]
    """The entry of this side, by the key of the base's entry."""
    new: frozenset[int]
    """The keys of the entries that the base does not have."""


def merge(base: Plan, ours: Plan, theirs: Plan) -> MergedPlan:
    """Return our plan with the changes that lead from the base to theirs, and the conflicts.

    Where both sides are in conflict, the plan has our side.
    """
    merger = _Merger(base, _side(base, ours), _side(base, theirs))
    head, conflicts = merge_heads(base, ours, theirs)
    plan = head._replace(
        versions=merger.merged(base.versions, merger.ours.plan.versions, merger.theirs.plan.versions),
        changes=merger.merged(base.changes, merger.ours.plan.changes, merger.theirs.plan.changes),
        notices=merger.merged(base.notices, merger.ours.plan.notices, merger.theirs.plan.notices),
        freezes=merger.merged(base.freezes, merger.ours.plan.freezes, merger.theirs.plan.freezes),
        waivers=merger.merged(base.waivers, merger.ours.plan.waivers, merger.theirs.plan.waivers),
    )
    named, clashes = by_merged_names(plan, merger.ours.plan, merger.base_names)
    return MergedPlan(named, (*conflicts, *merger.conflicts, *clashes))


def _side(base: Plan, plan: Plan) -> _Side:
    """Return a side of the merge: its plan with the base's names in references, matched to the base."""
    pairs = pair(base, plan)
    named = by_base_names(plan, {now: before for before, now in pairs.names.items()})
    entries = {each.key: each for each in named.entries}
    of_base = {before.key: entries[now.key] for before, now in pairs.kept}
    return _Side(plan=named, of_base=of_base, new=_new(pairs))


def _new(pairs: Pairs) -> frozenset[int]:
    """Return the keys of the entries that only the new side of some pairs has."""
    return frozenset(now.key for before, now in pairs.all if now and not before)


class _Merger:
    """The merge of the entries of all kinds."""

    def __init__(self, base: Plan, ours: _Side, theirs: _Side) -> None:
        self.ours, self.theirs = ours, theirs
        self.conflicts: list[Conflict] = []
        self.base_names: dict[int, str] = {}
        """The name in the base, or else in its side, of each merged item, by key."""
        self._base_items = base.items
        self._base = {each.key: each for each in base.entries}
        self._new_keys = count(1 + max((each.key for each in ours.plan.entries), default=-1))
        self._kept_items, self._lost_items = set[str](), set[str]()
        for item in base.items:
            self._note_removal(item)

    def _note_removal(self, item: Version | Change) -> None:
        """Note a conflict if one side removed an item, and the other edited it or an entry that refers to it.

        Our side wins: the item is kept, or is lost with the entries about it.
        """
        our, their = self.ours.of_base.get(item.key), self.theirs.of_base.get(item.key)
        if our and not their and self._is_edited(self.ours, item):
            self._kept_items.add(item.name)
            self.conflicts.append(RemovalConflict(item, "theirs", our))
        elif their and not our and self._is_edited(self.theirs, item):
            self._lost_items.add(item.name)
            self.conflicts.append(RemovalConflict(item, "ours", their))

    def _is_edited(self, side: _Side, item: Version | Change) -> bool:
        """Return True if a side edited an item, or added or edited an entry that refers to it.

        The item must still be there on that side.
        """
        if not _alike(item, side.of_base[item.key]):
            return True
        before = {now.key: self._base[key] for key, now in side.of_base.items()}
        return any(
            item.name in _references(each)
            and (
                each.key in side.new
                or (item.name not in _references(before[each.key]) or not _alike(before[each.key], each))
            )
            for each in side.plan.entries
        )

    def merged(
        self, base: tuple[AnyEntry, ...], ours: tuple[AnyEntry, ...], theirs: tuple[AnyEntry, ...]
    ) -> tuple[AnyEntry, ...]:
        """Return the merged entries of one kind, in their order, and note their conflicts.

        Entries that only their side added get new keys.
        """
        found: dict[int, AnyEntry] = {}
        keys = {now.key: before for before, now in self.ours.of_base.items()}
        for our in ours:
            if our.key not in keys:
                found[our.key] = our
            elif (entry := self._kept(our, self._base[keys[our.key]])) is not None:
                found[our.key] = entry  # type: ignore[assignment]
        of_theirs = {
            now.key: self.ours.of_base[before].key
            for before, now in self.theirs.of_base.items()
            if before in self.ours.of_base
        }
        self._find_lost_edits(base)
        for entry in self._added(ours, theirs):
            key = next(self._new_keys)
            of_theirs[entry.key] = key
            found[key] = entry._replace(key=key)
        base_names = {before.key: before.name for before in self._base_items}
        for key, each in found.items():
            if isinstance(each, Version | Change):
                self.base_names[key] = base_names[keys[key]] if key in keys else each.name
        return tuple(found[key] for key in self._order(base, ours, theirs, of_theirs, found))

    def _kept(self, our: PlanEntry, before: PlanEntry) -> PlanEntry | None:
        """Return the merge of an entry that our side has and the base had, and note its conflicts.

        Return None if their side removed it, and ours neither edited it nor keeps its item against their
        removal.
        """
        their = self.theirs.of_base.get(before.key)
        if their is not None:
            entry, conflicts = merge_entries(before, our, their)
            if isinstance(entry, Version | Change):
                entry = _referring_to_kept(entry, our, self._lost_items)
            self.conflicts += conflicts
            return entry
        if isinstance(before, Version | Change) and before.name in self._kept_items:
            return our
        if isinstance(before, Notice | Waiver) and before.item in self._kept_items:
            return our
        if _alike(before, our):
            return None
        if not isinstance(before, Version | Change):
            self.conflicts.append(RemovalConflict(before, "theirs", our))
        return our

    def _find_lost_edits(self, base: Sequence[PlanEntry]) -> None:
        """Note a conflict for each notice, freeze and waiver that our side removed and their side edited.

        Those of an item that our side removed are passed over: the item's conflict stands for them. Items are
        noted by `_note_removal`.
        """
        for before in base:
            their = self.theirs.of_base.get(before.key)
            if their is None or before.key in self.ours.of_base or isinstance(before, Version | Change):
                continue
            is_told = isinstance(before, Notice | Waiver) and before.item in self._lost_items
            if not is_told and not _alike(before, their):
                self.conflicts.append(RemovalConflict(before, "ours", their))

    def _added(self, ours: tuple[AnyEntry, ...], theirs: tuple[AnyEntry, ...]) -> Iterator[AnyEntry]:
        """Yield the entries of `theirs` that only their side added.

        Left out are notices and waivers about an item that was lost in a conflict; versions and changes that
        refer to it come without the reference. If our side added an entry of the same `_identity`, theirs is
        left out, and a conflict is noted unless both have the same contents.
        """
        present: dict[object, list[AnyEntry]] = {}
        for our in ours:
            if our.key in self.ours.new:
                present.setdefault(_identity(our), []).append(our)
        for their in theirs:
            if their.key not in self.theirs.new:
                continue
            namesakes = present.get(_identity(their), ())
            if namesakes:
                if not any(_alike(each, their) for each in namesakes):
                    self.conflicts.append(AdditionConflict(namesakes[-1], their))
            elif isinstance(their, Version | Change):
                yield _referring_to_kept(their, None, self._lost_items)  # type: ignore[misc]
            elif isinstance(their, Freeze) or their.item not in self._lost_items:
                yield their

    def _order(
        self,
        base: tuple[AnyEntry, ...],
        ours: tuple[AnyEntry, ...],
        theirs: tuple[AnyEntry, ...],
        of_theirs: Mapping[int, int],
        found: Mapping[int, AnyEntry],
    ) -> list[int]:
        """Return the keys of `found`, the merged entries of one kind, in the order that `merge_orders` makes.

        `of_theirs` has the merged key of each entry of their side, by its key there. If both sides reordered
        versions differently, the order is ours, and a conflict is noted.
        """
        of_base = {key: now.key for key, now in self.ours.of_base.items()}
        order = merge_orders(
            base=[of_base[each.key] for each in base if each.key in of_base],
            ours=[each.key for each in ours],
            theirs=[of_theirs[each.key] for each in theirs if each.key in of_theirs],
            kept=found,
            first_days={key: day for key, each in found.items() if (day := _first_day(each)) is not None},
        )
        if order.is_conflict and isinstance(next(iter(found.values())), Version):
            names = ([entry_name(each).name for each in side] for side in (base, ours, theirs))
            was, our, their = names
            changes = (KeyChange("order", is_day=False, old=was, new=new) for new in (our, their))
            self.conflicts.append(KeyConflict(EntryName("plan"), *changes))
        return order.keys


def _alike(one: PlanEntry, other: PlanEntry) -> bool:
    """Return True if two entries have the same contents, whatever their keys and the order of dates."""
    return one._replace(key=0) == other._replace(key=0)


def _references(entry: PlanEntry) -> tuple[str | None, ...]:
    """Return the names of the items that an entry refers to; None among them where it names none."""
    if isinstance(entry, Notice | Waiver):
        return (entry.item,)
    if isinstance(entry, Change):
        return (entry.version,)
    return (entry.replacement,) if isinstance(entry, Version) else ()


def _referring_to_kept(entry: Version | Change, our: PlanEntry | None, lost: set[str]) -> Version | Change:
    """Return an item without a reference to a lost item.

    It gets the reference of our side's entry, if any.
    """
    if isinstance(entry, Version) and entry.replacement in lost:
        return entry._replace(replacement=our.replacement if isinstance(our, Version) else None)
    if isinstance(entry, Change) and entry.version in lost:
        return entry._replace(version=our.version if isinstance(our, Change) else None)
    return entry


def _identity(entry: PlanEntry) -> object:
    """Return a key by which an entry that both sides added is found: its `entry_name`.

    A notice without a name has its channels in it, too.
    """
    if isinstance(entry, Notice) and entry.name is None:
        return entry_name(entry), entry.channels
    return entry_name(entry)


def _first_day(entry: PlanEntry) -> Day | None:
    """Return the earliest date of a version or change; None if it has none, and for any other entry."""
    return min(entry.dates.values(), default=None) if isinstance(entry, Version | Change) else None

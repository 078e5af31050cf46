"""A plan: one product's versions, changes, notices, freezes and waivers. Frozen data, nothing else.

Every entry has a `key`, given when it is read or made and never written: saving and undo
know an entry by it, so that a rename stays a small edit.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from planner.dates import Day
from planner.named_tuple import NamedTuple

NOTHING: Mapping[Any, Any] = MappingProxyType({})

FieldValue = str | bool
Meta = Mapping[str, object]


class Version(NamedTuple):
    """A version: an item of a track."""

    key: int
    name: str
    track: str | None = None
    dates: Mapping[str, Day] = NOTHING
    """The dates by milestone; a milestone without a date has no entry."""
    migration: str | None = None
    pinned: tuple[str, ...] = ()
    note: str | None = None
    fields: Mapping[str, FieldValue] = NOTHING
    """The keys that the policy declares in `[fields]`."""
    meta: Meta = NOTHING
    withdrawn: Day | None = None
    """The day on which it was pulled back; its dates from then on are absent for every rule."""
    replacement: str | None = None
    """The name of the version to move to."""
    significant: bool = False


class Change(NamedTuple):
    """An API change: an item that may ship in a version."""

    key: int
    name: str
    kind: str
    version: str | None = None
    track: str | None = None
    """The track as written; a change without one belongs to the track of its version."""
    dates: Mapping[str, Day] = NOTHING
    migration: str | None = None
    significant: bool = False
    pinned: tuple[str, ...] = ()
    note: str | None = None
    fields: Mapping[str, FieldValue] = NOTHING
    meta: Meta = NOTHING


Item = Version | Change


class Notice(NamedTuple):
    """A communication to users, planned or sent."""

    key: int
    item: str
    """The name of the version or change (names are unique among both)."""
    date: Day
    announces: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    told: Mapping[str, Day] | None = None
    """The dates it told, by milestone; not None means that it was sent."""
    name: str | None = None
    """Notices of one name are one communication."""
    pinned: bool = False
    note: str | None = None
    meta: Meta = NOTHING
    withdraws: tuple[str, ...] = ()
    """The milestones that, by this notice, will not happen after all."""


class Freeze(NamedTuple):
    """Days on which nothing may change."""

    key: int
    start: Day
    end: Day
    """Inclusive."""
    name: str | None = None
    meta: Meta = NOTHING


class Waiver(NamedTuple):
    """A recorded permission to break rules for one item."""

    key: int
    rules: tuple[str, ...]
    item: str
    note: str
    reason: str | None = None
    approved_by: str | None = None
    allows: Day | None = None
    expires: Day | None = None
    meta: Meta = NOTHING


PlanEntry = Version | Change | Notice | Freeze | Waiver
AnyEntry = TypeVar("AnyEntry", Version, Change, Notice, Freeze, Waiver)


class Plan(NamedTuple):
    """All entries of a plan file."""

    product: str
    policy: str
    """The policy as written: a preset's name, or a path relative to the plan's file."""
    judge_from: Day | None = None
    versions: tuple[Version, ...] = ()
    """Oldest first within a track: the order is the succession."""
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    meta: Meta = NOTHING
    requires: str | None = None
    """The oldest version of the planner that can read the file."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Versions, then changes, each in the order of the file."""
        return self.versions + self.changes

    @property
    def entries(self) -> tuple[PlanEntry, ...]:
        """All entries, kind by kind in the order of the file."""
        return self.versions + self.changes + self.notices + self.freezes + self.waivers


class EntriesChange(Protocol):
    """A function from the entries of one kind to other entries of that kind."""

    def __call__(self, entries: tuple[AnyEntry, ...], /) -> tuple[AnyEntry, ...]:
        """Return the entries that replace the given ones."""


def with_entries(plan: Plan, change: EntriesChange) -> Plan:
    """Return a plan with `change` applied to its entries: once for the entries of each kind."""
    return plan._replace(
        versions=change(plan.versions),
        changes=change(plan.changes),
        notices=change(plan.notices),
        freezes=change(plan.freezes),
        waivers=change(plan.waivers),
    )


def standing_dates(item: Item) -> Mapping[str, Day]:
    """Return the dates of an item that count: of a withdrawn version, only those before its withdrawal."""
    if not isinstance(item, Version) or item.withdrawn is None:
        return item.dates
    return {name: day for name, day in item.dates.items() if day < item.withdrawn}

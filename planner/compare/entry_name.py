"""The names by which comparisons refer to entries of a plan."""

from typing import Literal, NamedTuple

from planner.dates import iso
from planner.plan import Change, Freeze, Notice, PlanEntry, Version

Kind = Literal["plan", "rule", "track", "version", "change", "notice", "freeze", "waiver"]


class EntryName(NamedTuple):
    """A kind of entry with a name, or with the item that it belongs to."""

    kind: Kind
    name: str | None = None
    item: str | None = None
    """The item that a notice or waiver belongs to."""
    details: tuple[str, ...] = ()
    """The milestones that a notice announces or withdraws, or the rules of a waiver."""

    def __str__(self) -> str:
        if self.item is not None:
            return f"{self.item} {self.kind} ({self.name or ', '.join(self.details) or 'of nothing'})"
        if self.kind in ("version", "change"):
            return self.name or ""
        return f"{self.kind} {self.name}" if self.name else self.kind


def entry_name(entry: PlanEntry) -> EntryName:
    """Return the name by which comparisons refer to an entry.

    Notices and waivers are named by their item, with what they announce, withdraw or waive as details; a
    freeze without a name by its first day.
    """
    if isinstance(entry, Version):
        return EntryName("version", entry.name)
    if isinstance(entry, Change):
        return EntryName("change", entry.name)
    if isinstance(entry, Notice):
        taken_back = (f"withdrawing {each}" for each in entry.withdraws)
        details = (*entry.announces, *taken_back)
        return EntryName(kind="notice", name=entry.name, item=entry.item, details=details)
    if isinstance(entry, Freeze):
        return EntryName("freeze", entry.name or iso(entry.start))
    return EntryName(kind="waiver", name=None, item=entry.item, details=entry.rules)

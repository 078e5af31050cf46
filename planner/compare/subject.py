"""What the entries of a plan are called."""

from typing import Literal, NamedTuple

from planner.dates import iso
from planner.plan import Change, Freeze, Notice, PlanEntry, Version

Kind = Literal["plan", "rule", "track", "version", "change", "notice", "freeze", "waiver"]


class EntryName(NamedTuple):
    kind: Kind
    name: str | None = None
    item: str | None = None
    """Under which a notice or a waiver stands."""
    about: tuple[str, ...] = ()
    """What a notice announces, the rules of a waiver."""

    def __str__(self) -> str:
        if self.item is not None:
            return f"{self.item} {self.kind} ({self.name or ', '.join(self.about) or 'of nothing'})"
        if self.kind in ("version", "change"):
            return self.name or ""
        return f"{self.kind} {self.name}" if self.name else self.kind


def subject(entry: PlanEntry) -> EntryName:
    if isinstance(entry, Version):
        return EntryName("version", entry.name)
    if isinstance(entry, Change):
        return EntryName("change", entry.name)
    if isinstance(entry, Notice):
        return EntryName("notice", entry.name, entry.item, entry.announces)
    if isinstance(entry, Freeze):
        return EntryName("freeze", entry.name or iso(entry.start))
    return EntryName("waiver", None, entry.item, entry.rules)

"""Conflicts of a merge: changes of both sides of which only one can be kept."""

from typing import Literal, NamedTuple

from planner.compare.entry_name import EntryName
from planner.plan import PlanEntry


class KeyChange(NamedTuple):
    """A key with its values before and after; None where it is not set."""

    what: str
    """The key in the file."""
    is_day: bool
    old: object
    new: object
    key: tuple[str, ...] = ()
    """The attribute of the entry, and the key of its mapping."""


class KeyConflict(NamedTuple):
    """A key that both sides changed, to different values; the merged plan has ours."""

    subject: EntryName
    ours: KeyChange
    theirs: KeyChange


class RemovalConflict(NamedTuple):
    """An entry that one side removed and the other edited; the merged plan follows ours."""

    base: PlanEntry
    removed_by: Literal["ours", "theirs"]
    edited: PlanEntry
    """The entry of the other side."""


class AdditionConflict(NamedTuple):
    """Two entries of one name, added by both sides; the merged plan has ours."""

    ours: PlanEntry
    theirs: PlanEntry


Conflict = KeyConflict | RemovalConflict | AdditionConflict

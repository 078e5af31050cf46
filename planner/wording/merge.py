"""The conflicts of a merge in words: what each side did, as `planner diff` says it."""

from typing import NamedTuple

from planner.compare.dates import DateChange, entry_dates
from planner.compare.entry_name import EntryName, entry_name
from planner.compare.keys import EditedKey, plain
from planner.dates import Day, iso
from planner.merge.conflict import AdditionConflict, Conflict, KeyChange, KeyConflict, RemovalConflict
from planner.merge.keys import changed_keys
from planner.plan import PlanEntry
from planner.wording.diff import DiffLine, edited_line, entry_line, moved_line

REMOVED = "removed"
ABOUT_IT = "entries about it added or edited"


class ConflictLines(NamedTuple):
    """A conflict in words: its subject, and the change of each side."""

    subject: str
    ours: str
    theirs: str


def conflict_lines(conflict: Conflict) -> ConflictLines:
    """Return the subject of a conflict and, for each side, the change that it made."""
    match conflict:
        case KeyConflict():
            ours, theirs = (_line(conflict.subject, each) for each in (conflict.ours, conflict.theirs))
            return ConflictLines(ours.subject, ours.description, theirs.description)
        case RemovalConflict():
            subject = entry_line(entry_dates(conflict.base)).subject
            edits = _edits(conflict.base, conflict.edited) or ABOUT_IT
            if conflict.removed_by == "ours":
                return ConflictLines(subject, REMOVED, edits)
            return ConflictLines(subject, edits, REMOVED)
        case AdditionConflict():
            changes = [each for each in changed_keys(conflict.ours, conflict.theirs) if each.what != "name"]
            ours, theirs = entry_line(entry_dates(conflict.ours)), entry_line(entry_dates(conflict.theirs))
            others = [each for each in changes if not each.is_day]
            return ConflictLines(
                ours.subject,
                _added(ours, [(each.what, each.old) for each in others]),
                _added(theirs, [(each.what, each.new) for each in others]),
            )


def _added(line: DiffLine, values: list[tuple[str, object]]) -> str:
    """Return `added: ` with the dates of an added entry and its values that differ from the other side's.

    `line` has the dates, `values` are these values by key.
    """
    told = [f"{what} {_text(what, value)}" for what, value in values]
    return "added: " + "; ".join(filter(None, (line.description, *told)))


def _text(what: str, value: object) -> str:
    """Return the value of a key in words."""
    return _line(
        EntryName("plan"), KeyChange(what=what, is_day=False, old=None, new=value)
    ).description.partition(" → ")[2]


def _edits(before: PlanEntry, after: PlanEntry) -> str:
    """Return the changes of an entry in one line; empty if only entries about it changed."""
    name = entry_name(after)
    return "; ".join(f"{each.what} {_line(name, each).description}" for each in changed_keys(before, after))


def _line(subject: EntryName, change: KeyChange) -> DiffLine:
    """Return the line for a key that changed: a date as moved, another key as edited."""
    what, old, new = change.what, change.old, change.new
    if change.is_day:
        assert old is None or isinstance(old, Day)
        assert new is None or isinstance(new, Day)
        return moved_line(DateChange(subject=subject, what=what, old=old, new=new))
    if what == "told":
        old, new = _told(old), _told(new)
    return edited_line(EditedKey(subject=subject, what=what, old=plain(old), new=plain(new)))


def _told(told: object) -> object:
    """Return told dates with their days in ISO form; any other value as it is."""
    return {name: iso(day) for name, day in told.items()} if isinstance(told, dict) else told

"""The sentence about a step of undo or redo, and the item and date to show."""

from typing import NamedTuple

from planner.dates import iso
from planner.edits import dates
from planner.engine.constraint import Place
from planner.plan import Change, Freeze, Notice, Plan, PlanEntry, Version, Waiver
from planner.tui.controllers.history_words import name_of


class Step(NamedTuple):
    """A step of undo or redo as it is shown."""

    text: str
    item: str | None
    """The name of the item to select; None if the step was about no item."""
    place: Place | None
    """The date to select; None if the step was about no date or several."""


def step_of(before: Plan, after: Plan, label: str, *, back: bool) -> Step:
    """Return the step from one plan to another, for the message about undo (`back`) or redo.

    Moved dates are named with their days before and after; any other step by `label`, the name of its edit.
    """
    moves = dates.moved_between(before, after)
    if not moves:
        entry, place = _differing(before, after)
        return Step(label, _item_of(entry), place)
    days = dates.all_days(before)
    place, day = next(iter(moves.items()))
    others = len(moves) - 1
    more = f" and {others} more {'date' if others == 1 else 'dates'}" if others else ""
    text = f"{name_of(after, place)} {iso(days[place])} {'back ' if back else ''}to {iso(day)}{more}"
    owner = next(each for each in after.entries if each.key == place.entry)
    return Step(text, _item_of(owner), place)


def _differing(before: Plan, after: Plan) -> tuple[PlanEntry | None, Place | None]:
    """Return the first entry in which two plans differ, and the date of it to select, which `_place` chooses.

    It is the entry of `after`; only if all of these are the same in `before`, it is one that `after` lacks.
    None if the plans have the same entries.
    """
    old = {each.key: each for each in before.entries}
    new = {each.key: each for each in after.entries}
    for key, entry in new.items():
        if old.get(key) != entry:
            return entry, _place(old.get(key), entry)
    return next((each for key, each in old.items() if key not in new), None), None


def _place(old: PlanEntry | None, new: PlanEntry) -> Place | None:
    """Return the one date of an item that was added, pinned or unpinned; of a notice, always its day.

    Dates that moved or were taken out do not count. Return None if there are none or several, and for an item
    that is new, or of another type before.
    """
    if isinstance(new, Notice):
        return Place(new.key, "date")
    if isinstance(new, Version | Change) and isinstance(old, Version | Change):
        fields = [field for field in new.dates if field not in old.dates or _pinned(old, new, field)]
        return Place(new.key, fields[0]) if len(fields) == 1 else None
    return None


def _pinned(old: Version | Change, new: Version | Change, field: str) -> bool:
    """Return True if a date was pinned or unpinned between two states of its item."""
    return (field in old.pinned) != (field in new.pinned)


def _item_of(entry: PlanEntry | None) -> str | None:
    """Return the name of the item that an entry is or is about; None for a freeze."""
    if isinstance(entry, Notice | Waiver):
        return entry.item
    return entry.name if entry is not None and not isinstance(entry, Freeze) else None

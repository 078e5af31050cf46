"""The edit that takes one changed date back to its day in the other state."""

from planner.compare.dates import FIELDS, DateChange
from planner.dates import Day
from planner.edits import dates
from planner.edits.entries import entry, put
from planner.engine.constraint import Place
from planner.plan import Change, Freeze, Notice, Plan, PlanEntry, Version, Waiver


def place_of(owner: PlanEntry | None, change: DateChange) -> Place | None:
    """Return the place of a changed date in the plan with the entry `owner`, if it is on the timeline.

    That is the date of a notice, or of a milestone that is still set. Return None for any other date.
    """
    if isinstance(owner, Notice):
        return Place(owner.key, "date")
    if isinstance(owner, Version | Change) and change.what in owner.dates:
        return Place(owner.key, change.what)
    return None


def with_old_date(plan: Plan, change: DateChange) -> Plan:
    """Return the plan with one date as it was before a change, or without it if it was not set.

    Notices of one name move together. A freeze keeps its length if its first day would come after its last
    one. Raise KeyError if the plan does not have the entry any more.
    """
    owner = entry(plan, change.key)
    if isinstance(owner, Version | Change) and change.what != "withdrawn":
        place = Place(owner.key, change.what)
        return dates.clear(plan, place) if change.old is None else dates.move(plan, {place: change.old})
    if isinstance(owner, Notice):
        assert change.old is not None
        return dates.move(plan, {Place(owner.key, "date"): change.old})
    if isinstance(owner, Freeze):
        assert change.old is not None
        return put(plan, _moved(owner, change.old, is_start=change.what == FIELDS["start"]))
    if isinstance(owner, Version):
        return put(plan, owner._replace(withdrawn=change.old))
    assert isinstance(owner, Waiver)
    is_allows = change.what == FIELDS["allows"]
    return put(plan, owner._replace(allows=change.old) if is_allows else owner._replace(expires=change.old))


def _moved(freeze: Freeze, day: Day, *, is_start: bool) -> Freeze:
    """Return a freeze with its first or last day moved.

    If that passes its other end, both move by as much.
    """
    length = freeze.end - freeze.start
    if is_start:
        return freeze._replace(start=day, end=freeze.end if day <= freeze.end else day + length)
    return freeze._replace(start=freeze.start if freeze.start <= day else day - length, end=day)

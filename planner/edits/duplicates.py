"""Copies of entries, to be changed afterwards."""

from planner.dates import Day, Duration, add
from planner.edits import entries
from planner.edits.entries import NEW
from planner.edits.names import next_name
from planner.plan import AnyEntry, Change, Freeze, Item, Notice, Plan, Version

YEAR = Duration(1, "year")


def duplicate(plan: Plan, key: int, as_of: Day) -> Plan:
    """Return the plan with a copy of a version, change, notice or freeze; raise ValueError for a waiver.

    A copied item stands directly after its original. It has a new name, the same dates, and copies of the
    notices that were not sent; it has no waivers and is not withdrawn. A copied notice is not sent, belongs
    to no communication, and goes out on the as-of date or later. A copied freeze is a year later.
    """
    original = entries.entry(plan, key)
    if isinstance(original, Version | Change):
        return _item(plan, original, as_of)
    if isinstance(original, Notice):
        return entries.add(plan, _planned(original, as_of))
    if isinstance(original, Freeze):
        days = add(original.start, YEAR), add(original.end, YEAR)
        return entries.add(plan, original._replace(start=days[0], end=days[1]))
    raise ValueError("a waiver is for one item: add another one instead")


def _item(plan: Plan, original: Item, as_of: Day) -> Plan:
    """Return the plan with a copy of an item directly after it, and copies of its planned notices."""
    name = next_name([original.name], {each.name for each in plan.items})
    if isinstance(original, Version):
        copied = entries.add(plan, original._replace(name=name, withdrawn=None))
        copied = copied._replace(versions=_last_after(copied.versions, original.key))
    else:
        copied = entries.add(plan, original._replace(name=name))
        copied = copied._replace(changes=_last_after(copied.changes, original.key))
    for notice in plan.notices:
        if notice.item == original.name and notice.told is None:
            copied = entries.add(copied, _planned(notice, as_of)._replace(item=name))
    return copied


def _planned(notice: Notice, as_of: Day) -> Notice:
    """Return a notice to add: a copy without a name, not sent, and not before the as-of date."""
    return notice._replace(key=NEW, date=max(notice.date, as_of), told=None, name=None)


def _last_after(of_type: tuple[AnyEntry, ...], key: int) -> tuple[AnyEntry, ...]:
    """Return entries with the last one, which is new, moved directly after the entry with a key."""
    at = next(at for at, each in enumerate(of_type, 1) if each.key == key)
    return of_type[:at] + of_type[-1:] + of_type[at:-1]

"""Edits of many entries at once: delete items and dates, waive several violations."""

from collections.abc import Collection, Iterable, Mapping

from planner.edits import entries, waivers
from planner.engine.constraint import Place
from planner.plan import Item, Notice, Plan, Version, Waiver


def delete(plan: Plan, items: Collection[int], places: Collection[Place]) -> Plan:
    """Return the plan without some items (by key), with their notices and waivers, and without some dates.

    Changes that ship in a deleted version stay, in the same track. A place in a notice deletes the whole
    notice.
    """
    gone = {each.name: each for each in plan.items if each.key in items}
    fields: dict[int, set[str | None]] = {}
    for place in places:
        fields.setdefault(place.entry, set()).add(place.field)
    about: tuple[Notice | Waiver, ...] = plan.notices + plan.waivers
    keys = {*items, *(each.key for each in about if each.item in gone)}
    keys.update(each.key for each in plan.notices if each.key in fields)
    changed = [_left(item, gone, fields.get(item.key, frozenset())) for item in plan.items]
    return entries.remove(entries.put(plan, *changed), keys)


def _left(item: Item, gone: Mapping[str, Item], cleared: Collection[str | None]) -> Item:
    """Return an item without some dates and their pins, and without references to items that are gone.

    A change of a version that is gone gets the track of that version, if it has none of its own.
    """
    if cleared:
        dates = {name: day for name, day in item.dates.items() if name not in cleared}
        item = item._replace(dates=dates, pinned=tuple(each for each in item.pinned if each not in cleared))
    if isinstance(item, Version):
        return item._replace(replacement=None) if item.replacement in gone else item
    if item.version is not None and item.version in gone:
        return item._replace(version=None, track=item.track or gone[item.version].track)
    return item


def waive(plan: Plan, new: Iterable[Waiver]) -> Plan:
    """Return the plan with several more waivers; raise ValueError as `waivers.add` does."""
    for waiver in new:
        plan = waivers.add(plan, waiver)
    return plan

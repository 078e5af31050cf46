"""Entries of a plan of any kind, found, replaced, added and removed by their keys."""

from collections.abc import Collection, Mapping
from typing import TypeVar, cast

from planner.plan import Change, Freeze, Notice, Plan, PlanEntry, Version, Waiver

NEW = -1
"""The key of an entry that is not in a plan yet; `add` gives it a key."""

E = TypeVar("E", Version, Change, Notice, Freeze, Waiver)


def entry(plan: Plan, key: int) -> PlanEntry:
    """Return the entry with a key. Raise KeyError if there is none."""
    for each in plan.entries:
        if each.key == key:
            return each
    raise KeyError(key)


def version(plan: Plan, key: int) -> Version:
    """Return the version with a key. Raise KeyError if there is none."""
    found = entry(plan, key)
    if not isinstance(found, Version):
        raise KeyError(key)
    return found


def put(plan: Plan, *changed: PlanEntry) -> Plan:
    """Return the plan with entries replaced by the given ones of the same keys."""
    by_key = {each.key: each for each in changed}
    return plan._replace(
        versions=_put(plan.versions, by_key),
        changes=_put(plan.changes, by_key),
        notices=_put(plan.notices, by_key),
        freezes=_put(plan.freezes, by_key),
        waivers=_put(plan.waivers, by_key),
    )


def _put(entries: tuple[E, ...], by_key: Mapping[int, PlanEntry]) -> tuple[E, ...]:
    if by_key.keys().isdisjoint(each.key for each in entries):
        return entries
    return tuple(cast(E, by_key.get(each.key, each)) for each in entries)


def add(plan: Plan, new: PlanEntry) -> Plan:
    """Return the plan with one more entry, the last of its kind, under an unused key."""
    new = new._replace(key=fresh_key(plan))
    if isinstance(new, Version):
        return plan._replace(versions=(*plan.versions, new))
    if isinstance(new, Change):
        return plan._replace(changes=(*plan.changes, new))
    if isinstance(new, Notice):
        return plan._replace(notices=(*plan.notices, new))
    if isinstance(new, Freeze):
        return plan._replace(freezes=(*plan.freezes, new))
    return plan._replace(waivers=(*plan.waivers, new))


def fresh_key(plan: Plan) -> int:
    """Return a key that is larger than every key of the plan."""
    return max((each.key for each in plan.entries), default=-1) + 1


def remove(plan: Plan, keys: Collection[int]) -> Plan:
    """Return the plan without the entries of some keys."""
    return plan._replace(
        versions=tuple(each for each in plan.versions if each.key not in keys),
        changes=tuple(each for each in plan.changes if each.key not in keys),
        notices=tuple(each for each in plan.notices if each.key not in keys),
        freezes=tuple(each for each in plan.freezes if each.key not in keys),
        waivers=tuple(each for each in plan.waivers if each.key not in keys),
    )

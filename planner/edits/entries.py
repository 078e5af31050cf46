"""Entries of a plan of any kind, found, replaced, added and removed by their keys."""

from collections.abc import Collection
from typing import cast

from planner.plan import AnyEntry, Change, Freeze, Notice, Plan, PlanEntry, Version, with_entries

NEW = -1
"""The key of an entry that is not in a plan yet; `add` gives it a key."""


def entry(plan: Plan, key: int) -> PlanEntry:
    """Return the entry with a key. Raise KeyError if there is none."""
    for each in plan.entries:
        if each.key == key:
            return each
    raise KeyError(key)


def version(plan: Plan, key: int) -> Version:
    """Return the version with a key. Raise KeyError if there is none, or if another entry has the key."""
    found = entry(plan, key)
    if not isinstance(found, Version):
        raise KeyError(key)
    return found


def put(plan: Plan, *changed: PlanEntry) -> Plan:
    """Return the plan with each given entry in place of the one with its key.

    Pass over entries whose key the plan does not have.
    """
    by_key = {each.key: each for each in changed}

    def replaced(entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
        places = [at for at, each in enumerate(entries) if each.key in by_key]
        if not places:
            return entries
        found = list(entries)  # of thousands, few are replaced
        for at in places:
            found[at] = cast(AnyEntry, by_key[found[at].key])
        return tuple(found)

    return with_entries(plan, replaced)


def add(plan: Plan, new: PlanEntry) -> Plan:
    """Return the plan with one more entry, the last of its kind.

    It gets an unused key in place of its own.
    """
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
    """Return the plan without the entries of some keys; pass over keys that the plan does not have."""

    def kept(entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
        return tuple(each for each in entries if each.key not in keys)

    return with_entries(plan, kept)

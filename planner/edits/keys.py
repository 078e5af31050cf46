"""Keys of a plan that was read again: the same entries get the same keys."""

from collections.abc import Callable, Mapping

from planner.plan import AnyEntry, Change, Notice, Plan, PlanEntry, Version, Waiver, with_entries


def matching_keys(plan: Plan, known: Plan, first_new: int) -> dict[int, int]:
    """Return the key to use for each key of a plan that was read again.

    An entry that matches an entry of `known` gets the key of that; the others get keys from `first_new` on.
    First equal entries of a kind match, then those of one name, then those with the same contents.
    """
    keys: dict[int, int] = {}
    unknown, left = list(plan.entries), list(known.entries)
    for trait in _TRAITS:
        alike: dict[object, list[PlanEntry]] = {}
        for each in reversed(left):
            alike.setdefault((type(each), trait(each)), []).append(each)
        found = {
            each.key: same.pop().key for each in unknown if (same := alike.get((type(each), trait(each))))
        }
        keys.update(found)
        unknown = [each for each in unknown if each.key not in found]
        taken = set(found.values())
        left = [each for each in left if each.key not in taken]
    keys.update((each.key, key) for key, each in enumerate(unknown, first_new))
    return keys


def with_keys(plan: Plan, keys: Mapping[int, int]) -> Plan:
    """Return the plan with other keys for its entries, old to new; keys that are not in the mapping stay."""

    def keyed(entries: tuple[AnyEntry, ...]) -> tuple[AnyEntry, ...]:
        return tuple(each._replace(key=keys.get(each.key, each.key)) for each in entries)

    return with_entries(plan, keyed)


def joined(plan: Plan, other: Plan) -> Plan:
    """Return the plan with the entries of another plan after its own, kind by kind; all else is its own."""
    return plan._replace(
        versions=plan.versions + other.versions,
        changes=plan.changes + other.changes,
        notices=plan.notices + other.notices,
        freezes=plan.freezes + other.freezes,
        waivers=plan.waivers + other.waivers,
    )


def _name(entry: PlanEntry) -> object:
    """Return the name of an entry; of a notice or a waiver, the name of the item that it is about."""
    return entry.item if isinstance(entry, Notice | Waiver) else entry.name


def _all_but_name(entry: PlanEntry) -> object:
    """Return an entry as text without its key and its name; of a notice or waiver, without its item."""
    if isinstance(entry, Version | Change):
        return repr(entry._replace(key=0, name=""))
    if isinstance(entry, Notice | Waiver):
        return repr(entry._replace(key=0, item=""))
    return repr(entry._replace(key=0, name=None))


_TRAITS: tuple[Callable[[PlanEntry], object], ...] = (
    lambda each: repr(each._replace(key=0)),
    _name,
    _all_but_name,
)
"""The traits by which entries are matched, the most reliable first."""

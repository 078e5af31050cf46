"""The order of merged entries: of versions it is the succession."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from planner.dates import Day


class MergedOrder(NamedTuple):
    """Keys in the order of a merge."""

    keys: list[int]
    is_conflict: bool
    """Both sides changed the order differently; it is ours."""


def merge_orders(
    base: Sequence[int],
    ours: Sequence[int],
    theirs: Sequence[int],
    kept: Collection[int],
    first_days: Mapping[int, Day],
) -> MergedOrder:
    """Return the kept keys in the order of the side that changed it, or else in ours.

    Keys that only the other side has come after the key that precedes them there.

    Args:
        base: The keys of the base, in its order; each side has the same keys for the same entries.
        ours: The keys of our side.
        theirs: The keys of their side.
        kept: The keys that the merged plan has.
        first_days: The first day of each entry that has one; new entries of both sides at one place
            follow each other by it.
    """
    orders = [[key for key in keys if key in kept] for keys in (base, ours, theirs)]
    common = set(orders[0]) & set(orders[1]) & set(orders[2])
    before, our, their = ([key for key in keys if key in common] for keys in orders)
    is_conflict = our not in (before, their) and their != before
    first, second = orders[1], orders[2]
    if our == before and their != before:
        first, second = second, first
    return MergedOrder(_inserted(first, second, first_days), is_conflict)


def _inserted(first: list[int], second: list[int], first_days: Mapping[int, Day]) -> list[int]:
    """Return the first order with the keys that only the second has, each after the key before it there.

    If keys that only the first order has follow there, the inserted key comes after them, up to one that
    begins later by `first_days`.
    """
    keys, others = list(first), set(second)
    place = 0
    for key in second:
        if key in keys:
            place = keys.index(key) + 1
            continue
        day = first_days.get(key)
        while place < len(keys) and keys[place] not in others:
            next_day = first_days.get(keys[place])
            if day is not None and next_day is not None and day < next_day:
                break
            place += 1
        keys.insert(place, key)
        place += 1
    return keys

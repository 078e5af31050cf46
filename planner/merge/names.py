"""Names of items in a merge: references follow an item that was renamed on one side."""

from collections.abc import Mapping

from planner.merge.conflict import AdditionConflict
from planner.plan import Change, Item, Plan, Version


def by_base_names(plan: Plan, names: Mapping[str, str]) -> Plan:
    """Return the plan with other names in its references to items; the items keep their own names.

    `names` gives the new name by the old one; other names stay. References are those of notices and waivers,
    `replacement` and a change's `version`.
    """

    def name(of: str) -> str:
        return names.get(of, of)

    return plan._replace(
        versions=tuple(
            each._replace(replacement=None if each.replacement is None else name(each.replacement))
            for each in plan.versions
        ),
        changes=tuple(
            each._replace(version=None if each.version is None else name(each.version))
            for each in plan.changes
        ),
        notices=tuple(each._replace(item=name(each.item)) for each in plan.notices),
        waivers=tuple(each._replace(item=name(each.item)) for each in plan.waivers),
    )


def by_merged_names(
    merged: Plan, ours: Plan, base_names: Mapping[int, str]
) -> tuple[Plan, list[AdditionConflict]]:
    """Return the merged plan with each item name used once, and with a conflict for each name used twice.

    Where two items have one name, the item of ours that had it keeps it; another item of ours gets its own
    name back, and an item of theirs is left out. References get the merged names: `base_names` are the names
    that they use so far, by the key of the item.
    """
    own = {each.key: each for each in ours.items}
    items: tuple[Item, ...] = merged.items
    taken: dict[str, Item] = {
        each.name: each for each in items if each.key in own and own[each.key].name == each.name
    }
    clashes: list[AdditionConflict] = []
    settled: list[Item] = []
    for each in items:
        holder = taken.setdefault(each.name, each)
        if holder.key == each.key:
            settled.append(each)
            continue
        clashes.append(AdditionConflict(holder, each))
        if each.key in own:
            settled.append(_with_name(each, own[each.key].name))
    versions = tuple(each for each in settled if isinstance(each, Version))
    changes = tuple(each for each in settled if isinstance(each, Change))
    names = {base_names[each.key]: each.name for each in settled}
    return by_base_names(merged._replace(versions=versions, changes=changes), names), clashes


def _with_name(item: Item, name: str) -> Item:
    return item._replace(name=name)

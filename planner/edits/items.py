"""Edits of versions and changes: add, edit, rename, withdraw and delete, with all that refers to them."""

from collections.abc import Iterator

from planner.dates import Day
from planner.edits import entries, notices
from planner.plan import Change, Item, Notice, Plan, PlanEntry, Version, Waiver


def add(plan: Plan, new: Item) -> Plan:
    """Return the plan with another item, under an unused key.

    A version stands after the last one of its track, or at the end if there is none. Raise ValueError if the
    name is blank or another item's, if a change has no kind, or if a version's `replacement` is no other
    version of the plan.
    """
    _check(plan, new)
    added = entries.add(plan, new)
    if isinstance(new, Change):
        return added
    *before, newest = added.versions
    last = max(
        (place for place, each in enumerate(before, 1) if each.track == new.track), default=len(before)
    )
    return added._replace(versions=(*before[:last], newest, *before[last:]))


def edit(plan: Plan, changed: Item) -> Plan:
    """Return the plan with `changed` in place of the item of its key; raise ValueError as `add` does.

    If its name changes, the notices, waivers, changes and replacements that refer to it get the new name.
    """
    _check(plan, changed)
    before = entries.entry(plan, changed.key)
    assert isinstance(before, Version | Change)
    renamed = () if before.name == changed.name else _renamed(plan, before, changed.name)
    return entries.put(plan, *renamed, changed)


def delete(plan: Plan, key: int) -> Plan:
    """Return the plan without an item, its notices and its waivers.

    Changes that ship in a deleted version stay, in the same track; versions that it should replace stay
    without a replacement.
    """
    gone = entries.entry(plan, key)
    assert isinstance(gone, Version | Change)
    about = {each.key for each in _about(plan, gone.name)}
    orphans = (each for each in plan.changes if isinstance(gone, Version) and each.version == gone.name)
    kept = [each._replace(version=None, track=each.track or gone.track) for each in orphans]
    left = [each._replace(replacement=None) for each in replaced_by(plan, gone)]
    return entries.remove(entries.put(plan, *kept, *left), {key, *about})


def pull_back(plan: Plan, key: int, on: Day) -> Plan:
    """Return the plan with a version withdrawn on a day.

    If people were told of a milestone on that day or later, add a notice on that day which withdraws it.
    """
    version = entries.entry(plan, key)
    assert isinstance(version, Version)
    gone = [milestone for milestone, day in version.dates.items() if day >= on]
    return notices.withdraw(entries.put(plan, version._replace(withdrawn=on)), version.name, gone, on)


def replaced_by(plan: Plan, item: Item) -> list[Version]:
    """Return the other versions that name an item as their replacement."""
    return [each for each in plan.versions if each.replacement == item.name and each.key != item.key]


def _renamed(plan: Plan, item: Item, new: str) -> Iterator[PlanEntry]:
    """Yield the notices, waivers, changes and versions that refer to an item, changed to its new name."""
    for each in _about(plan, item.name):
        yield each._replace(item=new)
    for change in plan.changes:
        if change.version == item.name:
            yield change._replace(version=new)
    for version in replaced_by(plan, item):
        yield version._replace(replacement=new)


def _about(plan: Plan, name: str) -> list[Notice | Waiver]:
    """Return the notices and the waivers of the item with a name."""
    entries: tuple[Notice | Waiver, ...] = plan.notices + plan.waivers
    return [each for each in entries if each.item == name]


def _check(plan: Plan, item: Item) -> None:
    """Raise ValueError for an impossible name, a change without a kind, or an impossible replacement."""
    if not item.name.strip():
        raise ValueError("a name is needed")
    if isinstance(item, Change) and not item.kind.strip():
        raise ValueError("a change needs a kind")
    if any(each.name == item.name and each.key != item.key for each in plan.items):
        raise ValueError("another version or change already has this name")
    if isinstance(item, Version) and item.replacement is not None:
        others = {each.name for each in plan.versions if each.key != item.key}
        if item.replacement not in others:
            raise ValueError(
                f"{item.replacement} is no other version of the plan: it cannot replace this one"
            )

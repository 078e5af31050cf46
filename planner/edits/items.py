"""Edits of versions and changes: add, edit, rename, withdraw and delete, with all that refers to them."""

from collections.abc import Iterator

from planner.dates import Day
from planner.edits import entries, notices
from planner.plan import Change, Item, Notice, Plan, PlanEntry, Version, Waiver


def add(plan: Plan, new: Item) -> Plan:
    """Return the plan with another item; a version becomes the newest of its track."""
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
    """Return the plan with an item changed; entries that refer to it follow a new name."""
    _check(plan, changed)
    before = entries.entry(plan, changed.key)
    assert isinstance(before, Version | Change)
    renamed = () if before.name == changed.name else _renamed(plan, before, changed.name)
    return entries.put(plan, *renamed, changed)


def delete(plan: Plan, key: int) -> Plan:
    """Return the plan without an item, its notices and its waivers.

    Changes that ship in a deleted version stay, in the same track; no version names it as replacement.
    """
    gone = entries.entry(plan, key)
    assert isinstance(gone, Version | Change)
    about = {each.key for each in _about(plan, gone.name)}
    orphans = (each for each in plan.changes if isinstance(gone, Version) and each.version == gone.name)
    kept = [each._replace(version=None, track=each.track or gone.track) for each in orphans]
    left = [each._replace(replacement=None) for each in replaced_by(plan, gone)]
    return entries.remove(entries.put(plan, *kept, *left), {key, *about})


def pull_back(plan: Plan, key: int, on: Day) -> Plan:
    """Return the plan with a version withdrawn on a day, and a notice of that to the people who were told."""
    version = entries.entry(plan, key)
    assert isinstance(version, Version)
    gone = [milestone for milestone, day in version.dates.items() if day >= on]
    return notices.withdraw(entries.put(plan, version._replace(withdrawn=on)), version.name, gone, on)


def replaced_by(plan: Plan, item: Item) -> list[Version]:
    """Return the versions that name an item as the version to move to."""
    return [each for each in plan.versions if each.replacement == item.name and each.key != item.key]


def _renamed(plan: Plan, item: Item, new: str) -> Iterator[PlanEntry]:
    """Yield the entries that refer to an item, with its new name."""
    for each in _about(plan, item.name):
        yield each._replace(item=new)
    for change in plan.changes:
        if change.version == item.name:
            yield change._replace(version=new)
    for version in replaced_by(plan, item):
        yield version._replace(replacement=new)


def _about(plan: Plan, name: str) -> list[Notice | Waiver]:
    entries: tuple[Notice | Waiver, ...] = plan.notices + plan.waivers
    return [each for each in entries if each.item == name]


def _check(plan: Plan, item: Item) -> None:
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

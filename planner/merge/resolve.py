"""The edit that takes their side of one conflict into a merged plan, which has ours."""

from itertools import chain

from planner.compare.entry_name import EntryName, entry_name
from planner.edits import entries, items
from planner.merge.conflict import AdditionConflict, Conflict, KeyConflict, RemovalConflict
from planner.merge.keys import with_change
from planner.plan import Change, Notice, Plan, PlanEntry, Version, Waiver


class EntryIsGone(Exception):
    """The plan does not have the entry of a conflict any more."""


def with_theirs(plan: Plan, conflict: Conflict, theirs: Plan) -> Plan:
    """Return the plan with their side of a conflict instead of ours; `theirs` is their whole plan.

    Raise EntryIsGone if the plan does not have the entry any more, ValueError if an item of theirs cannot be
    added, such as one whose name is taken.
    """
    match conflict:
        case KeyConflict():
            return _with_key(plan, conflict)
        case RemovalConflict(removed_by="theirs"):
            return _without(plan, _named(plan, entry_name(conflict.edited)))
        case RemovalConflict():
            return _with_entry(plan, conflict.edited, theirs)
        case AdditionConflict():
            ours = _named(plan, entry_name(conflict.ours))
            return entries.put(plan, conflict.theirs._replace(key=ours.key))


def _with_key(plan: Plan, conflict: KeyConflict) -> Plan:
    """Return the plan with their value of the key in conflict."""
    if conflict.subject.kind != "plan":
        owner = _named(plan, conflict.subject)
        return entries.put(plan, with_change(owner, conflict.theirs))
    if conflict.theirs.what == "order":
        return _in_order(plan, conflict.theirs.new)
    return with_change(plan, conflict.theirs)


def _in_order(plan: Plan, names: object) -> Plan:
    """Return the plan with the versions of some names in the order of the names.

    Other versions keep their places.
    """
    assert isinstance(names, list)
    known = {each.name: each for each in plan.versions}
    ordered = iter([known[name] for name in names if name in known])
    listed = set(names)
    return plan._replace(
        versions=tuple(next(ordered) if each.name in listed else each for each in plan.versions)
    )


def _without(plan: Plan, entry: PlanEntry) -> Plan:
    """Return the plan without an entry, and if it is an item, without its notices and waivers."""
    if isinstance(entry, Version | Change):
        return items.delete(plan, entry.key)
    return entries.remove(plan, {entry.key})


def _with_entry(plan: Plan, entry: PlanEntry, theirs: Plan) -> Plan:
    """Return the plan with an entry of theirs added; an item comes with its notices and waivers in `theirs`.

    Raise EntryIsGone if it is a notice or waiver whose item the plan does not have, ValueError if it is an
    item that `items.add` refuses.
    """
    if isinstance(entry, Version | Change):
        plan = items.add(plan, entry)
        notices = (each for each in theirs.notices if each.item == entry.name)
        waivers = (each for each in theirs.waivers if each.item == entry.name)
        for about in chain[Notice | Waiver](notices, waivers):
            plan = entries.add(plan, about)
        return plan
    if isinstance(entry, Notice | Waiver) and all(each.name != entry.item for each in plan.items):
        raise EntryIsGone(entry.item)
    return entries.add(plan, entry)


def _named(plan: Plan, name: EntryName) -> PlanEntry:
    """Return the entry with a name as `entry_name` gives it; raise EntryIsGone if there is none."""
    found = next((each for each in plan.entries if entry_name(each) == name), None)
    if found is None:
        raise EntryIsGone(str(name))
    return found

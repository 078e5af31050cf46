"""Edits of waivers: add, edit and delete."""

from planner.edits import entries
from planner.plan import Plan, Waiver


def add(plan: Plan, new: Waiver) -> Plan:
    """Return the plan with another waiver, under an unused key.

    Raise ValueError if it lacks rules or a note, or is about no item of the plan.
    """
    _check(plan, new)
    return entries.add(plan, new)


def edit(plan: Plan, changed: Waiver) -> Plan:
    """Return the plan with `changed` in place of the waiver of its key; raise ValueError as `add` does."""
    _check(plan, changed)
    return entries.put(plan, changed)


def delete(plan: Plan, key: int) -> Plan:
    """Return the plan without the waiver with a key."""
    return entries.remove(plan, {key})


def _check(plan: Plan, waiver: Waiver) -> None:
    """Raise ValueError if a waiver names no rule, has no note, or is about no item of the plan."""
    if not waiver.rules:
        raise ValueError("a waiver names the rules that it waives")
    if not waiver.note.strip():
        raise ValueError("a waiver needs a note: why, in a sentence")
    if all(each.name != waiver.item for each in plan.items):
        raise ValueError("a waiver is for a version or a change of the plan")

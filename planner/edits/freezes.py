"""Edits of freezes: add, edit and delete."""

from planner.edits import entries
from planner.plan import Freeze, Plan


def add(plan: Plan, new: Freeze) -> Plan:
    """Return the plan with another freeze, under an unused key.

    Raise ValueError if it ends before it begins.
    """
    _check(new)
    return entries.add(plan, new)


def edit(plan: Plan, changed: Freeze) -> Plan:
    """Return the plan with `changed` in place of the freeze of its key; raise ValueError as `add` does."""
    _check(changed)
    return entries.put(plan, changed)


def delete(plan: Plan, key: int) -> Plan:
    """Return the plan without the freeze with a key."""
    return entries.remove(plan, {key})


def _check(freeze: Freeze) -> None:
    """Raise ValueError if a freeze ends before it begins."""
    if freeze.end < freeze.start:
        raise ValueError("a freeze ends on the day it begins, or later")

"""Edits of freezes: add, edit and delete."""

from planner.edits import entries
from planner.plan import Freeze, Plan


def add(plan: Plan, new: Freeze) -> Plan:
    """Return the plan with another freeze."""
    _check(new)
    return entries.add(plan, new)


def edit(plan: Plan, changed: Freeze) -> Plan:
    """Return the plan with a freeze changed."""
    _check(changed)
    return entries.put(plan, changed)


def delete(plan: Plan, key: int) -> Plan:
    """Return the plan without a freeze."""
    return entries.remove(plan, {key})


def _check(freeze: Freeze) -> None:
    if freeze.end < freeze.start:
        raise ValueError("a freeze ends on the day it begins, or later")

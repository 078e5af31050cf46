"""The order in which the keys of each table of a plan or policy read best."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from planner.engine.rules import KINDS
from planner.files.schema.fields import CHANGES, DECLARED, ENTRIES, MILESTONE, PLAN, POLICY, RULE
from planner.policy import ItemType, Policy
from planner.toml.spans import Path

Table = Mapping[str, Any]

_RULE_STARTS = ("id", "kind", "of")


def plan_keys(path: Path, table: Table, policy: Policy | None) -> list[str]:
    """Return all keys of the table at a path of a plan, in the order to write them.

    The dates of an item go in the lifecycle order of `policy`; without it they keep their order.
    """
    match path:
        case ():
            return _ordered(table, PLAN)
        case ("version" | "change" as kind, int()):
            return _item_keys(kind, table, policy)
        case (str(kind), int()) if kind in ENTRIES:
            return _ordered(table, ENTRIES[kind])
        case _:
            return [*table]


def policy_keys(path: Path, table: Table) -> list[str]:
    """Return all keys of the table at a path of a policy, in the order to write them."""
    match path:
        case ():
            return _ordered(table, POLICY)
        case ("milestone", int()):
            return _ordered(table, MILESTONE)
        case ("fields", str()):
            return _ordered(table, DECLARED)
        case ("changes",):
            return _ordered(table, CHANGES)
        case ("rule", int()):
            return _rule_keys(table)
        case _:
            return [*table]


def _item_keys(kind: ItemType, table: Table, policy: Policy | None) -> list[str]:
    """Return all keys of an item's table in order: below its track its fields, then its dates.

    Dates go in lifecycle order, then those that `policy` does not know. Without a policy there are no fields.
    """
    own = [*ENTRIES[kind]]
    fields = [] if policy is None else [*policy.fields]
    lifecycle = [] if policy is None else [each.name for each in policy.milestones_of(kind)]
    others = [key for key, value in table.items() if type(value) is date and key not in own]
    below = own.index("track") + 1
    return _ordered(table, [*own[:below], *fields, *lifecycle, *others, *own[below:]])


def _rule_keys(table: Table) -> list[str]:
    """Return the keys of a rule in order: `id`, `kind`, `of`, its kind's parameters, then the rest."""
    kind = table.get("kind")
    parameters = KINDS[kind].parameters if isinstance(kind, str) and kind in KINDS else ()
    own = [key for key in RULE if key not in _RULE_STARTS]
    others = [key for key in table if key not in RULE]
    return _ordered(table, [*_RULE_STARTS, *(each.name for each in parameters), *others, *own])


def _ordered(table: Table, keys: Iterable[str]) -> list[str]:
    """Return the keys that a table has: those of `keys` in that order, then the others, `meta` last."""
    first = dict.fromkeys(key for key in keys if key in table and key != "meta")
    rest = [key for key in table if key not in first and key != "meta"]
    return [*first, *rest, *(["meta"] if "meta" in table else [])]

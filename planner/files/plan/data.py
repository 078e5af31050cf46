"""The data of a plan: the values that a TOML reader gives for its file."""

from collections.abc import Collection, Mapping

from planner.dates import Day, to_date
from planner.files.schema.fields import ENTRIES, FORMAT
from planner.plan import Change, Freeze, Item, Meta, Notice, Plan, PlanEntry, Version, Waiver
from planner.policy import Policy
from planner.toml.values import Data

KINDS: Mapping[type[PlanEntry], str] = {
    Version: "version",
    Change: "change",
    Notice: "notice",
    Freeze: "freeze",
    Waiver: "waiver",
}


def plan_data(plan: Plan) -> Data:
    """Return the data of a plan, its entries by kind and all keys in the order of a new file."""
    kinds: dict[str, list[Data]] = {}
    data = entries_data(plan)
    for entry in reading_order(plan):
        kind, table = data[entry.key]
        kinds.setdefault(kind, []).append(table)
    return {**head_data(plan), **kinds}


def reading_order(plan: Plan) -> list[PlanEntry]:
    """Return the entries in the order of a new file: each item with its notices, then freezes and waivers.

    Versions come before changes, and notices about no item of the plan after them.
    """
    notices: dict[str, list[Notice]] = {}
    for notice in plan.notices:
        notices.setdefault(notice.item, []).append(notice)
    order: list[PlanEntry] = []
    for item in plan.items:
        order += [item, *notices.pop(item.name, ())]
    for about_unknown_item in notices.values():
        order += about_unknown_item
    return [*order, *plan.freezes, *plan.waivers]


def head_data(plan: Plan) -> Data:
    """Return the data of a plan without its entries."""
    return {
        "format": FORMAT,
        **_given(requires=plan.requires),
        "product": plan.product,
        "policy": plan.policy,
        **_days({"judge_from": plan.judge_from}),
        **_meta(plan.meta),
    }


def entries_data(plan: Plan) -> dict[int, tuple[str, Data]]:
    """Return the kind and data of each entry, by its key, in the order of `Plan.entries`."""
    changes = frozenset(each.name for each in plan.changes)
    return {each.key: (KINDS[type(each)], _entry(each, changes)) for each in plan.entries}


def _entry(entry: PlanEntry, changes: Collection[str]) -> Data:
    """Return the data of an entry; `changes` are the names of the plan's changes."""
    match entry:
        case Version() | Change():
            return _item(entry)
        case Notice():
            return {
                _item_type(entry.item, changes): entry.item,
                **_given(announces=list(entry.announces), withdraws=list(entry.withdraws)),
                "date": to_date(entry.date),
                **_given(channels=list(entry.channels)),
                **({} if entry.told is None else {"told": _days(entry.told)}),
                **_given(name=entry.name, pinned=entry.pinned, note=entry.note),
                **_meta(entry.meta),
            }
        case Freeze():
            return {
                **_given(name=entry.name),
                "from": to_date(entry.start),
                "to": to_date(entry.end),
                **_meta(entry.meta),
            }
        case Waiver():
            return {
                "rule": entry.rules[0] if len(entry.rules) == 1 else list(entry.rules),
                _item_type(entry.item, changes): entry.item,
                **_given(reason=entry.reason),
                "note": entry.note,
                **_given(approved_by=entry.approved_by),
                **_days({"allows": entry.allows, "expires": entry.expires}),
                **_meta(entry.meta),
            }


def _item(item: Item) -> Data:
    """Return the data of an item in the order of the table of fields, fields and dates below the track."""
    data: Data = {}
    for key, field in ENTRIES[KINDS[type(item)]].items():
        if key == "meta":
            continue
        value = getattr(item, key)
        if field.type == "date" and value is not None:
            value = to_date(value)
        data.update(_given(**{key: list(value) if field.type == "texts" else value}))
        if key == "track":
            data.update({**item.fields, **_days(item.dates)})
    return {**data, **_meta(item.meta)}


def _item_type(name: str, changes: Collection[str]) -> str:
    """Return the key under which a notice or waiver names its item."""
    return "change" if name in changes else "version"


def _given(**values: object) -> Data:
    """Return the values that are given: neither None, nor an empty list, nor False."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and value != [] and value is not False
    }


def _days(days: Mapping[str, Day | None]) -> Data:
    """Return the dates that are given, as dates of TOML."""
    return {name: to_date(day) for name, day in days.items() if day is not None}


def _meta(meta: Meta) -> Data:
    """Return the table `meta` of an entry, if it has one, under its key."""
    return {"meta": dict(meta)} if meta else {}


def in_lifecycle_order(plan: Plan, policy: Policy) -> Plan:
    """Return the plan with the dates of each item in the order of the policy's milestones.

    Dates that the policy does not know come last.
    """
    of_versions = [each.name for each in policy.milestones_of("version")]
    of_changes = [each.name for each in policy.milestones_of("change")]
    return plan._replace(
        versions=tuple(each._replace(dates=_ordered(each.dates, of_versions)) for each in plan.versions),
        changes=tuple(each._replace(dates=_ordered(each.dates, of_changes)) for each in plan.changes),
    )


def _ordered(dates: Mapping[str, Day], milestones: list[str]) -> dict[str, Day]:
    return {name: dates[name] for name in (*milestones, *dates) if name in dates}

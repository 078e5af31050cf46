"""Reading a Plan from the data of a plan file."""

from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from planner.files.locations import PathDiagnostic
from planner.files.plan.check import check_plan
from planner.files.schema.fields import ENTRIES, ITEM_TYPES, plain
from planner.files.table import Table
from planner.plan import Change, Freeze, Notice, Plan, Version, Waiver
from planner.policy import ItemType, Policy

if TYPE_CHECKING:
    from planner.toml.spans import Path


def read_plan(
    data: Table, policy: Policy | None, *, policy_given: bool = False
) -> tuple[Plan | None, list[PathDiagnostic]]:
    """Return the plan and the errors of its data; no plan if there are errors, or no policy.

    With `policy_given` the policy comes from elsewhere and the plan need not name one.
    """
    path_diagnostics = check_plan(data, policy, policy_given=policy_given)
    if path_diagnostics or policy is None:
        return None, path_diagnostics
    return _plan(data, policy), path_diagnostics


def entry_paths(data: Table) -> "dict[int, Path]":
    """Return the path of each entry in the data of a plan, by the entry's key.

    Keys count from 0 in the order of `Plan.entries`.
    """
    paths: list[Path] = [(kind, index) for kind in ENTRIES for index in range(len(data.get(kind, ())))]
    return dict(enumerate(paths))


def _plan(data: Table, policy: Policy) -> Plan:
    """Return the plan that data without errors describes."""
    versions: list[Table] = data.get("version", [])
    changes: list[Table] = data.get("change", [])
    notices: list[Table] = data.get("notice", [])
    freezes: list[Table] = data.get("freeze", [])
    waivers: list[Table] = data.get("waiver", [])
    judge_from = data.get("judge_from")
    after_versions = len(versions)
    after_changes = after_versions + len(changes)
    after_notices = after_changes + len(notices)
    after_freezes = after_notices + len(freezes)
    version_dates, version_fields = _policy_keys(policy, "version")
    change_dates, change_fields = _policy_keys(policy, "change")
    return Plan(
        product=data["product"],
        policy=data.get("policy", policy.name),
        judge_from=judge_from.toordinal() if judge_from else None,
        versions=tuple(
            _version(key, each, version_dates, version_fields) for key, each in enumerate(versions)
        ),
        changes=tuple(
            _change(key, each, change_dates, change_fields)
            for key, each in enumerate(changes, after_versions)
        ),
        notices=_notices(after_changes, notices),
        freezes=tuple(_freeze(key, each) for key, each in enumerate(freezes, after_notices)),
        waivers=tuple(_waiver(key, each) for key, each in enumerate(waivers, after_freezes)),
        meta=data.get("meta", {}),
        requires=data.get("requires"),
    )


def _policy_keys(policy: Policy, item_type: ItemType) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of a policy's milestones, and of its fields, for a type of item."""
    dates = tuple(each.name for each in policy.milestones_of(item_type))
    return dates, tuple(name for name, field in policy.fields.items() if item_type in field.of)


_PLAIN = {
    item_type: tuple((key, field.type == "date") for key, field in plain(item_type).items())
    for item_type in ITEM_TYPES
}


def _version(key: int, entry: Table, dates: tuple[str, ...], fields: tuple[str, ...]) -> Version:
    return Version(key=key, **_item("version", entry, dates, fields))


def _change(key: int, entry: Table, dates: tuple[str, ...], fields: tuple[str, ...]) -> Change:
    return Change(key=key, **_item("change", entry, dates, fields))


def _item(
    item_type: ItemType, entry: Table, dates: tuple[str, ...], fields: tuple[str, ...]
) -> dict[str, Any]:
    """Return the attributes of a version or change, without its key, from its table.

    `dates` and `fields` are the names of the policy's milestones and fields for it.
    """
    values = {
        key: entry[key].toordinal() if is_date else entry[key]
        for key, is_date in _PLAIN[item_type]
        if key in entry
    }
    values["dates"] = {name: entry[name].toordinal() for name in dates if name in entry}
    if "pinned" in entry:
        values["pinned"] = tuple(entry["pinned"])
    if fields:
        values["fields"] = {name: entry[name] for name in fields if name in entry}
    values["meta"] = entry.get("meta", {})
    return values


def _notices(first_key: int, entries: list[Table]) -> tuple[Notice, ...]:
    """Return the notices of some tables, with keys that count from `first_key`.

    They are made of the values of each attribute in turn. One by one and by keyword, 3,000 notices take
    7 ms instead of 4; with generators for the lists, 5.
    """

    def given(key: str, default: object = None) -> list[Any]:
        return [entry.get(key, default) for entry in entries]

    return tuple(
        map(
            Notice,
            count(first_key),
            map(_named, entries),
            [entry["date"].toordinal() for entry in entries],
            map(tuple, given("announces", ())),
            map(tuple, given("channels", ())),
            [
                None if told is None else {of: day.toordinal() for of, day in told.items()}
                for told in given("told")
            ],
            given("name"),
            given("pinned", False),
            given("note"),
            given("meta", {}),
            map(tuple, given("withdraws", ())),
        )
    )


def _freeze(key: int, entry: Table) -> Freeze:
    return Freeze(
        key=key,
        start=entry["from"].toordinal(),
        end=entry["to"].toordinal(),
        name=entry.get("name"),
        meta=entry.get("meta", {}),
    )


def _waiver(key: int, entry: Table) -> Waiver:
    rule = entry["rule"]
    days = {name: entry[name].toordinal() for name in ("allows", "expires") if name in entry}
    return Waiver(
        key=key,
        rules=(rule,) if isinstance(rule, str) else tuple(rule),
        item=_named(entry),
        note=entry["note"],
        reason=entry.get("reason"),
        approved_by=entry.get("approved_by"),
        allows=days.get("allows"),
        expires=days.get("expires"),
        meta=entry.get("meta", {}),
    )


def _named(entry: Mapping[str, str]) -> str:
    """Return the name of the item that a notice or waiver is about."""
    version = entry.get("version")
    return entry["change"] if version is None else version

"""The check of a plan file's data: keys and types first, then references to items, milestones and rules."""

from collections.abc import Iterable, Mapping
from typing import cast

from planner.diagnostics import quoted, quoted_list
from planner.files.alike import AlikeTables, alike
from planner.files.locations import DataLocation, PathDiagnostic, PathDiagnostics
from planner.files.schema.fields import (
    BUILT_IN_RULES,
    CHANGE,
    FREEZE,
    ITEM_TYPES,
    NOTICE,
    PLAN,
    VERSION,
    WAIVER,
    Field,
)
from planner.files.table import ANYTHING, Shape, Table, check_format, checked, entries, shape, too_old
from planner.named_tuple import NamedTuple
from planner.policy import ItemType, Policy

_NOTICE = shape("a notice", NOTICE)
_FREEZE = shape("a freeze", FREEZE)
_WAIVER = shape("a waiver", WAIVER)


class Named(NamedTuple):
    """An item to which notices and waivers can refer."""

    type: ItemType
    place: int | None
    """Its place among the items of its type; None for the table of `[version]` in single brackets."""

    def location(self, top: DataLocation) -> DataLocation:
        """Return the location of the item's table; `top` is that of the file."""
        return top.at(self.type) if self.place is None else top.at(self.type, self.place)


class Items:
    """The items of the plan, all read before any reference is checked."""

    def __init__(self, top: DataLocation) -> None:
        self.top = top
        self.by_name: dict[str, Named] = {}
        self._names: dict[ItemType, tuple[str, ...]] = {}

    def names(self, item_type: ItemType) -> tuple[str, ...]:
        """Return the names of all versions, or of all changes, of the plan.

        They are gathered at the first call, and so only after all items were read.
        """
        if item_type not in self._names:
            named = (name for name, item in self.by_name.items() if item.type == item_type)
            self._names[item_type] = tuple(named)
        return self._names[item_type]


class Known(NamedTuple):
    """The names of the policy to which a plan can refer; None for names that no policy gives."""

    milestones: Mapping[ItemType, frozenset[str] | None]
    channels: frozenset[str] | None
    rules: frozenset[str] | None
    tracks: tuple[str, ...] | None

    def milestones_of(self, item_type: ItemType | None) -> frozenset[str] | None:
        """Return the milestones of a type of item; for None, those of both."""
        if item_type is not None:
            return self.milestones[item_type]
        versions, changes = self.milestones["version"], self.milestones["change"]
        return None if versions is None or changes is None else versions | changes


def check_plan(data: Table, policy: Policy | None, *, policy_given: bool = False) -> list[PathDiagnostic]:
    """Return the errors in the data of a plan; if the plan needs a newer planner, return only that error.

    Without a policy, the names that it would give are not checked. With `policy_given` the plan need not
    name a policy.
    """
    top = DataLocation((), PathDiagnostics())
    if too_old(data, top):
        return top.path_diagnostics
    fields = {**PLAN, "policy": PLAN["policy"]._replace(required=not policy_given)}
    check_format(checked(data, shape("a plan", fields), top), top)
    known = _known(policy)
    items = _check_items(data, policy, known, top)
    groups: dict[str, tuple[DataLocation, Table]] = {}
    for location, entry in _notices_to_check(data, items, known, top):
        notice = checked(entry, _NOTICE, location)
        item_type = _check_reference(entry, location, items)
        _check_names(entry, "channels", location, known.channels)
        for key in ("announces", "withdraws", "told"):
            _check_names(entry, key, location, known.milestones_of(item_type))
        if "withdraws" in notice:
            _check_withdrawals(notice, location)
        _check_group(notice, location, groups)
    for location, entry in entries(data, "freeze", top):
        freeze = checked(entry, _FREEZE, location)
        if "from" in freeze and "to" in freeze and freeze["from"] > freeze["to"]:
            location.at("to").report_value("contradiction", "a freeze ends before it begins")
    for location, entry in entries(data, "waiver", top):
        checked(entry, _WAIVER, location)
        _check_reference(entry, location, items)
        _check_names(entry, "rule", location, known.rules)
    return top.path_diagnostics


def _notices_to_check(
    data: Table, items: Items, known: Known, top: DataLocation
) -> Iterable[tuple[DataLocation, Table]]:
    """Return the notices in which something may be wrong, with their locations.

    Left out are notices about versions, without a name and `withdraws`, whose types and names are all
    right: nearly all, as a rule.
    """
    notices = data.get("notice")
    if not isinstance(notices, list):
        return entries(data, "notice", top)
    right, others = alike(notices, _NOTICE)
    for group in right:
        if not _refer_well(group, items, known):
            others += group.indexes
    return [(top.at("notice", index), notices[index]) for index in others if isinstance(notices[index], dict)]


def _refer_well(notices: AlikeTables, items: Items, known: Known) -> bool:
    """Return True if notices are about versions and all items, channels and milestones in them are known.

    Return False, too, for notices with a key that has to be checked one by one.
    """
    milestones = known.milestones["version"]
    if "version" not in notices.keys or not _SELDOM.isdisjoint(notices.keys):
        return False
    named = map(items.by_name.get, notices.values("version"))
    return (
        all(each is not None and each.type == "version" for each in named)
        and known.channels is not None
        and milestones is not None
        and known.channels.issuperset(notices.names("channels"))
        and milestones.issuperset(notices.names("announces"))
        and milestones.issuperset(notices.names("told"))
    )


_SELDOM = frozenset(("change", "withdraws", "name"))
"""The keys of notices that are looked at one by one."""


def _known(policy: Policy | None) -> Known:
    """Return the names of a policy to which a plan can refer; without a policy, None for all of them."""
    if policy is None:
        return Known(milestones={"version": None, "change": None}, channels=None, rules=None, tracks=None)
    return Known(
        milestones={
            each: frozenset(milestone.name for milestone in policy.milestones_of(each)) for each in ITEM_TYPES
        },
        channels=frozenset(policy.channels),
        rules=frozenset((*BUILT_IN_RULES, *(rule.id for rule in policy.rules))),
        tracks=policy.tracks,
    )


def item_shape(item_type: ItemType, policy: Policy | None) -> Shape:
    """Return the shape of an item's table: its own keys, and the policy's milestones and fields.

    Without a policy, any further key is accepted.
    """
    own = VERSION if item_type == "version" else CHANGE
    if policy is None:
        return shape(f"a {item_type}", own, free=ANYTHING)
    dates = {each.name: Field("date", each.title) for each in policy.milestones_of(item_type)}
    declared = {
        name: Field("value", "a field of the policy", required=field.required, one_of=field.one_of)
        for name, field in policy.fields.items()
        if item_type in field.of
    }
    return shape(f"a {item_type}", {**own, **dates, **declared}, declares=True)


def _check_items(data: Table, policy: Policy | None, known: Known, top: DataLocation) -> Items:
    """Report all errors of the items, and return the items by name."""
    items = Items(top)
    for item_type in ITEM_TYPES:
        expected = item_shape(item_type, policy)
        if _add_plain_items(data.get(item_type), item_type, expected, items, known):
            continue  # as often: no item needs a location
        for location, entry in entries(data, item_type, top):
            item = checked(entry, expected, location)
            name = item.get("name")
            if name is not None:
                _add_item(name, location, items)
            _check_names(entry, "pinned", location, known.milestones[item_type])
            track = item.get("track")
            if track is not None and known.tracks is not None and track not in known.tracks:
                hint = location.path_diagnostics.hint(track, known.tracks)
                hint = hint or f": the policy's tracks are {quoted_list(known.tracks)}"
                location.at("track").report_value("unknown-track", f"{quoted(track)}{hint}")
    _check_relations(data, known, items)
    return items


def _add_plain_items(
    tables: object, item_type: ItemType, expected: Shape, items: Items, known: Known
) -> bool:
    """Add the items of a type and return True, if all of them are right and their names are unique.

    Otherwise add none and return False: they have to be checked one by one.
    """
    right, others = alike(tables, expected)
    if others or not isinstance(tables, list):
        return False
    for group in right:
        milestones = known.milestones[item_type]
        if milestones is None or not milestones.issuperset(group.names("pinned")):
            return False
        if "track" in group.keys and not (
            known.tracks is None or {*known.tracks}.issuperset(group.values("track"))
        ):
            return False
    added = {table["name"]: Named(item_type, index) for index, table in enumerate(tables)}
    if len(added) < len(tables) or not items.by_name.keys().isdisjoint(added):
        return False
    items.by_name.update(added)
    return True


def _add_item(name: str, location: DataLocation, items: Items) -> None:
    """Add an item by its name, or report it if an earlier item has the name."""
    item_type, *index = location.path
    named = Named(cast(ItemType, item_type), cast("int | None", index[0] if index else None))
    first = items.by_name.setdefault(name, named)
    if first is not named:
        message = f"{quoted(name)} is already the name of a {first.type}"
        location.at("name").report_value("duplicate-name", message, first.location(items.top))


def _check_relations(data: Table, known: Known, items: Items) -> None:
    """Report missing tracks, if the policy names several, and wrong replacements of versions."""
    tracks = known.tracks or ()
    for item_type in ITEM_TYPES:
        if len(tracks) < 2 and not _any_replaced(data, item_type):
            continue  # it needs no location
        for location, entry in entries(data, item_type, items.top):
            if len(tracks) > 1 and "track" not in entry:
                _check_track(entry, location, items, tracks)
            if "replacement" in entry and item_type == "version":
                _check_replacement(entry, location, items)


def _any_replaced(data: Table, item_type: ItemType) -> bool:
    """Return True if an entry of a type has the key `replacement`."""
    found = data.get(item_type)
    return isinstance(found, list) and any("replacement" in each for each in found if isinstance(each, dict))


def _check_track(entry: Table, location: DataLocation, items: Items, tracks: tuple[str, ...]) -> None:
    """Report the missing `track` of an item, except of a change that names a version of the plan.

    `entry` has no `track`, and `tracks` are the several that the policy names.
    """
    version = entry.get("version")
    named = items.by_name.get(version) if location.path[0] == "change" and isinstance(version, str) else None
    if named is None or named.type != "version":  # otherwise its version has a track, or is reported
        message = f"a {location.path[0]} needs `track`, since the policy has several: {quoted_list(tracks)}"
        location.report_key("missing-key", message)


def _check_replacement(entry: Table, location: DataLocation, items: Items) -> None:
    """Report the `replacement` that an entry has if it names no other version of the plan.

    A value that is no text is not reported here.
    """
    name = entry["replacement"]
    if not isinstance(name, str) or not name.strip():
        return
    at, named = location.at("replacement"), items.by_name.get(name)
    if name == entry.get("name"):
        at.report_value("contradiction", f"{quoted(name)} cannot replace itself: name another version")
    elif named is None:
        hint = location.path_diagnostics.hint(name, items.names("version"))
        at.report_value("unknown-item", f"{quoted(name)} is no version of this plan{hint}")
    elif named.type != "version":
        message = f"{quoted(name)} is a change: only a version can replace a version"
        at.report_value("unknown-item", message, named.location(items.top))


def _check_withdrawals(notice: Table, location: DataLocation) -> None:
    """Report each milestone that a notice with `withdraws` withdraws and also announces or tells."""
    for index, milestone in enumerate(notice["withdraws"]):
        for key in ("announces", "told"):
            if milestone in notice.get(key, ()):
                message = f"{quoted(milestone)} is in `withdraws` and in `{key}`: it is one or the other"
                location.at("withdraws", index).report_value("contradiction", message)


def _check_reference(entry: Table, location: DataLocation, items: Items) -> ItemType | None:
    """Report an entry that does not name exactly one item of the plan; return the type that its key names.

    Return None if it has neither or both of the keys `version` and `change`. A value that is no text is not
    reported here.
    """
    kind = location.path[0]
    named = [each for each in ITEM_TYPES if each in entry]
    if not named:
        location.report_key("missing-key", f"a {kind} needs `version` or `change`: the item it is about")
        return None
    if len(named) > 1:
        location.at("change").report_key(
            "contradiction", f"a {kind} is about a version or a change, not both"
        )
        return None
    item_type = named[0]
    name = entry[item_type]
    if not isinstance(name, str) or not name.strip():
        return item_type
    found = items.by_name.get(name)
    if found is None:
        hint = location.path_diagnostics.hint(name, items.names(item_type))
        message = f"{quoted(name)} is no {item_type} of this plan{hint}"
        location.at(item_type).report_value("unknown-item", message)
    elif found.type != item_type:
        message = f"{quoted(name)} is a {found.type}: write `{found.type} = …`"
        location.at(item_type).report_value("unknown-item", message, found.location(items.top))
    return item_type


_WHAT = {
    "channels": "channel",
    "announces": "milestone",
    "withdraws": "milestone",
    "told": "milestone",
    "pinned": "milestone",
    "rule": "rule",
}


def _check_names(entry: Table, key: str, location: DataLocation, known: frozenset[str] | None) -> None:
    """Report each name under a key that is unknown: the value, the elements of a list or the keys of a table.

    Without known names, nothing is reported.
    """
    value = entry.get(key)
    if value is None or known is None:
        return
    alone = isinstance(value, str)
    if not alone and (not isinstance(value, (list, dict)) or _all_in(value, known)):
        return
    for index, name in enumerate((value,) if alone else value):
        if isinstance(name, str) and name not in known:
            code = f"unknown-{_WHAT[key]}"
            hint = location.path_diagnostics.hint(name, sorted(known)) or f" is no {_WHAT[key]} of the policy"
            message = f"{quoted(name)}{hint}"
            if isinstance(value, dict):
                location.at(key, name).report_key(code, message)
            else:
                (location.at(key) if alone else location.at(key, index)).report_value(code, message)


def _all_in(names: Iterable[object], known: frozenset[str]) -> bool:
    """Return True if all names are known; values that are no names are not."""
    try:
        return known.issuperset(names)
    except TypeError:  # one cannot be looked up, so it is no name
        return False


def _check_group(
    notice: Table, location: DataLocation, groups: dict[str, tuple[DataLocation, Table]]
) -> None:
    """Report a notice that differs from the first of its name in its date, or in whether it was sent.

    `groups` has the first notice of each name; a new name is added. A notice without a name is passed over.
    """
    name = notice.get("name")
    if name is None:
        return
    first_location, first = groups.setdefault(name, (location, notice))
    if "date" in first and "date" in notice and first["date"] != notice["date"]:
        message = (
            f"notices named {quoted(name)} go out together, "
            f"but this one is dated {notice['date'].isoformat()} and another {first['date'].isoformat()}"
        )
        location.at("date").report_value("unequal-notices", message, first_location.at("date"))
    if ("told" in first) != ("told" in notice):
        which = "another" if "told" in first else "this one"
        message = f"notices named {quoted(name)} are sent together, but only {which} has `told`"
        location.report_key("unequal-notices", message, first_location)

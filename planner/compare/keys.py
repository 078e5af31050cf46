"""Renamed entries, and keys other than dates with new values: of a plan, its entries and its policy."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import NamedTuple

from planner.compare.dates import FIELDS
from planner.compare.entry_name import EntryName, entry_name
from planner.compare.pairs import Pairs
from planner.dates import Duration, iso
from planner.engine.rules import KINDS
from planner.engine.rules.kind import Origin, Releases
from planner.plan import Change, Plan, PlanEntry, Version
from planner.policy import Policy, Rule

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""A value that JSON can hold."""

_COMPARED_ELSEWHERE = frozenset(("key", "name", "item", "dates", "withdrawn", "fields", *FIELDS))


class RenamedEntry(NamedTuple):
    """An entry with a new name."""

    subject: EntryName
    """The entry by its new name."""
    old: str | None
    new: str | None


class EditedKey(NamedTuple):
    """A key with another value."""

    subject: EntryName
    what: str
    """The key in the file; `order` for a track, `rule` for a rule that was added or dropped."""
    old: Plain
    new: Plain


def renamed_entries(pairs: Pairs) -> Iterator[RenamedEntry]:
    """Yield each entry that both plans have and whose name changed, was given or was dropped."""
    for before, now in pairs.kept:
        old, new = (getattr(each, "name", None) for each in (before, now))
        if old != new:
            yield RenamedEntry(entry_name(now), old, new)


def edited_keys(old: Plan, new: Plan, pairs: Pairs) -> Iterator[EditedKey]:
    """Yield the changed keys of the plan itself and of the entries that both states have.

    Dates and names are left out. A track whose versions have another order is a change of its key `order`.
    """
    top = EntryName("plan")
    yield from _edited(top, "product", old.product, new.product)
    yield from _edited(top, "policy", old.policy, new.policy)
    yield from _edited(top, "judge_from", *(each and iso(each) for each in (old.judge_from, new.judge_from)))
    yield from _edited(top, "meta", old.meta, new.meta)
    yield from _reordered(old.versions, pairs)
    for before, now in pairs.kept:
        yield from _of_entry(before, now, pairs.names)


def edited_rules(old: Policy, new: Policy) -> Iterator[EditedKey]:
    """Yield the changed keys of a policy's rules, in the order of the new policy, then the dropped rules.

    A rule that only one policy has is a change of its key `rule`, with its kind as the value.
    """
    before, now = ({rule.id: rule for rule in policy.rules} for policy in (old, new))
    for name in dict.fromkeys((*now, *before)):
        rule_name = EntryName("rule", name)
        if name in before and name in now:
            keys = _rule_keys(before[name]), _rule_keys(now[name])
            for what in dict.fromkeys((*keys[1], *keys[0])):
                yield from _edited(rule_name, what, keys[0].get(what), keys[1].get(what))
        else:
            yield from _edited(
                rule_name, "rule", *(each[name].kind if name in each else None for each in (before, now))
            )


def _rule_keys(rule: Rule) -> dict[str, object]:
    """Return the values of a rule by its keys, its parameters among them, as the file writes them."""
    keys: dict[str, object] = {**rule._asdict(), "parameters": None}
    keys.update(KINDS[rule.kind].written(rule.parameters))
    for what in ("effective_from", "effective_until"):
        keys[what] = keys[what] and iso(getattr(rule, what))
    return keys


def _of_entry(before: PlanEntry, now: PlanEntry, names: Mapping[str, str]) -> Iterator[EditedKey]:
    """Yield the changed keys of an entry that both plans have, other than its dates and its name.

    `names` gives the new names of renamed items: that its version has a new name is no change of a change.
    """
    about = entry_name(now)
    if isinstance(before, Change):  # that its version has a new name is told once, of the version
        before = before._replace(version=names.get(before.version or "", before.version))
    for what in now._fields:
        if what == "told":
            yield from _edited(about, what, *(_told(each) for each in (before, now)))
        elif what not in _COMPARED_ELSEWHERE:
            yield from _edited(about, what, getattr(before, what), getattr(now, what))
    if isinstance(before, Version | Change) and isinstance(now, Version | Change):
        for what in dict.fromkeys((*now.fields, *before.fields)):
            yield from _edited(about, what, before.fields.get(what), now.fields.get(what))


def _told(notice: PlanEntry) -> dict[str, str] | None:
    """Return, as texts, the dates that a notice told; None if it was not sent, and for any other entry."""
    told = getattr(notice, "told", None)
    return None if told is None else {name: iso(day) for name, day in told.items()}


def _reordered(old: Sequence[Version], pairs: Pairs) -> Iterator[EditedKey]:
    """Yield, for each track whose kept versions have another order, their new names in the old and new order.

    Versions that came from another track are left out.
    """
    place = {each.key: index for index, each in enumerate(old)}
    kept: dict[str | None, list[tuple[int, str]]] = defaultdict(list)
    for before, now in pairs.versions:
        if before and now and before.track == now.track:
            kept[now.track].append((place[before.key], now.name))
    for track, versions in kept.items():
        was, order = ([name for _, name in each] for each in (sorted(versions), versions))
        yield from _edited(EntryName("track", track), "order", was, order)


def _edited(about: EntryName, what: str, before: object, now: object) -> Iterator[EditedKey]:
    """Yield a key with its old and new value, unless both are the same in JSON."""
    old, new = plain(before), plain(now)
    if old != new:
        yield EditedKey(subject=about, what=what, old=old, new=new)


def plain(value: object) -> Plain:
    """Return a value as JSON can hold it, durations and dates as text.

    Return None for a value of an unknown type.
    """
    if isinstance(value, Duration | Origin | Releases):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, str | int | float) else None

"""The overlap of rules: do their conditions let one item be judged by all of them?"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from planner.engine.rules import KINDS
from planner.policy import Condition, ItemType, Policy, Rule

_ITEM_TYPES: tuple[ItemType, ...] = ("version", "change")
_UNLISTED = "\0unlisted"
"""A kind of change that no policy lists: no name has this character."""

Value = str | bool


def judge_together(policy: Policy, rules: Sequence[Rule], having: Iterable[str] = ()) -> bool:
    """Return True if one item can be judged by every rule, as far as their conditions tell.

    `having` are milestones that the item must have. The days on which the rules are in force do not count.
    """
    dates = frozenset(having).union(*(KINDS[rule.kind].needs(rule.parameters) for rule in rules))
    return any(
        _judges(policy, of, rules, dates)
        for of in _ITEM_TYPES
        if all(rule.of in (None, of) for rule in rules)
    )


def in_force_together(rules: Sequence[Rule]) -> bool:
    """Return True if there is a day on which every rule is in force; only `effective_*` days count."""
    since = max((rule.effective_from or 0 for rule in rules), default=0)
    return all(rule.effective_until is None or since <= rule.effective_until for rule in rules)


def share_track(rules: Sequence[Rule]) -> bool:
    """Return True if the rules can judge versions of one and the same track."""
    wanted = [set(rule.when["track"]) for rule in rules if "track" in rule.when]
    refused = {each for rule in rules if rule.unless.keys() == {"track"} for each in rule.unless["track"]}
    return not wanted or bool(set.intersection(*wanted) - refused)


def _judges(policy: Policy, of: ItemType, rules: Sequence[Rule], dates: frozenset[str]) -> bool:
    """Return True if an item of a type can be judged by every rule, by the rules' `when` and `unless`.

    The item has the milestones `dates`. The rules are for this type: that is not looked at.
    """
    exempting = [_ways_out(rule.unless) for rule in rules if rule.unless]
    return any(_possible(policy, of, rules, dates, misses) for misses in product(*exempting))


def _ways_out(unless: Condition) -> list[tuple[str, tuple[Value, ...]]]:
    """Return the ways in which an item can fail to match `unless`: by another value of one of its keys.

    For `has`, each milestone that the item may lack is a way.
    """
    return [
        way
        for key, values in unless.items()
        for way in ([(key, (each,)) for each in values] if key == "has" else [(key, tuple(values))])
    ]


def _possible(
    policy: Policy,
    of: ItemType,
    rules: Sequence[Rule],
    dates: frozenset[str],
    misses: Sequence[tuple[str, tuple[Value, ...]]],
) -> bool:
    """Return True if an item of a type can match every `when`, have the milestones `dates`, and no `misses`.

    `misses` are keys with the values that the item must not have; under `has`, milestones that it must lack.
    """
    wanted: dict[str, set[Value]] = {}
    present: set[Value] = set(dates)
    absent: set[Value] = set()
    refused: dict[str, set[Value]] = {}
    for key, values in _conditions(rules):
        if key == "has":
            present.update(values)
        else:
            wanted[key] = wanted.get(key, set(values)) & set(values)
    for key, values in misses:
        if key == "has":
            absent.update(values)
        else:
            refused.setdefault(key, set()).update(values)
    known = {each.name for each in policy.milestones_of(of)}
    if not present <= known or not present.isdisjoint(absent):
        return False
    plain = (wanted.keys() | refused.keys()) - {"kind", "compatibility"}
    if not all(_free(policy, key, wanted.get(key), refused.get(key, set())) for key in plain):
        return False
    return of == "version" or _has_kind(policy, wanted, refused)


def _conditions(rules: Sequence[Rule]) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield the keys and values of every `when`, and the compatibility that a rule's kind asks for."""
    for rule in rules:
        yield from rule.when.items()
        only = KINDS[rule.kind].only
        if only is not None:
            yield "compatibility", (only,)


def _free(policy: Policy, key: str, wanted: set[Value] | None, refused: set[Value]) -> bool:
    """Return True if an item can have a value under a key that is wanted (None: any) and not refused."""
    if wanted is not None:
        return bool(wanted - refused)
    values = _values(policy, key)
    return values is None or bool(values - refused)


def _values(policy: Policy, key: str) -> set[Value] | None:
    """Return all values that an item can have under a key; None if it can have any.

    Where a field may be left out, False stands for that.
    """
    if key == "significant":
        return {True, False}
    if key == "track" and policy.tracks is not None and len(policy.tracks) > 1:
        return set(policy.tracks)
    field = policy.fields.get(key)
    if field is None or field.one_of is None:
        return None
    left_out: set[Value] = set() if field.required or field.default is not None else {False}
    return {*field.one_of, *left_out}


def _has_kind(policy: Policy, wanted: dict[str, set[Value]], refused: dict[str, set[Value]]) -> bool:
    """Return True if a change can have a kind, of a compatibility, that is wanted and not refused.

    `wanted` and `refused` have values by the keys `kind` and `compatibility`; without a key any value is
    wanted, or none refused. A kind that the policy does not list is looked at, too.
    """
    kinds: set[Value] = {*policy.compatible, *policy.incompatible, _UNLISTED}
    compatible = wanted.get("compatibility", {"compatible", "incompatible"})
    compatible = compatible - refused.get("compatibility", set())
    left = wanted.get("kind", kinds) - refused.get("kind", set())
    return any(policy.compatibility(str(kind)) in compatible for kind in left)

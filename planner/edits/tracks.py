"""Edits of tracks: rename one, move an item to another, delete one without versions.

A track is no entry of the file: it exists as long as an item or the policy names it.
"""

from planner.dates import counted
from planner.diagnostics import quoted_list
from planner.edits.entries import entry, put
from planner.edits.order import track_of
from planner.plan import Change, Item, Plan, Version
from planner.policy import Policy


def tracks(plan: Plan, policy: Policy) -> list[str | None]:
    """Return the tracks of the plan's items, in the order of the file, then the other tracks of the policy.

    None is the unnamed track.
    """
    used = dict.fromkeys(track_of(plan, each) for each in plan.items)
    return [*dict.fromkeys((*used, *(policy.tracks or ())))]


def items_of(plan: Plan, track: str | None) -> list[Item]:
    """Return the items of a track, in the order of the file."""
    return [each for each in plan.items if track_of(plan, each) == track]


def rename(plan: Plan, policy: Policy, old: str | None, new: str) -> Plan:
    """Return the plan with a track renamed; the unnamed track (None) gets a name.

    Raise ValueError if the new name is blank, another track of the plan has it, or the policy does not allow
    it.
    """
    if not new.strip():
        raise ValueError("a name is needed")
    if new == old:
        return plan
    _check(policy, new)
    if any(each.track == new for each in plan.items):
        raise ValueError("another track has this name; move the versions to it one by one")
    owned: tuple[Item, ...] = plan.versions if old is None else plan.items
    changed = [each._replace(track=new) for each in owned if each.track == old]
    if old is None:
        changed += [
            each._replace(track=new) for each in plan.changes if each.track is None and each.version is None
        ]
    return put(plan, *changed)


def move(plan: Plan, policy: Policy, key: int, track: str | None) -> Plan:
    """Return the plan with an item in another track; changes follow their version, unless they name a track.

    A change names its new track, unless that is the track of its version. Raise ValueError if the policy does
    not allow the track.
    """
    item = entry(plan, key)
    assert isinstance(item, Version | Change)
    _check(policy, track)
    if track_of(plan, item) == track:
        return plan
    inherits = isinstance(item, Change) and track_of(plan, item._replace(track=None)) == track
    return put(plan, item._replace(track=None if inherits else track))


def delete(plan: Plan, policy: Policy, track: str) -> Plan:
    """Return the plan without a track: its changes name no track any more.

    Raise ValueError if the track has versions, if the policy lists it, or if its changes would have no track
    where the policy asks for one.
    """
    versions = sum(each.track == track for each in plan.versions)
    if versions:
        raise ValueError(f"it has {counted(versions, 'version')}: move or delete {_them(versions)} first")
    if track in (policy.tracks or ()):
        raise ValueError("the policy lists this track: take it out of the policy's `tracks` first")
    changed = [each._replace(track=None) for each in plan.changes if each.track == track]
    if any(track_of(plan, each) is None for each in changed):
        _check(policy, None)
    return put(plan, *changed)


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


def _check(policy: Policy, track: str | None) -> None:
    """Raise ValueError if the policy does not list a track, or asks for one where `track` is None."""
    if policy.tracks is None:
        return
    if track is None:
        if len(policy.tracks) > 1:
            raise ValueError(f"a track is needed: the policy has {quoted_list(policy.tracks)}")
    elif track not in policy.tracks:
        raise ValueError(f"the policy has no such track, but {quoted_list(policy.tracks)}")

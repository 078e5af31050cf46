"""The order of items: the succession within a track, oldest first."""

from typing import Literal, TypeVar

from planner.edits.entries import entry
from planner.plan import Change, Item, Plan, Version

Step = Literal[1, -1]
AnyItem = TypeVar("AnyItem", Version, Change)


def track_of(plan: Plan, item: Item) -> str | None:
    """Return the track of an item; of a change without one, the track of the version that it ships in.

    None is the unnamed track.
    """
    if item.track is not None or isinstance(item, Version) or item.version is None:
        return item.track
    return next((each.track for each in plan.versions if each.name == item.version), None)


def neighbour(plan: Plan, key: int, step: Step) -> Item | None:
    """Return the next (1) or previous (-1) item of the same type and track; None if there is none."""
    item = _item(plan, key)
    track = track_of(plan, item)
    same_type = plan.versions if isinstance(item, Version) else plan.changes
    alike = [each for each in same_type if track_of(plan, each) == track]
    at = alike.index(item) + step
    return alike[at] if 0 <= at < len(alike) else None


def reorder(plan: Plan, key: int, step: Step) -> Plan:
    """Return the plan with an item one place later (1) or earlier (-1) in its track; unchanged at the end."""
    item, other = _item(plan, key), neighbour(plan, key, step)
    if isinstance(item, Version) and isinstance(other, Version):
        return plan._replace(versions=_beside(plan.versions, item, other, step))
    if isinstance(item, Change) and isinstance(other, Change):
        return plan._replace(changes=_beside(plan.changes, item, other, step))
    return plan


def _beside(items: tuple[AnyItem, ...], item: AnyItem, other: AnyItem, step: Step) -> tuple[AnyItem, ...]:
    """Return the items with one of them moved directly after (1) or before (-1) another."""
    others = [each for each in items if each is not item]
    others.insert(others.index(other) + (step > 0), item)
    return tuple(others)


def _item(plan: Plan, key: int) -> Item:
    item = entry(plan, key)
    assert isinstance(item, Version | Change)
    return item

"""The order that the lifecycle gives to the milestones of an item."""

from planner.policy import ItemType, Policy


def ordered(policy: Policy, of: ItemType, first: str, second: str) -> bool:
    """Return True if, by the lifecycle, the first milestone is before the second: not both are parallel."""
    milestones = {each.name: (place, each) for place, each in enumerate(policy.milestones_of(of))}
    (early, one), (late, other) = milestones[first], milestones[second]
    return early < late and not (one.parallel and other.parallel)

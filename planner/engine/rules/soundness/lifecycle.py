"""The order that the lifecycle gives to the milestones of an item."""

from planner.policy import ItemType, Policy


def ordered(policy: Policy, of: ItemType, first: str, second: str) -> bool:
    """Return True if the first milestone is before the second in the lifecycle, and not both are parallel."""
    milestones = {each.name: (place, each) for place, each in enumerate(policy.milestones_of(of))}
    (early, one), (late, other) = milestones[first], milestones[second]
    return early < late and not (one.parallel and other.parallel)

"""The next version of a track: its probable name, its dates on the earliest legal days."""

from collections.abc import Iterator

from planner.dates import Day
from planner.edits import items
from planner.edits.dates import move
from planner.edits.entries import NEW, fresh_key
from planner.edits.legal import earliest_legal_days
from planner.edits.missing import add_missing_notices
from planner.edits.names import next_name
from planner.engine.constraint import Place
from planner.plan import Plan, Version
from planner.policy import Policy


def add_next_version(plan: Plan, policy: Policy, as_of: Day, track: str | None) -> Plan:
    """Return the plan with the next version of a track, and the notices that rules ask for it.

    The name continues those of the track. The milestones before deprecation are on their earliest legal days
    from the as-of date on, the notices on the as-of date.
    """
    before = [each.name for each in plan.versions if each.track == track]
    name = next_name(before, {each.name for each in plan.items})
    key = fresh_key(plan)
    version = Version(key=NEW, name=name, track=track, dates=dict.fromkeys(first_milestones(policy), as_of))
    plan = add_missing_notices(items.add(plan, version), policy, as_of, name)
    places = {Place(key, milestone) for milestone in version.dates}
    return move(plan, earliest_legal_days(plan, policy, as_of, places))


def first_milestones(policy: Policy) -> Iterator[str]:
    """Yield the names of a version's milestones before the first deprecated or retired one.

    They are in lifecycle order. The end of a version is planned later.
    """
    for milestone in policy.milestones_of("version"):
        if milestone.role in ("deprecated", "retired"):
            return
        yield milestone.name

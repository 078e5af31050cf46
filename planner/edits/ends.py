"""The ends of versions that have a successor, on their earliest legal days."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from planner.dates import Day
from planner.edits.dates import move
from planner.edits.entries import put, remove, version
from planner.edits.legal import PLANNING, earliest_legal_days
from planner.edits.next_version import first_milestones
from planner.edits.timely_notices import with_notices, with_reminders
from planner.engine.constraint import Place
from planner.engine.rules.ability import sets_floors
from planner.engine.schedule import Schedule
from planner.engine.solve.hard import hard_constraints
from planner.plan import Plan, Version
from planner.policy import Policy


def end_versions(plan: Plan, policy: Policy, as_of: Day, track: str | None, until: Day) -> Plan:
    """Return the plan in which the versions of a track have an end if their successor is still to come.

    An end is on its earliest legal day on or after the day when the successor is there, and its notices go
    out on that day; milestones that have a date keep it. A version that no rule keeps alive from then on gets
    no end, nor one that would end after `until`.
    """
    starts = {key: day for key, day in _successors(plan, policy, track).items() if day >= as_of}
    ended = {key: tuple(_last_milestones(policy, version(plan, key))) for key in starts}
    for key, start in starts.items():
        plan = _with_dates(plan, key, dict.fromkeys(ended[key], start))
    names = {version(plan, key).name: start for key, start in starts.items() if ended[key]}
    plan, added = with_notices(plan, policy, as_of, names)
    places = {Place(key, milestone) for key, milestones in ended.items() for milestone in milestones}
    plan = move(plan, earliest_legal_days(plan, policy, as_of, places, PLANNING))
    later = {
        key for key, names in ended.items() if any(version(plan, key).dates[each] > until for each in names)
    }
    endless = later | _unbounded(plan, policy, as_of, starts)
    for key in endless:
        plan = _with_dates(plan, key, dict.fromkeys(ended[key]))
    dropped = {version(plan, key).name for key in endless}
    plan = remove(plan, {each.key for each in plan.notices if each.key in added and each.item in dropped})
    return with_reminders(plan, policy, as_of, names.keys() - dropped)


def _with_dates(plan: Plan, key: int, dates: Mapping[str, Day | None]) -> Plan:
    """Return the plan with dates of a version, by milestone, set or (None) cleared."""
    changed = version(plan, key)
    merged = {**changed.dates, **dates}
    return put(plan, changed._replace(dates={name: day for name, day in merged.items() if day is not None}))


def _last_milestones(policy: Policy, of: Version) -> Iterator[str]:
    """Yield the milestones, from deprecation on in lifecycle order, of which a version has no date."""
    first = {*first_milestones(policy)}
    for each in policy.milestones_of("version"):
        if each.name not in first and each.name not in of.dates:
            yield each.name


def _successors(plan: Plan, policy: Policy, track: str | None) -> dict[int, Day]:
    """Return the day on which the next version of the track is there, by the key of each older one.

    A version is there when all its milestones before deprecation have come, and no date of the older one is
    later. Withdrawn versions are passed over; without any such milestone of the next version, there is no
    entry.
    """
    first = {*first_milestones(policy)}
    of_track = [each for each in plan.versions if each.track == track and each.withdrawn is None]
    found: dict[int, Day] = {}
    for older, newer in pairwise(of_track):
        days = [day for name, day in newer.dates.items() if name in first]
        if days:
            found[older.key] = max(*days, *older.dates.values(), 0)
    return found


def _unbounded(plan: Plan, policy: Policy, as_of: Day, starts: Mapping[int, Day]) -> set[int]:
    """Return the keys of the versions that no rule keeps alive once their successor is there.

    `starts` has the days on which the successors are there. Such a version has a retirement date no later
    than that, and no rule except `order` sets an earliest day for it.
    """
    retired = policy.of_role("retired")
    constraints = hard_constraints(Schedule(plan, policy, as_of), PLANNING)
    slots = {owner.place: slot for slot, owner in enumerate(constraints.schedule.owners)}
    found = set[int]()
    for key, start in starts.items():
        slot = slots.get(Place(key, retired))
        if slot is None or constraints.days[slot] > start:
            continue
        reading = (constraints.all[index] for index in constraints.reading([slot]))
        floors = (sets_floors(each) for each in reading if each.in_force.rule.id != "order")
        if not any(each is not None and each.floors(slot, constraints.days) for each in floors):
            found.add(key)
    return found

"""Coming versions of a track at a cadence: each begins on its day or the first legal one after it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice

from planner.dates import LAST_DAY, Day, Duration, add
from planner.edits import items
from planner.edits.dates import move
from planner.edits.entries import NEW, version
from planner.edits.legal import earliest_in_turn
from planner.edits.names import name_on, next_name
from planner.edits.next_version import first_milestones
from planner.edits.timely_notices import as_late_as_possible, with_notices, with_reminders
from planner.engine.constraint import Place
from planner.plan import NOTHING, FieldValue, Plan, Version
from planner.policy import Policy

MOST_VERSIONS = 1000
"""The coming versions of one track, at most."""
_LONGEST_PATTERN = 4
"""The versions after which the values of fields are taken to repeat, at most."""


def coming_days(first: Day, every: Duration, since: Day, until: Day) -> list[Day]:
    """Return the days `first`, one cadence after it, two after it, and so on, from `since` up to `until`.

    Each is counted from `first`, so that month ends do not drift. Raise ValueError if there are more than
    `MOST_VERSIONS`, or if the cadence is 0.
    """
    days: list[Day] = []
    for day in _every(first, every):
        if day > until or day > LAST_DAY:
            return days
        if len(days) == MOST_VERSIONS:
            raise ValueError(f"more than {MOST_VERSIONS} versions: choose a longer cadence or fewer years")
        if day >= since:
            days.append(day)
    raise AssertionError("a count has no end")


def day_of_coming(first: Day, every: Duration, since: Day, number: int) -> Day:
    """Return the day of the version with a number, counted from 1, among a cadence's days from `since` on.

    It is the calendar's last day at most. Raise ValueError if the number is above `MOST_VERSIONS`, or the
    cadence is 0.
    """
    if number > MOST_VERSIONS:
        raise ValueError(f"more than {MOST_VERSIONS} versions: choose fewer")
    coming = (day for day in _every(first, every) if day >= since)
    return min(next(islice(coming, number - 1, None)), LAST_DAY)


def _every(first: Day, every: Duration) -> Iterator[Day]:
    """Yield the first day, then the days one, two, three … cadences after it, without end.

    Past the calendar they are all NEVER. Raise ValueError if the cadence is 0.
    """
    if every.number == 0:
        raise ValueError("a cadence is longer than 0 days")
    yield first
    for number in count(1):
        yield add(first, every._replace(number=every.number * number))


def add_versions(
    plan: Plan,
    policy: Policy,
    as_of: Day,
    track: str | None,
    days: Sequence[Day],
    *,
    names: Sequence[str] = (),
) -> Plan:
    """Return the plan with a new version of a track for each day, released then or on the next legal day.

    A version gets the fields of an earlier one of the track, and dates for those milestones before
    deprecation that the earlier one has; in an empty track, the required fields and all these milestones.
    The notices that rules ask for are added, and go out as late as they may, but not before the as-of date.
    `names` are those of the first versions; the others continue the names before them, or are named after
    their release day if the version before them is. Rules of severity `error` and `warning` bind a version
    to the ones before it, and not to the ones after it: a cadence too slow for a rule is not made faster.
    """
    known = {each.key for each in plan.versions}
    for number, day in enumerate(days):
        plan = items.add(plan, _next(plan, policy, track, day, names[number : number + 1]))
    new = [each for each in plan.versions if each.key not in known]
    plan, added = with_notices(plan, policy, as_of, {each.name: as_of for each in new})
    groups = [{Place(each.key, milestone) for milestone in each.dates} for each in new]
    plan = move(plan, earliest_in_turn(plan, policy, as_of, groups))
    plan = as_late_as_possible(plan, policy, as_of, added)
    plan = with_reminders(plan, policy, as_of, {each.name for each in new})
    return _named_by_day(plan, policy, [each.key for each in new][len(names) :])


def _next(plan: Plan, policy: Policy, track: str | None, day: Day, names: Sequence[str]) -> Version:
    """Return a version to add to a track, its first milestones on a day, its fields those of an earlier one.

    It has the first of `names`, or if there is none, a name that continues those of the track. In an empty
    track, it has the fields that the policy requires.
    """
    before = [each for each in plan.versions if each.track == track]
    taken = {each.name for each in plan.items}
    name = names[0] if names else _name_on(policy, before, day)
    if name is None or (name in taken and not names):
        name = next_name([each.name for each in before], taken)
    like = _alike(before)
    milestones = [*first_milestones(policy)]
    usual = [each for each in milestones if like is not None and each in like.dates]
    fields = _required(policy) if like is None else like.fields
    return Version(
        key=NEW, name=name, track=track, dates=dict.fromkeys(usual or milestones, day), fields=fields
    )


def _alike(before: Sequence[Version]) -> Version | None:
    """Return the version whose fields and milestones the next one gets; None if there is none.

    That is the last version, unless the fields repeat with a longer period: with the fields even, odd, even,
    odd before it, it is the last but one.
    """
    for length in range(1, _LONGEST_PATTERN + 1):
        last = before[-2 * length :]
        if len(last) == 2 * length and all(
            last[at].fields == last[at + length].fields for at in range(length)
        ):
            return before[-length]
    return before[-1] if before else None


def _required(policy: Policy) -> Mapping[str, FieldValue]:
    """Return a value for each field that a version must have: the first allowed one, or "?" for a text."""
    found: dict[str, FieldValue] = {
        name: each.one_of[0] if each.one_of else "?"
        for name, each in policy.fields.items()
        if each.required and "version" in each.of
    }
    return found or NOTHING


def _named_by_day(plan: Plan, policy: Policy, keys: Sequence[int]) -> Plan:
    """Return the plan with the versions of some keys renamed after their release, if that is the custom.

    It is where the version before is named after its own release. A version keeps its name if another item
    has the new one.
    """
    for key in keys:
        new = version(plan, key)
        before = [each for each in plan.versions if each.track == new.track and each.key < key]
        name = _name_on(policy, before, new.dates.get(policy.of_role("released") or ""))
        if name is not None and all(each.name != name for each in plan.items):
            plan = items.edit(plan, new._replace(name=name))
    return plan


def _name_on(policy: Policy, before: Sequence[Version], day: Day | None) -> str | None:
    """Return the name of a version released on a day, in the form of the version before it.

    Return None if that is not named after its release, or if there is no version before.
    """
    released = policy.of_role("released")
    if day is None or not before or released is None or released not in before[-1].dates:
        return None
    return name_on(before[-1].name, before[-1].dates[released], day)

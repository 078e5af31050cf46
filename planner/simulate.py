"""Simulation: coming versions of a track at a cadence, and their effect on users."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planner.dates import LAST_DAY, NEVER, Day, Duration, add, iso
from planner.edits.coming import add_versions, coming_days, day_of_coming
from planner.edits.ends import end_versions
from planner.edits.entries import put
from planner.engine.constraint import Finding
from planner.engine.evaluate import Evaluation, check
from planner.engine.phases import Timetable, lifetime
from planner.engine.requests import unversioned_on
from planner.plan import Plan, Version
from planner.policy import Policy


class ForcedMove(NamedTuple):
    """A day on which users have to move, whether or not they want to."""

    day: Day
    retires: tuple[str, ...]
    """The versions that retire."""
    answers: str | None
    """The version that answers requests without a version from then on; None if none does."""
    answered: str | None
    """The version that answered them before."""


class Alive(NamedTuple):
    """The number of versions that answer from a day on."""

    day: Day
    number: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """A plan with its coming versions, and their effect on users until the last day."""

    original: Plan
    """The plan before."""
    plan: Plan
    track: str | None
    until: Day
    added: tuple[Version, ...]
    """The coming versions, oldest first."""
    ended: tuple[Version, ...]
    """The versions of the plan that got an end."""
    notices: int
    """The number of new notices."""
    alive: tuple[Alive, ...]
    """Each change of the number of versions that answer, the as-of date's number first."""
    moves: tuple[ForcedMove, ...]
    before: Evaluation
    after: Evaluation
    remaining: tuple[Finding, ...]
    """Violations that the plan did not have before."""

    @property
    def most_alive(self) -> int:
        """The largest number of versions that answer at once."""
        return max(each.number for each in self.alive)


def simulate(
    plan: Plan, policy: Policy, as_of: Day, *, cadence: Duration, until: Day, track: str | None = None
) -> Simulation:
    """Return the simulation of a track up to a day, with a new version at each step of the cadence.

    The steps are counted from the track's last release. Every version ends on the earliest legal day once its
    successor is there; a version that no rule keeps alive, or that would end after `until`, gets no end.
    Raise ValueError if none or too many would come.
    """
    days = _coming(plan, policy, as_of, cadence=cadence, until=until, track=track)
    known = {each.key: each for each in plan.versions}
    proposed = end_versions(add_versions(plan, policy, as_of, track, days), policy, as_of, track, until)
    before = check(plan, policy, as_of)
    proposed, after = _with_migrations(plan, proposed, policy, as_of)
    timetable = Timetable(after.compiled.schedule, after.compiled.schedule.days)
    old = {_identity(before, each) for each in before.all}
    return Simulation(
        original=plan,
        plan=proposed,
        track=track,
        until=until,
        added=tuple(each for each in proposed.versions if each.key not in known),
        ended=tuple(each for each in proposed.versions if each.key in known and each != known[each.key]),
        notices=len(proposed.notices) - len(plan.notices),
        alive=tuple(_alive(timetable, track, as_of, until)),
        moves=tuple(_forced_moves(timetable, track, as_of, until)),
        before=before,
        after=after,
        remaining=tuple(
            each for each in after.all if each.waived is None and _identity(after, each) not in old
        ),
    )


def in_years(as_of: Day, years: int) -> Day:
    """Return the day so many years after the as-of date, or else the calendar's last day."""
    return min(add(as_of, Duration(years, "year")), LAST_DAY)


def coming_number(
    plan: Plan, policy: Policy, as_of: Day, *, cadence: Duration, until: Day, track: str | None = None
) -> int:
    """Return the number of versions that come at a cadence up to a day.

    Raise ValueError for none or too many.
    """
    return len(_coming(plan, policy, as_of, cadence=cadence, until=until, track=track))


def day_of_release(
    plan: Plan, policy: Policy, as_of: Day, *, cadence: Duration, number: int, track: str | None = None
) -> Day:
    """Return the day of the version with a number, counted from 1, among the versions that come at a cadence.

    It is the calendar's last day at most. Raise ValueError if the number is too large, or the cadence is 0.
    """
    first, since = _rhythm(plan, policy, as_of, track)
    return day_of_coming(first, cadence, since, number)


def _with_migrations(plan: Plan, proposed: Plan, policy: Policy, as_of: Day) -> tuple[Plan, Evaluation]:
    """Return the proposed plan and its evaluation, with a text `migration` where that leaves fewer findings.

    The text "Move to …" names the next version of the track. Versions that are new or have a new end get it
    if they have no migration; if it does not help any rule, no version gets it.
    """
    old = {each.key: each for each in plan.versions}
    last: dict[str | None, str] = {}
    telling: list[Version] = []
    for each in reversed(proposed.versions):
        if old.get(each.key) != each and each.migration is None and each.track in last:
            telling.append(each._replace(migration=f"Move to {last[each.track]}"))
        last[each.track] = each.name
    plain, told = proposed, put(proposed, *telling)
    silent, after = check(plain, policy, as_of), check(told, policy, as_of)
    return (told, after) if len(after.all) < len(silent.all) else (plain, silent)


def _coming(
    plan: Plan, policy: Policy, as_of: Day, *, cadence: Duration, until: Day, track: str | None
) -> list[Day]:
    """Return the days of the coming releases up to a day; raise ValueError for none or too many."""
    first, since = _rhythm(plan, policy, as_of, track)
    days = coming_days(first, cadence, since, until)
    if not days:
        raise ValueError(f"no version comes until {iso(until)} at this cadence, counted from {iso(first)}")
    return days


def _rhythm(plan: Plan, policy: Policy, as_of: Day, track: str | None) -> tuple[Day, Day]:
    """Return the day from which the cadence of a track counts, and the first day on which a version may come.

    The cadence counts from the track's last release; a version may come after it, and on the as-of date at
    the earliest. For a track without a release both are the as-of date.
    """
    released = policy.of_role("released") or next((each.name for each in policy.milestones), "")
    known = [each.dates[released] for each in plan.versions if each.track == track and released in each.dates]
    last = max(known, default=None)
    return (as_of, as_of) if last is None else (last, max(as_of, last + 1))


def _identity(evaluation: Evaluation, finding: Finding) -> tuple[str, str, str | None]:
    """Return the rule id, item name and milestone of a finding, to find it again in another plan."""
    return finding.rule.id, evaluation.compiled.schedule.items[finding.item].name, finding.milestone


def _of_track(timetable: Timetable, track: str | None) -> list[int]:
    """Return the indices of a track's versions."""
    schedule = timetable.schedule
    return [item for item in range(schedule.versions) if schedule.tracks[item] == track]


def _alive(timetable: Timetable, track: str | None, as_of: Day, until: Day) -> Iterator[Alive]:
    """Yield the number of a track's versions that answer on the as-of date, then each change of it.

    The last change is on the day `until`, or before.
    """
    spans = [lifetime(timetable, item) for item in _of_track(timetable, track)]
    turns = sorted({as_of, *(day for span in spans for day in span if as_of < day <= until)})
    number = None
    for day in turns:
        now = sum(start <= day < stop for start, stop in spans)
        if now != number:
            number = now
            yield Alive(day, now)


def _forced_moves(timetable: Timetable, track: str | None, as_of: Day, until: Day) -> Iterator[ForcedMove]:
    """Yield each day after the as-of date, up to `until`, on which users of a track have to move.

    That is a day on which a version stops to answer, or another version answers requests without a version.
    """
    schedule = timetable.schedule
    of_track = _of_track(timetable, track)
    ends: dict[Day, list[int]] = {}
    for item in of_track:
        start, stop = lifetime(timetable, item)
        if start < stop < NEVER:
            ends.setdefault(stop, []).append(item)
    turns = {timetable[slot] for item in of_track for slot in schedule.slots[item].values()}
    answered = _answering(timetable, track, as_of)
    for day in sorted(each for each in turns | ends.keys() if as_of < each <= until):
        now = _answering(timetable, track, day)
        retires = tuple(schedule.items[each].name for each in ends.get(day, ()))
        if retires or now != answered:
            yield ForcedMove(day=day, retires=retires, answers=now, answered=answered)
        answered = now


def _answering(timetable: Timetable, track: str | None, day: Day) -> str | None:
    """Return the name of the track's version that answers requests without a version on a day.

    Return None if none does.
    """
    item = unversioned_on(timetable.schedule, timetable, track, day).item
    return None if item is None else timetable.schedule.items[item].name

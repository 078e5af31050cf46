"""The answers to requests on a day: for a version, and without one."""

from collections.abc import Sequence

from planner.dates import Day
from planner.engine.phases import NO_ANSWER, Timetable, lifetime, phase_on
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple


class PhaseAnswer(NamedTuple):
    """The answer to a request, and the version that gives it."""

    item: int | None
    """The version that answers; None if none does."""
    text: str


def answer_on(schedule: Schedule, days: Sequence[Day] | Timetable, item: int, day: Day) -> str:
    """Return the answer to a request for a version on a day, in the words of the policy.

    Before its first phase, that is the answer for a version that does not exist; where the policy has no
    words for the answer of a phase, the name of the phase.
    """
    phase = phase_on(schedule, days, item, day)
    if phase is None:
        return schedule.policy.invalid or NO_ANSWER
    return phase.answers or phase.name


def answers_on(timetable: Timetable, item: int, day: Day) -> bool:
    """Return True if a version answers on a day by its roles.

    In a policy without the role `released`, return True if it is in a phase that is not the one of
    retirement.
    """
    if timetable.schedule.policy.of_role("released") is None:
        phase = phase_on(timetable.schedule, timetable, item, day)
        return phase is not None and phase.role != "retired"
    start, stop = lifetime(timetable, item)
    return start <= day < stop


def unversioned_on(
    schedule: Schedule, days: Sequence[Day] | Timetable, track: str | None, day: Day
) -> PhaseAnswer:
    """Return the answer to a request without a version, for a track on a day, and the version that gives it.

    The policy says which version that is: the one with the default, the oldest or the latest that answers, in
    the order of the file. If there is none, the answer is the one for a version that does not exist.
    """
    timetable = days if isinstance(days, Timetable) else Timetable(schedule, days)
    wanted = schedule.policy.unversioned
    item: int | None = None
    if wanted == "default":
        item = _default_on(timetable, track, day)
    elif wanted != "none":
        versions = range(schedule.versions) if wanted == "oldest" else reversed(range(schedule.versions))
        of_track = (each for each in versions if schedule.tracks[each] == track)
        item = next((each for each in of_track if answers_on(timetable, each, day)), None)
    if item is None:
        return PhaseAnswer(None, schedule.policy.invalid or NO_ANSWER)
    return PhaseAnswer(item, answer_on(schedule, timetable, item, day))


def _default_on(timetable: Timetable, track: str | None, day: Day) -> int | None:
    """Return the index of the version that has the default of a track on a day; None if none has."""
    milestone = timetable.schedule.policy.of_role("default")
    tenure = None if milestone is None else timetable.tenure_on(track, milestone, day)
    return None if tenure is None else timetable.schedule.owners[tenure.slot].item

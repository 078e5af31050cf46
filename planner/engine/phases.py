"""What an item is in on a day, and what a request gets then."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.dates import Day
from planner.engine.constraint import Slot
from planner.engine.schedule import Schedule
from planner.policy import Milestone, Role

NO_ANSWER = "no answer"


class Phase(NamedTuple):
    start: Day
    end: Day | None
    """The day after its last; None: for ever."""
    name: str
    answers: str | None
    milestone: str
    """The one that started it."""
    role: Role | None
    superseded: bool = False
    """Another version of the track has the exclusive milestone by now."""


class PhaseAnswer(NamedTuple):
    item: int | None
    """The version that answers."""
    text: str


class Tenure(NamedTuple):
    """A version's date of a milestone that one has at a time; on one day, the later in the file counts."""

    day: Day
    slot: Slot


Track = tuple[str | None, str]
"""A track, and a milestone that one version of it has at a time."""


class Tenures(NamedTuple):
    """In order; where few have moved they are still among those that stay, and are passed over."""

    staying: list[Tenure]
    moved: list[Tenure]


_PASSED_OVER = 8


class Timetable:
    """Every date as it stands, some of them moved for a while, and in whose turn a milestone is when.

    Made once for a judgement; what is `moved` begins with what was sorted for that, so that a step of a drag
    costs no more in a long plan than in a short one.
    """

    def __init__(self, schedule: Schedule, days: Sequence[Day]) -> None:
        self.schedule = schedule
        self.days = days
        self.moves: Mapping[Slot, Day] = {}
        self.unmoved = self
        self._turns: dict[Track, Tenures] = {}

    def moved(self, moves: Mapping[Slot, Day]) -> "Timetable":
        """The same dates, but these elsewhere."""
        other = Timetable(self.schedule, self.days)
        other.moves, other.unmoved = moves, self.unmoved
        return other

    def __getitem__(self, slot: Slot) -> Day:
        moved = self.moves.get(slot)
        return self.days[slot] if moved is None else moved

    def next_tenure(self, slot: Slot) -> Tenure | None:
        """Who has the milestone after the version whose date this is."""
        staying, moved = self._in_turn(self._track(slot))
        own = Tenure(self[slot], slot)
        after = range(bisect_right(staying, own), len(staying))
        found = [*self._first(staying, after), *moved[bisect_right(moved, own) :][:1]]
        return min(found, default=None)

    def last_tenure(self, slot: Slot) -> Tenure | None:
        """Who had the milestone before it."""
        return self._last(self._track(slot), Tenure(self[slot], slot))

    def tenure_on(self, track: str | None, milestone: str, day: Day) -> Tenure | None:
        """Whose turn it is on a day."""
        return self._last((track, milestone), Tenure(day + 1, 0))

    def _last(self, track: Track, end: Tenure) -> Tenure | None:
        """The last before another."""
        staying, moved = self._in_turn(track)
        before = range(bisect_left(staying, end) - 1, -1, -1)
        found = [*self._first(staying, before), *moved[: bisect_left(moved, end)][-1:]]
        return max(found, default=None)

    def _first(self, tenures: list[Tenure], positions: range) -> list[Tenure]:
        """The first that stays, if there is one."""
        return next(([tenures[each]] for each in positions if tenures[each].slot not in self.moves), [])

    def _track(self, slot: Slot) -> Track:
        owner = self.schedule.owners[slot]
        return self.schedule.tracks[owner.item], owner.what

    def _in_turn(self, track: Track) -> Tenures:
        tenures = self._turns.get(track)
        if tenures is None:
            tenures = self._turns[track] = self._sorted(track)
        return tenures

    def _sorted(self, track: Track) -> Tenures:
        if self.unmoved is self:
            return Tenures(
                sorted(Tenure(self.days[slot], slot) for slot in self.schedule.of_track(*track)), []
            )
        staying = self.unmoved._in_turn(track).staying
        versions, owners = self.schedule.versions, self.schedule.owners
        moved = sorted(
            Tenure(day, slot)
            for slot, day in self.moves.items()
            if owners[slot].item < versions and self._track(slot) == track
        )
        if len(moved) > _PASSED_OVER:
            staying = [each for each in staying if each.slot not in self.moves]
        return Tenures(staying, moved)


def phases(schedule: Schedule, days: Sequence[Day] | Timetable, item: int) -> tuple[Phase, ...]:
    """An item's phases, one after another: each day counts the furthest lifecycle milestone reached."""
    timetable = days if isinstance(days, Timetable) else Timetable(schedule, days)
    starts = _starts(timetable, item)
    found: list[Phase] = []
    for place, (start, milestone) in enumerate(starts, 1):
        end = starts[place][0] if place < len(starts) else None
        found.extend(_within(timetable, item, milestone, start, end))
    return tuple(found)


def _starts(timetable: Timetable, item: int) -> list[tuple[Day, Milestone]]:
    """The milestones that start a phase when they are reached, with the day."""
    schedule = timetable.schedule
    slots = schedule.slots[item]
    lifecycle = schedule.policy.milestones_of(schedule.item_type(item))
    dated = [
        (timetable[slots[each.name]], place, each)
        for place, each in enumerate(lifecycle)
        if each.name in slots and (each.phase or each.answers)
    ]
    furthest = -1
    starts: list[tuple[Day, Milestone]] = []
    for day, place, milestone in sorted(dated, key=lambda each: each[:2]):
        if place < furthest:
            continue
        furthest = place
        if starts and starts[-1][0] == day:
            starts.pop()
        starts.append((day, milestone))
    return starts


def _within(
    timetable: Timetable, item: int, milestone: Milestone, start: Day, end: Day | None
) -> Iterator[Phase]:
    """The phase of one milestone; where another version takes it over meanwhile, two."""
    name, role = milestone.phase or milestone.title, milestone.role
    over = end
    if milestone.exclusive and item < timetable.schedule.versions:
        successor = timetable.next_tenure(timetable.schedule.slots[item][milestone.name])
        if successor is not None and (end is None or successor.day < end):
            over = successor.day
    if over is None or start < over:
        yield Phase(start, over, name, milestone.answers, milestone.name, role)
    if over is not None and over != end:
        yield Phase(
            over, end, milestone.superseded or name, milestone.answers, milestone.name, role, superseded=True
        )


def phase_on(schedule: Schedule, days: Sequence[Day] | Timetable, item: int, day: Day) -> Phase | None:
    """None: before its first milestone."""
    for phase in phases(schedule, days, item):
        if phase.start <= day and (phase.end is None or day < phase.end):
            return phase
    return None


def answer_on(schedule: Schedule, days: Sequence[Day] | Timetable, item: int, day: Day) -> str:
    """What a request for the version gets."""
    phase = phase_on(schedule, days, item, day)
    if phase is None:
        return schedule.policy.invalid or NO_ANSWER
    return phase.answers or phase.name


def unversioned_on(
    schedule: Schedule, days: Sequence[Day] | Timetable, track: str | None, day: Day
) -> PhaseAnswer:
    """What a request that names no version of the track gets."""
    timetable = days if isinstance(days, Timetable) else Timetable(schedule, days)
    wanted = schedule.policy.unversioned
    item: int | None = None
    if wanted == "default":
        item = _default_on(timetable, track, day)
    elif wanted != "none":
        versions = range(schedule.versions) if wanted == "oldest" else reversed(range(schedule.versions))
        of_track = (each for each in versions if schedule.tracks[each] == track)
        item = next((each for each in of_track if _supported_on(timetable, each, day)), None)
    if item is None:
        return PhaseAnswer(None, schedule.policy.invalid or NO_ANSWER)
    return PhaseAnswer(item, answer_on(schedule, timetable, item, day))


def _default_on(timetable: Timetable, track: str | None, day: Day) -> int | None:
    schedule = timetable.schedule
    for milestone in schedule.policy.milestones_of("version"):
        if milestone.role == "default":
            tenure = timetable.tenure_on(track, milestone.name, day)
            return None if tenure is None else schedule.owners[tenure.slot].item
    return None


def _supported_on(timetable: Timetable, item: int, day: Day) -> bool:
    """Released, and not retired."""
    phase = phase_on(timetable.schedule, timetable, item, day)
    return phase is not None and phase.role != "retired"


def affected_by(schedule: Schedule, slot: Slot) -> set[int]:
    """The items whose phases read a date."""
    owner = schedule.owners[slot]
    if not is_exclusive(schedule, slot):
        return {owner.item}
    of_track = schedule.of_track(schedule.tracks[owner.item], owner.what)
    return {schedule.owners[each].item for each in of_track}


def is_exclusive(schedule: Schedule, slot: Slot) -> bool:
    """Whether the date is of a milestone that one version of a track has at a time."""
    owner = schedule.owners[slot]
    return owner.item < schedule.versions and any(
        each.exclusive and each.name == owner.what for each in schedule.policy.milestones_of("version")
    )

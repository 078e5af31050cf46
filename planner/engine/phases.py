"""Phases of items, day by day, and the answers to requests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.dates import NEVER, Day
from planner.engine.answering import Tenure, Tenures
from planner.engine.constraint import Slot
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
from planner.policy import ItemType, Milestone, Role

NO_ANSWER = "no answer"
ANSWERS, SILENT = "answers", "does not answer"
"""The answer to a request for which the policy has no words."""
WITHDRAWN = "withdrawn"
"""The phase of a withdrawn version."""


class Phase(NamedTuple):
    """A run of days in which an item is in one state."""

    start: Day
    end: Day | None
    """The day after the last one; None if the phase never ends."""
    name: str
    answers: str | None
    milestone: str
    """The milestone that started it."""
    role: Role | None
    superseded: bool = False
    """Another version of the track has the exclusive milestone by now."""


Track = tuple[str | None, str]
"""A track and an exclusive milestone."""

_PASSED_OVER = 8
"""Dates that moved up to which they stay among the others, and are passed over."""


class Timetable:
    """All dates, some of them moved for a preview, and the tenures of exclusive milestones.

    One is made for each evaluation. The timetables that `moved` returns use its sorted tenures, so a step
    of a drag costs no more in a long plan than in a short one.
    """

    def __init__(self, schedule: Schedule, days: Sequence[Day]) -> None:
        self.schedule = schedule
        self.days = days
        self.moves: Mapping[Slot, Day] = {}
        self._unmoved: Timetable | None = None
        self._tenures: dict[Track, Tenures] = {}
        self.known: dict[object, object] = {}
        """Values that do not depend on days, kept for this timetable and for those that `moved` returns."""

    @property
    def unmoved(self) -> "Timetable":
        """The timetable without moved dates.

        A timetable that held itself would stay in memory: the screen's collector leaves old plans alone.
        """
        return self if self._unmoved is None else self._unmoved

    def moved(self, moves: Mapping[Slot, Day]) -> "Timetable":
        """Return a timetable with only these dates moved; earlier moves are not carried over.

        It uses the sorted tenures and the remembered values of this one.
        """
        other = Timetable(self.schedule, self.days)
        other.moves, other._unmoved, other.known = moves, self.unmoved, self.known
        return other

    def __getitem__(self, slot: Slot) -> Day:
        moved = self.moves.get(slot)
        return self.days[slot] if moved is None else moved

    def next_tenures(self, slot: Slot) -> Iterator[Tenure]:
        """Yield the tenures, of its milestone and track, after the one that starts with a slot's date."""
        return self.tenures(self._track(slot)).after(Tenure(self[slot], slot))

    def last_tenure(self, slot: Slot) -> Tenure | None:
        """Return the tenure, of its milestone and track, before the one that starts with a slot's date.

        Return None if that is the first tenure.
        """
        return next(self.tenures(self._track(slot)).before(Tenure(self[slot], slot)), None)

    def tenure_on(self, track: str | None, milestone: str, day: Day) -> Tenure | None:
        """Return the last tenure that starts by a day, of a version not withdrawn by then.

        Return None if there is none. `milestone` is an exclusive milestone of versions.
        """
        tenures = self.tenures((track, milestone)).before(Tenure(day + 1, -1))
        return next((each for each in tenures if day < self.withdrawn(each.slot)), None)

    def withdrawn(self, slot: Slot) -> Day:
        """Return the day on which the version with a slot's date was withdrawn; NEVER if it was not."""
        if not self.schedule.withdrawn:
            return NEVER
        return self.schedule.withdrawn.get(self.schedule.owners[slot].item, NEVER)

    def _track(self, slot: Slot) -> Track:
        """Return the track and the milestone of a slot's date."""
        owner = self.schedule.owners[slot]
        return self.schedule.tracks[owner.item], owner.what

    def tenures(self, track: Track) -> Tenures:
        """Return the tenures of an exclusive milestone in a track, by day; the timetable remembers them."""
        tenures = self._tenures.get(track)
        if tenures is None:
            tenures = self._tenures[track] = self._sorted(track)
        return tenures

    def _sorted(self, track: Track) -> Tenures:
        """Return the tenures of a milestone in a track, sorted by day, on the moved dates."""
        if self._unmoved is None:
            tenures = sorted(Tenure(self.days[slot], slot) for slot in self.schedule.of_track(*track))
            return Tenures(tenures, [], ())
        staying = self._unmoved.tenures(track).staying
        versions, owners = self.schedule.versions, self.schedule.owners
        moved = sorted(
            Tenure(day, slot)
            for slot, day in self.moves.items()
            if owners[slot].item < versions and self._track(slot) == track
        )
        if len(moved) > _PASSED_OVER:
            return Tenures([each for each in staying if each.slot not in self.moves], moved, ())
        return Tenures(staying, moved, self.moves)


class _Start(NamedTuple):
    """The start of a phase of an item."""

    day: Day
    milestone: Milestone
    name: str
    answers: str | None
    """The answer in the words of the policy; None if roles decide whether a version answers."""


def phases(schedule: Schedule, days: Sequence[Day] | Timetable, item: int) -> tuple[Phase, ...]:
    """Return the phases of an item, first to last: each day has the phase of the furthest milestone reached.

    The milestone of role `retired` ends every other phase; the day on which a version was withdrawn ends all,
    and starts the phase "withdrawn". `item` is the index; `days` are dates by slot, or a timetable.
    """
    timetable = days if isinstance(days, Timetable) else Timetable(schedule, days)
    starts = _known_starts(timetable, item)
    withdrawn = schedule.withdrawn.get(item)
    found: list[Phase] = []
    for place, start in enumerate(starts, 1):
        end = starts[place].day if place < len(starts) else withdrawn
        found.extend(_within(timetable, item, start, end))
    if withdrawn is not None:
        answers = schedule.policy.invalid or NO_ANSWER
        found.append(
            Phase(
                start=withdrawn,
                end=None,
                name=WITHDRAWN,
                answers=answers,
                milestone=WITHDRAWN,
                role="retired",
            )
        )
    return tuple(found)


def _known_starts(timetable: Timetable, item: int) -> list[_Start]:
    """Return the starts of the phases of an item, first to last.

    They are remembered in a timetable in which only dates of other items are moved: a drag asks for the rows
    of the same few items at each motion.
    """
    own = timetable.schedule.written[item].values()
    if timetable.unmoved is timetable or not timetable.moves.keys().isdisjoint(own):
        return _starts(timetable, item)
    key = "starts", item
    known = timetable.known.get(key)
    if not isinstance(known, list):
        known = timetable.known[key] = _starts(timetable, item)
    return known


def _starts(timetable: Timetable, item: int) -> list[_Start]:
    """Return the starts of the phases of an item, first to last.

    A milestone starts none if it has neither role nor words for a phase or an answer, if its date is after
    that of a milestone further on in the lifecycle, or not before the withdrawal. Of milestones on one day,
    the furthest does.
    """
    schedule = timetable.schedule
    slots, item_type = schedule.written[item], schedule.item_type(item)
    withdrawn = schedule.withdrawn.get(item, NEVER)
    dated = [
        (day, NEVER if each.role == "retired" else place, each)
        for place, each in enumerate(schedule.milestones[item_type])
        if each.name in slots and (each.role or each.phase or each.answers)
        if (day := timetable[slots[each.name]]) < withdrawn
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
    found: list[_Start] = []
    for day, milestone in starts:
        before = found[-1] if found else None
        found.append(_start(day, milestone, before, item_type))
    return found


def _start(day: Day, milestone: Milestone, before: _Start | None, item_type: ItemType) -> _Start:
    """Return the start of the phase of a milestone, after the phase that began with `before`.

    Without words for its phase, it has the milestone's label, or if the milestone has no role, the name of
    the phase before. Without words for its answer, a version keeps the answer of the phase before; but its
    roles decide after `retired`, and after `released` if that has no words for its phase.
    """
    name = milestone.phase or milestone.title
    if milestone.phase is None and milestone.role is None and before is not None:
        name = before.name
    answers = milestone.answers
    decides = milestone.role == "retired" or (milestone.role == "released" and milestone.phase is None)
    if answers is None and before is not None and item_type == "version" and not decides:
        answers = before.answers
    return _Start(day=day, milestone=milestone, name=name, answers=answers)


def _within(timetable: Timetable, item: int, start: _Start, end: Day | None) -> Iterator[Phase]:
    """Yield the phases that begin with one milestone, up to `end`; None: without end.

    They are split where another version of the track takes over the milestone, and where an answer that the
    policy has no words for changes by the roles.
    """
    day, milestone, name, answers = start
    role, schedule = milestone.role, timetable.schedule
    parts: list[tuple[Day, Day | None, bool]] = []
    if milestone.exclusive and item < schedule.versions:
        for over, until in _superseded(timetable, schedule.written[item][milestone.name], end):
            if day < over:
                parts.append((day, over, False))
            if until is None:
                parts.append((over, end, True))
                day = NEVER
                break
            parts.append((over, until, True))
            day = until
    if (end is None and day < NEVER) or (end is not None and day < end):
        parts.append((day, end, False))
    for first, last, superseded in parts:
        called = milestone.superseded or name if superseded else name
        spans: Iterable[tuple[Day, Day | None, str | None]] = ((first, last, answers),)
        if answers is None and item < schedule.versions and schedule.policy.of_role("released") is not None:
            by_role = _by_role(timetable, item, first, last)
            spans = ((since, until, ANSWERS if does else SILENT) for since, until, does in by_role)
        for since, until, answer in spans:
            yield Phase(
                start=since,
                end=until,
                name=called,
                answers=answer,
                milestone=milestone.name,
                role=role,
                superseded=superseded,
            )


def _superseded(timetable: Timetable, slot: Slot, end: Day | None) -> Iterator[tuple[Day, Day | None]]:
    """Yield the spans in which a later version of the track has an exclusive milestone, each up to a day.

    A withdrawn version gives it back on the day of its withdrawal. The last span has the end None if it lasts
    up to `end`.
    """
    span: tuple[Day, Day] | None = None
    for tenure in timetable.next_tenures(slot):
        if end is not None and tenure.day >= end:
            break
        until = timetable.withdrawn(tenure.slot)
        if span is not None and tenure.day > span[1]:
            yield span
            span = None
        if until == NEVER or (end is not None and until >= end):
            yield tenure.day if span is None else span[0], None
            return
        if until > tenure.day:
            span = (tenure.day, until) if span is None else (span[0], max(span[1], until))
    if span is not None:
        yield span


def _by_role(
    timetable: Timetable, item: int, first: Day, last: Day | None
) -> Iterator[tuple[Day, Day | None, bool]]:
    """Yield the spans from `first` to before `last`, each with True if the version answers in it by roles.

    A new span begins on the day when it starts or ceases to answer. `last` is None for a span without end.
    """
    start, stop = lifetime(timetable, item)
    within = (day for day in (start, stop) if first < day < (NEVER if last is None else last))
    tenures = sorted({first, *within})
    for place, day in enumerate(tenures, 1):
        until = tenures[place] if place < len(tenures) else last
        yield day, until, start <= day < stop


def lifetime(timetable: Timetable, item: int) -> tuple[Day, Day]:
    """Return the day from which on a version answers by its roles, and the first on which it does not.

    Either is NEVER where there is no such day. A withdrawal ends it, too. A version that retires before its
    release never answers: the second day is before the first.
    """
    schedule = timetable.schedule
    slots, withdrawn = schedule.written[item], schedule.withdrawn.get(item, NEVER)

    def day_of(role: Role) -> Day:
        """Return the date of a role; NEVER if there is none, or if it is not before the withdrawal."""
        name = schedule.policy.of_role(role)
        day = NEVER if name is None or name not in slots else timetable[slots[name]]
        return day if day < withdrawn else NEVER

    return day_of("released"), min(day_of("retired"), withdrawn)


def phase_on(schedule: Schedule, days: Sequence[Day] | Timetable, item: int, day: Day) -> Phase | None:
    """Return the phase of an item, by its index, on a day; None before its first phase."""
    for phase in phases(schedule, days, item):
        if phase.start <= day and (phase.end is None or day < phase.end):
            return phase
    return None


def affected_by(schedule: Schedule, slot: Slot) -> set[int]:
    """Return the indices of the items whose phases depend on the date in a slot.

    These are its owner and, for an exclusive milestone, all versions of the track that have the milestone.
    """
    owner = schedule.owners[slot]
    if not is_exclusive(schedule, slot):
        return {owner.item}
    of_track = schedule.of_track(schedule.tracks[owner.item], owner.what)
    return {schedule.owners[each].item for each in of_track}


def is_exclusive(schedule: Schedule, slot: Slot) -> bool:
    """Return True if a slot has the date of an exclusive milestone of a version."""
    owner = schedule.owners[slot]
    return owner.item < schedule.versions and owner.what in schedule.exclusive

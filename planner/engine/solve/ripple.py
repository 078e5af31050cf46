"""What else has to move, and how little, so that every binding statement holds.

Every binding statement says "this date is at least f(other dates)" with f monotone, so the
least later dates exist and are unique; the mirror image pulls earlier (DESIGN §5).
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Literal, NamedTuple, cast

from planner.dates import LAST_DAY, Day
from planner.day_pattern import agreed
from planner.engine.announced import last_told, was_sent
from planner.engine.compile import Constraints
from planner.engine.constraint import Dated, Days, Finding, Slot
from planner.engine.rules import KINDS
from planner.engine.rules.ability import names_days
from planner.engine.schedule import NOTICE
from planner.engine.solve.hard import as_hard, breakpoints, hard_violation
from planner.engine.task import Task, finish

Direction = Literal["later", "earlier"]

Blocker = Literal[
    "nothing",  # no date of the statement moves in this direction
    "held",  # a person put it there just now
    "sent",  # a notice that went out
    "pinned",
    "past",
    "no-day",  # no day in this direction is legal; earlier: none from the as-of date, or the day told, on
    "circle",  # the rules push the date on and on
]

_PUSHES = 8
"""After so many pushes of one date, and so many more, whether it pushes itself is looked into."""
_SETTLED = 1_500
"""Days within which month ends, leap years and weekdays fall right, if rules in a circle ever agree."""


@dataclass(frozen=True, slots=True)
class Move:
    """One date that follows, and the finding that it cures."""

    slot: Slot
    start: Day
    end: Day
    because: Finding


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that cannot all be kept: from the one that fails back to the facts, by the shortest way."""

    index: int
    """The statement that fails."""
    chain: tuple[Finding, ...]
    date: Dated | None
    """The one that would have to move."""
    direction: Direction
    blocker: Blocker

    @property
    def finding(self) -> Finding:
        return self.chain[0]


@dataclass(frozen=True, slots=True)
class Ripple:
    moves: Mapping[Slot, Move]
    conflicts: tuple[Conflict, ...]

    @property
    def days(self) -> Mapping[Slot, Day]:
        return {slot: move.end for slot, move in self.moves.items()}


def ripple(
    constraints: Constraints,
    days: Days,
    direction: Direction,
    *,
    held: Iterable[Slot] = (),
    among: Iterable[int] | None = None,
    leaving: Collection[int] = (),
    or_stop: bool = False,
) -> Ripple:
    """The least moves in one direction after which every binding statement holds.

    `held` dates stay where a person put them. `among` are the statements to begin with
    (all where None); what they push is followed wherever it leads, but for the statements in
    `leaving`. With `or_stop`, the first conflict ends it.
    """
    rippling = _Rippling(constraints, days, direction, frozenset(held), frozenset(leaving))
    return finish(rippling.steps(among, or_stop))


def ripple_steps(
    constraints: Constraints, days: Days, direction: Direction, *, held: Iterable[Slot], among: Iterable[int]
) -> Task[Ripple]:
    """As `ripple`, statement by statement; the days may not change meanwhile."""
    return _Rippling(constraints, days, direction, frozenset(held), frozenset()).steps(among, or_stop=False)


class _Cause(NamedTuple):
    """Why a date moved."""

    constraint: int
    finding: Finding


class _Rippling:
    def __init__(
        self,
        constraints: Constraints,
        days: Days,
        direction: Direction,
        held: frozenset[Slot],
        leaving: frozenset[int],
    ) -> None:
        self.constraints = constraints
        self.every_constraint = constraints.all
        self.schedule = constraints.schedule
        self.before = days
        self.days = Days(days)
        self.direction = direction
        self.held = held
        self.leaving = leaving
        self.because: dict[Slot, _Cause] = {}
        self.conflicts: dict[int, Conflict] = {}
        self.pushes: Counter[Slot] = Counter()

    def steps(self, among: Iterable[int] | None, or_stop: bool) -> Task[Ripple]:
        queued = set(range(len(self.every_constraint)) if among is None else among) - self.leaving
        waiting = sorted(map(self._turn, queued))
        while waiting and not (or_stop and self.conflicts):
            yield
            _, index = heappop(waiting)
            queued.discard(index)
            for slot in self._cure(index):
                for reader in self.constraints.readers[slot]:
                    if reader not in queued and reader not in self.leaving:
                        queued.add(reader)
                        heappush(waiting, self._turn(reader))
        moves = {
            slot: Move(slot, self.before[slot], self.days[slot], cause.finding)
            for slot, cause in self.because.items()
            if self.days[slot] != self.before[slot]
        }
        still: list[Conflict] = []
        for index, conflict in self.conflicts.items():
            yield
            if self._broken(index):
                still.append(conflict)
        return Ripple(moves, tuple(still))

    def _turn(self, index: int) -> tuple[int, int]:
        """Version by version, as successions push: each settles before the next follows."""
        item = self.every_constraint[index].item
        return (item if self.direction == "later" else -item), index

    def _broken(self, index: int) -> Finding | None:
        return hard_violation(self.every_constraint[index], self.schedule, self.days)

    def _cure(self, index: int) -> tuple[Slot, ...]:
        """Makes one statement hold, if moving a date can; the dates that moved."""
        finding = self._broken(index)
        if finding is None:
            return ()
        slot = self._asks(index)
        blocker = "nothing" if slot is None else self._obstacle(slot, index, finding)
        day = None if slot is None or blocker else self._nearest(index, slot)
        if slot is None or day is None:
            self._give_up(index, finding, slot, blocker or "no-day")
            return ()
        moving = self.schedule.moving_with(slot)
        self.pushes[slot] += 1
        for each in moving:
            self.days[each] = day
            self.because[each] = _Cause(index, finding)
        return moving

    def _asks(self, index: int) -> Slot | None:
        """The date that a broken statement wants moved."""
        binding = as_hard(self.every_constraint[index])
        return binding.later(self.days) if self.direction == "later" else binding.earlier(self.days)

    def _obstacle(self, slot: Slot, index: int, finding: Finding) -> Blocker | None:
        schedule, together = self.schedule, self.schedule.moving_with(slot)
        if not self.held.isdisjoint(together):
            return "held"
        if not schedule.may_move(slot, self.before):
            if any(was_sent(schedule, each) for each in together):
                return "sent"
            return "past" if schedule.pinned.isdisjoint(together) else "pinned"
        if self.pushes[slot] and self.pushes[slot] % _PUSHES == 0:
            circle = self._circle(_Step(index, slot, finding))
            far = abs(self.days[slot] - self.before[slot]) >= _SETTLED
            if len(circle) > 1 and (far or all(map(_is_steady, circle))) and not self._agree(circle):
                return "circle"
        return "circle" if self.pushes[slot] > len(self.days) + _SETTLED else None

    def _agree(self, circle: list["_Step"]) -> bool:
        """Return True if only rules that name days push the date on, and a day further on suits them all.

        It may be eleven years away: the next 31 December that is a Saturday.
        """
        if not all(names_days(self.every_constraint[step.constraint]) for step in circle):
            return False
        slot = cast(Slot, circle[0].moved)
        naming = (names_days(self.every_constraint[each]) for each in self.constraints.readers[slot])
        allowed = [each.allowed for each in naming if each is not None]
        steps = [each.next if self.direction == "later" else each.previous for each in allowed]
        return agreed(self.days[slot], 1, LAST_DAY, steps) is not None

    def _nearest(self, index: int, slot: Slot) -> Day | None:
        """The nearest day in our direction on which the statement asks no more of the date."""
        now = self.days[slot]
        points = set(breakpoints(self.every_constraint[index], self.schedule, self.days))
        if self.direction == "later":
            candidates = sorted(point for point in points if now < point <= LAST_DAY)
        else:
            floor = self._floor(slot)
            candidates = sorted((point - 1 for point in points if floor < point <= now), reverse=True)
        for day in candidates:
            with self.days.moved(dict.fromkeys(self.schedule.moving_with(slot), day)):
                if self._broken(index) is None or self._asks(index) != slot:
                    return day
        return None

    def _floor(self, slot: Slot) -> Day:
        """As early as a date may be pulled: to the as-of date, and to the day that people were told."""
        item, what, _ = self.schedule.owners[slot]
        told = None if what == NOTICE else last_told(self.schedule, self.before, item, what)
        return max(self.schedule.as_of, told or 0)

    def _give_up(self, index: int, finding: Finding, slot: Slot | None, blocker: Blocker) -> None:
        start = _Step(index, slot, finding)
        back = self._circle(start) if blocker == "circle" else self._back_to_the_facts(start)
        chain = {step.constraint: step.finding for step in back}
        date = None if slot is None else self.schedule.dated(slot, self.days[slot])
        self.conflicts[index] = Conflict(index, tuple(chain.values()), date, self.direction, blocker)

    def _back_to_the_facts(self, start: "_Step") -> list["_Step"]:
        """From a statement to one that did not hold in the first place."""
        days, schedule = self.before, self.schedule
        return self._trace(
            start, lambda step: bool(hard_violation(self.every_constraint[step.constraint], schedule, days))
        )

    def _circle(self, start: "_Step") -> list["_Step"]:
        """From a statement that pushes a date back to that date."""
        return self._trace(start, lambda step: step is not start and step.moved == start.moved)

    def _trace(self, start: "_Step", arrived: Callable[["_Step"], bool]) -> list["_Step"]:
        """Breadth first through what moved the dates that a statement reads; only the start if to no end."""
        steps, seen = deque([start]), set[Slot]()
        while steps:
            step = steps.popleft()
            if arrived(step):
                return step.back()
            # A date is no cause of its own move, but for a rule that names days and looks at nothing else.
            looks_at_itself = KINDS[step.finding.rule.kind].names_days
            own = () if step.moved is None or looks_at_itself else self.schedule.moving_with(step.moved)
            for slot in self.every_constraint[step.constraint].reads():
                cause = self.because.get(slot)
                if cause is not None and slot not in own and slot not in seen:
                    seen.add(slot)
                    steps.append(_Step(cause.constraint, slot, cause.finding, step))
        return [start]


class _Step(NamedTuple):
    """On the way back from a statement that fails: one that moved a date which the step before reads."""

    constraint: int
    moved: Slot | None
    finding: Finding
    before: "_Step | None" = None

    def back(self) -> list["_Step"]:
        """From the start to here."""
        steps = [self]
        while steps[-1].before is not None:
            steps.append(steps[-1].before)
        return steps[::-1]


def _is_steady(step: _Step) -> bool:
    """Whether it keeps dates so many days apart wherever they lie: without months, years and calendars."""
    rule = step.finding.rule
    return KINDS[rule.kind].steady(rule.parameters)

"""Ripple: the least moves of other dates after which every hard constraint holds.

Every hard constraint says "this date is at least f(other dates)" with f monotone, so the
least later dates exist and are unique; the mirror image pulls earlier (docs/contributing/architecture.md).
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Literal, NamedTuple, cast

from planner.dates import LAST_DAY, Day
from planner.day_pattern import agreed
from planner.engine.announced import latest_told, was_sent
from planner.engine.compile import Constraints
from planner.engine.constraint import Dated, Days, Finding, Slot
from planner.engine.rules import KINDS
from planner.engine.rules.ability import names_days
from planner.engine.slots import NOTICE
from planner.engine.solve.hard import as_hard, breakpoints, hard_violation
from planner.engine.task import Task, finish

Direction = Literal["later", "earlier"]

Blocker = Literal[
    "nothing",  # no date of the constraint moves in this direction
    "held",  # a person put it there just now
    "sent",  # a notice that went out
    "pinned",
    "past",
    "no-day",  # no day in this direction is legal; earlier: none from the as-of date, or the day told, on
    "cycle",  # the rules push the date on and on
]

_PUSHES = 8
"""The number of pushes of one date after which a cycle is looked for, again and again."""
_SETTLED = 1_500
"""The days within which rules in a cycle agree on a day, if they ever do."""


@dataclass(frozen=True, slots=True)
class Move:
    """A date that follows, and the violation that its move removes."""

    slot: Slot
    start: Day
    end: Day
    because: Finding


@dataclass(frozen=True, slots=True)
class Conflict:
    """A chain of rules that cannot all be kept, from the violation back to the facts."""

    index: int
    """The index of the violated constraint."""
    chain: tuple[Finding, ...]
    date: Dated | None
    """The date that would have to move."""
    direction: Direction
    blocker: Blocker

    @property
    def finding(self) -> Finding:
        """The violation that stays."""
        return self.chain[0]


@dataclass(frozen=True, slots=True)
class Ripple:
    """The moves of a ripple by slot, and the conflicts that remain."""

    moves: Mapping[Slot, Move]
    conflicts: tuple[Conflict, ...]

    @property
    def days(self) -> Mapping[Slot, Day]:
        """The new day of each date that moves."""
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
    """Return the least moves in one direction after which every hard constraint holds, and the conflicts.

    A conflict is a constraint that no move in this direction can make hold.

    Args:
        constraints: The hard constraints of the plan.
        days: The dates; they are read and not changed.
        direction: Whether dates move later or earlier.
        held: Dates that stay where a person put them.
        among: The indices of the constraints to begin with; all if None. Constraints that read a date which
            moves follow.
        leaving: The indices of constraints to leave violated.
        or_stop: Stop at the first conflict.
    """
    rippling = _Rippling(constraints, days, direction, frozenset(held), frozenset(leaving))
    return finish(rippling.steps(among, or_stop))


def ripple_steps(
    constraints: Constraints, days: Days, direction: Direction, *, held: Iterable[Slot], among: Iterable[int]
) -> Task[Ripple]:
    """Find the moves that `ripple` returns, as a task that yields between its steps.

    The days may not change meanwhile.
    """
    return _Rippling(constraints, days, direction, frozenset(held), frozenset()).steps(among, or_stop=False)


class _Cause(NamedTuple):
    """The reason of a move."""

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
        """Push dates until all constraints hold or are given up, and yield before each constraint."""
        queued = set(range(len(self.every_constraint)) if among is None else among) - self.leaving
        waiting = sorted(map(self._priority, queued))
        while waiting and not (or_stop and self.conflicts):
            yield
            _, index = heappop(waiting)
            queued.discard(index)
            for slot in self._push(index):
                for reader in self.constraints.readers[slot]:
                    if reader not in queued and reader not in self.leaving:
                        queued.add(reader)
                        heappush(waiting, self._priority(reader))
        moves: dict[Slot, Move] = {}
        for slot, cause in self.because.items():
            yield
            if self.days[slot] != self.before[slot]:
                moves[slot] = Move(
                    slot=slot, start=self.before[slot], end=self.days[slot], because=cause.finding
                )
        still: list[Conflict] = []
        for index, conflict in self.conflicts.items():
            yield
            if self._violation(index):
                still.append(conflict)
        return Ripple(moves, tuple(still))

    def _priority(self, index: int) -> tuple[int, int]:
        """Return a sort key that puts the constraints of one version before those of the next.

        Later moves go from the first version on, earlier ones from the last. So the dates of a version are in
        place before the next version is looked at.
        """
        item = self.every_constraint[index].item
        return (item if self.direction == "later" else -item), index

    def _violation(self, index: int) -> Finding | None:
        """Return the violation of the constraint with an index on the moved dates; None if it holds."""
        return hard_violation(self.every_constraint[index], self.schedule, self.days)

    def _push(self, index: int) -> tuple[Slot, ...]:
        """Move a date as little as possible so that one constraint holds; return the slots that moved.

        Return no slots if the constraint holds already, or if no move is possible: then note a conflict.
        """
        finding = self._violation(index)
        if finding is None:
            return ()
        slot = self._asks(index)
        blocker = "nothing" if slot is None else self._blocker(slot, index, finding)
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
        """Return the slot of the date that a violated constraint wants moved this way.

        Return None if no move helps.
        """
        hard = as_hard(self.every_constraint[index])
        return hard.later(self.days) if self.direction == "later" else hard.earlier(self.days)

    def _blocker(self, slot: Slot, index: int, finding: Finding) -> Blocker | None:
        """Return the reason why the date in a slot may not move for a violated constraint; None if it may.

        A cycle of rules is looked for when the date was pushed several times.
        """
        schedule, together = self.schedule, self.schedule.moving_with(slot)
        if not self.held.isdisjoint(together):
            return "held"
        if not schedule.may_move(slot, self.before):
            if any(was_sent(schedule, each) for each in together):
                return "sent"
            return "past" if schedule.pinned.isdisjoint(together) else "pinned"
        if self.pushes[slot] and self.pushes[slot] % _PUSHES == 0:
            cycle = self._cycle(_Step(index, slot, finding))
            far = abs(self.days[slot] - self.before[slot]) >= _SETTLED
            if len(cycle) > 1 and (far or all(map(_is_steady, cycle))) and not self._agree(cycle):
                return "cycle"
        return "cycle" if self.pushes[slot] > len(self.days) + _SETTLED else None

    def _agree(self, cycle: list["_Step"]) -> bool:
        """Return True if only rules that name days push the date on, and a further day suits them all.

        It may be eleven years away: the next 31 December that is a Saturday.
        """
        if not all(names_days(self.every_constraint[step.constraint]) for step in cycle):
            return False
        slot = cast(Slot, cycle[0].moved)
        naming = (names_days(self.every_constraint[each]) for each in self.constraints.readers[slot])
        allowed = [each.allowed for each in naming if each is not None]
        steps = [each.next if self.direction == "later" else each.previous for each in allowed]
        return agreed(self.days[slot], 1, LAST_DAY, steps) is not None

    def _nearest(self, index: int, slot: Slot) -> Day | None:
        """Return the nearest day, in the ripple's direction, on which a date no longer violates a constraint.

        A day on which the constraint asks for another date to move will do as well. Return None if there is
        none.
        """
        now = self.days[slot]
        points = set(breakpoints(self.every_constraint[index], self.schedule, self.days))
        if self.direction == "later":
            last = self.schedule.last_day(self.schedule.moving_with(slot))
            candidates = sorted(point for point in points if now < point <= last)
        else:
            floor = self._floor(slot)
            candidates = sorted((point - 1 for point in points if floor < point <= now), reverse=True)
        for day in candidates:
            with self.days.moved(dict.fromkeys(self.schedule.moving_with(slot), day)):
                if self._violation(index) is None or self._asks(index) != slot:
                    return day
        return None

    def _floor(self, slot: Slot) -> Day:
        """Return the earliest day to which a date may be pulled: the as-of date, or the day told if later."""
        item, what, _ = self.schedule.owners[slot]
        told = None if what == NOTICE else latest_told(self.schedule, self.before, item, what)
        return max(self.schedule.as_of, told or 0)

    def _give_up(self, index: int, finding: Finding, slot: Slot | None, blocker: Blocker) -> None:
        """Note a conflict: a constraint that does not hold, the date that should move, and its blocker."""
        start = _Step(index, slot, finding)
        back = self._cycle(start) if blocker == "cycle" else self._back_to_the_facts(start)
        chain = {step.constraint: step.finding for step in back}
        date = None if slot is None else self.schedule.dated(slot, self.days[slot])
        self.conflicts[index] = Conflict(
            index=index, chain=tuple(chain.values()), date=date, direction=self.direction, blocker=blocker
        )

    def _back_to_the_facts(self, start: "_Step") -> list["_Step"]:
        """Return the chain of steps from a constraint back to one that was violated before any date moved."""
        days, schedule = self.before, self.schedule
        return self._trace(
            start, lambda step: bool(hard_violation(self.every_constraint[step.constraint], schedule, days))
        )

    def _cycle(self, start: "_Step") -> list["_Step"]:
        """Return the steps of a cycle: from the start back to an earlier move of the same date.

        Return only the start if no chain leads back to its date.
        """
        return self._trace(start, lambda step: step is not start and step.moved == start.moved)

    def _trace(self, start: "_Step", arrived: Callable[["_Step"], bool]) -> list["_Step"]:
        """Return the shortest chain of steps from the start to a step for which `arrived` is true.

        Each step goes from a constraint to one that moved a date which the first constraint reads; the date
        that a step itself moved is passed over, unless its rule names days. Return only the start if no chain
        arrives.
        """
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
                    steps.append(
                        _Step(constraint=cause.constraint, moved=slot, finding=cause.finding, before=step)
                    )
        return [start]


class _Step(NamedTuple):
    """A constraint on the way back from a violation: it moved a date that the step before it reads."""

    constraint: int
    moved: Slot | None
    finding: Finding
    before: "_Step | None" = None

    def back(self) -> list["_Step"]:
        """Return the steps from the start to this one."""
        steps = [self]
        while steps[-1].before is not None:
            steps.append(steps[-1].before)
        return steps[::-1]


def _is_steady(step: _Step) -> bool:
    """Return True if the rule keeps dates a fixed number of days apart: no months, years or calendars."""
    rule = step.finding.rule
    return KINDS[rule.kind].steady(rule.parameters)

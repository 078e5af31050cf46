"""What else has to move, and how little, so that every binding statement holds.

Every binding statement says "this date is at least f(other dates)" with f monotone, so the
least later dates exist and are unique; the mirror image pulls earlier (DESIGN §5).
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from planner.dates import LAST_DAY, Day
from planner.engine.binding import as_binding, broken, turns
from planner.engine.compile import Compiled
from planner.engine.statement import Days, Finding, Slot, Statement

Direction = Literal["later", "earlier"]

_ROUNDS = 2_000
"""How often, beyond once for every date of the plan, one date may be pushed: rules that
contradict each other push in a circle, and month ends settle within a few rounds."""


@dataclass(frozen=True, slots=True)
class Move:
    """One date that follows, and the finding that it cures."""

    slot: Slot
    start: Day
    end: Day
    because: Finding


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that cannot all be kept: from the one that fails back to the facts."""

    chain: tuple[Finding, ...]

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
    constraints: Compiled,
    days: Days,
    direction: Direction,
    *,
    held: Iterable[Slot] = (),
    among: Iterable[int] | None = None,
) -> Ripple:
    """The least moves in one direction after which every binding statement holds.

    `held` dates stay where a person put them. `among` are the statements to begin with
    (all where None); what they push is followed wherever it leads.
    """
    return _Rippling(constraints, days, direction, frozenset(held)).run(among)


class _Rippling:
    def __init__(
        self, constraints: Compiled, days: Days, direction: Direction, held: frozenset[Slot]
    ) -> None:
        self.constraints = constraints
        self.schedule = constraints.schedule
        self.before = days
        self.days = Days(days)
        self.direction = direction
        self.held = held
        self.because: dict[Slot, tuple[Statement, Finding]] = {}
        self.conflicts: dict[int, Conflict] = {}
        self.patience = len(days) + _ROUNDS
        self.pushes: Counter[Slot] = Counter()

    def run(self, among: Iterable[int] | None) -> Ripple:
        waiting = deque(range(len(self.constraints.statements)) if among is None else among)
        queued = set(waiting)
        while waiting:
            index = waiting.popleft()
            queued.discard(index)
            for slot in self._cure(index):
                for reader in self.constraints.readers[slot]:
                    if reader not in queued:
                        queued.add(reader)
                        waiting.append(reader)
        moves = {
            slot: Move(slot, self.before[slot], self.days[slot], finding)
            for slot, (_, finding) in self.because.items()
            if self.days[slot] != self.before[slot]
        }
        still = (conflict for index, conflict in self.conflicts.items() if self._broken(index))
        return Ripple(moves, tuple(still))

    def _broken(self, index: int) -> Finding | None:
        return broken(self.constraints.statements[index], self.schedule, self.days)

    def _cure(self, index: int) -> tuple[Slot, ...]:
        """Makes one statement hold, if moving a date can; the dates that moved."""
        finding = self._broken(index)
        if finding is None:
            return ()
        statement = self.constraints.statements[index]
        binding = as_binding(statement)
        slot = binding.later(self.days) if self.direction == "later" else binding.earlier(self.days)
        day = None if slot is None else self._nearest(statement, slot)
        if slot is None or day is None or not self._may_move(slot):
            self.conflicts[index] = Conflict(tuple(self._chain(statement, finding)))
            return ()
        moving = self.schedule.moving_with(slot)
        self.pushes[slot] += 1
        for each in moving:
            self.days[each] = day
            self.because[each] = (statement, finding)
        return moving

    def _may_move(self, slot: Slot) -> bool:
        together = self.schedule.moving_with(slot)
        settles = self.pushes[slot] < self.patience
        return settles and self.held.isdisjoint(together) and self.schedule.may_move(slot, self.before)

    def _nearest(self, statement: Statement, slot: Slot) -> Day | None:
        """The nearest day in our direction on which the statement holds; None where there is none."""
        now = self.days[slot]
        points = set(turns(statement, self.schedule, self.days))
        if self.direction == "later":
            candidates = sorted(point for point in points if now < point <= LAST_DAY)
        else:
            candidates = sorted(
                (point - 1 for point in points if self.schedule.as_of < point <= now), reverse=True
            )
        moving = self.schedule.moving_with(slot)
        for day in candidates:
            with self.days.moved(dict.fromkeys(moving, day)):
                if broken(statement, self.schedule, self.days) is None:
                    return day
        return None

    def _chain(self, statement: Statement, finding: Finding) -> Iterable[Finding]:
        """From a statement that fails back through what moved the dates that it reads."""
        seen: set[Slot] = set()
        while True:
            yield finding
            causes = [slot for slot in statement.reads() if slot in self.because and slot not in seen]
            if not causes:
                return
            seen.update(causes)
            statement, finding = self.because[causes[0]]

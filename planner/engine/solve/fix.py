"""Moves of dates that remove violations and cause no new ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from planner.engine.compile import Constraints
from planner.engine.constraint import Days, Finding, Slot
from planner.engine.solve.hard import hard_violation
from planner.engine.solve.ripple import Conflict, Direction, Move, Ripple, ripple
from planner.engine.task import Task


class Unfixed(NamedTuple):
    """A violation that no move removes."""

    finding: Finding
    ways: tuple[Conflict, ...]
    """The conflict in the preferred direction, then the one in the other direction."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The moves that remove violations, by slot, and the violations that remain."""

    moves: Mapping[Slot, Move]
    unfixed: Mapping[int, Unfixed]
    """By the index of the constraint."""


def fix_steps(
    constraints: Constraints, days: Days, prefer: Direction, wanted: Callable[[Finding], bool]
) -> Task[Fix]:
    """Find the least moves that remove hard violations without causing others, as a task with many steps.

    Moves are tried in the preferred direction first, in the other one for violations that remain. Only
    violations for which `wanted` returns True are a reason to move a date. No move violates a constraint that
    holds, or that an earlier move made hold. Every round removes a violation, so the work ends; after it no
    ripple removes another one. The days may not change meanwhile.
    """
    return _Fixing(constraints, days, prefer, wanted).steps()


class _Fixing:
    def __init__(
        self, constraints: Constraints, days: Days, prefer: Direction, wanted: Callable[[Finding], bool]
    ) -> None:
        self.constraints = constraints
        self.before = days
        self.days = Days(days)
        self.directions: tuple[Direction, Direction] = (
            (prefer, "earlier") if prefer == "later" else (prefer, "later")
        )
        self.wanted = wanted
        self.because: dict[Slot, Finding] = {}
        self.conflicts: dict[int, dict[Direction, Conflict]] = {}

    def steps(self) -> Task[Fix]:
        """Find the moves, round by round, and yield between steps."""
        fixed = True
        while fixed:
            for direction in self.directions:
                fixed = yield from self._fixes(direction)
                if fixed:
                    break
        moves = {
            slot: Move(slot=slot, start=self.before[slot], end=self.days[slot], because=finding)
            for slot, finding in self.because.items()
            if self.days[slot] != self.before[slot]
        }
        left = {
            index: Unfixed(finding, tuple(by[direction] for direction in self.directions))
            for index, by in self.conflicts.items()
            if (finding := self._violation(index)) is not None
        }
        return Fix(moves, left)

    def _fixes(self, direction: Direction) -> Task[bool]:
        """Make the moves in one direction that remove violations, all at once or one by one.

        Return True if a violation was removed; note a conflict for each that was not.
        """
        failing = {
            index: finding
            for index in range(len(self.constraints.all))
            if (finding := self._violation(index)) is not None
        }
        yield
        ours = [index for index, finding in failing.items() if self.wanted(finding)]
        left = set(failing)
        if len(ours) > 1 and self._take(self._ripple(direction, ours, left)):
            return True
        cured = False
        for index in ours:
            if index not in left:
                continue
            yield
            outcome = self._ripple(direction, [index], left)
            if self._take(outcome):
                left.difference_update(
                    each
                    for each in self.constraints.reading(outcome.moves)
                    if each in left and self._violation(each) is None
                )
                cured = True
            else:
                self.conflicts.setdefault(index, {})[direction] = outcome.conflicts[0]
        return cured

    def _ripple(self, direction: Direction, among: list[int], failing: set[int]) -> Ripple:
        """Return the ripple from the constraints `among`, up to its first conflict.

        The other ones among `failing` stay violated; no further constraint becomes so.
        """
        leaving = failing.difference(among)
        return ripple(self.constraints, self.days, direction, among=among, leaving=leaving, or_stop=True)

    def _violation(self, index: int) -> Finding | None:
        """Return the violation of the constraint with an index on the moved dates; None if it holds."""
        return hard_violation(self.constraints.all[index], self.constraints.schedule, self.days)

    def _take(self, outcome: Ripple) -> bool:
        """Make the moves of a ripple and return True.

        If it ended in a conflict, make none and return False.
        """
        if outcome.conflicts:
            return False
        for slot, move in outcome.moves.items():
            self.days[slot] = move.end
            self.because[slot] = move.because
        return True

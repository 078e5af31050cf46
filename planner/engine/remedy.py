"""Moves that cure what moves can cure, and break nothing that holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from planner.engine.binding import broken
from planner.engine.compile import Compiled
from planner.engine.ripple import Conflict, Direction, Move, Ripple, ripple
from planner.engine.statement import Days, Finding, Slot


class Uncured(NamedTuple):
    """What no move cures."""

    finding: Finding
    ways: tuple[Conflict, ...]
    """Why not in the preferred direction, then in the other."""


@dataclass(frozen=True, slots=True)
class Remedy:
    moves: Mapping[Slot, Move]
    uncured: Mapping[int, Uncured]
    """By statement."""


def remedy(
    constraints: Compiled,
    days: Days,
    prefer: Direction,
    wanted: Callable[[Finding], bool] = lambda finding: True,
) -> Remedy:
    """The least moves in the preferred direction, and in the other one for what that does not cure.

    What would break a statement that holds, or that another cure made hold, is not done. Every
    round cures something, so that there is an end; after it no ripple from here cures more.
    """
    return _Curing(constraints, days, prefer, wanted).run()


class _Curing:
    def __init__(
        self, constraints: Compiled, days: Days, prefer: Direction, wanted: Callable[[Finding], bool]
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

    def run(self) -> Remedy:
        while any(self._cures(direction) for direction in self.directions):
            pass
        moves = {
            slot: Move(slot, self.before[slot], self.days[slot], finding)
            for slot, finding in self.because.items()
            if self.days[slot] != self.before[slot]
        }
        left = {
            index: Uncured(finding, tuple(by[direction] for direction in self.directions))
            for index, by in self.conflicts.items()
            if (finding := self._broken(index)) is not None
        }
        return Remedy(moves, left)

    def _cures(self, direction: Direction) -> bool:
        """Whether anything more holds after going in one direction: all at once, else one by one."""
        failing = {
            index: finding
            for index in range(len(self.constraints.statements))
            if (finding := self._broken(index)) is not None
        }
        ours = [index for index, finding in failing.items() if self.wanted(finding)]
        left = set(failing)
        if len(ours) > 1 and self._take(self._ripple(direction, ours, left)):
            return True
        cured = False
        for index in ours:
            if index not in left:
                continue
            outcome = self._ripple(direction, [index], left)
            if self._take(outcome):
                left.difference_update(
                    each
                    for each in self.constraints.reading(outcome.moves)
                    if each in left and self._broken(each) is None
                )
                cured = True
            else:
                self.conflicts.setdefault(index, {})[direction] = outcome.conflicts[0]
        return cured

    def _ripple(self, direction: Direction, among: list[int], failing: set[int]) -> Ripple:
        leaving = failing.difference(among)
        return ripple(self.constraints, self.days, direction, among=among, leaving=leaving, or_stop=True)

    def _broken(self, index: int) -> Finding | None:
        return broken(self.constraints.statements[index], self.constraints.schedule, self.days)

    def _take(self, outcome: Ripple) -> bool:
        if outcome.conflicts:
            return False
        for slot, move in outcome.moves.items():
            self.days[slot] = move.end
            self.because[slot] = move.because
        return True

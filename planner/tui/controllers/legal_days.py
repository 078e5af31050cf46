"""The legal days of the session's dates; the hard constraints are compiled once for a schedule."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.dates import Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Days, Place
from planner.engine.schedule import Schedule
from planner.engine.task import Task

if TYPE_CHECKING:
    from planner.engine.solve.ripple import Direction, Ripple
    from planner.engine.solve.window import Window
    from planner.session import Session


class LegalDays:
    """The windows and ripples of the session's dates."""

    def __init__(self, session: "Session") -> None:
        self.session = session
        self._compiled: Constraints | None = None

    def compiled(self) -> Constraints:
        """Return the hard constraints of the session's schedule, compiled anew when it is another one."""
        from planner.engine.solve.hard import hard_constraints  # after the first paint

        schedule = self.session.compiled.schedule
        if self._compiled is None or not self.knows(schedule):
            self._compiled = hard_constraints(schedule)
        return self._compiled

    def knows(self, schedule: Schedule) -> bool:
        """Return True if the hard constraints of a schedule are compiled."""
        return self._compiled is not None and self._compiled.schedule is schedule

    def take(self, compiled: Constraints | None) -> Constraints | None:
        """Take the hard constraints of the next schedule, if they are compiled; return those before."""
        before = self._compiled
        if compiled is not None:
            self._compiled = compiled
        return before

    def prepare(self) -> None:
        """Compile ahead, so that the first step of a drag does not wait for it."""
        _ = self.compiled().readers

    def window(self, place: Place) -> "Window":
        """Return the legal days of a date while the others stay."""
        from planner.engine.solve.window import window  # after the first paint

        return window(self.compiled(), self.session.evaluation.days, self.session.slots_of(place))

    def follower_steps(self, moves: Mapping[Place, Day]) -> Task["Ripple"]:
        """Work out the ripple of dates that are moved, in the direction in which they go."""
        from planner.engine.solve.ripple import Ripple, ripple_steps  # after the first paint

        compiled, days = self.compiled(), Days(self.session.evaluation.days)
        held = {slot: day for place, day in moves.items() for slot in self.session.slots_of(place)}
        by = sum(day - days[slot] for slot, day in held.items())
        if not by:
            return Ripple({}, ())
        for slot, day in held.items():
            days[slot] = day
        direction: Direction = "later" if by > 0 else "earlier"
        return (yield from ripple_steps(compiled, days, direction, held=held, among=compiled.reading(held)))

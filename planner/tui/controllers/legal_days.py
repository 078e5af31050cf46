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
    """The hard constraints of the session's plan, compiled once, and their answers: windows and ripples."""

    def __init__(self, session: "Session") -> None:
        self.session = session
        self._compiled: Constraints | None = None

    def compiled(self) -> Constraints:
        """Return the hard constraints of the session's plan.

        They are compiled at the first call, and again once the plan has another structure; moved dates change
        nothing.
        """
        from planner.engine.solve.hard import hard_constraints  # after the first paint

        schedule = self.session.compiled.schedule
        if self._compiled is None or not self.knows(schedule):
            self._compiled = hard_constraints(schedule)
        return self._compiled

    def knows(self, schedule: Schedule) -> bool:
        """Return True if the hard constraints that are kept are those of this schedule."""
        return self._compiled is not None and self._compiled.schedule is schedule

    def take(self, compiled: Constraints | None) -> Constraints | None:
        """Keep `compiled` as the hard constraints, unless it is None, and return the ones kept before."""
        before = self._compiled
        if compiled is not None:
            self._compiled = compiled
        return before

    def prepare(self) -> None:
        """Compile the hard constraints and look up which of them read each date, before a drag needs it."""
        _ = self.compiled().readers

    def window(self, place: Place) -> "Window":
        """Return the legal days of a date while the other dates stay where they are without a preview."""
        from planner.engine.solve.window import window  # after the first paint

        return window(self.compiled(), self.session.evaluation.days, self.session.slots_of(place))

    def follower_steps(self, moves: Mapping[Place, Day]) -> Task["Ripple"]:
        """Return the task that works out the ripple of moved dates: the followers' moves and any conflict.

        Followers go later if the days of all moves sum to more than 0, else earlier; nothing follows if the
        sum is 0.
        """
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

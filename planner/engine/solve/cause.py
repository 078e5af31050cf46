"""Cause of a move: the violation that the old day of a moved date would bring back."""

from planner.dates import Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Constraint, Days, Finding, Slot
from planner.engine.rules import KINDS
from planner.engine.solve.hard import hard_violation


def cause(constraints: Constraints, days: Days, slot: Slot, start: Day) -> Finding | None:
    """Return the violation that a moved date would cause on its old day `start`, other dates as they are.

    `days` have the date on its new day; a rule that this violates, too, is no cause. Of several violations,
    return the one that asks for the new day, else the one that asks for the day nearest to it. Return None if
    the old day is legal now.
    """
    end, moving = days[slot], constraints.schedule.moving_with(slot)
    step = 1 if end > start else -1
    place = constraints.schedule.owners[slot].place

    def violation(constraint: Constraint, day: Day) -> Finding | None:
        """Return the violation of a constraint with the date on a day; None if it holds."""
        with days.moved(dict.fromkeys(moving, day)):
            return hard_violation(constraint, constraints.schedule, days)

    def strength(constraint: Constraint, finding: Finding) -> tuple[Day, bool, bool]:
        """Return a sort key, the largest for the best reason for the move.

        It has the day up to which the violation asks the date to go (as far as the new day, the sign by the
        direction), True if the rule is violated a day short of the new day, and True if a sum gives the day.
        """
        binds = violation(constraint, end - step) is not None
        bound = finding.earliest if step > 0 else finding.latest
        if bound is None or finding.place != place:
            bound = end if binds else start
        # A rule may cease to judge before the day that it asks for: then the new day lies before that.
        reached = min(bound * step, end * step)
        told = KINDS[finding.rule.kind].asks_for_notices  # where no sum binds; a promise says so better
        return reached, binds, not told or any(each.result == bound for each in finding.reason.sums)

    reading = [constraints.all[index] for index in constraints.reading(moving)]
    found = [
        (constraint, finding)
        for constraint in reading
        if (finding := violation(constraint, start)) is not None and violation(constraint, end) is None
    ]
    return max(found, key=lambda each: strength(*each))[1] if found else None

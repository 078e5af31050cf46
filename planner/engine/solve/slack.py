"""Slack: how many days a date may slip before a rule breaks, all other dates staying put."""

from typing import NamedTuple

from planner.dates import LAST_DAY, Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Days, Finding, Slot
from planner.engine.solve.hard import hard_violation
from planner.engine.solve.window import Window, window

_FAR = 20 * 366
"""The number of days beyond which a slack counts as unlimited."""


class Slack(NamedTuple):
    """The slack of a date in one direction."""

    days: int | None
    """None if the date may slip without limit."""
    breaks: tuple[Finding, ...]
    """The violations one day further, of this date or of another one."""


class BothWays(NamedTuple):
    """The slack of a date in both directions."""

    earlier: Slack
    later: Slack


def slack(constraints: Constraints, days: Days, slot: Slot) -> BothWays:
    """Return how many days a date, which is not past, may slip earlier and later while all others stay.

    Rules that it breaks already are ignored. Earlier, it slips no further than to the as-of date; later, more
    than twenty years count as unlimited. Dates that move with it slip along.
    """
    schedule, day, slots = constraints.schedule, days[slot], constraints.schedule.moving_with(slot)
    reading = (constraints.all[index] for index in constraints.reading(slots))
    holding = Constraints(
        schedule, [each for each in reading if hard_violation(each, schedule, days) is None]
    )
    legal = window(holding, days, slots)

    def breaks(on: Day) -> tuple[Finding, ...]:
        """Return the violations that the date would cause on a day."""
        with days.moved(dict.fromkeys(slots, on)):
            found = (hard_violation(each, schedule, days) for each in holding.all)
            return tuple(each for each in found if each is not None)

    first, last = _run(legal, day, schedule.as_of)
    earlier = Slack(day - first, breaks(first - 1) if first > schedule.as_of else ())
    later = Slack(last - day, breaks(last + 1)) if last < min(day + _FAR, LAST_DAY) else Slack(None, ())
    return BothWays(earlier, later)


def _run(legal: Window, day: Day, as_of: Day) -> tuple[Day, Day]:
    """Return the first and last day of the run of legal days around a legal day.

    Neither is more than twenty years away, and the first is not before the as-of date.
    """
    first = last = day
    while first > max(as_of, day - _FAR) and legal.legal(first - 1):
        first -= 1
    for start, stop in legal.between(day, min(day + _FAR, LAST_DAY)):
        if start > last + 1:
            break
        last = stop
    return first, last

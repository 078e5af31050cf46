"""A date, or all of an item's future dates, while they are dragged. Pure."""

from collections.abc import Iterable, Mapping
from typing import Literal

from planner.dates import Day, step, to_date
from planner.engine.constraint import Place
from planner.named_tuple import NamedTuple
from planner.tui.timeline.scale import TimeScale, clamped

Unit = Literal["day", "week", "month"]
Moves = Mapping[Place, Day]


class LegalWindow(NamedTuple):
    """The legal days of a date, and the rules that bound them on either side."""

    spans: tuple[tuple[Day, Day | None], ...]
    """Both days inclusive; None: for ever."""
    opens_by: str = ""
    closes_by: str = ""
    beyond: Day | None = None
    """A day that breaks nothing since what it would break moves along."""

    def __contains__(self, day: object) -> bool:
        return day == self.beyond or (
            isinstance(day, Day)
            and any(first <= day and (last is None or day <= last) for first, last in self.spans)
        )

    def side(self, day: Day) -> int:
        """Return -1 for a day before the first legal day, 1 for one after the last, else 0."""
        if not self.spans:
            return 0
        last = self.spans[-1][1]
        return -1 if day < self.spans[0][0] else int(last is not None and day > last)

    def bounded_by(self, day: Day) -> str:
        """Return the rules that a day outside the window breaks."""
        return ("", self.closes_by, self.opens_by)[self.side(day)]

    @property
    def bounds(self) -> tuple[Day, ...]:
        """The first and last day of each span, to which a drag clings."""
        return tuple(day for span in self.spans for day in span if day is not None)


class Drag(NamedTuple):
    """The dates that are held, where they came from, and how far the pointer has gone.

    The pointer counts by whole cells from the cell in which it took hold, so nothing jumps.
    """

    starts: Moves
    """The dates held, where they were."""
    held: Place | None
    """The date under the pointer; None: a bar, and with it all the item's future dates."""
    start: Day
    """The held date, or the day at which the bar was gripped."""
    grip: int
    """The column in which the pointer took hold."""
    column: int
    """The column in which it is."""
    extra: int = 0
    """Days added by arrows or the wheel since the pointer came to this column."""

    def to(self, column: int) -> "Drag":
        """Return the drag with the pointer in another column."""
        return self if column == self.column else self._replace(column=column, extra=0)

    def scrolled(self, columns: int) -> "Drag":
        """Return the drag after time scrolled under a pointer that did not move."""
        return self._replace(grip=self.grip + columns, column=self.column + columns)

    def by(self, days: int) -> "Drag":
        """Return the drag some days further."""
        return self._replace(extra=self.extra + days)

    def day(self, scale: TimeScale, bounds: Iterable[Day] = ()) -> Day:
        """Return the held date's day: in its cell it clings to a legal bound, then to a month's start."""
        return clamped(self._cell_day(scale, bounds) + self.extra)

    def _cell_day(self, scale: TimeScale, bounds: Iterable[Day]) -> Day:
        if self.column == self.grip:
            return self.start
        column = scale.column(self.start) + self.column - self.grip
        first, last = scale.first_day(column), scale.last_day(column)
        if self.held is not None and first < last:
            for bound in bounds:
                if first <= bound <= last:
                    return bound
            if (month := _month_start(first, last)) is not None:
                return month
        moved = self.start + round((self.column - self.grip) * scale.days_per_cell)
        return min(max(moved, first), last)

    def moves(self, day: Day) -> dict[Place, Day]:
        """Return the day of every held date once the held one is on `day`."""
        return {place: clamped(start + day - self.start) for place, start in self.starts.items()}


def _month_start(first: Day, last: Day) -> Day | None:
    """Return the first day of a month among these days, a quarter's if there are several."""
    found: Day | None = None
    for day in range(clamped(first), clamped(last) + 1):
        on = to_date(day)
        if on.day == 1 and (found is None or on.month % 3 == 1):
            found = day
    return found


def shifted(day: Day, number: int, unit: Unit) -> Day:
    """Return a day some days, weeks or calendar months earlier or later, clamped to the month's end."""
    return clamped(step(day, number, unit))

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
        """Return -1 for a day before the first legal day, 1 for one after the last, else 0.

        Without any legal day, return 0.
        """
        if not self.spans:
            return 0
        last = self.spans[-1][1]
        return -1 if day < self.spans[0][0] else int(last is not None and day > last)

    def bounded_by(self, day: Day) -> str:
        """Return the rules that a day before the first or after the last legal day violates, else empty."""
        return ("", self.closes_by, self.opens_by)[self.side(day)]

    @property
    def bounds(self) -> tuple[Day, ...]:
        """The first and last day of each span, without the end of one that never ends.

        A drag clings to these days.
        """
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
        """Return the drag with the pointer in another column, without the days added by arrows or the wheel.

        Return it as it is if the pointer is in this column already.
        """
        return self if column == self.column else self._replace(column=column, extra=0)

    def scrolled(self, columns: int) -> "Drag":
        """Return the drag with grip and pointer both so many columns further: no date moves.

        For a view that was scrolled, or changed its left edge, under a pointer that did not move.
        """
        return self._replace(grip=self.grip + columns, column=self.column + columns)

    def by(self, days: int) -> "Drag":
        """Return the drag with the dates moved by so many days more, earlier if negative."""
        return self._replace(extra=self.extra + days)

    def day(self, scale: TimeScale, bounds: Iterable[Day] = ()) -> Day:
        """Return the day to which the held date is dragged by pointer, arrows and wheel.

        It is clamped to the calendar, and in the pointer's column a date clings to `bounds`.
        """
        return clamped(self._cell_day(scale, bounds) + self.extra)

    def _cell_day(self, scale: TimeScale, bounds: Iterable[Day]) -> Day:
        """Return the day to which the pointer drags the held date, without days added by arrows or the wheel.

        In the column of the grip it is the start. In another one, a date clings to the first of `bounds`
        there, else to the start of a quarter or month; without these, and for a bar, the way of the pointer
        counts in days.
        """
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
        """Return the new day of every held date: all move by as many days as `day` is from the start.

        Each is clamped to the calendar.
        """
        return {place: clamped(start + day - self.start) for place, start in self.starts.items()}


def _month_start(first: Day, last: Day) -> Day | None:
    """Return the last start of a quarter from `first` to `last`, else the first start of a month.

    Both days are included. Return None if no month starts there.
    """
    found: Day | None = None
    for day in range(clamped(first), clamped(last) + 1):
        on = to_date(day)
        if on.day == 1 and (found is None or on.month % 3 == 1):
            found = day
    return found


def shifted(day: Day, number: int, unit: Unit) -> Day:
    """Return the day so many days, weeks or calendar months later, or earlier if negative.

    A day that a month does not have becomes the month's last day; the result is clamped to the calendar.
    """
    return clamped(step(day, number, unit))

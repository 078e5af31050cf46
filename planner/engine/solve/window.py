"""Window: the legal days of one date while all others stay, and the rules that bind its ends."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import cast

from planner.dates import Day
from planner.day_pattern import agreed
from planner.engine.compile import Constraints
from planner.engine.constraint import Constraint, Days, Finding, Slot
from planner.engine.rules.ability import AllowsDays, NamesDays, names_days
from planner.engine.solve.hard import breakpoints as turns_of
from planner.engine.solve.hard import hard_violation, is_violated
from planner.named_tuple import NamedTuple


class Stretch(NamedTuple):
    """A run of days in which only calendar rules forbid days."""

    first: Day
    last: Day
    calendars: tuple[AllowsDays, ...] = ()

    def next(self, day: Day) -> Day | None:
        """Return the first legal day of the stretch on or after a day; None if there is none."""
        steps = [calendar.next for calendar in self.calendars]
        return agreed(max(day, self.first), self.first, self.last, steps)

    def previous(self, day: Day) -> Day | None:
        """Return the last legal day of the stretch on or before a day; None if there is none."""
        if self.next(self.first) is None:
            return None
        steps = [calendar.previous for calendar in self.calendars]
        return agreed(min(day, self.last), self.first, self.last, steps)


class Window(NamedTuple):
    """The legal days of a date, from the as-of date on."""

    stretches: tuple[Stretch, ...]
    before: tuple[Finding, ...] = ()
    """The violations on the day before the earliest."""
    after: tuple[Finding, ...] = ()
    """The violations on the day after the latest."""
    contradiction: tuple[Finding, ...] = ()
    """If no day is legal: the violations of a smallest set of constraints that excludes all days."""

    @property
    def earliest(self) -> Day | None:
        """The first legal day; None if no day is legal."""
        return next((day for each in self.stretches if (day := each.next(each.first)) is not None), None)

    @property
    def latest(self) -> Day | None:
        """The last legal day; None if no day is legal, 9999-12-31 if nothing binds."""
        backward = reversed(self.stretches)
        return next((day for each in backward if (day := each.previous(each.last)) is not None), None)

    def legal(self, day: Day) -> bool:
        """Return True if a day is legal."""
        return any(each.first <= day <= each.last and each.next(day) == day for each in self.stretches)

    def next(self, day: Day) -> Day | None:
        """Return the first legal day on or after a day; None if there is none."""
        return next((found for each in self.stretches if (found := each.next(day)) is not None), None)

    def between(self, first: Day, last: Day) -> Iterator[tuple[Day, Day]]:
        """Yield the first and last day of each run of legal days between two days, both inclusive.

        A run on which other calendar rules begin to matter is yielded in parts.
        """
        for stretch in self.stretches:
            end = min(last, stretch.last)
            start = stretch.next(first)
            while start is not None and start <= end:
                stop = end if not stretch.calendars else start
                while stop < end and stretch.next(stop + 1) == stop + 1:
                    stop += 1
                yield start, stop
                start = stretch.next(stop + 1)


def window(constraints: Constraints, days: Days, slots: Sequence[Slot]) -> Window:
    """Return the legal days, from the as-of date on, of a date while all others stay.

    `slots` has one slot, or several that move together, as notices of one name do. Between two breakpoints of
    the constraints that read the date nothing changes, so a test of each breakpoint decides about all days;
    only calendar rules, which name their days, are asked for each day.
    """
    return _Search(constraints, days, slots).window()


class _Search:
    def __init__(self, constraints: Constraints, days: Days, slots: Sequence[Slot]) -> None:
        self.schedule = constraints.schedule
        self.days = days
        self.slots = slots
        self.end = self.schedule.last_day(slots)
        reading = [constraints.all[index] for index in constraints.reading(slots)]
        self.calendars = [naming for each in reading if (naming := names_days(each)) is not None]
        self.others = [each for each in reading if names_days(each) is None]

    def window(self) -> Window:
        """Return the legal days and the violations at both ends, or if no day is legal, the contradiction."""
        stretches: list[Stretch] = []
        failing: list[set[int]] = []
        breakpoints = self._breakpoints()
        if not breakpoints:
            return Window(())  # the version was withdrawn: no day is left for its date
        for first, following in zip(breakpoints, [*breakpoints[1:], self.end + 1], strict=True):
            last = following - 1
            fails = self._failing(first)
            calendars = tuple(each.allowed for each in self.calendars if self._forbids(each, first, last))
            stretch = Stretch(first, last, calendars)
            if not fails and stretch.next(first) is not None:
                stretches.append(stretch)
            elif not fails:
                fails = {len(self.others) + self.calendars.index(each) for each in self.calendars}
            failing.append(fails)
        if not stretches:
            return Window((), contradiction=self._contradiction(breakpoints, failing))
        found = Window(_joined(stretches))
        earliest, latest = cast(Day, found.earliest), cast(Day, found.latest)
        before = self._violations(earliest - 1) if earliest > self.schedule.as_of else ()
        after = self._violations(latest + 1) if latest < self.end else ()
        return Window(found.stretches, before, after)

    def _breakpoints(self) -> list[Day]:
        """Return the days at which an answer can change, in order, the as-of date first.

        They end with the last day before the version is withdrawn; none if it was withdrawn already.
        """
        as_of = self.schedule.as_of
        breakpoints = {as_of}
        for each in (*self.others, *self.calendars):
            breakpoints.update(turns_of(each, self.schedule, self.days))
        if self.calendars:
            breakpoints.update(day for each in self.schedule.freezes for day in (each.start, each.end + 1))
        return sorted(day for day in breakpoints if as_of <= day <= self.end)

    def _failing(self, day: Day) -> set[int]:
        """Return the indices in `others` of the constraints that the date violates on a day.

        Calendar rules are not among them.
        """
        schedule, days = self.schedule, self.days
        with days.moved(dict.fromkeys(self.slots, day)):
            return {index for index, each in enumerate(self.others) if is_violated(each, schedule, days)}

    def _violation(self, constraint: Constraint, day: Day) -> Finding | None:
        """Return the violation of a constraint with the date on a day; None if it holds."""
        with self.days.moved(dict.fromkeys(self.slots, day)):
            return hard_violation(constraint, self.schedule, self.days)

    def _violations(self, day: Day) -> tuple[Finding, ...]:
        """Return the violations of all constraints, calendar rules included, with the date on a day."""
        found = (self._violation(each, day) for each in (*self.others, *self.calendars))
        return tuple(finding for finding in found if finding is not None)

    def _forbids(self, constraint: NamesDays, first: Day, last: Day) -> bool:
        """Return True if a calendar rule, without a waiver, forbids one of the days from `first` to `last`.

        At most the first two years are looked at.
        """
        days = range(first, min(last, first + 731) + 1)
        objected = next((day for day in days if constraint.allowed.objection(day) is not None), None)
        return objected is not None and self._violation(constraint, objected) is not None

    def _contradiction(self, breakpoints: list[Day], failing: list[set[int]]) -> tuple[Finding, ...]:
        """Return a violation of each of the fewest constraints that together exclude all days.

        `failing` has, for each breakpoint, the indices of the constraints that its days violate.
        """
        constraints: list[Constraint] = [*self.others, *self.calendars]
        involved = sorted({index for fails in failing for index in fails})
        few = (each for size in (1, 2) for each in combinations(involved, size))
        fewest = next((each for each in few if all(map(set(each).intersection, failing))), involved)
        found: list[Finding] = []
        for index in fewest:
            first = next(turn for turn, fails in zip(breakpoints, failing, strict=True) if index in fails)
            finding = self._violation(constraints[index], first)
            if finding is not None:
                found.append(finding)
        return tuple(found)


def _joined(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Join stretches that follow each other without a gap and have the same calendars."""
    joined = stretches[:1]
    for each in stretches[1:]:
        last = joined[-1]
        if last.last + 1 == each.first and last.calendars == each.calendars:
            joined[-1] = Stretch(last.first, each.last, each.calendars)
        else:
            joined.append(each)
    return tuple(joined)

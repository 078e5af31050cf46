"""The constraint of a `gap` rule on a date: its bounds, the sums behind them, and its violations."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from planner.dates import LAST_DAY, NEVER, Day, Duration, add, add_at_most, iso, latest_start
from planner.engine.constraint import NOTHING, Days, Finding, InForce, Reason, Slot, Sum
from planner.engine.rules.kind import Origin, Releases
from planner.engine.rules.wording import subject, too_early, too_late
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
from planner.policy import NOTHING as NO_CONDITION
from planner.policy import Condition


class Gap(NamedTuple):
    """The parameters of a `gap` rule."""

    origin: Origin
    to: str
    at_least: tuple[Duration | Releases, ...] = ()
    at_most: tuple[Duration | Releases, ...] = ()
    """The parts of the upper bound; the longest one counts."""
    require_from: bool = False
    among: Condition = NO_CONDITION
    """A condition on the versions that count as next, previous and releases."""


class GapConstraint(NamedTuple):
    """A date that follows another one after a bounded time."""

    in_force: InForce
    item: int
    schedule: Schedule
    gap: Gap
    start: Slot | None
    end: Slot
    releases: tuple[Slot, ...]
    """The release dates of the track, if the gap counts releases."""

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        own = (self.end,) if self.start is None else (self.start, self.end)
        return {*own, *self.releases, *self.in_force.reads(self.item)}

    def breakpoints(self, days: Days) -> Iterator[Day]:
        """Yield the days at which the findings can change if the start, the end or a release moves."""
        if self.start is None:
            return
        start, end = days[self.start], days[self.end]
        for span in self.gap.at_least:
            if isinstance(span, Duration):
                yield add(start, span)
                yield latest_start(end, span) + 1
        for span in self.gap.at_most:
            if isinstance(span, Duration):
                yield add_at_most(start, span) + 1
                yield latest_start(end - 1, span, add_at_most) + 1
        for slot in (self.start, self.end, *self.releases) if self.releases else ():
            yield days[slot]
            yield days[slot] + 1

    def later(self, days: Days) -> Slot | None:
        """Return the slot of the date to move later: the start if the end is too late, else the end.

        It is None if the start would have to move and there is none.
        """
        return self.start if self._ends_late(days) else self.end

    def earlier(self, days: Days) -> Slot | None:
        """Return the slot of the date to move earlier: the end if it is too late, else the start.

        It is None if there is no start.
        """
        return self.end if self._ends_late(days) else self.start

    def _ends_late(self, days: Days) -> bool:
        """Return True if the end of the gap is later than `at_most` allows."""
        if self.start is None or not self.gap.at_most:
            return False
        last = self.last(days[self.start], days)
        return last is not None and days[self.end] > last[0]

    def last(self, start: Day, days: Days) -> tuple[Day, str] | None:
        """Return the latest day that `at_most` allows after a start, and the part of it that allows the day.

        Of several parts the longest counts. Return None if there is no upper bound, or if a part counts
        releases that are not planned yet.
        """
        found: tuple[Day, str] | None = None
        for span in self.gap.at_most:
            if isinstance(span, Duration):
                day: Day | None = add_at_most(start, span)
            else:
                day = self._release(start, span, days)
            if day is None:
                return None
            if found is None or day > found[0]:
                found = day, str(span)
        return found

    def _release(self, start: Day, span: Releases, days: Days) -> Day | None:
        """Return the day of the release with the span's number after a start; None if too few are planned."""
        after = [day for day in days.in_order(self.releases) if day > start]
        return after[span.number - 1] if len(after) >= span.number else None

    def bounds(self, start: Day, days: Days) -> Iterator[Sum]:
        """Yield the sum of the start and each part of `at_least`.

        Its result is None past the calendar, or if a part counts releases that are not planned yet.
        """
        for span in self.gap.at_least:
            if isinstance(span, Duration):
                end = add(start, span)
                yield Sum(start, str(span), end if end < NEVER else None)
            else:
                yield Sum(start, str(span), self._release(start, span, days))

    def floors(self, slot: Slot, days: Days) -> Sequence[Sum]:
        """Return the sums that the date in a slot may not come before.

        There are none if it is not the end of the gap.
        """
        if slot != self.end or self.start is None:
            return ()
        return tuple(self.bounds(days[self.start], days))

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation if the end is too early, one if it is too late, and one if the start is missing.

        The tolerance of the rule is forgiven.
        """
        # Unpacked at once: to read each attribute where it is used takes twice as long.
        in_force, item, _, _, from_slot, to_slot, _ = self
        end = days[to_slot]
        if from_slot is None:
            judged = in_force.speaks_of(end, item, days)
            return (self._without_start(end),) if judged else NOTHING
        start = days[from_slot]
        if self._certainly_holds(start, end, days):
            return NOTHING
        judged = in_force.speaks_of(end, item, days)
        return tuple(self._findings(days, start, end)) if judged else NOTHING

    def fails(self, days: Days) -> bool:
        """Return True if `findings` returns a violation: an end too early or too late, or without a start."""
        end = days[self.end]
        if self.start is not None and self._certainly_holds(days[self.start], end, days):
            return False
        if self.releases:  # of these, only the sums tell
            return bool(self.findings(days))
        return self.in_force.speaks_of(end, self.item, days)

    def _certainly_holds(self, start: Day, end: Day, days: Days) -> bool:
        """Return True if the end lies within the bounds; False if not, or if `at_least` counts releases."""
        gap, tolerance = self.gap, self.in_force.rule.tolerance
        until = min(end + tolerance, LAST_DAY)  # nothing makes up for a sum past the calendar
        for span in gap.at_least:
            if isinstance(span, Releases) or until < add(start, span):
                return False
        last = self.last(start, days) if gap.at_most else None
        return last is None or end <= last[0] + tolerance

    def _findings(self, days: Days, start: Day, end: Day) -> Iterator[Finding]:
        """Yield the violation of `at_least` and the one of `at_most`, beyond the tolerance."""
        tolerance = self.in_force.rule.tolerance
        sums = tuple(self.bounds(start, days))
        missed = [each for each in sums if each.result is None or each.result > end + tolerance]
        if missed:
            yield self._too_early(start, end, missed)
        last = self.last(start, days)
        if last is not None and end > last[0] + tolerance:
            yield self._too_late(start, end, *last)

    def _too_early(self, start: Day, end: Day, missed: list[Sum]) -> Finding:
        """Return the violation of an end before the results of some sums, of which the latest is the bound.

        If one of the sums has no result, no date is late enough: then there is no bound.
        """
        name, rule, blame = self.schedule.items[self.item].name, self.in_force.rule, self.schedule.blame
        since, milestone = self._since(start), self.gap.to
        never = next((each for each in missed if each.result is None), None)
        if never is not None:
            why = f"{never.span} from {since} lie past {iso(LAST_DAY)}"
            if "release" in never.span:
                why = f"fewer than {never.span} are planned after {since}"
            message = f"{subject(name, milestone, end)} is too early: {why}"
            return blame(rule, self.end, end, self._reason(message, start, tuple(missed)))
        last = max(missed, key=lambda each: each.result or 0)
        earliest = cast(Day, last.result)
        why = f"not before {since}" if earliest == start else f"{last.span} from {since}"
        message = too_early(name, milestone, end, earliest, why)
        reason = self._reason(message, start, tuple(missed), why)
        return blame(rule, self.end, end, reason, earliest=earliest, days=earliest - end)

    def _too_late(self, start: Day, end: Day, latest: Day, span: str) -> Finding:
        """Return the violation of an end after the latest day that a span allows."""
        name = self.schedule.items[self.item].name
        since = self._since(start)
        why = f"not after {since}" if latest == start else f"at most {span} from {since}"
        message = too_late(name, self.gap.to, end, latest, why)
        reason = self._reason(message, start, (Sum(start, span, latest),), why)
        blame = self.schedule.blame
        return blame(self.in_force.rule, self.end, end, reason, latest=latest, days=end - latest)

    def _since(self, start: Day) -> str:
        """Return the words for the start of the gap, with the name of its item if that is another one."""
        assert self.start is not None
        item, what, _ = self.schedule.owner(self.start)
        if item == self.item:
            return f"{what} {iso(start)}"
        return subject(self.schedule.items[item].name, what, start)

    def _without_start(self, end: Day) -> Finding:
        """Return the violation of an end whose gap has no start, which `require_from` asks for."""
        name = self.schedule.items[self.item].name
        wanted = {
            "own": f"{name} has no {self.gap.origin.milestone} date",
            "next": f"no later version of the track has a {self.gap.origin.milestone} date",
            "previous": f"no earlier version of the track has a {self.gap.origin.milestone} date",
            "replacement": f"it names no replacement with a {self.gap.origin.milestone} date",
            "version": f"it ships in no version with a {self.gap.origin.milestone} date",
        }[self.gap.origin.of]
        reason = Reason(f"{subject(name, self.gap.to, end)} has nothing to follow: {wanted}")
        return self.schedule.blame(self.in_force.rule, self.end, end, reason)

    def _reason(self, message: str, start: Day, sums: tuple[Sum, ...], why: str = "") -> Reason:
        """Return the reason of a violation, with the start as the date it compares."""
        assert self.start is not None
        related = (self.schedule.dated(self.start, start),)
        return Reason(message=message, sums=sums, related=related, explanation=why)

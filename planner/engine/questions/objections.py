"""Objections: violations of rules that bound no date, such as `served`, by the day that a date has."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from planner.dates import LAST_DAY, Day, period, period_start
from planner.engine.constraint import Constraint, Finding, Slot
from planner.engine.evaluate import Evaluation, preview
from planner.engine.rules import KINDS
from planner.engine.solve.slack import Slack
from planner.engine.waivers import waives
from planner.policy import Severity

_FAR = 20 * 366
"""The number of days beyond which nobody looks for a day that all rules allow."""
_MONTHS = 60
"""The months of which the first day is looked at, since some rules count by calendar periods."""


class Objections:
    """The violations of rules that say yes or no to a date, and move it to no other day."""

    def __init__(self, evaluation: Evaluation, slot: Slot, severities: Sequence[Severity]) -> None:
        self.evaluation = evaluation
        self.slot = slot
        self.severities = severities
        self.schedule = evaluation.compiled.schedule
        self.place = self.schedule.owners[slot].place

    def on(self, day: Day) -> tuple[Finding, ...]:
        """Return the open violations, of rules that say yes or no, that blame the date if it is on a day."""
        moved = preview(self.evaluation, {self.slot: day})
        findings = {**self.evaluation.findings, **moved.findings}
        return tuple(each for some in findings.values() for each in some if self._objects(each))

    def first_day(self, day: Day | None, following: Callable[[Day], Day | None]) -> Day | None:
        """Return the first legal day, from a legal `day` on, to which no rule objects.

        `following` returns the first legal day on or after a day. Return None if no such day was found in
        twenty years, or if `day` is None.
        """
        if day is None or not (found := self.on(day)):
            return day
        candidates = sorted({*self._turns(day), *(each.earliest for each in found if each.earliest)})
        legal = dict.fromkeys(following(each) for each in candidates if each > day)
        return next((each for each in legal if each is not None and not self.on(each)), None)

    def slack(self, later: Slack) -> Slack:
        """Return the slack of the date later, with the rules that say yes or no counted, too.

        `later` is its slack by the rules that bound dates, and the result if no other rule allows less.
        """
        now = self.evaluation.days[self.slot]
        last, breaks = self._last_day(LAST_DAY if later.days is None else now + later.days)
        return Slack(last - now, breaks) if breaks else later

    def _last_day(self, last: Day) -> tuple[Day, tuple[Finding, ...]]:
        """Return the last day, at most `last`, to which the date can move without causing a new violation.

        With it, return the violations that the next day causes; none if it is `last`.
        """
        days = self.evaluation.days
        now = days[self.slot]
        before = {self._key(each) for each in self._new(now)}
        for day in self._turns(now):
            if day > last:
                break
            caused = tuple(each for each in self._new(day) if self._key(each) not in before)
            if day > now and caused:
                return day - 1, caused
        return last, ()

    def _objects(self, finding: Finding) -> bool:
        """Return True if an open violation blames the date itself, by a rule that says yes or no."""
        return finding.place == self.place and finding.waived is None and self._says_no(finding)

    def _says_no(self, finding: Finding) -> bool:
        """Return True if a violation bounds no date, names no channels, and has one of the severities."""
        bounds = KINDS[finding.rule.kind].moves_dates and finding.moves_dates
        return not bounds and finding.channels is None and finding.severity in self.severities

    def _constraints(self) -> Iterator[Constraint]:
        """Yield the constraints that read the date, of rules of the severities that bound no dates."""
        compiled = self.evaluation.compiled
        for index in compiled.reading([self.slot]):
            each = compiled.all[index]
            if (
                not KINDS[each.in_force.rule.kind].moves_dates
                and each.in_force.rule.severity in self.severities
            ):
                yield each

    def _new(self, day: Day) -> Iterator[Finding]:
        """Yield the violations, with the date on a day, of rules that say yes or no and read the date.

        They may blame other dates. Waived ones are left out.
        """
        days = self.evaluation.days
        with days.moved({self.slot: day}):
            found = [each for constraint in self._constraints() for each in constraint.findings(days)]
            yield from (each for each in found if self._says_no(each) and not waives(self.schedule, each))

    @staticmethod
    def _key(finding: Finding) -> tuple[str, int, object]:
        """Return the rule, item and place of a finding, by which it is the same on another day."""
        return finding.rule.id, finding.item, finding.place

    def _turns(self, day: Day) -> list[Day]:
        """Return the days on or after a day, for twenty years, at which an answer can change, in order.

        They are the starts of months, the days of other dates and of waivers, and the breakpoints of rules.
        """
        days, end = self.evaluation.days, min(day + _FAR, LAST_DAY)
        this_month = period(day, 1)
        turns = {day, *(period_start(this_month + ahead, 1) for ahead in range(1, _MONTHS))}
        for waiver in chain.from_iterable(self.schedule.waivers):
            turns.update(each + after for each in (waiver.allows, waiver.expires) if each for after in (0, 1))
        for constraint in self._constraints():
            turns.update(constraint.in_force.breakpoints())
            for slot in constraint.reads():
                turns.update((days[slot], days[slot] + 1))
        return sorted(each for each in turns if day <= each <= end)

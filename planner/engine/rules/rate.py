"""`rate`: how many versions of a track have a date in each calendar month, quarter, half or year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from planner.dates import Day, period, period_start
from planner.engine.constraint import Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import Parameter, RuleKind, contradicting_numbers
from planner.engine.rules.wording import conditions, listed, subject
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
from planner.policy import NOTHING as NO_CONDITION
from planner.policy import Condition

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_FEW = 3
"""Periods that a message names; of more it gives the number."""


class Rate(NamedTuple):
    """The parameters of a `rate` rule."""

    milestone: str
    per: str
    at_least: int | None = None
    at_most: int | None = None
    among: Condition = NO_CONDITION
    """The versions that are counted, and blamed."""


class RateConstraint(NamedTuple):
    """A constraint on all versions of a track, since each one is counted with the others."""

    in_force: InForce
    item: int
    schedule: Schedule
    rate: Rate
    slots: tuple[Slot, ...]
    """The dates that are counted, in the order of the file."""
    judged: frozenset[int]

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return {*self.slots, *self.in_force.reads(*self.judged)}

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation for each date too many in a period, and for each date after too few in some."""
        by_period: dict[int, list[Slot]] = {}
        months = _MONTHS[self.rate.per]
        for slot in sorted(self.slots, key=days.__getitem__):  # of one day, by place in the file
            by_period.setdefault(period(days[slot], months), []).append(slot)
        return [*self._too_many(by_period, days), *self._too_few(by_period, days)]

    def _too_many(self, by_period: Mapping[int, Sequence[Slot]], days: Days) -> Iterator[Finding]:
        """Yield a violation for each date beyond `at_most` in its period, by day and by place in the file."""
        most = self.rate.at_most
        if most is None:
            return
        for number, slots in by_period.items():
            for place, slot in enumerate(slots[most:], most + 1):
                why = f"is number {place} in {self._name(number)}, at most {most} may be"
                yield from self._blamed(slot, days, why)

    def _too_few(self, by_period: Mapping[int, Sequence[Slot]], days: Days) -> Iterator[Finding]:
        """Yield a violation for each date that is the first after periods with too few, which it names.

        The first and the last period with a date do not count.
        """
        least = self.rate.at_least
        if least is None:
            return
        short: dict[Slot, list[int]] = {}
        numbers = [*by_period]
        for before, number in pairwise(numbers):
            first = by_period[number][0]
            if before != numbers[0] and len(by_period[before]) < least:
                short.setdefault(first, []).append(before)
            if least:
                short.setdefault(first, []).extend(range(before + 1, number))
        for slot, missed in short.items():
            if missed:
                named = listed([self._name(each) for each in missed[:_FEW]])
                if len(missed) > _FEW:
                    named = f"{self._name(missed[0])} to {self._name(missed[-1])}"
                why = f"comes after too few in {named}: at least {least} in each {self.rate.per}"
                yield from self._blamed(slot, days, why)

    def _blamed(self, slot: Slot, days: Days, why: str) -> Iterator[Finding]:
        """Yield the violation of the date in a slot, if the rule judges its version on that date."""
        owner, day = self.schedule.owner(slot), days[slot]
        if owner.item in self.judged and self.in_force.speaks_of(day, owner.item, days):
            about = subject(self.schedule.items[owner.item].name, owner.what, day)
            yield self.schedule.blame(self.in_force.rule, slot, day, Reason(f"{about} {why}"))

    def _name(self, number: int) -> str:
        """Return the name of the period with a number: `2026-11`, `2026 Q4`, `2026 H2` or `2026`."""
        months = _MONTHS[self.rate.per]
        year, month = divmod(number * months, 12)
        match self.rate.per:
            case "year":
                return f"{year:04}"
            case "month":
                return f"{year:04}-{month + 1:02}"
            case per:
                return f"{year:04} {per[0].upper()}{month // months + 1}"


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each track with a judged version that is counted and has the date."""
    rate = in_force.rule.parameters
    assert isinstance(rate, Rate)
    judged = frozenset(schedule.judged(in_force.rule))
    tracks: dict[str | None, list[int]] = {}
    counting = schedule.counting(rate.among)
    for item in range(schedule.versions):
        if item in counting and rate.milestone in schedule.slots[item]:
            tracks.setdefault(schedule.tracks[item], []).append(item)
    for items in tracks.values():
        blamed = judged.intersection(items)
        if blamed:
            slots = tuple(schedule.slots[item][rate.milestone] for item in items)
            yield RateConstraint(
                in_force=in_force, item=items[0], schedule=schedule, rate=rate, slots=slots, judged=blamed
            )


def _make(values: Mapping[str, object]) -> Rate:
    return Rate(
        milestone=cast(str, values["milestone"]),
        per=cast(str, values["per"]),
        at_least=cast("int | None", values.get("at_least")),
        at_most=cast("int | None", values.get("at_most")),
        among=cast(Condition, values.get("among", NO_CONDITION)),
    )


def _sentence(rate: Rate, item: str) -> str:
    """Return what the rule demands of a track, as a sentence without its period."""
    bounds = []
    if rate.at_least == rate.at_most:
        bounds.append(f"exactly {rate.at_most}")
    elif rate.at_least is not None:
        bounds.append(f"at least {rate.at_least}")
    if rate.at_most is not None and rate.at_least != rate.at_most:
        bounds.append(f"at most {rate.at_most}")
    number = rate.at_least if rate.at_most is None else rate.at_most
    versions = "version has" if number == 1 else "versions have"
    counted_ones = f"; counted where {conditions(rate.among)}" if rate.among else ""
    date = f"{'its' if number == 1 else 'their'} {rate.milestone} date"
    return f"in each calendar {rate.per}, {listed(bounds)} {versions} {date}{counted_ones}"


def _example(scene: "Scene", rate: Rate, day: Day) -> "Sample":
    """Return an example with one version too many in a period, or with a period that has none."""
    months = _MONTHS[rate.per]
    if rate.at_most is not None:
        others = [scene.version(number, {rate.milestone: day}, rate.among) for number in range(rate.at_most)]
        return scene.sample([*others, scene.item({rate.milestone: day}, key=rate.at_most, among=rate.among)])
    before = period_start(period(day, months) - 2, months)
    first = scene.version(0, {rate.milestone: before}, rate.among)
    return scene.sample([first, scene.item({rate.milestone: day}, key=1, among=rate.among)])


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    """Yield the ways to have another number of dates in a period."""
    rate = cast(Rate, finding.rule.parameters)
    if rate.at_most is not None:
        yield f"set its {rate.milestone} date in another {rate.per}"
    if rate.at_least is not None:
        yield f"plan a version for each {rate.per}"


KIND = RuleKind(
    name="rate",
    of=("version",),
    parameters=(
        Parameter("milestone", "milestone", required=True, description="the date that is counted"),
        Parameter(
            "per", "period", required=True, description="the calendar period: month, quarter, half or year"
        ),
        Parameter("at_least", "whole", description="how many in each period between the first and the last"),
        Parameter("at_most", "whole", description="how many in each period"),
        Parameter(
            "among", "versions", description="the versions that are counted; where absent, all of the track"
        ),
    ),
    make=_make,
    contradictions=lambda values: contradicting_numbers("a rate", values),
    constraints=constraints,
    sentence=_sentence,
    example=_example,
    advice=_advice,
)

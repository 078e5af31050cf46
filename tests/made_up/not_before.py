"""`not-before`: a made-up kind of rule that bounds dates by a year of the calendar."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, cast

from planner.dates import Day, to_day
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.scene import Sample, Scene
from planner.engine.rules.wording import too_early
from planner.engine.schedule import Schedule


class NotBefore(NamedTuple):
    milestone: str
    year: int


class NotBeforeConstraint(NamedTuple):
    """A date that may not come before the first day of a year."""

    in_force: InForce
    item: int
    schedule: Schedule
    bound: NotBefore
    slot: Slot

    @property
    def _first(self) -> Day:
        return to_day(date(self.bound.year, 1, 1))

    def reads(self) -> Iterable[Slot]:
        return (self.slot,)

    def breakpoints(self, days: Days) -> Iterable[Day]:
        return (self._first,)

    def later(self, days: Days) -> Slot:
        return self.slot

    def earlier(self, days: Days) -> None:
        return None

    def findings(self, days: Days) -> Sequence[Finding]:
        day, first = days[self.slot], self._first
        if day >= first or not self.in_force.speaks_of(day, self.item, days):
            return NOTHING
        name, why = self.schedule.items[self.item].name, f"not before {self.bound.year}"
        reason = Reason(too_early(name, self.bound.milestone, day, first, why), explanation=why)
        blame = self.schedule.blame
        return (blame(self.in_force.rule, self.slot, day, reason, earliest=first, days=first - day),)


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    bound = in_force.rule.parameters
    assert isinstance(bound, NotBefore)
    for item in schedule.judged(in_force.rule):
        slot = schedule.slot(item, bound.milestone)
        if slot is not None:
            yield NotBeforeConstraint(in_force, item, schedule, bound, slot)


def _example(scene: Scene, bound: NotBefore, day: Day) -> Sample:
    return scene.sample([scene.item({bound.milestone: day})])


KIND = RuleKind(
    name="not-before",
    of=("version", "change"),
    parameters=(
        Parameter("milestone", "milestone", required=True, description="the date that is bounded"),
        Parameter("year", "whole", required=True, description="the first year in which it may lie"),
    ),
    make=lambda values: NotBefore(cast(str, values["milestone"]), cast(int, values["year"])),
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=lambda bound, item: f"{item}'s {bound.milestone} date is not before {bound.year}",
    example=_example,
    moves_dates=True,
)

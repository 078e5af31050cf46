"""`grown`: a made-up kind of rule that bounds dates and wants notices."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from planner.dates import Day, Duration, add, iso, latest_start
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot, Sum
from planner.engine.rules.kind import Along, Parameter, RuleKind
from planner.engine.rules.scene import Sample, Scene
from planner.engine.schedule import Schedule


class Grown(NamedTuple):
    milestone: str
    after: Duration
    channels: tuple[str, ...] = ()


class GrownConstraint(NamedTuple):
    """A date that lies so long after the as-of date, and is announced by some channels."""

    in_force: InForce
    item: int
    schedule: Schedule
    grown: Grown
    slot: Slot

    @property
    def _earliest(self) -> Day:
        return add(self.schedule.as_of, self.grown.after)

    def reads(self) -> Iterable[Slot]:
        return (self.slot,)

    def breakpoints(self, days: Days) -> Iterable[Day]:
        return (self._earliest,)

    def later(self, days: Days) -> Slot:
        return self.slot

    def earlier(self, days: Days) -> None:
        return None

    def floors(self, slot: Slot, days: Days) -> Sequence[Sum]:
        if slot != self.slot:
            return ()
        return (Sum(self.schedule.as_of, str(self.grown.after), self._earliest),)

    def first_day(self, days: Days) -> Day:
        return 0

    def unannounced(self, days: Days) -> Iterator[tuple[str | None, str]]:
        milestone = self.grown.milestone
        return (
            (channel, milestone)
            for channel in self.grown.channels
            if not self.schedule.telling(self.item, milestone, channel)
        )

    def last_day(self, days: Days) -> Day:
        return latest_start(days[self.slot], self.grown.after)

    def relies_on(self, slots: Collection[Slot], days: Days) -> bool:
        return False

    def findings(self, days: Days) -> Sequence[Finding]:
        day, earliest = days[self.slot], self._earliest
        if day >= earliest or not self.in_force.speaks_of(day, self.item, days):
            return NOTHING
        name = self.schedule.items[self.item].name
        reason = Reason(
            f"{name} {self.grown.milestone} {iso(day)} is not grown", (self.floors(self.slot, days)[0],)
        )
        blame = self.schedule.blame
        return (blame(self.in_force.rule, self.slot, day, reason, earliest=earliest, days=earliest - day),)


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    grown = in_force.rule.parameters
    assert isinstance(grown, Grown)
    for item in schedule.judged(in_force.rule):
        slot = schedule.slot(item, grown.milestone)
        if slot is not None and schedule.days[slot] >= schedule.as_of:
            yield GrownConstraint(in_force, item, schedule, grown, slot)


def _make(values: Mapping[str, object]) -> Grown:
    return Grown(
        milestone=cast(str, values["milestone"]),
        after=cast(Duration, values["after_today"]),
        channels=cast("tuple[str, ...]", values.get("channels", ())),
    )


def _example(scene: Scene, grown: Grown, day: Day) -> Sample:
    return scene.sample([scene.item({grown.milestone: scene.start})])


KIND = RuleKind(
    name="grown",
    of=("version", "change"),
    parameters=(
        Parameter("milestone", "milestone", required=True, description="the date that is judged"),
        Parameter(
            "after_today",
            "duration",
            required=True,
            description="how long after the as-of date",
            attribute="after",
        ),
        Parameter("channels", "channels", description="who is told of it"),
    ),
    make=_make,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=lambda grown, item: f"{item}'s {grown.milestone} date is grown for {grown.after}",
    example=_example,
    moves_dates=True,
    asks_for_notices=True,
    sets_floors=True,
    steady=lambda grown: grown.after.unit == "day",
    along=lambda grown: Along(grown.milestone, (), grown.channels),
)

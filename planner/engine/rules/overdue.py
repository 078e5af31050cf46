"""`overdue`: no notice was due before the as-of date and is not recorded as sent."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from planner.dates import counted, iso
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import RuleKind
from planner.engine.rules.wording import listed
from planner.engine.schedule import Schedule
from planner.engine.slots import Announcement
from planner.named_tuple import NamedTuple

if TYPE_CHECKING:
    from planner.dates import Day
    from planner.engine.rules.scene import Sample, Scene


class OverdueConstraint(NamedTuple):
    """A notice whose day must not pass before it is sent."""

    in_force: InForce
    item: int
    schedule: Schedule
    notice: Announcement

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return (self.notice.slot, *self.in_force.reads(self.item))

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation if the notice, which is not recorded as sent, is dated before the as-of date."""
        _, _, schedule, notice = self
        day, as_of = days[notice.slot], schedule.as_of
        if day >= as_of or not self.in_force.speaks_of(day, self.item, days):
            return NOTHING
        rule = self.in_force.rule
        name = schedule.items[self.item].name
        what = f" of {listed(self.notice.announces)}" if self.notice.announces else ""
        if self.notice.withdraws:
            what += f" that withdraws {listed(self.notice.withdraws)}"
        late = counted(as_of - day, "day")
        return (
            Finding(
                rule=rule,
                severity=rule.severity,
                item=self.item,
                milestone=None,
                date=day,
                place=self.schedule.owner(self.notice.slot).place,
                reason=Reason(
                    f"{name}: the notice{what} was due {iso(day)}, {late} ago, and is not recorded as sent"
                ),
            ),
        )


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each notice of the judged items that is not recorded as sent."""
    for item in schedule.judged(in_force.rule):
        for notice in schedule.announcements[item]:
            if notice.told is None:
                yield OverdueConstraint(in_force=in_force, item=item, schedule=schedule, notice=notice)


def doubtful(in_force: InForce, schedule: Schedule, days: Days) -> Iterator[Constraint | None]:
    """Yield the same constraints as `constraints`, but None for notices whose day has not passed."""
    as_of, announcements = schedule.as_of, schedule.announcements
    for item in schedule.judged(in_force.rule):
        for notice in announcements[item]:
            slot, _, _, told, _ = notice
            if told is None:
                late = days[slot] < as_of
                yield (
                    OverdueConstraint(in_force=in_force, item=item, schedule=schedule, notice=notice)
                    if late
                    else None
                )


def _example(scene: "Scene", _: None, day: "Day") -> "Sample":
    return scene.sample([scene.item({})], [scene.notice(scene.start - 3, scene.milestones[:1])])


KIND = RuleKind(
    name="overdue",
    of=(None, "version", "change"),
    parameters=(),
    make=lambda values: None,
    contradictions=lambda values: (),
    constraints=constraints,
    doubtful=doubtful,
    sentence=lambda _, item: "a notice whose day has passed is recorded as sent",
    example=_example,
    advice=lambda finding, schedule: (
        "record that the notice was sent (`planner sent`)",
        "give the notice a date that has not passed",
    ),
)

"""`overdue`: no notice was due before the as-of date and is not recorded as sent."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.dates import counted, iso
from planner.engine.rules.kind import RuleKind
from planner.engine.rules.wording import listed
from planner.engine.schedule import Announcement, Schedule
from planner.engine.statement import NOTHING, Days, Finding, InForce, Reason, Slot, Statement


class OverdueStatement(NamedTuple):
    in_force: InForce
    item: int
    schedule: Schedule
    notice: Announcement

    def reads(self) -> Iterable[Slot]:
        return (self.notice.slot,)

    def findings(self, days: Days) -> Sequence[Finding]:
        day, as_of = days[self.notice.slot], self.schedule.as_of
        if day >= as_of or not self.in_force.speaks_of(day):
            return NOTHING
        rule = self.in_force.rule
        name = self.schedule.items[self.item].name
        what = f" of {listed(self.notice.announces)}" if self.notice.announces else ""
        late = counted(as_of - day, "day")
        return (
            Finding(
                rule=rule,
                severity=rule.severity,
                item=self.item,
                milestone=None,
                date=day,
                place=self.schedule.owners[self.notice.slot].place,
                reason=Reason(
                    f"{name}: the notice{what} was due {iso(day)}, {late} ago, and is not recorded as sent"
                ),
            ),
        )


def statements(in_force: InForce, schedule: Schedule) -> Iterator[Statement]:
    for item in schedule.judged(in_force.rule):
        for notice in schedule.announcements[item]:
            if notice.told is None:
                yield OverdueStatement(in_force, item, schedule, notice)


KIND = RuleKind("overdue", (None, "version", "change"), (), lambda _: None, lambda _: (), statements)

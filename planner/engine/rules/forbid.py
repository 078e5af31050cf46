"""`forbid`: having a date at all needs a waiver."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.wording import subject
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple

if TYPE_CHECKING:
    from planner.dates import Day
    from planner.engine.rules.scene import Sample, Scene


class Forbidden(NamedTuple):
    """The parameters of a `forbid` rule."""

    milestone: str


class ForbidConstraint(NamedTuple):
    """A date that must not be there."""

    in_force: InForce
    item: int
    schedule: Schedule
    milestone: str
    slot: Slot

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return (self.slot, *self.in_force.reads(self.item))

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation, since the date is there; none if the rule is not in force on it."""
        day = days[self.slot]
        if not self.in_force.speaks_of(day, self.item, days):
            return NOTHING
        name = self.schedule.items[self.item].name
        reason = Reason(f"{subject(name, self.milestone, day)} needs a waiver: the policy forbids it")
        return (self.schedule.blame(self.in_force.rule, self.slot, day, reason),)


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each judged item that has the forbidden date."""
    forbidden = in_force.rule.parameters
    assert isinstance(forbidden, Forbidden)
    for item in schedule.judged(in_force.rule):
        slot = schedule.slot(item, forbidden.milestone)
        if slot is not None:
            yield ForbidConstraint(
                in_force=in_force, item=item, schedule=schedule, milestone=forbidden.milestone, slot=slot
            )


def _example(scene: "Scene", forbidden: Forbidden, day: "Day") -> "Sample":
    return scene.sample([scene.item({forbidden.milestone: scene.start})])


KIND = RuleKind(
    name="forbid",
    of=("version", "change"),
    parameters=(
        Parameter("milestone", "milestone", required=True, description="the date that must not be there"),
    ),
    make=lambda values: Forbidden(cast(str, values["milestone"])),
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=lambda forbidden, item: f"{item} has no {forbidden.milestone} date",
    example=_example,
    advice=lambda finding, schedule: (f"remove its {finding.milestone} date",),
    needs=lambda forbidden: (forbidden.milestone,),
)

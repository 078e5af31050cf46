"""`promise`: a date is the day that people were last told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from planner.dates import Day, iso
from planner.engine.announced import last_of
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Place, Reason, Slot
from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.wording import dates_of, too_early, too_late
from planner.engine.schedule import Schedule
from planner.policy import Severity

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene


class Promised(NamedTuple):
    milestones: tuple[str, ...] | None = None
    """None: all but those of role `released`."""
    severity_later: Severity = "warning"


class PromiseConstraint(NamedTuple):
    in_force: InForce
    item: int
    schedule: Schedule
    milestone: str
    severity_later: Severity
    slot: Slot | None
    told: Sequence[tuple[Slot, Day]]
    """Sent notices that told the date, in the order of the file."""
    planned: Sequence[Slot]
    """Notices of it that are not recorded as sent."""

    def reads(self) -> Iterable[Slot]:
        own = () if self.slot is None else (self.slot,)
        return {*own, *(slot for slot, _ in self.told), *self.planned}

    def breakpoints(self, days: Days) -> Iterator[Day]:
        yield self.schedule.as_of
        for slot, told in self.told:
            yield days[slot]
            yield days[slot] + 1
            yield told
            yield told + 1

    def later(self, days: Days) -> Slot | None:
        return self.slot

    def earlier(self, days: Days) -> Slot | None:
        return None

    def findings(self, days: Days) -> Sequence[Finding]:
        notice, told = last_of(self.told, days)
        day = None if self.slot is None else days[self.slot]
        if day is not None and abs(day - told) <= self.in_force.rule.tolerance:
            return NOTHING
        if not self.in_force.speaks_of(max(told, day or 0)):
            return NOTHING
        return (self._finding(days, notice, told, day),)

    def _finding(self, days: Days, notice: Slot, told: Day, day: Day | None) -> Finding:
        rule = self.in_force.rule
        name, milestone = self.schedule.items[self.item].name, self.milestone
        sent = days[notice]
        why = f"people were told {iso(told)} on {iso(sent)}"
        severity = rule.severity
        earliest = latest = None
        if day is None:
            message = f"{name} {milestone} is gone: {why}"
        elif day < told:
            earliest = told
            message = too_early(name, milestone, day, told, why)
        else:
            latest, severity = told, self.severity_later
            message = too_late(name, milestone, day, told, why)
        corrected = any(days[slot] >= self.schedule.as_of for slot in self.planned)
        if corrected:
            severity = "info"
        reason = Reason(message, related=(self.schedule.dated(notice, sent),))
        if self.slot is None or day is None:
            place = Place(self.schedule.items[self.item].key)
            return Finding(
                rule,
                severity,
                self.item,
                milestone,
                None,
                place,
                reason,
                gone=True,
                moves_dates=not corrected,
            )
        blame, off = self.schedule.blame, abs(day - told)
        found = blame(
            rule, self.slot, day, reason, earliest=earliest, latest=latest, days=off, severity=severity
        )
        # People are owed a notice of a later date, but the date itself is not forbidden.
        return found._replace(moves_dates=latest is None and not corrected)


def _promised(promised: Promised, schedule: Schedule) -> dict[str, list[str]]:
    return {
        item_type: [
            each.name
            for each in schedule.policy.milestones
            if each.of == item_type
            and (each.role != "released" if promised.milestones is None else each.name in promised.milestones)
        ]
        for item_type in ("version", "change")
    }


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    promised = in_force.rule.parameters
    assert isinstance(promised, Promised)
    milestones = _promised(promised, schedule)
    for item in schedule.judged(in_force.rule):
        sent: dict[str, list[tuple[Slot, Day]]] = {}
        for notice in schedule.announcements[item]:
            for milestone, day in (notice.told or {}).items():
                sent.setdefault(milestone, []).append((notice.slot, day))
        for milestone in milestones[schedule.item_type(item)] if sent else ():
            told = sent.get(milestone)
            if told:
                planned = [each.slot for each in schedule.telling(item, milestone, None) if each.told is None]
                slot = schedule.slot(item, milestone)
                yield PromiseConstraint(
                    in_force, item, schedule, milestone, promised.severity_later, slot, told, planned
                )


def _make(values: Mapping[str, object]) -> Promised:
    return Promised(
        milestones=cast("tuple[str, ...] | None", values.get("milestones")),
        severity_later=cast(Severity, values.get("severity_later", "warning")),
    )


def _sentence(promised: Promised, item: str) -> str:
    which = f"{item}'s dates, but for a release, are"
    if promised.milestones is not None:
        which = f"{item}'s {dates_of(promised.milestones)} {'is' if len(promised.milestones) == 1 else 'are'}"
    later = f"a later one is a violation of severity {promised.severity_later}"
    return f"{which} what people were last told; {later}"


def _example(scene: "Scene", promised: Promised, day: Day) -> "Sample":
    milestone = (promised.milestones or scene.promised or scene.milestones)[0]
    sent = scene.notice(scene.start - 90, (milestone,))._replace(told={milestone: scene.start})
    return scene.sample([scene.item({milestone: day})], [sent])


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    if finding.gone:
        yield f"set its {finding.milestone} date again, on the day that people were told"
    elif finding.latest is not None:
        yield "plan a notice that tells the new date"


KIND = RuleKind(
    name="promise",
    of=(None, "version", "change"),
    parameters=(
        Parameter(
            "milestones",
            "milestones",
            description="which dates; where absent, all but those of role `released`",
        ),
        Parameter(
            "severity_later",
            "severity",
            description="how bad a date later than told is; a warning where absent",
        ),
    ),
    make=_make,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=_sentence,
    example=_example,
    advice=_advice,
    moves_dates=True,
    corrected=True,
)

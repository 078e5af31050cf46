"""`promise`: a date is the day that people were last told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from planner.dates import Day, iso
from planner.engine.announced import Told, by_channel
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Place, Reason, Slot
from planner.engine.rules.kind import Parameter, RuleKind
from planner.engine.rules.wording import by, dates_of, listed, subject, too_early, too_late
from planner.engine.schedule import Schedule
from planner.engine.slots import Announcement, Channel
from planner.named_tuple import NamedTuple
from planner.policy import SEVERITIES, Milestone, Severity

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene


class Promised(NamedTuple):
    """The parameters of a `promise` rule."""

    milestones: tuple[str, ...] | None = None
    """The milestones judged; None for all except role `released`."""
    severity_later: Severity = "warning"


class WrongChannel(NamedTuple):
    """A channel that told another date than the plan has."""

    channel: Channel
    severity: Severity
    told: Told
    day: Day | None
    """The date in the plan; None if it is gone."""
    corrected: bool
    """True if a planned notice by the channel corrects the told date."""

    @property
    def off(self) -> int:
        """The days between the date and the day told; 0 if the date is gone, or was told never to come."""
        return 0 if self.day is None or self.told.day is None else abs(self.day - self.told.day)

    @property
    def earlier(self) -> bool:
        """True if the date is earlier than the day told."""
        return self.day is not None and self.told.day is not None and self.day < self.told.day

    @property
    def later(self) -> bool:
        """True if the date is later than the day told."""
        return self.day is not None and self.told.day is not None and self.day > self.told.day


class PromiseConstraint(NamedTuple):
    """A date that must be the day people were last told."""

    in_force: InForce
    item: int
    schedule: Schedule
    milestone: str
    severity_later: Severity
    slot: Slot | None
    told: Sequence[Announcement]
    """Sent notices that told the date or withdrew it, in the order of the file."""
    planned: Sequence[Announcement]
    """Notices that are not recorded as sent, and will tell the date or, where it is not set, withdraw it."""

    def reads(self) -> Iterable[Slot]:
        """Return the slots of the date and of the notices that told, withdraw or will tell it.

        The date that `effective_by` names is among them.
        """
        own = () if self.slot is None else (self.slot,)
        notices = (each.slot for each in (*self.told, *self.planned))
        return {*own, *notices, *self.in_force.reads(self.item)}

    def breakpoints(self, days: Days) -> Iterator[Day]:
        """Yield the days at which the findings can change if the date or one of the notices moves."""
        yield self.schedule.as_of
        for notice in self.told:
            yield days[notice.slot]
            yield days[notice.slot] + 1
            told = (notice.told or {}).get(self.milestone)
            if told is not None:
                yield told
                yield told + 1

    def later(self, days: Days) -> Slot | None:
        """Return the slot of the date, which is held to no less than the day told.

        Return None if the date is gone.
        """
        return self.slot

    def earlier(self, days: Days) -> Slot | None:
        """Return None: no move earlier removes the violation."""
        return None

    def wrong(self, days: Days) -> list[WrongChannel]:
        """Return the channels that told another day, the worst first.

        They are sorted by severity; then dates that are gone or were told never to come, earlier dates, later
        dates; then by most days off, then in the order of the policy. Channels within the tolerance, or out
        of force, are left out; the severity of those that a planned notice corrects is `info`.
        """
        day = None if self.slot is None else days[self.slot]
        found = []
        for channel, told in by_channel(self.told, days, self.milestone).items():
            if told.day == day:
                continue
            corrected = any(
                channel in each.by and days[each.slot] >= self.schedule.as_of for each in self.planned
            )
            severity = self.in_force.rule.severity
            if day is not None and told.day is not None and day > told.day:
                severity = self.severity_later
            wrong = WrongChannel(
                channel=channel,
                severity="info" if corrected else severity,
                told=told,
                day=day,
                corrected=corrected,
            )
            forgiven = wrong.off and wrong.off <= self.in_force.rule.tolerance
            judged = max(day or 0, told.day or 0)
            if not forgiven and self.in_force.speaks_of(judged, self.item, days):
                found.append(wrong)
        if len(found) > 1:
            order = [*self.schedule.policy.channels, None]
            found.sort(
                key=lambda each: (
                    SEVERITIES.index(each.severity),
                    each.later,
                    each.earlier,
                    -each.off,
                    order.index(each.channel),
                )
            )
        return found

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation if a channel told another day than the date; it names all such channels.

        A date that is gone, though a day was told, is a violation, too.
        """
        if len(self.told) == 1 and self.slot is not None:  # as nearly always, and then kept
            notice = self.told[0]
            if (notice.told or {}).get(self.milestone) == days[self.slot]:
                return NOTHING
        wrong = self.wrong(days)
        return (self._finding(days, wrong),) if wrong else NOTHING

    def _finding(self, days: Days, wrong: Sequence[WrongChannel]) -> Finding:
        """Return the violation of channels that told another day, worded for the first of them."""
        rule, first = self.in_force.rule, wrong[0]
        name, milestone = self.schedule.items[self.item].name, self.milestone
        day, told = first.day, first.told
        sent = days[told.notice]
        channels = tuple(each.channel for each in wrong if each.channel is not None)
        alike = [each.channel for each in wrong if each.told == told and each.channel is not None]
        others = [each.channel for each in wrong if each.told != told and each.channel is not None]
        what = iso(told.day) if told.day is not None else "that it will not come"
        why = f"people were told {what} on {iso(sent)}{by(tuple(alike), listed)}"
        if others:
            why += f", otherwise{by(tuple(others), listed)}"
        if day is None:
            withdrawn = self.schedule.withdrawn.get(self.item)
            since = "" if withdrawn is None else f" since it was withdrawn on {iso(withdrawn)}"
            message = f"{name} {milestone} is gone{since}: {why}"
        elif told.day is None:
            message = f"{subject(name, milestone, day)} is set: {why}"
        else:
            message = (too_late if first.later else too_early)(name, milestone, day, told.day, why)
        reason = Reason(message, related=(self.schedule.dated(told.notice, sent),), explanation=why)
        # Of a date that is later or gone people are owed a notice; only an earlier one can be moved to hold.
        moves_dates = any(each.earlier and not each.corrected for each in wrong)
        if self.slot is None or day is None:
            return Finding(
                rule=rule,
                severity=first.severity,
                item=self.item,
                milestone=milestone,
                date=None,
                place=Place(self.schedule.items[self.item].key),
                reason=reason,
                gone=True,
                moves_dates=moves_dates,
                channels=channels,
            )
        return self.schedule.blame(
            rule,
            self.slot,
            day,
            reason,
            earliest=told.day if first.earlier else None,
            latest=told.day if first.later else None,
            days=first.off or None,
            severity=first.severity,
            channels=channels,
            moves_dates=moves_dates,
        )


def _promised(promised: Promised, schedule: Schedule, *, withdrawn: bool = False) -> dict[str, list[str]]:
    """Return the milestones that are promised, by the type of item; with `withdrawn`, the release as well.

    Where the rule lists milestones, they are these in any case.
    """

    def counts(milestone: Milestone) -> bool:
        """Return True if the rule judges a milestone."""
        if promised.milestones is not None:
            return milestone.name in promised.milestones
        return withdrawn or milestone.role != "released"

    return {
        item_type: [each.name for each in schedule.policy.milestones if each.of == item_type and counts(each)]
        for item_type in ("version", "change")
    }


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each promised date that a sent notice told or withdrew."""
    for date in _told_dates(in_force, schedule):
        yield _constraint(in_force, schedule, date)


def doubtful(in_force: InForce, schedule: Schedule, days: Days) -> Iterator[Constraint | None]:
    """Yield the same constraints as `constraints`, but None where all notices told the date as it is."""
    for date in _told_dates(in_force, schedule):
        _, milestone, slot, told = date
        if slot is not None:
            day = days[slot]
            for notice in told:
                if not notice.told or notice.told.get(milestone) != day:
                    break
            else:
                yield None
                continue
        yield _constraint(in_force, schedule, date)


_ToldDate = tuple[int, str, Slot | None, list[Announcement]]
"""The item, the milestone, its slot, and the sent notices that told the date or withdrew it."""


def _told_dates(in_force: InForce, schedule: Schedule) -> Iterator[_ToldDate]:
    """Yield the promised dates that sent notices told or withdrew, item by item."""
    promised = in_force.rule.parameters
    assert isinstance(promised, Promised)
    milestones = _promised(promised, schedule)
    of_withdrawn = _promised(promised, schedule, withdrawn=True)["version"] if schedule.withdrawn else []
    for item in schedule.judged(in_force.rule):
        sent: dict[str, list[Announcement]] = {}
        for notice in schedule.announcements[item]:
            _, _, _, notice_told, withdraws = notice
            if notice_told is not None:
                for milestone in (*notice_told, *withdraws) if withdraws else notice_told:
                    if milestone in sent:
                        sent[milestone].append(notice)
                    else:
                        sent[milestone] = [notice]
        if not sent:
            continue
        names = of_withdrawn if item in schedule.withdrawn else milestones[schedule.item_type(item)]
        for milestone in names:
            told = sent.get(milestone)
            if told:
                yield item, milestone, schedule.slot(item, milestone), told


def _constraint(in_force: InForce, schedule: Schedule, date: _ToldDate) -> PromiseConstraint:
    """Return the constraint on a date that was told or withdrawn, with the notices that will correct it."""
    promised = in_force.rule.parameters
    assert isinstance(promised, Promised)
    item, milestone, slot, told = date
    planned = [
        each
        for each in schedule.announcements[item]
        if each.told is None and milestone in (each.withdraws if slot is None else each.announces)
    ]
    return PromiseConstraint(
        in_force=in_force,
        item=item,
        schedule=schedule,
        milestone=milestone,
        severity_later=promised.severity_later,
        slot=slot,
        told=told,
        planned=planned,
    )


def _make(values: Mapping[str, object]) -> Promised:
    return Promised(
        milestones=cast("tuple[str, ...] | None", values.get("milestones")),
        severity_later=cast(Severity, values.get("severity_later", "warning")),
    )


def _sentence(promised: Promised, item: str) -> str:
    """Return what the rule demands of an item's dates, as a sentence without its period."""
    which = f"{item}'s dates, but for a release, are"
    if promised.milestones is not None:
        which = f"{item}'s {dates_of(promised.milestones)} {'is' if len(promised.milestones) == 1 else 'are'}"
    later = f"a later one is a violation of severity {promised.severity_later}"
    return f"{which} what people were last told, by each channel that told them; {later}"


def _example(scene: "Scene", promised: Promised, day: Day) -> "Sample":
    milestone = (promised.milestones or scene.promised or scene.milestones)[0]
    sent = scene.notice(scene.start - 90, (milestone,))._replace(told={milestone: scene.start})
    return scene.sample([scene.item({milestone: day})], [sent])


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    """Yield the notices to plan where people are owed one; nothing if the date is earlier than told."""
    channels = by(finding.channels or (), listed)
    if finding.gone:
        yield f"plan a notice{channels} that withdraws it"
        yield f"set its {finding.milestone} date again, on the day that people were told"
    elif finding.earliest is None:
        yield f"plan a notice{channels} that tells the new date"


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
    doubtful=doubtful,
    sentence=_sentence,
    example=_example,
    advice=_advice,
    moves_dates=True,
    corrected=True,
)

"""`mentions`: who announces one date says another along with it, or has said it before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from planner.dates import iso
from planner.engine.constraint import NOTHING, Constraint, Days, Finding, InForce, Reason, Slot
from planner.engine.rules.kind import Along, Parameter, RuleKind
from planner.engine.rules.wording import by, dates_of, either, listed
from planner.engine.schedule import Schedule
from planner.engine.slots import Announcement
from planner.named_tuple import NamedTuple

if TYPE_CHECKING:
    from planner.dates import Day
    from planner.engine.rules.scene import Sample, Scene


class Mention(NamedTuple):
    """The parameters of a `mentions` rule."""

    milestone: str
    also: tuple[str, ...]
    channels: tuple[str, ...] = ()
    require_also: bool = False


class MentionsConstraint(NamedTuple):
    """The dates of an item that are announced together."""

    in_force: InForce
    item: int
    schedule: Schedule
    mention: Mention
    channels: Sequence[tuple[str | None, Sequence[Announcement]]]
    """Each channel (None: all together) by which the milestone is announced, with its notices of it."""

    def reads(self) -> Iterable[Slot]:
        """Return the slots of the milestone, and of the notices that announce or withdraw one of the dates.

        Dates that `effective_by` names are among them.
        """
        also = (self.mention.milestone, *self.mention.also)
        notices = {
            each.slot
            for channel, _ in self.channels
            for milestone in also
            for each in self.schedule.telling(self.item, milestone, channel)
        }
        withdrawals = (each.slot for of in also for each in self.schedule.withdrawals(self.item, of))
        own = self.schedule.slot(self.item, self.mention.milestone)
        reads = {*notices, *withdrawals, *self.in_force.reads(self.item)}
        return reads if own is None else {own, *reads}

    def _standing(self, days: Days) -> Sequence[tuple[str | None, Sequence[Announcement]]]:
        """Return the channels with their notices of the milestone that no later notice withdraws.

        Channels without such a notice are left out.
        """
        if not self.schedule.takes_back:
            return self.channels
        standing = (
            (channel, self.schedule.standing(self.item, self.mention.milestone, channel, days))
            for channel, _ in self.channels
        )
        return [(channel, notices) for channel, notices in standing if notices]

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation if a channel announces the milestone before it announces the other dates.

        With `require_also`, another date that is not set is a violation, too. It names all such channels, and
        blames the milestone's date, or the first notice if that has no date.
        """
        channels = self._standing(days)
        gaps = {channel: gap for channel, notices in channels if (gap := self._gap(channel, notices, days))}
        if not gaps:
            return NOTHING
        telling = (each for _, notices in channels for each in notices)
        first = min(telling, key=lambda each: days[each.slot])
        own = self.schedule.slot(self.item, self.mention.milestone)
        slot = first.slot if own is None else own
        date = days[slot]
        rule = self.in_force.rule
        if not self.in_force.speaks_of(date, self.item, days):
            return NOTHING
        name = self.schedule.items[self.item].name
        why = "; ".join(dict.fromkeys(gaps.values()))
        return (
            Finding(
                rule=rule,
                severity=rule.severity,
                item=self.item,
                milestone=self.mention.milestone,
                date=date,
                place=self.schedule.owner(slot).place,
                reason=Reason(
                    f"{name} {self.mention.milestone} is announced alone: {why}",
                    related=(self.schedule.dated(first.slot, days[first.slot]),),
                ),
                channels=tuple(channel for channel in gaps if channel is not None),
            ),
        )

    def _gap(self, channel: str | None, notices: Sequence[Announcement], days: Days) -> str | None:
        """Return the other dates that a channel (None: all together) leaves out, as a phrase; None for none.

        A date that is set is left out if no notice by the channel that still counts announces it by the day
        of the first of `notices`. Dates that are not set count only with `require_also`: then the phrase
        names no others.
        """
        since = min(days[each.slot] for each in notices)
        said = {
            milestone
            for milestone in self.mention.also
            for each in self.schedule.standing(self.item, milestone, channel, days)
            if days[each.slot] <= since
        }
        undated = [each for each in self.mention.also if self.schedule.slot(self.item, each) is None]
        missing = [each for each in self.mention.also if each not in undated and each not in said]
        if self.mention.require_also and undated:
            return f"no {listed(undated)} date is set"
        if not missing:
            return None
        who = "no notice" if channel is None else f"{channel} does not"
        description = "says" if channel is None else "say"
        return f"{who} {description} {listed(missing)} by {iso(since)}"


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each judged item whose notices may announce the milestone alone.

    Other items are passed over: no move of a date can make a difference for them.
    """
    mention = in_force.rule.parameters
    assert isinstance(mention, Mention)
    milestone = mention.milestone
    for item in schedule.judged(in_force.rule):
        slots = schedule.slots[item]
        dated = [each for each in mention.also if each in slots]
        incomplete = mention.require_also and len(dated) < len(mention.also)
        if not incomplete and not schedule.takes_back:
            for _, announces, _, _, _ in schedule.announcements[item]:
                if milestone in announces and not all(map(announces.__contains__, dated)):
                    break
            else:
                continue  # as nearly always, and three times as fast as to look channel by channel
        by_channel = [(each, schedule.telling(item, milestone, each)) for each in mention.channels or (None,)]
        # Where each notice of the milestone says the other dates too, no move can make a difference.
        if any(
            incomplete or schedule.takes_back or not all(each in one.announces for each in dated)
            for _, telling in by_channel
            for one in telling
        ):
            channels = [(each, telling) for each, telling in by_channel if telling]
            yield MentionsConstraint(
                in_force=in_force, item=item, schedule=schedule, mention=mention, channels=channels
            )


def _make(values: Mapping[str, object]) -> Mention:
    return Mention(
        milestone=cast(str, values["milestone"]),
        also=cast("tuple[str, ...]", values["also"]),
        channels=cast("tuple[str, ...]", values.get("channels", ())),
        require_also=bool(values.get("require_also", False)),
    )


def _sentence(mention: Mention, item: str) -> str:
    """Return what the rule demands of an item's notices, as a sentence without its period."""
    telling = f"who announces {item}'s {mention.milestone} date{by(mention.channels, either)}"
    needed = ", which must be there" if mention.require_also else ""
    return f"{telling} announces its {dates_of(mention.also)} no later{needed}"


def _example(scene: "Scene", mention: Mention, day: "Day") -> "Sample":
    dates = dict.fromkeys((mention.milestone, *mention.also), scene.start)
    return scene.sample(
        [scene.item(dates)], [scene.notice(scene.start, (mention.milestone,), mention.channels)]
    )


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    """Yield the way to announce the other dates, too, or to set them."""
    mention = cast(Mention, finding.rule.parameters)
    undated = [each for each in mention.also if schedule.slot(finding.item, each) is None]
    if mention.require_also and undated:
        yield f"set its {dates_of(tuple(undated))}"
    else:
        how = by(mention.channels, listed)
        # The channels come last: "by email and docs" belongs to the announcement as a whole.
        comma = "," if how else ""
        yield f"announce {listed(mention.also)} in the same notice as {mention.milestone}{comma}{how}"


KIND = RuleKind(
    name="mentions",
    of=("version", "change"),
    parameters=(
        Parameter("milestone", "milestone", required=True, description="the date that is announced"),
        Parameter("also", "milestones", required=True, description="what is announced no later than it"),
        Parameter("channels", "channels", description="judged one by one; none listed: all notices together"),
        Parameter("require_also", "flag", description="the other dates must be there"),
    ),
    make=_make,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=_sentence,
    example=_example,
    advice=_advice,
    along=lambda mention: Along(mention.milestone, mention.also, mention.channels),
    needs=lambda mention: (mention.milestone,),
)

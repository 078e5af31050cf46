"""`notice`: people are told of a date, by every channel listed, long enough before it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from planner.dates import LAST_DAY, NEVER, Day, Duration, add, iso, latest_start
from planner.engine.constraint import NOTHING, Constraint, Dated, Days, Finding, InForce, Reason, Slot, Sum
from planner.engine.rules.kind import Parameter, RuleKind, is_nothing, is_steady
from planner.engine.rules.wording import by, listed, subject, too_early
from planner.engine.schedule import Announcement, Schedule

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene


class NoticeGiven(NamedTuple):
    milestone: str
    announcing: str
    at_least: Duration
    channels: tuple[str, ...]


class Channel(NamedTuple):
    name: str | None
    """None where any channel will do."""
    first: Sequence[Announcement]
    """Notices of `announcing`."""
    later: Sequence[Announcement]
    """Notices of the milestone alone, which count from the day of one of `first` on."""


class Bound(NamedTuple):
    """The earliest legal day by one channel, and the notice that it comes from."""

    earliest: Day
    day: Day
    told: Day
    notice: Announcement | None
    channel: str | None


class NoticeConstraint(NamedTuple):
    in_force: InForce
    item: int
    schedule: Schedule
    given: NoticeGiven
    slot: Slot
    channels: list[Channel]
    told_binds: bool
    """People told of a later day were not told of this one; of a release they are glad."""

    def reads(self) -> Iterable[Slot]:
        notices = {each.slot for channel in self.channels for each in (*channel.first, *channel.later)}
        return {self.slot, *notices}

    def breakpoints(self, days: Days) -> Iterator[Day]:
        yield self.schedule.judge_from
        yield latest_start(days[self.slot], self.given.at_least) + 1
        for channel in self.channels:
            for notice in (*channel.first, *channel.later):
                bound = self._bound(notice, channel, days)
                yield add(bound.day, self.given.at_least)
                yield bound.told
                yield bound.day
                yield bound.day + 1

    def later(self, days: Days) -> Slot:
        return self.slot

    def earlier(self, days: Days) -> Slot | None:
        """Of the notices that could serve a channel that is late, the first to go out."""
        date, schedule = days[self.slot], self.schedule
        last = latest_start(date, self.given.at_least)
        for channel in self.channels:
            if not channel.first or self.bound(channel, days).earliest <= date:
                continue
            since = min(self.day(each, days) for each in channel.first)
            useful = (*channel.first, *(channel.later if last >= since else ()))
            free = [each.slot for each in useful if schedule.may_move(each.slot, days)]
            return min(free, key=lambda slot: days[slot], default=None)
        return None

    def unannounced(self) -> Iterator[tuple[str | None, str]]:
        """Yield (channel, milestone) for each channel without any notice; None: any channel will do."""
        return ((each.name, self.given.announcing) for each in self.channels if not each.first)

    def last_day(self, days: Days) -> Day:
        """Return the last day on which a notice of the date still counts."""
        return latest_start(days[self.slot], self.given.at_least)

    def relies_on(self, slots: Collection[Slot], days: Days) -> bool:
        """Return True if a channel that is late as the dates are is served by one of these notices."""
        date = days[self.slot]
        return any(
            any(each.slot in slots for each in (*channel.first, *channel.later))
            and self.bound(channel, days).earliest > date
            for channel in self.channels
        )

    def day(self, notice: Announcement, days: Days) -> Day:
        """When it goes out: what is not recorded as sent, on the as-of date at the earliest."""
        date = days[notice.slot]
        if notice.told is not None or date < self.schedule.judge_from:
            return date
        return max(date, self.schedule.as_of)

    def bound(self, channel: Channel, days: Days) -> Bound:
        """Without any notice of the channel: as if one went out on the as-of date."""
        if not channel.first:
            as_of = self.schedule.as_of
            return Bound(add(as_of, self.given.at_least), as_of, 0, None, channel.name)
        bounds = [self._bound(notice, channel, days) for notice in channel.first]
        if channel.later:
            since = min(each.day for each in bounds)
            later = (self._bound(notice, channel, days) for notice in channel.later)
            bounds.extend(each for each in later if each.day >= since)
        return min(bounds, key=lambda each: each.earliest)

    def _bound(self, notice: Announcement, channel: Channel, days: Days) -> Bound:
        day, told = self.day(notice, days), self._told(notice)
        return Bound(max(add(day, self.given.at_least), told), day, told, notice, channel.name)

    def _told(self, notice: Announcement) -> Day:
        return notice.told.get(self.given.milestone, 0) if notice.told and self.told_binds else 0

    def findings(self, days: Days) -> Sequence[Finding]:
        date = days[self.slot]
        until = min(date + self.in_force.rule.tolerance, LAST_DAY)
        for channel in self.channels:
            for notice in channel.first:
                if add(self.day(notice, days), self.given.at_least) <= until and self._told(notice) <= until:
                    break
            else:
                if not channel.later or not channel.first or self.bound(channel, days).earliest > until:
                    break
        else:
            return NOTHING
        return (self._finding(days, date, until),) if self.in_force.speaks_of(date) else NOTHING

    def _finding(self, days: Days, date: Day, until: Day) -> Finding:
        bounds = [self.bound(channel, days) for channel in self.channels]
        missing = [each for each in bounds if each.notice is None]
        late = [each for each in bounds if each.notice is not None and each.earliest > until]
        largest = max(each.earliest for each in bounds)
        earliest = largest if largest < NEVER else None
        reason = Reason(
            self._message(date, missing, late, earliest),
            tuple(dict.fromkeys(self._sum(each) for each in (*late, *missing))),
            tuple(dict.fromkeys(self._related(each, days) for each in late)),
        )
        short = None if missing or earliest is None else earliest - date
        return self.schedule.blame(self.in_force.rule, self.slot, date, reason, earliest=earliest, days=short)

    def _sum(self, bound: Bound) -> Sum:
        end = add(bound.day, self.given.at_least)
        return Sum(bound.day, str(self.given.at_least), end if end < NEVER else None)

    def _related(self, bound: Bound, days: Days) -> Dated:
        assert bound.notice is not None
        date = days[bound.notice.slot]
        return self.schedule.dated(bound.notice.slot, date)

    def _message(self, date: Day, missing: list[Bound], late: list[Bound], earliest: Day | None) -> str:
        name, milestone = self.schedule.items[self.item].name, self.given.milestone
        said = {} if milestone == self.given.announcing else {"of": f" {self.given.announcing}"}
        why = [self._lateness(day, told, channels) for (day, told), channels in _by_notice(late).items()]
        if missing:
            channels = [each.channel for each in missing if each.channel is not None]
            sent_by = f" by {listed(channels)}" if channels else ""
            what = f"{said['of'].strip()} is" if said else "is"
            why.insert(0, f"{what} not announced{sent_by}")
            end = iso(earliest) if earliest is not None else f"past {iso(LAST_DAY)}"
            sent = iso(self.schedule.as_of)
            separator = ": " if said else " "
            return (
                f"{subject(name, milestone, date)}{separator}{'; '.join(why)}; earliest {end} if sent {sent}"
            )
        if earliest is None:
            return f"{subject(name, milestone, date)} is too early: {'; '.join(why)}; no date is late enough"
        return too_early(name, milestone, date, earliest, "; ".join(why))

    def _lateness(self, day: Day, told: Day, channels: list[str]) -> str:
        sent_by = f" by {listed(channels)}" if channels else ""
        if told:
            return f"told {iso(told)} on {iso(day)}{sent_by}"
        announced = "" if self.given.milestone == self.given.announcing else f"{self.given.announcing} "
        verb = "announced" if day < self.schedule.as_of else "to be announced"
        return f"{announced}{verb} {iso(day)}{sent_by}"


def _by_notice(bounds: list[Bound]) -> dict[tuple[Day, Day], list[str]]:
    """Channels that are late for the same reason: the notice's day, or the day it told."""
    grouped: dict[tuple[Day, Day], list[str]] = {}
    for bound in bounds:
        assert bound.notice is not None
        told = bound.told if bound.earliest == bound.told else 0
        channels = grouped.setdefault((bound.day, told), [])
        if bound.channel is not None:
            channels.append(bound.channel)
    return grouped


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    given = in_force.rule.parameters
    assert isinstance(given, NoticeGiven)
    milestone, announcing = given.milestone, given.announcing
    told_binds = not any(
        each.name == milestone and each.of == in_force.rule.of and each.role == "released"
        for each in schedule.policy.milestones
    )
    names = given.channels or (None,)
    for item in schedule.judged(in_force.rule):
        slot = schedule.slots[item].get(milestone)
        if slot is not None:
            told = schedule.announced[item].get
            if milestone == announcing:
                channels = [Channel(name, told((milestone, name), ()), ()) for name in names]
            else:
                channels = [
                    Channel(
                        name, told((announcing, name), ()), _alone(told((milestone, name), ()), announcing)
                    )
                    for name in names
                ]
            yield NoticeConstraint(in_force, item, schedule, given, slot, channels, told_binds)


def _alone(notices: Sequence[Announcement], announcing: str) -> Sequence[Announcement]:
    return [each for each in notices if announcing not in each.announces]


def _make(values: Mapping[str, object]) -> NoticeGiven:
    milestone = cast(str, values["milestone"])
    return NoticeGiven(
        milestone=milestone,
        announcing=cast(str, values.get("announcing", milestone)),
        at_least=cast(Duration, values.get("at_least", Duration(0, "day"))),
        channels=cast("tuple[str, ...]", values.get("channels", ())),
    )


def _sentence(notice: NoticeGiven, item: str) -> str:
    date, sent_by = f"{item}'s {notice.milestone} date", by(notice.channels, listed)
    if notice.announcing == notice.milestone:
        ahead = "by the day itself" if is_nothing(notice.at_least) else f"at least {notice.at_least} ahead"
        return f"{date} is announced {ahead}{sent_by}"
    bound = "not before" if is_nothing(notice.at_least) else f"at least {notice.at_least} after"
    return f"{date} is {bound} the announcement of its {notice.announcing} date{sent_by}"


def _example(scene: "Scene", given: NoticeGiven, day: Day) -> "Sample":
    item = scene.item({given.announcing: min(scene.start, day), given.milestone: day})
    return scene.sample([item], [scene.notice(scene.start, (given.announcing,), given.channels)])


KIND = RuleKind(
    name="notice",
    of=("version", "change"),
    parameters=(
        Parameter("milestone", "milestone", required=True, description="the date that is judged"),
        Parameter("announcing", "milestone", description="what the notices announce; the same where absent"),
        Parameter("at_least", "duration", description="how long before the date; 0 days where absent"),
        Parameter("channels", "channels", description="every one of these; none listed: any notice will do"),
    ),
    make=_make,
    contradictions=lambda values: (),
    constraints=constraints,
    sentence=_sentence,
    example=_example,
    moves_dates=True,
    asks_for_notices=True,
    steady=lambda given: is_steady(given.at_least),
)

"""The constraint of a `notice` rule: one date, and the channels that must announce it in time."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from planner.dates import BEFORE_ALL, LAST_DAY, NEVER, Day, Duration, add, add_at_most, iso, latest_start
from planner.engine.constraint import NOTHING, Dated, Days, Finding, InForce, Reason, Slot, Sum
from planner.engine.rules.wording import by, listed, subject, too_early
from planner.engine.schedule import Schedule
from planner.engine.slots import Announcement
from planner.named_tuple import NamedTuple


class NoticeGiven(NamedTuple):
    """The parameters of a `notice` rule."""

    milestone: str
    announcing: str
    at_least: Duration
    channels: tuple[str, ...]
    at_most: Duration | None = None
    """For a reminder: the longest time before the date. Such a rule moves no date."""


class Channel(NamedTuple):
    """A channel and the notices of the item that use it."""

    name: str | None
    """The channel; None if any channel is accepted."""
    first: Sequence[Announcement]
    """Notices of `announcing`."""
    later: Sequence[Announcement]
    """Notices of the milestone alone, which count from the day of one of `first` on."""


class NoticeBound(NamedTuple):
    """The earliest legal day by one channel, and the notice that it comes from."""

    earliest: Day
    day: Day
    told: Day
    notice: Announcement | None
    channel: str | None


class NoticeConstraint(NamedTuple):
    """A date that must be announced in time by every channel listed."""

    in_force: InForce
    item: int
    schedule: Schedule
    given: NoticeGiven
    slot: Slot
    channels: Sequence[Channel]
    """The channels, with withdrawn announcements counted as well."""
    told_binds: bool
    """True if a notice that told a later date does not count; for releases it counts."""
    withdrawals: tuple[Slot, ...] = ()
    """Sent notices that take an announcement back: which ones still count depends on their dates."""

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        notices = {each.slot for channel in self.channels for each in (*channel.first, *channel.later)}
        return {self.slot, *notices, *self.withdrawals, *self.in_force.reads(self.item)}

    def standing(self, days: Days) -> Sequence[Channel]:
        """Return the channels of the rule, each with the notices that no later sent notice withdraws."""
        if not self.withdrawals:
            return self.channels
        schedule, item = self.schedule, self.item
        return channels_of(self.given, lambda milestone, name: schedule.standing(item, milestone, name, days))

    def breakpoints(self, days: Days) -> Iterator[Day]:
        """Yield the days at which the findings can change if the date or one of the notices moves."""
        yield self.schedule.judge_from
        yield latest_start(days[self.slot], self.given.at_least) + 1
        for channel in self.channels:
            for notice in (*channel.first, *channel.later):
                bound = self._bound(notice, channel, days)
                yield add(bound.day, self.given.at_least)
                yield bound.told
                yield bound.day
                yield bound.day + 1
                if self.withdrawals:
                    yield days[notice.slot]
                    yield days[notice.slot] + 1
        for slot in self.withdrawals:
            yield days[slot]
            yield days[slot] + 1

    def later(self, days: Days) -> Slot:
        """Return the slot of the date, which removes the violation by moving later."""
        return self.slot

    def earlier(self, days: Days) -> Slot | None:
        """Return the slot of the earliest movable notice by which the first late channel announces the date.

        Return None if no notice of that channel may move, or if no channel with a notice is late.
        """
        date, schedule = days[self.slot], self.schedule
        last = latest_start(date, self.given.at_least)
        for channel in self.standing(days):
            if not channel.first or self.bound(channel, days).earliest <= date:
                continue
            since = min(self.day(each, days) for each in channel.first)
            useful = (*channel.first, *(channel.later if last >= since else ()))
            free = [each.slot for each in useful if schedule.may_move(each.slot, days)]
            return min(free, key=lambda slot: days[slot], default=None)
        return None

    def unannounced(self, days: Days) -> Iterator[tuple[str | None, str]]:
        """Yield (channel, milestone) for each channel without a notice; the channel None stands for any.

        If the rule asks for a reminder, yield also the channels whose notices all come too early or too late.
        """
        for channel in self.standing(days):
            if not channel.first or (self.given.at_most is not None and not self._reminds(channel, days)):
                yield channel.name, self.given.announcing

    def last_day(self, days: Days) -> Day:
        """Return the last day on which a notice still goes out long enough before the date."""
        return latest_start(days[self.slot], self.given.at_least)

    def first_day(self, days: Days) -> Day:
        """Return the first day on which a reminder of the date counts.

        If the rule asks for no reminder, return BEFORE_ALL.
        """
        if self.given.at_most is None:
            return BEFORE_ALL
        return latest_start(days[self.slot] - 1, self.given.at_most, add_at_most) + 1

    def relies_on(self, slots: Collection[Slot], days: Days) -> bool:
        """Return True if the date is too early for a channel by which one of some notices announces it.

        `slots` are those of the notices.
        """
        date = days[self.slot]
        return any(
            any(each.slot in slots for each in (*channel.first, *channel.later))
            and self.bound(channel, days).earliest > date
            for channel in self.standing(days)
        )

    def day(self, notice: Announcement, days: Days) -> Day:
        """Return the day on which a notice goes out: its date, or the as-of date if that is later.

        For a notice that was sent, or that lies before `judge_from`, it is always its date.
        """
        date = days[notice.slot]
        if notice.told is not None or date < self.schedule.judge_from:
            return date
        return max(date, self.schedule.as_of)

    def bound(self, channel: Channel, days: Days) -> NoticeBound:
        """Return the earliest of the bounds that the channel's notices give to the date.

        If the channel has no notice, return the bound of a notice sent on the as-of date.
        """
        if not channel.first:
            as_of = self.schedule.as_of
            return NoticeBound(
                earliest=add(as_of, self.given.at_least), day=as_of, told=0, notice=None, channel=channel.name
            )
        return min(self._bounds(channel, days), key=lambda each: each.earliest)

    def _bounds(self, channel: Channel, days: Days) -> list[NoticeBound]:
        """Return the bound of each notice of a channel that announces the date.

        Notices of the milestone alone (`later`) that go out before the earliest of `first` are left out.
        """
        bounds = [self._bound(notice, channel, days) for notice in channel.first]
        if channel.later and bounds:
            since = min(each.day for each in bounds)
            later = (self._bound(notice, channel, days) for notice in channel.later)
            bounds.extend(each for each in later if each.day >= since)
        return bounds

    def _bound(self, notice: Announcement, channel: Channel, days: Days) -> NoticeBound:
        """Return the bound that one notice alone gives to the date: the first day on which it is legal.

        That lies `at_least` after the day on which the notice goes out, as `day` has it, and not before the
        day that it told, if that binds. `channel` is only named in the bound.
        """
        day, told = self.day(notice, days), self._told(notice)
        return NoticeBound(
            earliest=max(add(day, self.given.at_least), told),
            day=day,
            told=told,
            notice=notice,
            channel=channel.name,
        )

    def _told(self, notice: Announcement) -> Day:
        """Return the day that a notice told of the milestone, before which it does not count; else 0."""
        return notice.told.get(self.given.milestone, 0) if notice.told and self.told_binds else 0

    def _reminds(self, channel: Channel, days: Days) -> bool:
        """Return True if some notice of a channel goes out neither too soon nor too late before the date."""
        date, at_most = days[self.slot], self.given.at_most
        assert at_most is not None
        bounds = self._bounds(channel, days)
        return any(each.earliest <= date <= add_at_most(each.day, at_most) for each in bounds)

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation if a channel announces the date too late or not at all, beyond the tolerance.

        It names all such channels. For a reminder, see `_without_reminder`.
        """
        in_force, item, _, given, slot, channels, _, withdrawals = self
        if given.at_most is not None:
            return self._without_reminder(days)
        date = days[slot]
        until = min(date + in_force.rule.tolerance, LAST_DAY)
        if withdrawals:
            channels = self.standing(days)
        if self._announced(channels, until, days) or not in_force.speaks_of(date, item, days):
            return NOTHING
        return (self._finding(days, date, until, channels),)

    def fails(self, days: Days) -> bool:
        """Return True if `findings` returns a violation: a channel announces the date too late or not at all.

        Return False if the rule asks for a reminder, since that bounds no date.
        """
        if self.given.at_most is not None:
            return False
        date = days[self.slot]
        until = min(date + self.in_force.rule.tolerance, LAST_DAY)
        announced = self._announced(self.standing(days), until, days)
        return not announced and self.in_force.speaks_of(date, self.item, days)

    def _announced(self, channels: Sequence[Channel], until: Day, days: Days) -> bool:
        """Return True if each channel announces the date long enough before the day `until`."""
        # Unpacked at once: to read each attribute where it is used takes twice as long.
        _, _, schedule, (milestone, _, at_least, _, _), _, _, told_binds, _ = self
        as_of, judge_from = schedule.as_of, schedule.judge_from
        asked: Announcement | None = None
        for channel in channels:
            _, first, later = channel
            for notice in first:
                if notice is asked:  # it serves the channel before, too, as nearly always
                    break
                notice_slot, _, _, told, _ = notice
                day = days[notice_slot]
                if told is None and judge_from <= day < as_of:
                    day = as_of  # as in `day`
                if add(day, at_least) <= until and (
                    not told or not told_binds or told.get(milestone, 0) <= until
                ):
                    asked = notice
                    break
            else:
                if not later or not first or self.bound(channel, days).earliest > until:
                    return False
        return True

    def _finding(self, days: Days, date: Day, until: Day, channels: Sequence[Channel]) -> Finding:
        """Return the violation of channels that announce the date too late or not at all."""
        bounds = [self.bound(channel, days) for channel in channels]
        missing = [each for each in bounds if each.notice is None]
        late = [each for each in bounds if each.notice is not None and each.earliest > until]
        largest = max(each.earliest for each in bounds)
        earliest = largest if largest < NEVER else None
        helps = not missing or (largest > date >= self.schedule.as_of)
        why = "; ".join(self._lateness(each, days) for each in _by_notice(late).items())
        decisive = (each for each in (*late, *missing) if each.earliest > until)
        reason = Reason(
            message=self._message(days, date, missing, why, earliest),
            sums=tuple(dict.fromkeys(self._sums(decisive))),
            related=tuple(dict.fromkeys(self._related(each, days) for each in late)),
            explanation="" if missing else why,
        )
        wrong = (each.channel for each in bounds if each.notice is None or each.earliest > date)
        return self.schedule.blame(
            self.in_force.rule,
            self.slot,
            date,
            reason,
            earliest=earliest if helps else None,
            days=None if missing or earliest is None else earliest - date,
            channels=tuple(each for each in wrong if each is not None),
        )

    def _without_reminder(self, days: Days) -> Sequence[Finding]:
        """Return a violation, which bounds no date, if a channel sends no reminder in time; else nothing."""
        date, schedule = days[self.slot], self.schedule
        channels = self.standing(days)
        wrong = [each.name for each in channels if not self._reminds(each, days)]
        if not wrong or not self.in_force.speaks_of(date, self.item, days):
            return NOTHING
        named = tuple(each for each in wrong if each is not None)
        sent_by, first, last = by(named, listed), self.first_day(days), self.last_day(days)
        about = subject(schedule.items[self.item].name, self.given.milestone, date)
        if last < schedule.as_of:
            message = f"{about} was not announced{sent_by} from {iso(first)} to {iso(last)}"
        else:
            start = iso(max(first, schedule.as_of))
            message = f"{about} is not announced in time: announce it{sent_by} from {start} to {iso(last)}"
        return (
            schedule.blame(
                self.in_force.rule, self.slot, date, Reason(message), channels=named, moves_dates=False
            ),
        )

    def _sums(self, bounds: Iterable[NoticeBound]) -> Iterator[Sum]:
        """Yield the sums of notice and span that make bounds.

        Leave out bounds that are made by the day told.
        """
        for bound in bounds:
            end = add(bound.day, self.given.at_least)
            if end >= bound.told:
                yield Sum(bound.day, str(self.given.at_least), end if end < NEVER else None)

    def _related(self, bound: NoticeBound, days: Days) -> Dated:
        """Return the date of the notice that makes a bound, for the reason of a violation."""
        assert bound.notice is not None
        date = days[bound.notice.slot]
        return self.schedule.dated(bound.notice.slot, date)

    def _message(
        self, days: Days, date: Day, missing: list[NoticeBound], why: str, earliest: Day | None
    ) -> str:
        """Return the message of a violation.

        `missing` has the bounds of channels without a notice, `why` the words for channels that are late, and
        `earliest` the first date that is late enough, or None if none is.
        """
        name, milestone = self.schedule.items[self.item].name, self.given.milestone
        about = subject(name, milestone, date)
        if missing:
            cure = self._announce(days, about, missing, earliest)
            return f"{cure}; {why}" if why else cure
        if date < self.schedule.as_of:
            return f"{about} is announced too late: {why}"
        if earliest is None:
            return f"{about} is too early: {why}; no date is late enough"
        return too_early(name, milestone, date, earliest, why)

    def _announce(self, days: Days, about: str, missing: list[NoticeBound], earliest: Day | None) -> str:
        """Return the words for channels without a notice, with the last day on which one counts.

        If that day is past, they end with `earliest`, the first date that a notice sent today allows. `about`
        names the date.
        """
        given, as_of = self.given, self.schedule.as_of
        sent_by = by(tuple(each.channel for each in missing if each.channel is not None), listed)
        what = "" if given.milestone == given.announcing else f" {given.announcing}"
        announced = f": its{what} is" if what else " is"
        if days[self.slot] < as_of:
            return f"{about}{announced.replace(' is', ' was')} not announced{sent_by}"
        last = self.last_day(days)
        if last >= as_of:
            return f"{about}{announced} not announced: announce{what}{sent_by} by {iso(last)}"
        never = f"no day up to {iso(LAST_DAY)} is late enough"
        allowed = never if earliest is None else f"not before {iso(earliest)}"
        return f"{about}{announced} not announced{sent_by}; if announced today, {allowed}"

    def _lateness(self, late: "tuple[tuple[Day, Day, Slot | None], list[str]]", days: Days) -> str:
        """Return the words for channels that are late for the same reason, as `_by_notice` groups them."""
        (day, told, unsent), channels = late
        sent_by = by(tuple(channels), listed)
        if told:
            return f"told {iso(told)} on {iso(day)}{sent_by}"
        announced = "" if self.given.milestone == self.given.announcing else f"{self.given.announcing} "
        if unsent is not None and days[unsent] < self.schedule.as_of:
            which = f"the notice of {iso(days[unsent])}{sent_by}"
            return f"{which} is not recorded as sent (`planner sent` records it)"
        verb = "announced" if unsent is None else "to be announced"
        return f"{announced}{verb} {iso(day)}{sent_by}"


def _by_notice(bounds: list[NoticeBound]) -> dict[tuple[Day, Day, Slot | None], list[str]]:
    """Return the channels of bounds by the reason why they are late.

    The reason is the notice's day, the day that it told if that makes the bound (else 0), and its slot if it
    is not recorded as sent (else None).
    """
    grouped: dict[tuple[Day, Day, Slot | None], list[str]] = {}
    for bound in bounds:
        assert bound.notice is not None
        told = bound.told if bound.earliest == bound.told else 0
        unsent = bound.notice.slot if bound.notice.told is None else None
        channels = grouped.setdefault((bound.day, told, unsent), [])
        if bound.channel is not None:
            channels.append(bound.channel)
    return grouped


def channels_of(
    given: NoticeGiven, telling: Callable[[str, str | None], Sequence[Announcement]]
) -> list[Channel]:
    """Return the channels of a rule with their announcements; one channel for any if it lists none.

    `telling` returns the announcements of a milestone by a channel, or by any for None.
    """
    names, milestone, announcing = given.channels or (None,), given.milestone, given.announcing
    alone = milestone != announcing
    return [
        Channel(
            name,
            telling(announcing, name),
            [each for each in telling(milestone, name) if announcing not in each.announces] if alone else (),
        )
        for name in names
    ]

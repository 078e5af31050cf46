"""Announced dates: the day people were last told, channel by channel, and corrections they are owed."""

from collections.abc import Collection, Mapping, Sequence

from planner.dates import Day
from planner.engine.constraint import Slot
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE, Announcement, Channel
from planner.named_tuple import NamedTuple


class Told(NamedTuple):
    """The last word of a channel on a date."""

    notice: Slot
    """The slot of the sent notice."""
    day: Day | None
    """The day told; None if the notice withdrew the date."""


def announcement(schedule: Schedule, slot: Slot) -> Announcement | None:
    """Return the notice whose date is in a slot; None if the slot has the date of a milestone."""
    owner = schedule.owners[slot]
    if owner.what != NOTICE:
        return None
    return next(each for each in schedule.announcements[owner.item] if each.slot == slot)


def was_sent(schedule: Schedule, slot: Slot) -> bool:
    """Return True if a slot has the date of a sent notice; False for a planned one and for a milestone."""
    notice = announcement(schedule, slot)
    return notice is not None and notice.told is not None


def tells(notice: Announcement, milestone: str) -> bool:
    """Return True if a notice was sent, and told a day of a milestone or withdrew it."""
    return notice.told is not None and (milestone in notice.told or milestone in notice.withdraws)


def telling(schedule: Schedule, item: int, milestone: str) -> list[Announcement]:
    """Return the sent notices that told a day of an item's milestone or withdrew it, in the file's order."""
    return [each for each in schedule.announcements[item] if tells(each, milestone)]


def by_channel(
    notices: Sequence[Announcement], days: Sequence[Day], milestone: str
) -> Mapping[Channel, Told]:
    """Return the last word of each channel on a milestone, from its latest notice.

    Of two notices on one day, the later in the file counts. `notices` are sent ones, in the order of the
    file, that all told a day of the milestone or withdrew it. The unnamed channel is None.
    """
    last: dict[Channel, Announcement] = {}
    for notice in notices:
        for channel in notice.by:
            before = last.get(channel)
            if before is None or days[notice.slot] >= days[before.slot]:
                last[channel] = notice
    return {channel: _told(notice, milestone) for channel, notice in last.items()}


def _told(notice: Announcement, milestone: str) -> Told:
    """Return the day that a sent notice told of a milestone, with None for one that it withdrew."""
    return Told(notice.slot, None if milestone in notice.withdraws else (notice.told or {})[milestone])


def told_by_channel(
    schedule: Schedule, days: Sequence[Day], item: int, milestone: str
) -> Mapping[Channel, Told]:
    """Return the last word on an item's milestone of each channel that told a day of it or withdrew it."""
    return by_channel(telling(schedule, item, milestone), days, milestone)


def last_told(
    schedule: Schedule,
    days: Sequence[Day],
    item: int,
    milestone: str,
    channels: Collection[Channel] = (),
) -> Day | None:
    """Return the day that the latest sent notice by one of the channels told of a milestone.

    Without channels, notices by any channel count. Return None if no notice told one, or if the latest one
    withdrew the milestone.
    """
    told = [
        each
        for each in telling(schedule, item, milestone)
        if not channels or not set(channels).isdisjoint(each.by)
    ]
    if not told:
        return None
    _, last = max(enumerate(told), key=lambda each: (days[each[1].slot], each[0]))
    return _told(last, milestone).day


def latest_told(schedule: Schedule, days: Sequence[Day], item: int, milestone: str) -> Day | None:
    """Return the latest of the days that the channels told last; None if no channel promises a day now.

    A date before that day breaks the promise of a channel.
    """
    told = told_by_channel(schedule, days, item, milestone).values()
    return max((each.day for each in told if each.day is not None), default=None)


def corrects(
    schedule: Schedule, days: Sequence[Day], notice: Announcement, milestone: str, *, is_set: bool
) -> bool:
    """Return True if a planned notice, not past, will announce a milestone: that is what corrects its date.

    With `is_set` False, for a milestone without a date, return True if such a notice withdraws it.
    """
    said = notice.announces if is_set else notice.withdraws
    return notice.told is None and milestone in said and days[notice.slot] >= schedule.as_of


def owed(schedule: Schedule, days: Sequence[Day], item: int, milestone: str) -> tuple[Channel, ...]:
    """Return the channels whose last word on a milestone is not its date, and that nothing corrects.

    What corrects it is a planned notice by the channel, see `corrects`. For a milestone without a date, these
    are the channels that told a day and did not withdraw it.
    """
    slot = schedule.slot(item, milestone)
    day = None if slot is None else days[slot]
    planned = [
        channel
        for notice in schedule.announcements[item]
        if corrects(schedule, days, notice, milestone, is_set=slot is not None)
        for channel in notice.by
    ]
    told = told_by_channel(schedule, days, item, milestone)
    return tuple(channel for channel, last in told.items() if last.day != day and channel not in planned)

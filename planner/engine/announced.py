"""Announced dates: the day people were last told, channel by channel, and corrections they are owed."""

from collections.abc import Mapping, Sequence

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
    """Return the notice of a slot; None for a milestone."""
    owner = schedule.owners[slot]
    if owner.what != NOTICE:
        return None
    return next(each for each in schedule.announcements[owner.item] if each.slot == slot)


def was_sent(schedule: Schedule, slot: Slot) -> bool:
    """Return True if a slot is the date of a sent notice."""
    notice = announcement(schedule, slot)
    return notice is not None and notice.told is not None


def tells(notice: Announcement, milestone: str) -> bool:
    """Return True if a notice was sent and told a date, or that it will not happen."""
    return notice.told is not None and (milestone in notice.told or milestone in notice.withdraws)


def telling(schedule: Schedule, item: int, milestone: str) -> list[Announcement]:
    """Return the sent notices that told a date or withdrew it, in the order of the file."""
    return [each for each in schedule.announcements[item] if tells(each, milestone)]


def by_channel(
    notices: Sequence[Announcement], days: Sequence[Day], milestone: str
) -> Mapping[Channel, Told]:
    """Return the day that each channel told last, by its latest notice.

    Of two notices on one day, the later in the file counts. All notices given
    tell or withdraw the milestone; they are in the order of the file.
    """
    last: dict[Channel, Announcement] = {}
    for notice in notices:
        for channel in notice.by:
            before = last.get(channel)
            if before is None or days[notice.slot] >= days[before.slot]:
                last[channel] = notice
    return {channel: _told(notice, milestone) for channel, notice in last.items()}


def _told(notice: Announcement, milestone: str) -> Told:
    return Told(notice.slot, None if milestone in notice.withdraws else (notice.told or {})[milestone])


def told_by_channel(
    schedule: Schedule, days: Sequence[Day], item: int, milestone: str
) -> Mapping[Channel, Told]:
    """Return the day that each channel told last for a milestone, without channels that never told one."""
    return by_channel(telling(schedule, item, milestone), days, milestone)


def last_told(schedule: Schedule, days: Sequence[Day], item: int, milestone: str) -> Day | None:
    """Return the day told by the latest sent notice, whatever its channel; None: none, or "never"."""
    told = telling(schedule, item, milestone)
    if not told:
        return None
    _, last = max(enumerate(told), key=lambda each: (days[each[1].slot], each[0]))
    return _told(last, milestone).day


def latest_told(schedule: Schedule, days: Sequence[Day], item: int, milestone: str) -> Day | None:
    """Return the latest day that some channel last told: a date that is earlier breaks that promise."""
    told = told_by_channel(schedule, days, item, milestone).values()
    return max((each.day for each in told if each.day is not None), default=None)


def corrects(
    schedule: Schedule, days: Sequence[Day], notice: Announcement, milestone: str, *, is_set: bool
) -> bool:
    """Return True if a planned notice will tell the date, or where it is not set, withdraw it."""
    said = notice.announces if is_set else notice.withdraws
    return notice.told is None and milestone in said and days[notice.slot] >= schedule.as_of


def owed(schedule: Schedule, days: Sequence[Day], item: int, milestone: str) -> tuple[Channel, ...]:
    """Return the channels that told another day than the plan has, without a planned correction.

    Where the plan has no such date, the channels that still say a day.
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

"""What people were told of a date, and whether they are owed a correction."""

from collections.abc import Sequence

from planner.dates import Day
from planner.engine.constraint import Slot
from planner.engine.schedule import NOTICE, Announcement, Schedule


def announcement(schedule: Schedule, slot: Slot) -> Announcement | None:
    """The notice whose date this is; None for a milestone."""
    owner = schedule.owners[slot]
    if owner.what != NOTICE:
        return None
    return next(each for each in schedule.announcements[owner.item] if each.slot == slot)


def was_sent(schedule: Schedule, slot: Slot) -> bool:
    """Whether the date is that of a notice that went out."""
    notice = announcement(schedule, slot)
    return notice is not None and notice.told is not None


def telling(schedule: Schedule, item: int, milestone: str) -> list[Announcement]:
    """The sent notices that told a date, in the order of the file."""
    return [each for each in schedule.announcements[item] if each.told and milestone in each.told]


def last_of(told: Sequence[tuple[Slot, Day]], days: Sequence[Day]) -> tuple[Slot, Day]:
    """Return the last notice and the day it told; of two on one date, the later in the file."""
    return max(enumerate(told), key=lambda each: (days[each[1][0]], each[0]))[1]


def last_told(schedule: Schedule, days: Sequence[Day], item: int, milestone: str) -> Day | None:
    """By the sent notice of the greatest date; of two on one day, the later in the file."""
    told = [(each.slot, (each.told or {})[milestone]) for each in telling(schedule, item, milestone)]
    return last_of(told, days)[1] if told else None


def owed(schedule: Schedule, days: Sequence[Day], item: int, milestone: str) -> bool:
    """Whether people know another day than the plan has, and no notice is planned that corrects it."""
    slot, told = schedule.slot(item, milestone), last_told(schedule, days, item, milestone)
    if slot is None or told is None or told == days[slot]:
        return False
    return not any(
        each.told is None and milestone in each.announces and days[each.slot] >= schedule.as_of
        for each in schedule.announcements[item]
    )

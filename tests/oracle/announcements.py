"""What notices say by which channel, and until when: withdrawals and promises (docs/rules.md)."""

from datetime import date
from typing import Any

from .case import Case, Entry, Item

NEVER_TO_HAPPEN = "never"


def channels_of(notice: Entry) -> list[str | None]:
    """ "A notice without `channels` counts as one extra, unnamed channel for `promise`"."""
    return notice.get("channels") or [None]


def day_of(case: Case, notice: Entry) -> date:
    """Return the day that rules of kind `notice` count from."""
    day: date = notice["date"]
    if "told" in notice:
        return day
    if case.judge_from is not None and day < case.judge_from:
        return day  # "then it counts as sent"
    return max(day, case.as_of)


def announcing(item: Item, milestone: str, channel: str | None) -> list[Entry]:
    """Return the notices whose announcement of the milestone by the channel still counts; None: by any."""
    found = []
    for notice in item.notices:
        if milestone not in notice.get("announces", []):
            continue
        if channel is None:
            counts = not all(_withdrawn(item, notice, milestone, own) for own in channels_of(notice))
        else:
            counts = channel in channels_of(notice) and not _withdrawn(item, notice, milestone, channel)
        if counts:
            found.append(notice)
    return found


def _withdrawn(item: Item, notice: Entry, milestone: str, channel: str | None) -> bool:
    """Return True if a later sent notice by that channel withdraws the milestone."""
    for index, other in enumerate(item.notices):
        sent = "told" in other and milestone in other.get("withdraws", [])
        if sent and channel in channels_of(other):
            place = next(i for i, each in enumerate(item.notices) if each is notice)
            if (other["date"], index) > (notice["date"], place):
                return True
    return False


def last_told(item: Item, milestone: str) -> dict[str | None, date | str]:
    """Return, by channel that ever told or withdrew the milestone, the day last told or "never"."""
    last: dict[str | None, Entry] = {}
    for notice in item.notices:
        if "told" not in notice:
            continue
        if milestone not in notice["told"] and milestone not in notice.get("withdraws", []):
            continue
        for channel in channels_of(notice):
            if channel not in last or notice["date"] >= last[channel]["date"]:
                last[channel] = notice
    return {channel: _tells(notice, milestone) for channel, notice in last.items()}


def _tells(notice: Entry, milestone: str) -> Any:
    return NEVER_TO_HAPPEN if milestone in notice.get("withdraws", []) else notice["told"][milestone]


def correction_planned(case: Case, item: Item, milestone: str, channel: str | None) -> bool:
    """Return True if a planned notice by that channel says what the plan says."""
    key = "announces" if milestone in item.dates else "withdraws"
    return any(
        "told" not in notice
        and notice["date"] >= case.as_of
        and milestone in notice.get(key, [])
        and channel in channels_of(notice)
        for notice in item.notices
    )

"""Notices that rules ask for and the plan does not have."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.dates import BEFORE_ALL, Day
from planner.engine.compile import Constraints
from planner.engine.constraint import Days
from planner.engine.rules import KINDS
from planner.engine.rules.ability import AsksForNotices, asks_for_notices
from planner.engine.schedule import Schedule


class MissingNotice(NamedTuple):
    """A notice to be sent: the milestones it announces and its channels."""

    item: int
    announces: tuple[str, ...]
    channels: tuple[str, ...]
    asked: tuple[int, ...]
    """The indices of the constraints that ask for it."""
    day: Day = BEFORE_ALL
    """The first day from the as-of date on that it counts: for a reminder, later than today."""


def missing_notices(
    constraints: Constraints,
    days: Days,
    every_constraint: Iterable[int],
    *,
    together: bool = True,
) -> tuple[MissingNotice, ...]:
    """Return the notices that constraints, given by index, ask for and the plan does not have.

    There is one for each item, channel and first day on which it counts: the as-of date, or a later one for
    a reminder that would be too soon. With `together`, notices of one item and day that announce the same
    milestones become one notice with several channels. Milestones that rules want announced along with the
    missing ones are added, and a channel is chosen where any will do.
    """
    as_of = constraints.schedule.as_of
    wanted: dict[Day, _Collector] = {}
    for index in every_constraint:
        asking = asks_for_notices(constraints.all[index])
        if asking is None:
            continue
        day = max(asking.first_day(days), as_of)
        for channel, milestone in asking.unannounced(days):
            collector = wanted.setdefault(day, _Collector(constraints.schedule, days))
            collector.add(constraints.all[index].item, channel, milestone, index)
    return tuple(
        each._replace(day=day) for day, collector in wanted.items() for each in collector.notices(together)
    )


def is_reminder(asking: AsksForNotices, days: Days) -> bool:
    """Return True if a constraint asks for a notice that may not go out too long before the date."""
    return asking.first_day(days) > BEFORE_ALL


def reminds_in_vain(asking: AsksForNotices, schedule: Schedule, days: Days) -> bool:
    """Return True if a constraint asks for a reminder whose last day is past."""
    return is_reminder(asking, days) and asking.last_day(days) < schedule.as_of


@dataclass(slots=True)
class _Announced:
    milestones: set[str] = field(default_factory=set)
    asked: dict[int, None] = field(default_factory=dict)


class _Collector:
    def __init__(self, schedule: Schedule, days: Days) -> None:
        self.schedule = schedule
        self.days = days
        self.by_channel: dict[tuple[int, str], _Announced] = {}
        self.by_any: list[tuple[int, str, int]] = []
        self.along = [
            (along(each.parameters), frozenset(schedule.judged(each)))
            for each in schedule.policy.rules
            if (along := KINDS[each.kind].along) is not None
        ]

    def add(self, item: int, channel: str | None, milestone: str, index: int) -> None:
        """Note that a constraint asks for a notice of a milestone by a channel, or by any channel (None)."""
        if channel is None:
            self.by_any.append((item, milestone, index))
            return
        said = self.by_channel.setdefault((item, channel), _Announced())
        said.milestones.add(milestone)
        said.asked[index] = None

    def notices(self, together: bool) -> tuple[MissingNotice, ...]:
        """Return the notices asked for, each without its day; with `together`, one for several channels."""
        for item, milestone, index in self.by_any:
            self.add(item, self._channel(item, milestone), milestone, index)
        channels: dict[tuple[int, tuple[str, ...], str | None], dict[str, _Announced]] = {}
        for (item, channel), said in self.by_channel.items():
            key = item, self._along(item, channel, said.milestones), None if together else channel
            channels.setdefault(key, {})[channel] = said
        return tuple(
            MissingNotice(
                item=item,
                announces=announces,
                channels=tuple(channel for channel in by if channel),
                asked=tuple(dict.fromkeys(index for said in by.values() for index in said.asked)),
            )
            for (item, announces, _), by in channels.items()
        )

    def _channel(self, item: int, milestone: str) -> str:
        """Return the channel for a notice that may go by any channel.

        Prefer a channel by which a missing notice announces the milestone, then another one of a missing
        notice about the item, then one that the item's notices use, then the policy's first; "" if there is
        none.
        """
        ours = [channel for (each, channel), said in self.by_channel.items() if each == item]
        saying = [each for each in ours if milestone in self.by_channel[item, each].milestones]
        used = (channel for each in self.schedule.announcements[item] for channel in each.channels)
        return next(iter((*saying, *ours, *used, *self.schedule.policy.channels)), "")

    def _along(self, item: int, channel: str, milestones: set[str]) -> tuple[str, ...]:
        """Return the milestones that a notice by a channel has to announce, in lifecycle order.

        They are the given ones, and those that rules want announced along with them and that are not
        announced yet.
        """
        said: set[str] = set()
        more = milestones
        while more:
            said |= more
            more = {
                also
                for along, judged in self.along
                if item in judged and along.milestone in more
                if not along.channels or channel in along.channels
                for also in along.also
                if also not in said and not self._announced(item, also, channel if along.channels else None)
            }
        lifecycle = self.schedule.policy.milestones_of(self.schedule.item_type(item))
        return tuple(each.name for each in lifecycle if each.name in said)

    def _announced(self, item: int, milestone: str, channel: str | None) -> bool:
        """Return True if a notice up to the as-of date announces a milestone, or it has no date to announce.

        The notice goes by the channel; if that is None, by any.
        """
        return self.schedule.slot(item, milestone) is None or any(
            self.days[each.slot] <= self.schedule.as_of
            for each in self.schedule.standing(item, milestone, channel, self.days)
        )

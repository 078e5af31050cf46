"""Notices that rules ask for, and of which the plan has none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.engine.compile import Constraints
from planner.engine.constraint import Days
from planner.engine.rules import KINDS
from planner.engine.rules.ability import asks_for_notices
from planner.engine.schedule import Schedule


class MissingNotice(NamedTuple):
    """What one notice, on the as-of date, would have to say and by which channels."""

    item: int
    announces: tuple[str, ...]
    channels: tuple[str, ...]
    asked: tuple[int, ...]
    """The statements that ask for it."""


def missing_notices(
    constraints: Constraints, days: Days, every_constraint: Iterable[int], together: bool = True
) -> tuple[MissingNotice, ...]:
    """The notices that these statements lack: one an item and channel, or `together` what says the same."""
    wanted = _Wanted(constraints.schedule, days)
    for index in every_constraint:
        asking = asks_for_notices(constraints.all[index])
        for channel, milestone in () if asking is None else asking.unannounced():
            wanted.add(constraints.all[index].item, channel, milestone, index)
    return wanted.notices(together)


@dataclass(slots=True)
class _Said:
    milestones: set[str] = field(default_factory=set)
    asked: dict[int, None] = field(default_factory=dict)


class _Wanted:
    def __init__(self, schedule: Schedule, days: Days) -> None:
        self.schedule = schedule
        self.days = days
        self.by_channel: dict[tuple[int, str], _Said] = {}
        self.by_any: list[tuple[int, str, int]] = []
        self.along = [
            (along(each.parameters), frozenset(schedule.judged(each)))
            for each in schedule.policy.rules
            if (along := KINDS[each.kind].along) is not None
        ]

    def add(self, item: int, channel: str | None, milestone: str, index: int) -> None:
        if channel is None:
            self.by_any.append((item, milestone, index))
            return
        said = self.by_channel.setdefault((item, channel), _Said())
        said.milestones.add(milestone)
        said.asked[index] = None

    def notices(self, together: bool) -> tuple[MissingNotice, ...]:
        for item, milestone, index in self.by_any:
            self.add(item, self._channel(item, milestone), milestone, index)
        channels: dict[tuple[int, tuple[str, ...], str | None], dict[str, _Said]] = {}
        for (item, channel), said in self.by_channel.items():
            key = item, self._along(item, channel, said.milestones), None if together else channel
            channels.setdefault(key, {})[channel] = said
        return tuple(
            MissingNotice(
                item,
                announces,
                tuple(channel for channel in by if channel),
                tuple(dict.fromkeys(index for said in by.values() for index in said.asked)),
            )
            for (item, announces, _), by in channels.items()
        )

    def _channel(self, item: int, milestone: str) -> str:
        """Where any will do: one that is to say it anyway, or is used, or the policy's first."""
        ours = [channel for (each, channel), said in self.by_channel.items() if each == item]
        saying = [each for each in ours if milestone in self.by_channel[item, each].milestones]
        used = (channel for each in self.schedule.announcements[item] for channel in each.channels)
        return next(iter((*saying, *ours, *used, *self.schedule.policy.channels)), "")

    def _along(self, item: int, channel: str, milestones: set[str]) -> tuple[str, ...]:
        """These, and what rules want said along with them, in lifecycle order."""
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
        """Whether it is said by the as-of date already, or has no date to say."""
        return self.schedule.slot(item, milestone) is None or any(
            self.days[each.slot] <= self.schedule.as_of
            for each in self.schedule.telling(item, milestone, channel)
        )

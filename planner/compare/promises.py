"""Dates that people were told, and that are no longer what they were."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.compare.pairs import Pairs
from planner.dates import Day
from planner.engine.announced import last_told
from planner.engine.evaluate import Evaluation


class Touched(NamedTuple):
    item: str
    """By its name now; of one that is gone, its last."""
    milestone: str
    told: Day
    """Last, by the record as it was."""
    old: Day | None
    new: Day | None
    rewritten: bool
    """The record of what was told says something else now."""


def touched(old: Evaluation, pairs: Pairs) -> Iterator[Touched]:
    schedule = old.compiled.schedule
    rewritten = set(_rewritten(pairs))
    for before, now in pairs.items:
        if before is None:
            continue
        item = schedule.index[before.name]
        name, dates = (before.name, {}) if now is None else (now.name, now.dates)
        milestones = [each for notice in schedule.announcements[item] for each in notice.told or ()]
        for milestone in dict.fromkeys(milestones):
            told = last_told(schedule, old.days, item, milestone)
            was, day = before.dates.get(milestone), dates.get(milestone)
            again = (before.name, milestone) in rewritten
            if told is not None and (was != day or again):
                yield Touched(name, milestone, told, was, day, again)


def _rewritten(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Item, by its name before, and milestone."""
    for before, now in pairs.notices:
        told = now.told if now is not None and now.told is not None else {}
        for milestone, day in ((before and before.told) or {}).items():
            if before is not None and told.get(milestone) != day:
                yield before.item, milestone

"""Promised dates that changed: dates that people were told and that the plan no longer keeps."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.compare.pairs import Pairs
from planner.dates import Day
from planner.engine.announced import told_by_channel
from planner.engine.evaluate import Evaluation
from planner.plan import standing_dates


class TouchedPromise(NamedTuple):
    """A date that people were told, and its old and new date in the plan."""

    item: str
    """The item's new name, or its last name if it was removed."""
    milestone: str
    told: Day
    """A date that some channel told last, by the old record."""
    old: Day | None
    new: Day | None
    rewritten: bool
    """True if the record of told dates was changed."""


def touched_promises(old: Evaluation, pairs: Pairs) -> Iterator[TouchedPromise]:
    """Yield each day that people were told of a date which moved or was removed, or whose record was changed.

    Of each milestone, these are the days that the channels told last by the notices of the old state, each
    once.
    """
    schedule = old.compiled.schedule
    rewritten = set(_rewritten(pairs))
    for before, now in pairs.items:
        if before is None:
            continue
        item = schedule.index[before.name]
        name, dates = (before.name, {}) if now is None else (now.name, standing_dates(now))
        milestones = [each for notice in schedule.announcements[item] for each in notice.told or ()]
        for milestone in dict.fromkeys(milestones):
            by_channel = told_by_channel(schedule, old.days, item, milestone).values()
            was, day = standing_dates(before).get(milestone), dates.get(milestone)
            again = (before.name, milestone) in rewritten
            for told in dict.fromkeys(each.day for each in by_channel):
                if told is not None and (was != day or again):
                    yield TouchedPromise(
                        item=name, milestone=milestone, told=told, old=was, new=day, rewritten=again
                    )


def _rewritten(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield (item by its old name, milestone) for each told day that the new plan's notice does not have."""
    for before, now in pairs.notices:
        told = now.told if now is not None and now.told is not None else {}
        for milestone, day in ((before and before.told) or {}).items():
            if before is not None and told.get(milestone) != day:
                yield before.item, milestone

"""The items that a notice announces, as templates of announcements see them."""

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.dates import Day, to_date
from planner.engine.announced import last_told
from planner.engine.phases import Timetable
from planner.exports.announced_tasks import move_to, needs_migration, tasks
from planner.exports.announced_words import ItemDates, called, called_first, effects, headline, joint_headline
from planner.exports.communications import Communication
from planner.exports.subject import ExportedPlan
from planner.plan import Change, Version
from planner.policy import Milestone


class AnnouncedMilestone(NamedTuple):
    """A date of an item, as templates see it."""

    name: str
    label: str
    date: datetime.date
    answers: str | None
    """The answer to a request from that date on."""
    announced: bool
    """True if this notice announces the date."""
    told: datetime.date | None
    """The date that readers of the draft were told before, if it is another day."""


class AnnouncedItem(NamedTuple):
    """An item that a notice announces, as templates see it."""

    type: str
    """`Version` or `Change`."""
    name: str
    called: str
    """The name in the middle of a sentence: "version 4.0.9"."""
    title: str
    """The name as a title or at the beginning of a sentence: "Version 4.0.9"."""
    kind: str | None
    """The kind of a change, else None."""
    track: str | None
    version: str | None
    """The version that a change ships in, else None."""
    breaking: bool
    migration: str | None
    note: str | None
    announced: tuple[AnnouncedMilestone, ...]
    timeline: tuple[AnnouncedMilestone, ...]
    """All dates of the item, by day."""
    changes: tuple["AnnouncedItem", ...]
    """The changes that ship in a version."""
    arrives: bool
    """True if a date is announced that brings readers to the item, and not only its end."""
    headline: str
    """The item with the dates announced, in a few words."""
    effects: tuple[str, ...]
    """Sentences: what happens on the dates announced, what was told before, what is called off."""
    tasks: tuple[str, ...]
    """Sentences: what the reader has to do, and by when; empty if nothing."""
    needs_migration: bool
    """True if a migration plan belongs into the announcement."""
    move_to: str | None
    """The version to move to: the replacement, or else the next version; None if there is none."""


def announced_items(
    subject: ExportedPlan, communication: Communication, timetable: Timetable, channels: Sequence[str]
) -> tuple[str, tuple[AnnouncedItem, ...]]:
    """Return a headline about all items of a communication, and the items, in the order of its notices.

    It announces or withdraws dates of them. Notices about one item are joined. The item has all its dates,
    and a version the changes that ship in it. The dates told before are those of `channels`, by
    which the draft goes out, or of all if there are none.
    """
    readers = _Readers(communication.read_on(subject.as_of), frozenset(channels))
    every: list[ItemDates] = []
    items: list[AnnouncedItem] = []
    announced: dict[str, tuple[set[str], set[str]]] = {}
    for notice in communication.notices:
        milestones, withdrawn = announced.setdefault(notice.item, (set(), set()))
        milestones.update(notice.announces)
        withdrawn.update(notice.withdraws)
    for name, (milestones, withdrawn) in announced.items():
        index = subject.schedule.index[name]
        ships = (subject.schedule.index[each.name] for each in subject.plan.changes if each.version == name)
        every.append(_dates(timetable, index, milestones, withdrawn, readers))
        changes = (
            _about(subject, _dates(timetable, each, set(), set(), readers), set(), readers) for each in ships
        )
        items.append(_about(subject, every[-1], milestones, readers)._replace(changes=tuple(changes)))
    return joint_headline(every), tuple(items)


class _Readers(NamedTuple):
    """The people who read a draft."""

    day: Day
    """The day on which they read it."""
    channels: frozenset[str]
    """The channels by which it reaches them; empty if they are not known."""


def _about(subject: ExportedPlan, dates: ItemDates, announced: set[str], readers: _Readers) -> AnnouncedItem:
    """Return an item for templates, with its dates and sentences, but without the changes that ship in it.

    `announced` are the names of the milestones that the communication announces.
    """
    schedule, index, item = subject.schedule, dates.at, dates.item
    of_version = schedule.shipped_in(index)
    timeline = tuple(sorted(_timeline(subject, index, announced, readers), key=lambda each: each.date))
    return AnnouncedItem(
        type="Change" if isinstance(item, Change) else "Version",
        name=item.name,
        called=called(item.name) if isinstance(item, Version) else item.name,
        title=called_first(item.name) if isinstance(item, Version) else item.name,
        kind=item.kind if isinstance(item, Change) else None,
        track=schedule.tracks[index],
        version=None if of_version is None else schedule.items[of_version].name,
        breaking=dates.breaking,
        migration=item.migration,
        note=item.note,
        announced=tuple(each for each in timeline if each.announced),
        timeline=timeline,
        changes=(),
        arrives=dates.arrives,
        headline=headline(dates),
        effects=tuple(effects(dates)),
        tasks=tuple(tasks(dates)),
        move_to=move_to(dates),
        needs_migration=needs_migration(dates),
    )


def _dates(
    timetable: Timetable, index: int, announced: set[str], withdrawn: set[str], readers: _Readers
) -> ItemDates:
    """Return the dates of an item that a communication announces, by day, and those that it withdraws.

    An announced milestone without a date is left out. `announced` and `withdrawn` are names of milestones.
    """
    schedule, days = timetable.schedule, timetable.days
    coming: list[tuple[Milestone, Day, Day | None]] = []
    called_off: list[tuple[Milestone, Day | None]] = []
    for milestone in schedule.policy.milestones_of(schedule.item_type(index)):
        told = last_told(schedule, days, index, milestone.name, readers.channels)
        slot = schedule.slot(index, milestone.name)
        if milestone.name in announced and slot is not None:
            coming.append((milestone, days[slot], None if told == days[slot] else told))
        elif milestone.name in withdrawn:
            elsewhere = last_told(schedule, days, index, milestone.name)
            called_off.append((milestone, elsewhere if told is None else told))
    return ItemDates(
        timetable=timetable,
        at=index,
        announced=sorted(coming, key=lambda each: each[1]),
        withdrawn=called_off,
        read_on=readers.day,
    )


def _timeline(
    subject: ExportedPlan, index: int, announced: set[str], readers: _Readers
) -> Iterator[AnnouncedMilestone]:
    """Yield the dates of an item that are set, in lifecycle order."""
    schedule, days = subject.schedule, subject.evaluation.days
    for milestone in subject.policy.milestones_of(schedule.item_type(index)):
        slot = schedule.slot(index, milestone.name)
        if slot is not None:
            told = last_told(schedule, days, index, milestone.name, readers.channels)
            yield AnnouncedMilestone(
                name=milestone.name,
                label=milestone.title,
                date=to_date(days[slot]),
                answers=None if milestone.role == "released" else milestone.answers,
                announced=milestone.name in announced,
                told=None if told is None or told == days[slot] else to_date(told),
            )

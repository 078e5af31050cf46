"""The sentences of announcements: what changes for a reader, and what the reader has to do by when."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.dates import Day, iso
from planner.engine.phases import Timetable, unversioned_on
from planner.engine.rules.wording import listed
from planner.engine.schedule import Schedule
from planner.plan import Change, Item, Version, standing_dates
from planner.policy import Milestone, Role

_HEADLINES: dict[Role | None, str] = {
    "released": "is released on",
    "default": "becomes the default on",
    "deprecated": "is deprecated from",
    "retired": "ends on",
}


class ItemDates(NamedTuple):
    """An item with the milestones that a notice announces or takes back."""

    timetable: Timetable
    at: int
    """The index of the item in the schedule."""
    announced: Sequence[tuple[Milestone, Day, Day | None]]
    """Milestone, its date, and another date that people were told before."""
    withdrawn: Sequence[tuple[Milestone, Day | None]]
    """Milestone, and the date that people were told."""

    @property
    def schedule(self) -> Schedule:
        """The structure of the plan."""
        return self.timetable.schedule

    @property
    def item(self) -> Item:
        """The item."""
        return self.schedule.items[self.at]

    @property
    def breaking(self) -> bool:
        """True for an incompatible change."""
        item = self.item
        return isinstance(item, Change) and self.schedule.policy.compatibility(item.kind) == "incompatible"

    def day_of(self, role: Role) -> Day | None:
        """Return the date of the milestone with a role, announced or not."""
        of = self.schedule.item_type(self.at)
        name = self.schedule.policy.of_role(role, of)
        return None if name is None else standing_dates(self.item).get(name)


def headline(dates: ItemDates) -> str:
    """Return an item with its dates as a clause, for the subject of a mail: "4.0.9 ends on 2026-12-31"."""
    coming = [f"{_headline_of(milestone)} {iso(day)}" for milestone, day, _ in dates.announced]
    called_off = [f"{milestone.title.lower()} called off" for milestone, _ in dates.withdrawn]
    if dates.at >= dates.schedule.versions:
        return f"{dates.item.name} ({', '.join((*coming, *called_off))})"
    clauses = listed(coming) if coming else ""
    if called_off:
        clauses = f"{clauses}; {', '.join(called_off)}" if clauses else f"({', '.join(called_off)})"
    return f"{dates.item.name} {clauses}"


def _headline_of(milestone: Milestone) -> str:
    label = milestone.title.lower()
    return f"{label} on" if milestone.of == "change" else _HEADLINES.get(milestone.role, f"{label} on")


def effects(dates: ItemDates) -> Iterator[str]:
    """Yield a sentence for each date: what happens, and what people were told before."""
    for milestone, day, told in dates.announced:
        yield _effect(dates, milestone, day)
        yield from _unversioned(dates, day)
        if told is not None:
            yield f"We told you {iso(told)} before. {iso(day)} is the date that holds now."
    for milestone, called_off in dates.withdrawn:
        when = f" on {iso(called_off)}" if called_off is not None else ""
        yield f"We announced {dates.item.name} as {milestone.title.lower()}{when}. This will not happen."


def _effect(dates: ItemDates, milestone: Milestone, day: Day) -> str:
    """Return what happens to the item on a day."""
    name, label = dates.item.name, milestone.title.lower()
    if milestone.of == "change":
        return f"{milestone.title} on {iso(day)}: {name}."
    if milestone.role == "released":
        return f"{name} is released on {iso(day)}."
    if milestone.role == "default":
        return f"{name} becomes the default version on {iso(day)}."
    if milestone.role == "deprecated":
        return f"{name} is deprecated from {iso(day)} on. It still answers."
    if milestone.role == "retired":
        answers = milestone.answers or "no answer"
        return f"{name} ends on {iso(day)}: from that day on, requests for it get {answers}."
    return f"{name}: {label} on {iso(day)}."


def _unversioned(dates: ItemDates, day: Day) -> Iterator[str]:
    """Yield the switch of requests that name no version, if there is one on a day."""
    switch = _switch(dates, day)
    if switch is not None:
        old, new = switch
        if new is None:
            yield f"Requests that name no version get no version from {iso(day)} on."
        else:
            instead = "" if old is None else f" instead of {old}"
            yield f"Requests that name no version get {new}{instead} from {iso(day)} on."


def _switch(dates: ItemDates, day: Day) -> tuple[str | None, str | None] | None:
    """Return the versions that requests without a version get before and from a day on; None if the same."""
    schedule, track = dates.schedule, dates.schedule.tracks[dates.at]
    if schedule.policy.unversioned == "none" or dates.at >= schedule.versions:
        return None
    before = unversioned_on(schedule, dates.timetable, track, day - 1).item
    now = unversioned_on(schedule, dates.timetable, track, day).item
    if before == now:
        return None
    old, new = (None if each is None else schedule.items[each].name for each in (before, now))
    return old, new


def move_to(dates: ItemDates) -> str | None:
    """Return the version to move to: the replacement, or else the next version that is not withdrawn."""
    item, schedule = dates.item, dates.schedule
    if not isinstance(item, Version):
        return None
    if item.replacement is not None:
        return item.replacement
    track = schedule.tracks[dates.at]
    for index in range(dates.at + 1, schedule.versions):
        other = schedule.items[index]
        if schedule.tracks[index] == track and index not in schedule.withdrawn:
            return other.name
    return None


def tasks(dates: ItemDates) -> Iterator[str]:
    """Yield a sentence for each thing that a reader has to do."""
    roles = {milestone.role for milestone, _, _ in dates.announced}
    if dates.at >= dates.schedule.versions:
        if dates.breaking and dates.announced:
            last = dates.day_of("retired") or max(day for _, day, _ in dates.announced)
            yield f"Adapt your code before {iso(last)}."
        return
    for _, day, _ in dates.announced:
        switch = _switch(dates, day)
        if switch is not None and switch[1] is not None and switch[0] != dates.item.name:
            old, new = switch
            stay = f" To stay on {old}, name it in your requests." if old is not None else ""
            yield f"If your requests name no version, test them with {new} before {iso(day)}.{stay}"
    if roles & {"deprecated", "retired"}:
        end, target = dates.day_of("retired"), move_to(dates)
        by = f" before {iso(end)}" if end is not None else ""
        yield f"Move to {target}{by}." if target is not None else f"Stop using {dates.item.name}{by}."


def needs_migration(dates: ItemDates) -> bool:
    """Return True if readers have to change something, so that a migration plan belongs into the draft."""
    ends = any(milestone.role in {"deprecated", "retired"} for milestone, _, _ in dates.announced)
    return dates.breaking or (ends and dates.at < dates.schedule.versions)

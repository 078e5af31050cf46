"""The sentences of announcements: what changes for a reader, and what the reader has to do by when."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.dates import Day, iso
from planner.engine.phases import Timetable, unversioned_on
from planner.engine.rules.wording import listed
from planner.engine.schedule import Schedule
from planner.plan import Change, Item, Version, standing_dates
from planner.policy import Milestone, Role


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
        """The schedule of the plan."""
        return self.timetable.schedule

    @property
    def item(self) -> Item:
        """The version or change."""
        return self.schedule.items[self.at]

    @property
    def breaking(self) -> bool:
        """True if the item is an incompatible change; False for every version."""
        item = self.item
        return isinstance(item, Change) and self.schedule.policy.compatibility(item.kind) == "incompatible"

    @property
    def arrives(self) -> bool:
        """True if a date is announced whose role is neither `deprecated` nor `retired`."""
        return any(milestone.role not in {"deprecated", "retired"} for milestone, _, _ in self.announced)

    def day_of(self, role: Role) -> Day | None:
        """Return the date of the item's milestone with a role, announced or not; None if it has none."""
        of = self.schedule.item_type(self.at)
        name = self.schedule.policy.of_role(role, of)
        return None if name is None else standing_dates(self.item).get(name)


def headline(dates: ItemDates) -> str:
    """Return an item with its announced dates, for the subject of a mail: "SDK 2 is removed on 2026-12-31".

    It begins with "Correction: " if people were told another date before.
    """
    corrected = any(told is not None for _, _, told in dates.announced)
    return f"Correction: {_headline(dates)}" if corrected else _headline(dates)


def _headline(dates: ItemDates) -> str:
    """Return the headline without "Correction: "; withdrawn dates stand behind the announced ones."""
    coming = [_clause(milestone, day) for milestone, day, _ in dates.announced]
    if dates.at >= dates.schedule.versions:
        called_off = [f"{milestone.title.lower()} called off" for milestone, _ in dates.withdrawn]
        return f"{dates.item.name} ({', '.join((*coming, *called_off))})"
    called_off = [f"{_verb(milestone, _WILL_NOT)} after all" for milestone, _ in dates.withdrawn]
    clauses = [*([listed(coming)] if coming else []), *called_off]
    return f"{_beginning(dates.item.name)} {'; '.join(clauses)}"


class _Verbs(NamedTuple):
    """The verbs of one tense."""

    be: str
    become: str
    reach: str
    have: str


_PRESENT = _Verbs("is", "becomes", "reaches", "has")
_WOULD = _Verbs("would be", "would become", "would reach", "would have")
_WILL_NOT = _Verbs("will not be", "will not become", "will not reach", "will not have")


def _clause(milestone: Milestone, day: Day) -> str:
    """Return the predicate for a milestone on a day, as in "is deprecated from 2026-12-31".

    For a change it has no verb: "effective on 2026-12-31".
    """
    if milestone.of == "change":
        return f"{milestone.title.lower()} on {iso(day)}"
    joined = "from" if milestone.role == "deprecated" or _is_status(milestone) else "on"
    return f"{_verb(milestone, _PRESENT)} {joined} {iso(day)}"


def _verb(milestone: Milestone, verbs: _Verbs) -> str:
    """Return the predicate of a version's milestone, in the policy's words and with the tense of `verbs`.

    Examples: "is removed", "becomes the default", "reaches its end of life", "has the status "Maintenance"".
    """
    label = milestone.title
    if label.lower() == "default":
        return f"{verbs.become} the default"
    if _is_status(milestone):
        return f'{verbs.have} the status "{label}"'
    return f"{verbs.be} {label.lower()}" if _is_done(label) else f"{verbs.reach} its {label.lower()}"


def _is_status(milestone: Milestone) -> bool:
    """Return True if the milestone's label names a status, as "Maintenance" does.

    Labels that end in "ed", "default" and labels of role `retired` are none.
    """
    return (
        not _is_done(milestone.title) and milestone.role != "retired" and milestone.title.lower() != "default"
    )


def _is_done(label: str) -> bool:
    """Return True if a label is a participle, such as "Removed"."""
    return label.lower().endswith("ed")


def _called(name: str) -> str:
    """Return a version's name for the middle of a sentence: "version 4.0.9" if it begins with a digit."""
    return f"version {name}" if name[:1].isdigit() else name


def _beginning(name: str) -> str:
    """Return a version's name for the beginning of a sentence: "Version 4.0.9" if it begins with a digit."""
    return f"Version {name}" if name[:1].isdigit() else name


def effects(dates: ItemDates) -> Iterator[str]:
    """Yield sentences about each announced date, by day, then about each withdrawn one.

    They say what happens, which date people were told before, and which version requests without a version
    then get. After a sentence about the item, the next one calls it "It".
    """
    subject = _beginning(dates.item.name)
    for milestone, day, told in dates.announced:
        if milestone.of == "change":
            yield from _effect_of_change(dates, milestone, day)
        else:
            yield _effect(dates, milestone, day, subject)
        subject = "It"
        if told is not None:
            yield f"An earlier notice said {iso(told)}: that date no longer holds."
        for sentence in _unversioned(dates, day):
            yield sentence
            subject = _beginning(dates.item.name)
    for milestone, called_off in dates.withdrawn:
        yield f"{_withdrawal(dates, milestone, called_off)} This is called off: it will not happen."


def _effect(dates: ItemDates, milestone: Milestone, day: Day, subject: str) -> str:
    """Return a sentence about a version's milestone on a day, with how long it works or how it answers then.

    `subject` is the name of the version in the sentence.
    """
    clause = f"{subject} {_clause(milestone, day)}"
    end = dates.day_of("retired")
    if milestone.role == "deprecated":
        until = f" until {iso(end)}" if end is not None and end > day else ""
        return f"{clause} on, and keeps working{until}."
    if milestone.role == "retired" and milestone.answers:
        answer = milestone.answers if milestone.answers.startswith("as ") else f"with {milestone.answers}"
        return f"{clause}. From that day on, requests for it are answered {answer}."
    if milestone.role == "retired" and _says_answers(dates):
        return f"{clause}. From that day on, it no longer works."
    return f"{clause}."


def _effect_of_change(dates: ItemDates, milestone: Milestone, day: Day) -> Iterator[str]:
    """Yield the sentences about a change's milestone on a day."""
    change, label = f'The change "{dates.item.name}"', milestone.title.lower()
    if milestone.role == "deprecated":
        later = [each for each in standing_dates(dates.item).values() if each > day]
        until = f", and keeps working until {iso(min(later))}" if later else ""
        yield f"{change} is coming."
        yield f"The old behaviour is {label} from {iso(day)} on{until}."
    elif milestone.role == "retired":
        yield f"{change} is complete on {iso(day)}: the old behaviour is gone ({label})."
    elif dates.announced[0][0].role == "deprecated":
        yield f"The change {'takes effect' if label == 'effective' else f'is {label}'} on {iso(day)}."
    else:
        yield f"{change} {'takes effect' if label == 'effective' else f'is {label}'} on {iso(day)}."
        if not dates.breaking:
            yield "Code that works today keeps working."


def _says_answers(dates: ItemDates) -> bool:
    """Return True if some milestone of versions says what requests get.

    Then a retired version without an answer of its own does not work.
    """
    return any(each.answers for each in dates.schedule.policy.milestones_of("version"))


def _withdrawal(dates: ItemDates, milestone: Milestone, day: Day | None) -> str:
    """Return a sentence with the date that was announced and is now withdrawn; `day` is the one told."""
    when = f" on {iso(day)}" if day is not None else ""
    if milestone.of == "change":
        return f'We announced the change "{dates.item.name}" as {milestone.title.lower()}{when}.'
    return f"We announced that {_called(dates.item.name)} {_verb(milestone, _WOULD)}{when}."


def _unversioned(dates: ItemDates, day: Day) -> Iterator[str]:
    """Yield a sentence if another version answers requests without a version from a day on, else nothing."""
    switch = _switch(dates, day)
    if switch is not None:
        old, new = switch
        if new is None:
            yield f"From {iso(day)} on, every request has to name a version."
        else:
            instead = "" if old is None else f" instead of {old}"
            yield f"From {iso(day)} on, requests that name no version get {_called(new)}{instead}."


def _switch(dates: ItemDates, day: Day) -> tuple[str | None, str | None] | None:
    """Return the versions that answer requests without a version before a day and from it on.

    Return None if they are the same, for a change, or if the policy has no answer for such requests. One of
    the two may be None: no version.
    """
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
    """Return the version to move to: the replacement, else the track's next version in the file.

    Withdrawn versions are passed over. Return None if there is none, and for a change.
    """
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
    """Yield a sentence for each thing that readers have to do, with the day it has to be done before.

    The day is left out if the plan does not give it. A change asks for something only if it is breaking.
    """
    roles = {milestone.role for milestone, _, _ in dates.announced}
    if dates.at >= dates.schedule.versions:
        if dates.breaking and dates.announced:
            last = dates.day_of("retired") or max(day for _, day, _ in dates.announced)
            yield f"Adapt your code before {iso(last)}."
        return
    for _, day, _ in dates.announced:
        switch = _switch(dates, day)
        old, new = switch or (None, None)
        if new is not None and old != dates.item.name:
            stay = f" To stay on {old}, name it in your requests." if old is not None else ""
            yield f"If your requests name no version, test them with {_called(new)} before {iso(day)}.{stay}"
    if roles & {"deprecated", "retired"}:
        end, target = dates.day_of("retired"), move_to(dates)
        by = f" before {iso(end)}" if end is not None else ""
        stop = f"Stop using {_called(dates.item.name)}{by}."
        yield stop if target is None else f"Move to {_called(target)}{by}."


def needs_migration(dates: ItemDates) -> bool:
    """Return True for an incompatible change, and for a version whose deprecation or end is announced.

    A migration plan then belongs into the draft.
    """
    ends = any(milestone.role in {"deprecated", "retired"} for milestone, _, _ in dates.announced)
    return dates.breaking or (ends and dates.at < dates.schedule.versions)

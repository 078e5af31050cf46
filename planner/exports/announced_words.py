"""The sentences of announcements about the dates of an item: the changes for a reader.

They are in the past tense for dates that are over when the draft is read.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.dates import Day, iso
from planner.engine.phases import Timetable
from planner.engine.requests import unversioned_on
from planner.engine.rules.wording import listed
from planner.engine.schedule import Schedule
from planner.plan import Change, Item, standing_dates
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
    read_on: Day
    """The day on which the draft is read: its own, or the as-of date if it is sent later than planned."""

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

    @property
    def existed(self) -> bool:
        """True if the item was released, or has another date, before it was withdrawn."""
        return bool(standing_dates(self.item))

    def is_past(self, day: Day | None) -> bool:
        """Return True if a day is over when the draft is read; False for None."""
        return day is not None and day < self.read_on


def headline(dates: ItemDates) -> str:
    """Return an item with its announced dates, for the subject of a mail: "SDK 2 is removed on 2026-12-31".

    It begins with "Correction: " if people were told another date before.
    """
    corrected = any(told is not None for _, _, told in dates.announced)
    return f"Correction: {_headline(dates)}" if corrected else _headline(dates)


def _headline(dates: ItemDates) -> str:
    """Return the headline without "Correction: "; withdrawn dates stand behind the announced ones."""
    coming = [_clause(milestone, day, past=dates.is_past(day)) for milestone, day, _ in dates.announced]
    if dates.at >= dates.schedule.versions:
        called_off = [f"{milestone.title.lower()} called off" for milestone, _ in dates.withdrawn]
        return f"{dates.item.name} ({', '.join((*coming, *called_off))})"
    called_off = [
        _verb(milestone, _IS_NOT if dates.is_past(told) else _WILL_NOT) for milestone, told in dates.withdrawn
    ]
    clauses = [listed(coming)] if coming else []
    clauses += [f"{listed(called_off)} after all"] if called_off else []
    return f"{called_first(dates.item.name)} {'; '.join(clauses)}"


def joint_headline(every: Sequence[ItemDates]) -> str:
    """Return the headlines of items in one line; versions of which the same is told share theirs.

    An example is "Versions 4.0.9 and 4.0.11 are deprecated on 2026-12-31".
    """
    together: dict[object, list[ItemDates]] = {}
    for dates in every:
        told = [(milestone.name, day) for milestone, day, before in dates.announced if before is None]
        alone = dates.at >= dates.schedule.versions or len(told) < len(dates.announced) or dates.withdrawn
        together.setdefault(dates.at if alone else tuple(told), []).append(dates)
    return "; ".join(
        headline(group[0]) if len(group) == 1 else _headline_of_several(group) for group in together.values()
    )


def _headline_of_several(group: Sequence[ItemDates]) -> str:
    """Return the headline of versions with the same announced dates, none of them told otherwise before."""
    names, first = [each.item.name for each in group], group[0]
    clauses = [
        _clause(milestone, day, past=first.is_past(day), several=True)
        for milestone, day, _ in first.announced
    ]
    versions = "Versions " if all(name[:1].isdigit() for name in names) else ""
    return f"{versions}{listed(names)} {listed(clauses)}"


class _Verbs(NamedTuple):
    """The verbs of one tense."""

    be: str
    become: str
    reach: str
    have: str
    own: str = "its"


_PRESENT = _Verbs(be="is", become="becomes", reach="reaches", have="has")
_PAST = _Verbs(be="was", become="became", reach="reached", have="had")
_PERFECT = _Verbs(be="has been", become="has become", reach="has reached", have="has had")
_WOULD = _Verbs(be="would be", become="would become", reach="would reach", have="would have")
_WILL_NOT = _Verbs(be="will not be", become="will not become", reach="will not reach", have="will not have")
_IS_NOT = _Verbs(be="is not", become="is not", reach="has not reached", have="does not have")

_SEVERAL = {
    _PRESENT: _Verbs(be="are", become="become", reach="reach", have="have", own="their"),
    _PAST: _Verbs(be="were", become="became", reach="reached", have="had", own="their"),
    _PERFECT: _Verbs(
        be="have been", become="have become", reach="have reached", have="have had", own="their"
    ),
}
"""The plural of tenses."""


def _clause(milestone: Milestone, day: Day, *, past: bool, several: bool = False) -> str:
    """Return the predicate for a milestone on a day: "is deprecated from 2026-12-31", "was removed on …".

    `several` makes it a plural. For a change it has no verb: "effective on 2026-12-31".
    """
    if milestone.of == "change":
        return f"{milestone.title.lower()} on {iso(day)}"
    if milestone.role == "deprecated" or _is_status(milestone):
        tense, joined = (_PERFECT, "since") if past else (_PRESENT, "from")
    else:
        tense, joined = (_PAST if past else _PRESENT), "on"
    return f"{_verb(milestone, _SEVERAL[tense] if several else tense)} {joined} {iso(day)}"


def _verb(milestone: Milestone, verbs: _Verbs) -> str:
    """Return the predicate of a version's milestone, in the policy's words and with the tense of `verbs`.

    Examples: "is removed", "becomes the default", "reaches its end of life", "has the status "Maintenance"".
    """
    label = milestone.title
    if label.lower() == "default":
        return f"{verbs.become} the default"
    if _is_status(milestone):
        return f'{verbs.have} the status "{label}"'
    return f"{verbs.be} {label.lower()}" if _is_done(label) else f"{verbs.reach} {verbs.own} {label.lower()}"


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


def called(name: str) -> str:
    """Return a version's name for the middle of a sentence: "version 4.0.9" if it begins with a digit."""
    return f"version {name}" if name[:1].isdigit() else name


def called_first(name: str) -> str:
    """Return a version's name for the beginning of a sentence: "Version 4.0.9" if it begins with a digit."""
    return f"Version {name}" if name[:1].isdigit() else name


def effects(dates: ItemDates) -> Iterator[str]:
    """Yield sentences about the withdrawal of a version, each announced date, by day, and each withdrawn one.

    They say what happens, which date people were told before, and which version requests without a version
    then get. After a sentence about the item, the next one calls it "It".
    """
    subject = called_first(dates.item.name)
    yield from _pulled_back(dates)
    for milestone, day, told in dates.announced:
        if milestone.of == "change":
            yield from _effect_of_change(dates, milestone, day)
        else:
            yield _effect(dates, milestone, day, subject)
        subject = "It"
        if told is not None:
            holds = "did not hold" if dates.is_past(day) else "no longer holds"
            yield f"An earlier notice said {iso(told)}: that date {holds}."
        for sentence in _unversioned(dates, day):
            yield sentence
            subject = called_first(dates.item.name)
    for milestone, called_off in dates.withdrawn:
        end = "it does not apply any more" if dates.is_past(called_off) else "it will not happen"
        yield f"{_withdrawal(dates, milestone, called_off)} This is called off: {end}."


def _pulled_back(dates: ItemDates) -> Iterator[str]:
    """Yield a sentence about the day on which a version is withdrawn, with the answer to requests then.

    Yield nothing for items that are not withdrawn.
    """
    day = dates.schedule.withdrawn.get(dates.at)
    if day is None:
        return
    clause = (
        f"{called_first(dates.item.name)} {'was' if dates.is_past(day) else 'is'} withdrawn on {iso(day)}"
    )
    if not dates.existed:
        yield f"{clause}, before its release."
    elif dates.schedule.policy.invalid:
        since = _from_then(dates, day)
        yield f"{clause}. {since}, requests for it are answered with {dates.schedule.policy.invalid}."
    else:
        yield f"{clause}. {_from_then(dates, day)}, it no longer works."


def _from_then(dates: ItemDates, day: Day) -> str:
    """Return "From that day on", or "Since then" for a day that is over."""
    return "Since then" if dates.is_past(day) else "From that day on"


def _effect(dates: ItemDates, milestone: Milestone, day: Day, subject: str) -> str:
    """Return one or two sentences about a version's milestone on a day: how long it works, or its answers.

    `subject` is the name of the version in the sentence.
    """
    clause = f"{subject} {_clause(milestone, day, past=dates.is_past(day))}"
    end = dates.day_of("retired")
    if milestone.role == "deprecated":
        works = "" if dates.is_past(end) else _keeps_working(day, end)
        return f"{clause}{works}." if dates.is_past(day) else f"{clause} on{works}."
    if milestone.role == "retired" and milestone.answers:
        answer = milestone.answers if milestone.answers.startswith("as ") else f"with {milestone.answers}"
        return f"{clause}. {_from_then(dates, day)}, requests for it are answered {answer}."
    if milestone.role == "retired" and _says_answers(dates):
        return f"{clause}. {_from_then(dates, day)}, it no longer works."
    return f"{clause} on." if _is_status(milestone) and not dates.is_past(day) else f"{clause}."


def _keeps_working(day: Day, end: Day | None) -> str:
    """Return ", and keeps working", with the end if that is after a day."""
    return f", and keeps working{f' until {iso(end)}' if end is not None and end > day else ''}"


def _effect_of_change(dates: ItemDates, milestone: Milestone, day: Day) -> Iterator[str]:
    """Yield one or two sentences about what a change's milestone does on a day, in the past tense if over.

    A deprecation says how long the old behaviour keeps working; a role other than deprecated and retired says
    that today's code does, unless the change breaks it or another date of it was announced first.
    """
    is_first = dates.announced[0][0] is milestone
    change = f'The change "{dates.item.name}"' if is_first else "The change"
    label, past = milestone.title.lower(), dates.is_past(day)
    takes_effect = "took effect" if past else "takes effect"
    happens = takes_effect if label == "effective" else f"{'was' if past else 'is'} {label}"
    if milestone.role == "deprecated":
        end = min((each for each in standing_dates(dates.item).values() if each > day), default=None)
        works = "" if end is None or dates.is_past(end) else _keeps_working(day, end)
        if is_first and not dates.is_past(end):
            yield f"{change} is coming."
        since = f"has been {label} since {iso(day)}" if past else f"is {label} from {iso(day)} on"
        yield f"The old behaviour {since}{works}."
    elif milestone.role == "retired":
        complete = f"has been complete since {iso(day)}" if past else f"is complete on {iso(day)}"
        yield f"{change} {complete}: the old behaviour is gone ({label})."
    else:
        yield f"{change} {happens} on {iso(day)}."
        if is_first and not dates.breaking:
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
    return f"We announced that {called(dates.item.name)} {_verb(milestone, _WOULD)}{when}."


def _unversioned(dates: ItemDates, day: Day) -> Iterator[str]:
    """Yield a sentence if another version answers requests without a version from a day on, else nothing."""
    switch = switch_on(dates, day)
    if switch is not None:
        old, new = switch
        since = f"Since {iso(day)}" if dates.is_past(day) else f"From {iso(day)} on"
        if new is None:
            yield f"{since}, every request has to name a version."
        else:
            instead = "" if old is None else f" instead of {old}"
            yield f"{since}, requests that name no version get {called(new)}{instead}."


def switch_on(dates: ItemDates, day: Day) -> tuple[str | None, str | None] | None:
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

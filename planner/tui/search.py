"""The search over a plan: items, tracks, rules and their violations, notices, dates, freezes, days. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from planner.chart import NO_TRACK
from planner.dates import WEEKDAYS, Day, counted, iso, weekday
from planner.engine.constraint import Days, Finding, Place
from planner.engine.schedule import Schedule
from planner.engine.task import Task
from planner.named_tuple import NamedTuple
from planner.plan import Change, Plan
from planner.policy import Policy
from planner.typed_days import typed_day

HitType = Literal[
    "version", "change", "track", "violation", "rule", "notice", "date", "freeze", "day", "plan"
]
MOST = 1000
"""Hits that are listed; a further word in the search finds the rest."""
A_TURN = 250
"""Entries that are looked at between two steps of the task."""
_ISO_PART = re.compile(r"\d{4}-\d")


class Hit(NamedTuple):
    """Something that was found, and where to go for it."""

    type: HitType
    title: str
    details: str = ""
    item: int | None = None
    """The index of the item to select; of a plan, its index in the list of plans."""
    place: Place | None = None
    """The date of the item to select."""
    track: tuple[str | None] | None = None
    """The track to select; the unnamed one is None."""
    day: Day | None = None
    """The day for the day cursor."""
    rule: str | None = None
    """The rule of a violation."""
    path: str = ""
    """The path of a plan, shown before the details."""


class Searched(NamedTuple):
    """A plan with its policy, its present days and its findings, to be searched."""

    plan: Plan
    policy: Policy
    schedule: Schedule
    days: Sequence[Day] | Days
    findings: Mapping[int, Sequence[Finding]]
    current: Day
    """The day from which typed days are counted."""


class Candidate(NamedTuple):
    """Something that may be a hit, with the words that it is found by."""

    hit: Hit
    also: str = ""
    """Further words by which it is found."""
    only_also: bool = False
    """True if it is no hit for words that are all in its title: they find its item."""
    unseen: tuple[str, ...] = ()
    """Texts that the line shows only if a word of the search is in them and nowhere else."""


def search(searched: Searched, query: str) -> Task[list[Hit]]:
    """Return the hits whose words contain all words of a query, at most `MOST`, as a task.

    Titles that equal the query come first; then type by type, the better ones of each first. Last comes the
    day that the query means, if any; it comes before the types if the query begins like an ISO date.
    """
    wanted = query.casefold().split()
    if not wanted:
        return []
    sources = (
        _items(searched),
        _tracks(searched),
        _rules(searched),
        _dates(searched),
        _notices(searched),
        _freezes(searched),
    )
    hits = _day(searched, query) if _ISO_PART.match(query.strip()) else []
    exact: list[Hit] = []
    for source in sources:
        ranked: list[tuple[int, Hit]] = []
        for number, candidate in enumerate(source):
            if number % A_TURN == 0:
                yield
            rank = rank_of(candidate, wanted)
            if rank is not None:
                ranked.append((rank, _with_reason(candidate, wanted)))
        exact += [hit for rank, hit in ranked if rank == 0]
        hits += [hit for rank, hit in sorted(ranked, key=lambda each: each[0]) if rank > 0]
    if not hits or hits[0].type != "day":
        hits += _day(searched, query)
    return [*exact, *hits][:MOST]


def rank_of(candidate: Candidate, wanted: Sequence[str]) -> int | None:
    """Return how well a candidate matches lower-case words; None if it does not.

    0: its title is the words, 1: it begins with them, 2: it contains them in this order, 3: the words are in
    the title or elsewhere. An `only_also` candidate does not match words that are all in its title.
    """
    title = candidate.hit.title.casefold()
    words = " ".join((title, candidate.also.casefold(), *map(str.casefold, candidate.unseen)))
    if not all(each in words for each in wanted):
        return None
    if candidate.only_also and all(each in title for each in wanted):
        return None
    query = " ".join(wanted)
    return 0 if title == query else 1 if title.startswith(query) else 2 if query in title else 3


def _with_reason(candidate: Candidate, wanted: Sequence[str]) -> Hit:
    """Return the hit with each unseen text before its details that has a word which nothing else has."""
    hit = candidate.hit
    line = f"{candidate.also} {hit.title} {hit.details}".casefold()
    lacking = [each for each in wanted if each not in line]
    reasons = [text for text in candidate.unseen if any(each in text.casefold() for each in lacking)]
    return hit._replace(details=" · ".join((*reasons, hit.details))) if reasons else hit


def _items(searched: Searched) -> Iterator[Candidate]:
    """Yield a candidate for each version and change."""
    tracks = searched.schedule.tracks
    for index, item in enumerate(searched.plan.items):
        track, kind = tracks[index], item.kind if isinstance(item, Change) else ""
        details = ", ".join(filter(None, (kind, track)))
        yield Candidate(Hit("change" if kind else "version", item.name, details, item=index), kind)


def _tracks(searched: Searched) -> Iterator[Candidate]:
    """Yield a candidate for each track, if there are several."""
    tracks = searched.schedule.tracks
    if len(numbers := {track: tracks.count(track) for track in dict.fromkeys(tracks)}) > 1:
        for track, number in numbers.items():
            hit = Hit("track", NO_TRACK if track is None else track, counted(number, "item"), track=(track,))
            yield Candidate(hit, "track")


def _rules(searched: Searched) -> Iterator[Candidate]:
    """Yield a candidate for each open violation of each rule, or for the rule itself if it has none."""
    violations: dict[str, list[Finding]] = {}
    for found in searched.findings.values():
        for finding in found:
            if finding.waived is None:
                violations.setdefault(finding.rule.id, []).append(finding)
    known = {rule.id: (rule.kind, rule.clause or "") for rule in searched.policy.rules}
    for rule in dict.fromkeys((*known, *violations)):
        unseen = known.get(rule, ())
        for each in violations.get(rule, ()):
            place = each.place if each.date is not None else None
            hit = Hit("violation", rule, each.reason.message, item=each.item, place=place, rule=rule)
            yield Candidate(hit, "violation rule", unseen=unseen)
        if rule not in violations:
            yield Candidate(Hit("rule", rule, "nothing breaks it"), "rule", unseen=unseen)


def _notices(searched: Searched) -> Iterator[Candidate]:
    """Yield a candidate for each notice, with its present day."""
    index = searched.schedule.index
    first = len(searched.days) - len(searched.plan.notices)
    for number, notice in enumerate(searched.plan.notices, first):
        day = searched.days[number]
        sent = "sent" if notice.told is not None else "planned"
        about = ", ".join((*notice.announces, *notice.withdraws))
        by = f" by {', '.join(notice.channels)}" if notice.channels else ""
        title = f"{notice.name}: {notice.item}" if notice.name else notice.item
        details = f"{sent} {iso(day)}, of {about}{by}"
        hit = Hit("notice", title, details, item=index[notice.item], place=Place(notice.key, "date"), day=day)
        # By the item's name alone the item is found; by the name of a communication its notices are.
        unseen = (notice.note,) if notice.note else ()
        yield Candidate(hit, f"notice {details}", only_also=notice.name is None, unseen=unseen)


def _freezes(searched: Searched) -> Iterator[Candidate]:
    """Yield a candidate for each freeze."""
    for freeze in searched.plan.freezes:
        details = f"{iso(freeze.start)} to {iso(freeze.end)}"
        yield Candidate(
            Hit("freeze", freeze.name or "freeze", details, day=freeze.start), f"freeze {details}"
        )


def _dates(searched: Searched) -> Iterator[Candidate]:
    """Yield a candidate for each date of an item, with its present day."""
    for slot, owner in enumerate(searched.schedule.owners[: len(searched.days) - len(searched.plan.notices)]):
        name, day = searched.plan.items[owner.item].name, searched.days[slot]
        details = f"{owner.what} {iso(day)}"
        yield Candidate(
            Hit("date", name, details, item=owner.item, place=owner.place), details, only_also=True
        )


def _day(searched: Searched, query: str) -> list[Hit]:
    """Return the hit for the day that a query means, in a list; empty if it means none."""
    try:
        day = typed_day(query, searched.current, searched.schedule.as_of)
    except ValueError:
        return []
    return [Hit("day", iso(day), WEEKDAYS[weekday(day)].title(), day=day)]

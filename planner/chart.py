"""What a timeline shows: rows with their bars and markers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from planner.dates import Day
from planner.engine.constraint import Finding, Place, Slot
from planner.engine.evaluate import Evaluation
from planner.engine.phases import Timetable, affected_by, is_exclusive, phases
from planner.engine.schedule import NOTICE, Schedule
from planner.plan import Freeze
from planner.policy import SEVERITIES, ItemType, Milestone, Role, Severity

SIGNS: dict[Role | None, tuple[str, str]] = {
    "released": ("○", "o"),
    "default": ("◆", "*"),
    "deprecated": ("△", "^"),
    "retired": ("╳", "x"),
    None: ("□", "+"),
}
"""By role: the symbol where the policy gives none, and its ASCII stand-in."""
SENT = ("✉", "N")
NOT_SENT = ("✎", "n")
NO_TRACK = "No track"


class Bar(NamedTuple):
    start: Day
    end: Day | None
    """The day after its last; None: for ever."""
    phase: str
    role: Role | None
    superseded: bool


class Marker(NamedTuple):
    place: Place
    day: Day
    what: str
    """A milestone's name, or `notice`."""
    symbol: str
    ascii: str
    role: Role | None
    pinned: bool
    sent: bool
    severity: Severity | None
    """Of the worst finding that blames this date and is not waived."""


class Row(NamedTuple):
    item: int | None
    """None: the heading of a track."""
    name: str
    track: str | None
    item_type: ItemType | None
    bars: tuple[Bar, ...] = ()
    markers: tuple[Marker, ...] = ()
    """Milestones and notices, by day."""
    severity: Severity | None = None
    """Of the item's worst finding that is not waived."""


class Chart(NamedTuple):
    rows: tuple[Row, ...]
    freezes: tuple[Freeze, ...]
    as_of: Day
    first: Day
    """The first and the last of all days shown, the as-of date included."""
    last: Day


def chart(evaluation: Evaluation) -> Chart:
    """Rows by track, its versions and then its changes; tracks have headings where there are several."""
    schedule = evaluation.compiled.schedule
    timetable = Timetable(schedule, evaluation.days)
    tracks: dict[str | None, list[int]] = {}
    for item, track in enumerate(schedule.tracks):
        tracks.setdefault(track, []).append(item)
    rows: list[Row] = []
    for track, items in tracks.items():
        if len(tracks) > 1:
            rows.append(Row(None, NO_TRACK if track is None else track, track, None))
        rows.extend(row(schedule, item, timetable, evaluation.findings.get(item, ())) for item in items)
    freezes = schedule.freezes
    shown = [
        *evaluation.days,
        schedule.as_of,
        *(each.start for each in freezes),
        *(each.end for each in freezes),
    ]
    return Chart(tuple(rows), freezes, schedule.as_of, min(shown), max(shown))


def row(schedule: Schedule, item: int, days: Sequence[Day] | Timetable, findings: Sequence[Finding]) -> Row:
    """One row anew, as a step of a drag needs it; there the days are a `Timetable`, which is quick."""
    timetable = days if isinstance(days, Timetable) else Timetable(schedule, days)
    return Row(
        item,
        schedule.items[item].name,
        schedule.tracks[item],
        schedule.item_type(item),
        tuple(
            Bar(each.start, each.end, each.name, each.role, each.superseded)
            for each in phases(schedule, timetable, item)
        ),
        tuple(sorted(_markers(timetable, item, findings), key=lambda each: each.day)),
        worst(findings),
    )


def moved(row: Row, days: Mapping[Place, Day]) -> Row:
    """The row with dates elsewhere and nothing else worked out anew."""
    return row._replace(
        markers=tuple(each._replace(day=days.get(each.place, each.day)) for each in row.markers)
    )


def worst(findings: Sequence[Finding]) -> Severity | None:
    """The worst severity among those that are not waived."""
    if not findings:
        return None
    severities = {each.severity for each in findings if each.waived is None}
    return min(severities, key=SEVERITIES.index, default=None)


def _markers(timetable: Timetable, item: int, findings: Sequence[Finding]) -> Iterator[Marker]:
    schedule = timetable.schedule
    slots = schedule.slots[item]
    blamed: dict[Place, list[Finding]] = {}
    for finding in findings:
        blamed.setdefault(finding.place, []).append(finding)
    for milestone in schedule.policy.milestones_of(schedule.item_type(item)):
        slot = slots.get(milestone.name)
        if slot is not None:
            place = schedule.owners[slot].place
            yield Marker(
                place,
                timetable[slot],
                milestone.name,
                *signs(milestone),
                milestone.role,
                slot in schedule.pinned,
                False,
                worst(blamed.get(place, ())),
            )
    for announcement in schedule.announcements[item]:
        place = schedule.owners[announcement.slot].place
        sent = announcement.told is not None
        symbol, stand_in = SENT if sent else NOT_SENT
        yield Marker(
            place,
            timetable[announcement.slot],
            NOTICE,
            symbol,
            stand_in,
            None,
            not sent and announcement.slot in schedule.pinned,
            sent,
            worst(blamed.get(place, ())),
        )


@cache
def signs(milestone: Milestone) -> tuple[str, str]:
    """A milestone's symbol, the policy's or else its role's, and the ASCII sign that stands for it."""
    symbol, stand_in = SIGNS[milestone.role]
    if milestone.symbol and _is_one_cell(milestone.symbol):
        symbol = milestone.symbol
    return symbol, stand_in


def _is_one_cell(text: str) -> bool:
    """A policy's symbol is drawn as it is only where it cannot disturb the row."""
    from unicodedata import category, east_asian_width

    return len(text) == 1 and category(text)[0] in "LNPS" and east_asian_width(text) not in "WF"


def rows_affected(schedule: Schedule, slots: Iterable[Slot], timetable: Timetable | None = None) -> set[int]:
    """The items whose bars or markers may differ when these dates move.

    With the timetable of a preview, of the versions that take turns only the neighbours, old and new.
    """
    affected: set[int] = set()
    for slot in slots:
        if timetable is None:
            affected |= affected_by(schedule, slot)
            continue
        affected.add(schedule.owners[slot].item)
        if is_exclusive(schedule, slot):
            breakpoints = timetable.last_tenure(slot), timetable.unmoved.last_tenure(slot)
            affected.update(schedule.owners[each.slot].item for each in breakpoints if each is not None)
    return affected

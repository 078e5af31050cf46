"""The rows of a timeline, with their bars and markers: for the screen and for pictures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from planner.dates import Day
from planner.engine.constraint import Finding, Place, Slot
from planner.engine.evaluate import Evaluation
from planner.engine.phases import Timetable, affected_by, is_exclusive, phases
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.task import Task, finish
from planner.named_tuple import NamedTuple
from planner.plan import Freeze
from planner.policy import SEVERITIES, ItemType, Milestone, Role, Severity

SIGNS: dict[Role | None, tuple[str, str]] = {
    "released": ("○", "o"),
    "default": ("◆", "*"),
    "deprecated": ("△", "^"),
    "retired": ("╳", "x"),
    None: ("□", "+"),
}
"""The default symbol of each role, and its ASCII stand-in."""
SENT = ("✉", "N")
NOT_SENT = ("✎", "n")
WITHDRAWN = ("⊘", "W")
"""The sign of the day on which a version was withdrawn, at the end of its bar."""
NO_TRACK = "No track"
_STEP = 200
"""The rows of a step of the work."""


class Bar(NamedTuple):
    """A phase of an item, drawn from its first day on."""

    start: Day
    end: Day | None
    """The day after the last one; None if the phase never ends."""
    phase: str
    role: Role | None
    superseded: bool
    """True if another version of the track has the exclusive milestone by then."""


class Marker(NamedTuple):
    """A date of an item: a milestone or a notice."""

    place: Place
    day: Day
    what: str
    """The milestone's name, or "notice"."""
    symbol: str
    ascii: str
    role: Role | None
    pinned: bool
    sent: bool
    severity: Severity | None
    """The severity of the worst open finding that blames this date."""


class TrackSummary(NamedTuple):
    """The counts that the heading of a track shows."""

    live: int
    """Versions that are out on the as-of date."""
    errors: int
    """Open findings of this severity about the track's versions and changes."""
    warnings: int


class Row(NamedTuple):
    """A row of the timeline: an item, the heading of a track, or an item of another state of the plan."""

    item: int | None
    """The item's index in the schedule; None for a heading, and for an item that the plan does not have."""
    name: str
    track: str | None
    item_type: ItemType | None
    bars: tuple[Bar, ...] = ()
    markers: tuple[Marker, ...] = ()
    """Milestones and notices, by day."""
    severity: Severity | None = None
    """The severity of the item's worst open finding."""
    withdrawn: Day | None = None
    """The day on which the version was withdrawn, which ends its bars."""
    summary: TrackSummary | None = None
    """The counts of the track, for its heading."""
    key: int | None = None
    """The key of the item's entry; None for the heading of a track."""

    @property
    def is_heading(self) -> bool:
        """True for the heading of a track."""
        return self.item_type is None


class Chart(NamedTuple):
    """All rows of a plan and the days they span."""

    rows: tuple[Row, ...]
    freezes: tuple[Freeze, ...]
    as_of: Day
    first: Day
    """The earliest day of a date or freeze, or the as-of date."""
    last: Day
    """The latest one."""


def chart(evaluation: Evaluation) -> Chart:
    """Return the rows of a plan and the days that they span.

    Tracks come in the order of the plan's items; a heading precedes each if there are several. In a track,
    versions come before changes, both in the order of the file.
    """
    return finish(chart_steps(evaluation))


def chart_steps(evaluation: Evaluation) -> Task[Chart]:
    """Make the chart of a plan as a task, which yields after every few rows and returns the chart."""
    schedule = evaluation.compiled.schedule
    timetable = Timetable(schedule, evaluation.days)
    tracks: dict[str | None, list[int]] = {}
    for item, track in enumerate(schedule.tracks):
        tracks.setdefault(track, []).append(item)
    rows: list[Row] = []
    for track, items in tracks.items():
        found: list[Row] = []
        for item in items:
            found.append(row(schedule, item, timetable, evaluation.findings.get(item, ())))
            if len(found) % _STEP == 0:
                yield
        if len(tracks) > 1:
            summary = track_summaries(found, evaluation)[track]
            rows.append(
                Row(
                    item=None,
                    name=NO_TRACK if track is None else track,
                    track=track,
                    item_type=None,
                    summary=summary,
                )
            )
        rows += found
    freezes = schedule.freezes
    shown = [
        *evaluation.days,
        schedule.as_of,
        *schedule.withdrawn.values(),
        *(each.start for each in freezes),
        *(each.end for each in freezes),
    ]
    return Chart(rows=tuple(rows), freezes=freezes, as_of=schedule.as_of, first=min(shown), last=max(shown))


def track_summaries(rows: Iterable[Row], evaluation: Evaluation) -> dict[str | None, TrackSummary]:
    """Return, for each track with rows of items, how many versions are live and errors and warnings open.

    A finding counts if its item is among the rows, and no waiver covers it.
    """
    as_of, found = evaluation.compiled.schedule.as_of, evaluation.findings
    counts: dict[str | None, list[int]] = {}
    for each in rows:
        if each.item is None:
            continue
        of_track = counts.setdefault(each.track, [0, 0, 0])
        of_track[0] += _is_live(each, as_of)
        for finding in found.get(each.item, ()):
            if finding.waived is None:
                of_track[1] += finding.severity == "error"
                of_track[2] += finding.severity == "warning"
    return {track: TrackSummary(*of_track) for track, of_track in counts.items()}


def _is_live(row: Row, as_of: Day) -> bool:
    """Return True if the row is a version's, and one of its bars before retirement holds the as-of date."""
    return row.item_type == "version" and any(
        bar.start <= as_of and (bar.end is None or as_of < bar.end) and bar.role != "retired"
        for bar in row.bars
    )


def row(schedule: Schedule, item: int, days: Sequence[Day] | Timetable, findings: Sequence[Finding]) -> Row:
    """Return the row of one item, by its index; `findings` are those of the item, `days` the dates by slot.

    A caller that makes many rows, such as a drag, passes a `Timetable`: it remembers parts of the rows.
    """
    timetable = days if isinstance(days, Timetable) else Timetable(schedule, days)
    return Row(
        item=item,
        name=schedule.items[item].name,
        track=schedule.tracks[item],
        item_type=schedule.item_type(item),
        bars=tuple(
            Bar(start=each.start, end=each.end, phase=each.name, role=each.role, superseded=each.superseded)
            for each in phases(schedule, timetable, item)
        ),
        markers=tuple(sorted(_markers(timetable, item, findings), key=lambda each: each.day)),
        severity=worst(findings),
        withdrawn=schedule.withdrawn.get(item),
        key=schedule.items[item].key,
    )


def moved(row: Row, days: Mapping[Place, Day]) -> Row:
    """Return a row with markers on other days, by the markers' places; the order of the markers stays.

    Markers whose place is not in `days`, the bars and the severities stay as they are, too.
    """
    return row._replace(
        markers=tuple(each._replace(day=days.get(each.place, each.day)) for each in row.markers)
    )


def judged(row: Row, findings: Sequence[Finding]) -> Row:
    """Return a row with the severities that other findings of its item give to it and to its markers.

    Its bars and days stay as they are.
    """
    blamed = _blamed(findings)
    severity = worst(findings)
    if not blamed and severity == row.severity and all(each.severity is None for each in row.markers):
        return row
    found = [worst(blamed.get(each.place, ())) for each in row.markers]
    markers = tuple(
        each if each.severity == severity else each._replace(severity=severity)
        for each, severity in zip(row.markers, found, strict=True)
    )
    return row._replace(markers=markers, severity=severity)


def worst(findings: Sequence[Finding]) -> Severity | None:
    """Return the worst severity among the findings that no waiver covers; None if there are none."""
    if not findings:
        return None
    severities = {each.severity for each in findings if each.waived is None}
    return min(severities, key=SEVERITIES.index, default=None)


def _markers(timetable: Timetable, item: int, findings: Sequence[Finding]) -> Iterator[Marker]:
    """Yield the markers of an item on their days, with the severity of the worst finding that blames each."""
    blamed = _blamed(findings)
    for slot, marker in _known_markers(timetable, item):
        day, severity = timetable[slot], worst(blamed[marker.place]) if marker.place in blamed else None
        if day == marker.day and severity is None:
            yield marker
        else:
            yield marker._replace(day=day, severity=severity)


def _blamed(findings: Sequence[Finding]) -> dict[Place, list[Finding]]:
    """Return the findings by place: of the date that they blame, or else of the entry as a whole."""
    blamed: dict[Place, list[Finding]] = {}
    for finding in findings:
        blamed.setdefault(finding.place, []).append(finding)
    return blamed


def _known_markers(timetable: Timetable, item: int) -> list[tuple[Slot, Marker]]:
    """Return the markers of an item with their slots, as they were when the timetable was first asked.

    They have no severity, and their days may have moved since. The timetable remembers them: a drag asks for
    the rows of the same few items at each motion.
    """
    known = timetable.known.get(item)
    if not isinstance(known, list):
        known = timetable.known[item] = [*_made_markers(timetable, item)]
    return known


def _made_markers(timetable: Timetable, item: int) -> Iterator[tuple[Slot, Marker]]:
    """Yield the slot and the marker, without severity, of each dated milestone and each notice of an item."""
    schedule = timetable.schedule
    slots, owners = schedule.written[item], schedule.owners
    for milestone in schedule.milestones[schedule.item_type(item)]:
        slot = slots.get(milestone.name)
        if slot is not None:
            symbol, stand_in = signs(milestone)
            yield (
                slot,
                Marker(
                    place=owners[slot].place,
                    day=timetable[slot],
                    what=milestone.name,
                    symbol=symbol,
                    ascii=stand_in,
                    role=milestone.role,
                    pinned=slot in schedule.pinned,
                    sent=False,
                    severity=None,
                ),
            )
    for announcement in schedule.announcements[item]:
        slot = announcement.slot
        sent = announcement.told is not None
        symbol, stand_in = SENT if sent else NOT_SENT
        yield (
            slot,
            Marker(
                place=owners[slot].place,
                day=timetable[slot],
                what=NOTICE,
                symbol=symbol,
                ascii=stand_in,
                role=None,
                pinned=not sent and slot in schedule.pinned,
                sent=sent,
                severity=None,
            ),
        )


@cache
def signs(milestone: Milestone) -> tuple[str, str]:
    """Return the symbol of a milestone and its ASCII stand-in.

    The symbol is the policy's if it is one character a cell wide, else that of the milestone's role; the
    stand-in is always that of the role.
    """
    symbol, stand_in = SIGNS[milestone.role]
    if milestone.symbol and _is_one_cell(milestone.symbol):
        symbol = milestone.symbol
    return symbol, stand_in


def _is_one_cell(text: str) -> bool:
    """Return True for a single letter, digit, punctuation mark or symbol that takes one terminal cell."""
    from unicodedata import category, east_asian_width

    return len(text) == 1 and category(text)[0] in "LNPS" and east_asian_width(text) not in "WF"


def rows_affected(schedule: Schedule, slots: Iterable[Slot], timetable: Timetable | None = None) -> set[int]:
    """Return the indices of the items whose bars or markers may change when the dates in some slots move.

    These are the items of the dates and, for a date of an exclusive milestone, the versions whose bars it
    ends: with the timetable of a preview the version before it where the date was and the one before it where
    the date is now; without a timetable, or if the plan has withdrawn versions, all versions of the track
    that have the milestone.
    """
    affected: set[int] = set()
    for slot in slots:
        if timetable is None:
            affected |= affected_by(schedule, slot)
            continue
        affected.add(schedule.owners[slot].item)
        if is_exclusive(schedule, slot):
            if schedule.withdrawn:  # of one that was withdrawn, the milestone goes back to the one before
                affected |= affected_by(schedule, slot)
                continue
            tenures = timetable.last_tenure(slot), timetable.unmoved.last_tenure(slot)
            affected.update(schedule.owners[each.slot].item for each in tenures if each is not None)
    return affected

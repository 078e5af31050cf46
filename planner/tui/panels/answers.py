"""The answers to requests on a day, as lines; only the lines that are looked at are worked out."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, overload

from planner.chart import NO_TRACK
from planner.dates import Day, iso
from planner.engine.phases import NO_ANSWER, Phase, Timetable, phases, unversioned_on
from planner.engine.schedule import Schedule
from planner.terminal_text import cells, shown
from planner.tui.panels.line import (
    PanelLine,
    Style,
    StyledText,
    cropped_in_the_middle,
    fitted,
    name_column,
    padded,
)

NO_VERSION = "no version"
UNKNOWN = "unknown"
"""A version that does not exist."""


class RequestedDay(NamedTuple):
    """A version, known, unknown or none, that a request may name; or the heading of a track."""

    what: Literal["track", "no version", "unknown", "version"]
    track: str | None
    item: int = -1


class Requests(NamedTuple):
    """The requests that have an answer, whatever the day."""

    schedule: Schedule
    asked: tuple[RequestedDay, ...]
    column: int
    """Cells of the longest name."""


def requests(schedule: Schedule) -> Requests:
    """Return the requests of a schedule, track by track."""
    tracks: dict[str | None, list[int]] = {}
    for item in range(schedule.versions):
        tracks.setdefault(schedule.tracks[item], []).append(item)
    asked: list[RequestedDay] = []
    for track, items in tracks.items():
        if len(tracks) > 1:
            asked.append(RequestedDay("track", track))
        asked += [RequestedDay("no version", track), RequestedDay("unknown", track)]
        asked += [RequestedDay("version", track, item) for item in items]
    names = (cells(shown(schedule.items[item].name)) for item in range(schedule.versions))
    widest = max((*names, len(NO_VERSION), len(UNKNOWN)))
    return Requests(schedule, tuple(asked), widest)


class Answers(Sequence[PanelLine]):
    """The lines of the answers on a day, each worked out when it is first read."""

    def __init__(self, asked_for: Requests, days: Timetable, day: Day, width: int) -> None:
        self._requests = asked_for
        self._days = days
        self._day = day
        self._width = width
        self._column = name_column(asked_for.column, width)
        self._known: dict[int, PanelLine] = {}

    def __len__(self) -> int:
        return len(self._requests.asked)

    @overload
    def __getitem__(self, index: int) -> PanelLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PanelLine]: ...
    def __getitem__(self, index: int | slice) -> PanelLine | Sequence[PanelLine]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        line = self._known.get(index)
        if line is None:
            line = self._known[index] = self._line(self._requests.asked[index])
        return line

    def _line(self, asked: RequestedDay) -> PanelLine:
        match asked.what:
            case "track":
                track = NO_TRACK if asked.track is None else asked.track
                return self._row(StyledText(f" {shown(track)}", "strong"))
            case "no version":
                return self._row(self._name(NO_VERSION), *self._unversioned(asked.track))
            case "unknown":
                answer = self._requests.schedule.policy.invalid or NO_ANSWER
                return self._row(self._name(UNKNOWN), StyledText(shown(answer), "quiet"))
        spans, until = self._version(asked.item)
        return self._until(self._requests.schedule.items[asked.item].name, *spans, until=until)

    def _name(self, name: str) -> StyledText:
        return StyledText(
            f" {padded(cropped_in_the_middle(shown(name), self._column), self._column)}  ", "strong"
        )

    def _unversioned(self, track: str | None) -> tuple[StyledText, ...]:
        item, text = unversioned_on(self._requests.schedule, self._days, track, self._day)
        if item is None:
            return (StyledText(shown(text), "quiet"),)
        return StyledText(shown(self._requests.schedule.items[item].name), "strong"), StyledText(
            f": {shown(text)}"
        )

    def _version(self, item: int) -> tuple[tuple[StyledText, ...], str]:
        """Return what a version answers, and until when."""
        schedule, day = self._requests.schedule, self._day
        answer = schedule.policy.invalid or NO_ANSWER
        life = phases(schedule, self._days, item)
        now = next((each for each in reversed(life) if each.start <= day), None)
        if now is None:
            until = f"  to {iso(life[0].start - 1)}" if life else ""
            return (StyledText("not yet", "quiet"), StyledText(f"  {shown(answer)}", "quiet")), until
        until = "" if now.end is None else f"  to {iso(now.end - 1)}"
        name = StyledText(shown(now.name), _style(now))
        return (name, StyledText(f"  {shown(now.answers or now.name)}")), until

    def _row(self, *spans: StyledText) -> PanelLine:
        return fitted(spans, self._width)

    def _until(self, name: str, *spans: StyledText, until: str) -> PanelLine:
        """Return a version's line with its end date whole: the answer before it gives way."""
        before = fitted((self._name(name), *spans), self._width - cells(until))
        return self._row(*before.spans, StyledText(until, "quiet"))


def _style(phase: Phase) -> Style:
    return "released" if phase.superseded else phase.role or "none"

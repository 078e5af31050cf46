"""The answers to requests on a day, as lines; only the lines that are looked at are worked out."""

from typing import Literal, NamedTuple

from planner.chart import NO_TRACK
from planner.dates import Day, iso
from planner.engine.phases import NO_ANSWER, Phase, Timetable, phases
from planner.engine.requests import unversioned_on
from planner.engine.schedule import Schedule
from planner.terminal_text import cells, shown
from planner.tui.panels.lazy_lines import LazyLines
from planner.tui.panels.line import (
    PanelLine,
    Style,
    StyledText,
    cropped,
    cropped_in_the_middle,
    fitted,
    name_column,
    padded,
)

NO_VERSION = "no version"
LEAST_PHASE = 7
"""Cells of a phase that are worth showing."""
UNKNOWN = "unknown"
"""A version that does not exist."""


class RequestLine(NamedTuple):
    """A line of the panel: a request for a version, known or unknown, or for none; or a track's heading."""

    what: Literal["track", "no version", "unknown", "version"]
    track: str | None
    item: int = -1


class Requests(NamedTuple):
    """The lines of requests and headings, which are the same on each day."""

    schedule: Schedule
    asked: tuple[RequestLine, ...]
    names: tuple[str, ...]
    """The names of the versions, without their track where that has a heading."""
    column: int
    """Cells of the longest name."""


def requests(schedule: Schedule) -> Requests:
    """Return the requests of a schedule, track by track: for no version, an unknown one, and each version.

    Several tracks get headings.
    """
    tracks: dict[str | None, list[int]] = {}
    for item in range(schedule.versions):
        tracks.setdefault(schedule.tracks[item], []).append(item)
    asked: list[RequestLine] = []
    for track, items in tracks.items():
        if len(tracks) > 1:
            asked.append(RequestLine("track", track))
        asked += [RequestLine("no version", track), RequestLine("unknown", track)]
        asked += [RequestLine("version", track, item) for item in items]
    names = tuple(
        _name_in_track(schedule.items[item].name, schedule.tracks[item] if len(tracks) > 1 else None)
        for item in range(schedule.versions)
    )
    widest = max((*map(cells, names), len(NO_VERSION), len(UNKNOWN)))
    return Requests(schedule=schedule, asked=tuple(asked), names=names, column=widest)


def _name_in_track(name: str, track: str | None) -> str:
    """Return a version's name made safe, without its track's name in front unless it is all there is."""
    below = name.removeprefix(f"{track} ").strip() if track is not None else name
    return shown(below or name)


class Answers(LazyLines):
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

    def line(self, index: int) -> PanelLine:
        """Return the line at an index, a request with its answer or a heading; each is made once."""
        line = self._known.get(index)
        if line is None:
            line = self._known[index] = self._line(self._requests.asked[index])
        return line

    def _line(self, asked: RequestLine) -> PanelLine:
        """Return a new line: a heading, or a request with its answer on the day."""
        match asked.what:
            case "track":
                track = NO_TRACK if asked.track is None else asked.track
                return self._row(StyledText(f" {shown(track)}", "strong"))
            case "no version":
                return self._row(self._name(NO_VERSION), *self._unversioned(asked.track))
            case "unknown":
                answer = self._requests.schedule.policy.invalid or NO_ANSWER
                return self._row(self._name(UNKNOWN), StyledText(shown(answer), "quiet"))
        return self._version(asked.item)

    def _name(self, name: str) -> StyledText:
        """Return what a request names, cut or padded to the column of names."""
        return StyledText(
            f" {padded(cropped_in_the_middle(shown(name), self._column), self._column)}  ", "strong"
        )

    def _unversioned(self, track: str | None) -> tuple[StyledText, ...]:
        """Return the texts of the answer to a request that names no version of a track.

        If a version gives the answer, its name comes first.
        """
        item, text = unversioned_on(self._requests.schedule, self._days, track, self._day)
        if item is None:
            return (StyledText(shown(text), "quiet"),)
        return StyledText(shown(self._requests.schedule.items[item].name), "strong"), StyledText(
            f": {shown(text)}"
        )

    def _version(self, item: int) -> PanelLine:
        """Return the line of a version: its answer on the day, its phase, and the last day of both.

        The last day is left out if it is not known.
        """
        schedule, day = self._requests.schedule, self._day
        life = phases(schedule, self._days, item)
        now = next((each for each in reversed(life) if each.start <= day), None)
        following = next((each for each in life if each.start > day), None)
        if now is None:
            answer = StyledText(shown(schedule.policy.invalid or NO_ANSWER), "quiet")
            phase = StyledText("not yet", "quiet")
        else:
            answer = StyledText(shown(now.answers or NO_ANSWER))
            phase = StyledText(shown(now.name), _style(now))
        end = now.end if now is not None else following.start if following is not None else None
        until = "" if end is None else f"  to {iso(end - 1)}"
        return self._fitting(self._name(self._requests.names[item]), answer, phase, until)

    def _fitting(self, name: StyledText, answer: StyledText, phase: StyledText, until: str) -> PanelLine:
        """Return a line of these parts; if there is no room for all, the phase is cut or left out first."""
        spaced = phase._replace(text=f"  {phase.text}")
        used = sum(map(cells, (name.text, answer.text, until)))
        room = self._width - used
        kept = [name, answer]
        if room >= min(cells(spaced.text), LEAST_PHASE):
            kept.append(spaced._replace(text=cropped(spaced.text, room)))
        return self._row(*kept, StyledText(until, "quiet"))

    def _row(self, *spans: StyledText) -> PanelLine:
        """Return a line of texts, cut to the width."""
        return fitted(spans, self._width)


def _style(phase: Phase) -> Style:
    """Return the style of a phase: that of its role."""
    return "released" if phase.superseded else phase.role or "none"

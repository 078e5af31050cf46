"""The timeline as a Mermaid Gantt chart: a row per item with its phases, clipped as the pictures are."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from planner.chart import Bar, Chart, Marker, Row, chart
from planner.dates import LAST_DAY, Day, iso
from planner.engine.slots import NOTICE
from planner.exports.changed import former_dates, with_former
from planner.exports.drawing.scale import shown_days
from planner.exports.legal import bound_of, worst_findings
from planner.exports.subject import ExportedPlan
from planner.policy import Severity
from planner.terminal_text import shown

LONGEST_NAME = 60
LONGEST_LABEL = 28
"""Characters of a row's name left of the chart."""
MOST_CHARACTERS = 50_000
"""The longest chart that Mermaid draws by default."""
_LETTER = 7
"""The width of a letter, in pixels; texts of bars are narrower."""
_BAR_LETTER = 6.3
_WIDTH = 900
"""The width that a chart is likely to get in a comment, in pixels."""
NO_TEXT = "·"
PADDING = 75
"""The pixels that Mermaid leaves at either side if nothing is said."""
_SIGNS: dict[Severity, str] = {"error": "✗ ", "warning": "! ", "info": ""}

_SYNTAX = re.compile(r"""[:,#;%{}<>()\[\]|\\&@$~=*`"']|-->""")
_COMMAND = re.compile(
    r"\d{4}-\d\d-\d\d|gantt|dateformat|inclusiveenddates|topaxis|axisformat|tickinterval|includes|excludes"
    r"|todaymarker|weekday|weekend|title|acctitle|accdescr|section|click|call|href|displaymode|---",
    re.IGNORECASE,
)
"""Words that Mermaid does not accept at the start of a task's name."""


class Task(NamedTuple):
    """A bar or a milestone of a section."""

    text: str
    tags: tuple[str, ...]
    start: Day
    end: Day
    """The day after a bar's last one; the same day for a milestone."""

    @property
    def line(self) -> str:
        """The line of the chart for the task."""
        end = "0d" if self.end == self.start else iso(self.end)
        return f"    {name(self.text)} :{', '.join((*self.tags, iso(self.start), end))}"


def render(subject: ExportedPlan) -> str:
    """Return the chart of all items as text."""
    return "".join(f"{line}\n" for line in _Gantt(subject, None).lines())


def picture(subject: ExportedPlan, items: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the lines of the chart for a document.

    Return nothing if it has no row, or is longer than Mermaid draws. `items` limits the chart to these items;
    the freezes are left out then.
    """
    drawn = _Gantt(subject, items)
    lines = tuple(drawn.lines()) if drawn.sections else ()
    return lines if sum(map(len, lines)) + len(lines) <= MOST_CHARACTERS else ()


class _Gantt:
    """A chart in the making: a section of tasks per row."""

    def __init__(self, subject: ExportedPlan, items: Collection[str] | None) -> None:
        self._former = former_dates(subject.since)
        self._chart: Chart = with_former(chart(subject.evaluation), self._former)
        self._subject = subject
        self._rows = [
            row for row in self._chart.rows if row.item is not None and (items is None or row.name in items)
        ]
        self._freezes = self._chart.freezes if items is None else ()
        furthest = max(map(bound_of, worst_findings(subject.evaluation).values()), default=0)
        self.first, self.last = shown_days(self._chart, subject.schedule.judge_from, furthest)
        several = any(row.item is None for row in self._chart.rows)
        self._labels = [_label(row, several_tracks=several) for row in self._rows]
        self.left = max(PADDING, max(map(len, self._labels), default=0) * _LETTER + 24)
        self.right = self._right_padding()
        self._room = (_WIDTH - self.left - self.right) / _BAR_LETTER
        """The characters of text that fit side by side into the axis."""
        self.sections = self._sections()
        """The tasks of each row by its label; rows without anything to draw are left out."""

    def lines(self) -> Iterator[str]:
        """Yield the lines of the chart: settings, a section per item, then the freezes.

        Sections are rows, because tasks of a section share a row as long as they do not overlap.
        """
        yield from ("---", "displayMode: compact", "config:", "  gantt:")
        yield from (f"    leftPadding: {self.left}", f"    rightPadding: {self.right}")
        yield from ("---", "gantt")
        from_day = f" · from {iso(self.first)} on" if self._chart.first < self.first else ""
        product = name(self._subject.plan.product)
        yield f"    title {product} as of {iso(self._chart.as_of)}{from_day}"
        yield from ("    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m")
        for heading, tasks in self.sections.items():
            yield f"    section {heading}"
            yield from (task.line for task in tasks)

    def _sections(self) -> dict[str, list[Task]]:
        """Return the tasks of each item, then of the freezes, by their labels.

        Rows without tasks are left out.
        """
        found: dict[str, list[Task]] = {}
        for row, label in zip(self._rows, self._labels, strict=True):
            if tasks := self._row(row):
                found[_unique(label, found)] = tasks
        if freezes := list(self._frozen()):
            found[_unique("Freezes", found)] = freezes
        return found

    def _row(self, row: Row) -> list[Task]:
        """Return the tasks of an item by day: its phases as bars, and its other dates as milestones.

        A date on which a bar begins is no milestone; notices are left out, and of several milestones on one
        day all but the last. A bar is cut where a milestone stands: overlapping tasks would need a second
        row.
        """
        bars = {bar.start: bar for bar in row.bars if bar.role != "retired"}
        blamed = {marker.day for marker in row.markers if marker.severity == "error"}
        alone = {
            marker.day: marker
            for marker in row.markers
            if marker.what != NOTICE and marker.day not in bars and self._shows(marker.day)
        }
        points = [(marker.day, self._milestone(marker, row)) for marker in alone.values()]
        if row.withdrawn is not None and self._shows(row.withdrawn):
            points.append((row.withdrawn, self._point("Withdrawn", row.withdrawn, critical=False)))
        days = sorted(day for day, _ in points)
        tasks = [task for bar in bars.values() for task in self._bar(bar, days, critical=bar.start in blamed)]
        tasks += self._former_milestones(row)
        # Of one day, the milestone comes first: then it and the bar share the row.
        return sorted([*tasks, *(task for _, task in points)], key=lambda task: (task.start, task.end))

    def _right_padding(self) -> int:
        """Return the pixels right of the axis that the texts of the items' ends need.

        Mermaid puts a text over its bar if the space right of it is narrower than the text and half of the
        left padding.
        """
        padding = float(PADDING)
        for row in self._rows:
            for marker in row.markers:
                if marker.role == "retired" and self.first < marker.day <= self.last:
                    text = (len(self._milestone(marker, row).text) + 4) * _LETTER
                    share = (marker.day - self.first) / (self.last - self.first)
                    padding = max(padding, _WIDTH - self.left - (_WIDTH - text - 1.5 * self.left) / share)
        return round(padding)

    def _bar(self, bar: Bar, days: Collection[Day], *, critical: bool) -> Iterator[Task]:
        """Yield the parts of a phase, cut at `days` and at the ends of the chart.

        They are red if `critical` is True.
        """
        start = max(bar.start, self.first)
        end = self.last if bar.end is None else min(bar.end, self.last)
        cuts = [start, *(day for day in days if start < day < end), end]
        for begin, stop in pairwise(cuts):
            if begin < stop:
                tags = self._tags(begin, stop, critical=critical)
                yield Task(text=self._text(bar, begin, stop), tags=tags, start=begin, end=stop)

    def _text(self, bar: Bar, begin: Day, stop: Day) -> str:
        """Return the text of a bar's part: its phase with the first day, the phase, or a dot, as fits.

        Only the part in which the phase begins has its first day.
        """
        dated = f"{bar.phase} from {iso(bar.start)}"
        texts = (dated, bar.phase) if begin == bar.start else (bar.phase,)
        return self._fitting(texts, begin, stop)

    def _fitting(self, texts: Iterable[str], begin: Day, stop: Day) -> str:
        """Return the first text that has room between two days, or a dot.

        Mermaid would put a longer text over the tasks beside it.
        """
        room = self._room * (stop - begin) / (self.last - self.first)
        return next((text for text in texts if len(text) <= room), NO_TEXT)

    def _milestone(self, marker: Marker, row: Row) -> Task:
        """Return the milestone of a date, critical if an error blames it."""
        return self._point(self._titles(row)[marker.what], marker.day, critical=marker.severity == "error")

    def _point(self, title: str, day: Day, *, critical: bool) -> Task:
        """Return a milestone with a title and its day; a long title is cut so that the day stays."""
        text = f"{name(title)[: LONGEST_NAME - 11]} {iso(day)}"
        return Task(
            text=text, tags=("milestone", *self._tags(day, day, critical=critical)), start=day, end=day
        )

    def _former_milestones(self, row: Row) -> Iterator[Task]:
        """Yield the former dates of an item's milestones that the chart shows.

        Only these tasks may need a second row.
        """
        titles = self._titles(row)
        for each in self._former.get(row.name, ()):
            if each.what in titles and self._shows(each.day):
                text = f"{name(titles[each.what])[: LONGEST_NAME - 15]} was {iso(each.day)}"
                yield Task(text=text, tags=("milestone", "done"), start=each.day, end=each.day)

    def _titles(self, row: Row) -> Mapping[str, str]:
        """Return the titles of the milestones of a row's item type, by their names."""
        milestones = self._subject.policy.milestones_of(row.item_type or "version")
        return {each.name: each.title for each in milestones}

    def _tags(self, start: Day, end: Day, *, critical: bool) -> tuple[str, ...]:
        """Return Mermaid's tag of a task, or none: `crit`, `done` before the as-of date, or `active` on it.

        `end` is the day after the task's last one; a milestone, which ends as it starts, is never `active`.
        """
        as_of = self._chart.as_of
        if critical:
            return ("crit",)
        if end <= as_of and start < as_of:
            return ("done",)
        return ("active",) if start <= as_of < end else ()

    def _frozen(self) -> Iterator[Task]:
        """Yield a bar for each freeze that the chart shows."""
        freezes = sorted(self._freezes, key=lambda each: each.start)
        starts = [*(each.start for each in freezes), LAST_DAY]
        for freeze, following in zip(freezes, starts[1:], strict=True):
            start, end = max(freeze.start, self.first), min(freeze.end + 1, self.last)
            if start < end:
                text = self._fitting((freeze.name or "Freeze",), start, following)
                yield Task(text=text, tags=("done",), start=start, end=end)

    def _shows(self, day: Day) -> bool:
        """Return True if the chart shows a day."""
        return self.first <= day <= self.last


def _label(row: Row, *, several_tracks: bool) -> str:
    """Return the label of a row: a sign for its worst violation, then its name, cut if it is long.

    If there are several tracks, a version's track comes before its name, unless the name begins with it.
    """
    sign = "" if row.severity is None else _SIGNS[row.severity]
    track = row.track if several_tracks and row.item_type == "version" else None
    named = track is None or row.name.startswith(track)
    text = name(row.name if named else f"{track} · {row.name}")
    return f"{sign}{text if len(text) <= LONGEST_LABEL else f'{text[: LONGEST_LABEL - 1]}…'}"


def _unique(label: str, taken: Collection[str]) -> str:
    """Return a label, with a number if it is taken: Mermaid would join sections of one label."""
    number, free = 1, label
    while free in taken:
        number += 1
        free = f"{label} · {number}"
    return free


def name(plain: str) -> str:
    """Return a text without characters that Mermaid would interpret, cut to `LONGEST_NAME`.

    A dot is put before a text that is empty or begins with a word of Mermaid's.
    """
    plain = " ".join(_SYNTAX.sub(" ", shown(plain)).split())
    if len(plain) > LONGEST_NAME:
        plain = f"{plain[: LONGEST_NAME - 1]}…"
    return f"· {plain}" if not plain or _COMMAND.match(plain) else plain

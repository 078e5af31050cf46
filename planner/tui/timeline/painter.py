"""A row's visible cells: pure, without Textual. A cell has a character, an ink and a ground.

Inks and grounds are names; `palette` gives them colours. Each paint starts from the backdrop that all rows
share (weekends, freezes, today), so a row costs its own bars and markers only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from planner.chart import Marker, Row
from planner.dates import Day, iso, weekday
from planner.engine.statement import Place
from planner.plan import Freeze
from planner.terminal_text import cells, shown
from planner.tui.timeline.drag import LegalWindow
from planner.tui.timeline.glyphs import UNICODE, Glyphs, bar_kind, fitted
from planner.tui.timeline.scale import View


class Run(NamedTuple):
    """Neighbouring cells of one look."""

    text: str
    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What all rows share."""

    view: View
    as_of: Day
    freezes: tuple[Freeze, ...] = ()
    day_cursor: Day | None = None
    glyphs: Glyphs = UNICODE
    shaded: bool = False
    """Without colours: shades are glyphs."""


@dataclass(frozen=True, slots=True)
class Held:
    """The date under the pointer while it is dragged."""

    day: Day
    start: Day

    @property
    def label(self) -> str:
        change = self.day - self.start
        return f"{iso(self.day)}  {change:+d} d" if change else iso(self.day)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is special on one row just now."""

    cursor: bool = False
    selected: Place | None = None
    window: LegalWindow | None = None
    ghosts: Mapping[Place, Day] = field(default_factory=dict)
    held: Held | None = None
    guide: Day | None = None
    """A row above the one on which a date is dragged: the line from it up to the ruler."""

    @property
    def illegal(self) -> bool:
        return self.held is not None and self.window is not None and self.held.day not in self.window


NO_MARKS = Marks()


class Cells:
    """A line being painted."""

    __slots__ = ("chars", "grounds", "inks", "width")

    def __init__(self, chars: list[str], inks: list[str], grounds: list[str]) -> None:
        self.chars, self.inks, self.grounds = chars, inks, grounds
        self.width = len(chars)

    @classmethod
    def blank(cls, width: int, ink: str = "") -> "Cells":
        return cls([" "] * width, [ink] * width, [""] * width)

    def copy(self) -> "Cells":
        return Cells(self.chars.copy(), self.inks.copy(), self.grounds.copy())

    def put(self, x: int, char: str, ink: str) -> None:
        if 0 <= x < self.width:
            self.chars[x] = char
            self.inks[x] = ink

    def fill(self, start: int, end: int, char: str, ink: str) -> None:
        start, end = max(start, 0), min(end, self.width)
        if start < end:
            self.chars[start:end] = char * (end - start)
            self.inks[start:end] = [ink] * (end - start)

    def shade(self, start: int, end: int, ground: str) -> None:
        start, end = max(start, 0), min(end, self.width)
        if start < end:
            self.grounds[start:end] = [ground] * (end - start)

    def write(self, x: int, text: str, ink: str, ground: str | None = None) -> None:
        """A text of our own or made safe: one character a cell, what lies outside is cut."""
        for at, char in enumerate(text, x):
            self.put(at, char, ink)
        if ground is not None:
            self.shade(x, x + len(text), ground)

    def runs(self) -> list[Run]:
        runs: list[Run] = []
        start = 0
        for look, group in groupby(zip(self.inks, self.grounds, strict=True)):
            end = start + len(list(group))
            runs.append(Run("".join(self.chars[start:end]), *look))
            start = end
        return runs

    @property
    def text(self) -> str:
        return "".join(self.chars)


def backdrop(scene: Scene) -> Cells:
    """What lies behind every row."""
    view, glyphs = scene.view, scene.glyphs
    cells = Cells.blank(view.width)
    if view.scale.days_per_cell <= 1:
        for x in range((5 - weekday(view.first)) % 7 - 7, view.width, 7):
            cells.shade(x, x + 2, "weekend")
    for freeze in scene.freezes:
        start, end = view.x(freeze.start), view.x(freeze.end) + 1
        cells.shade(start, end, "frozen")
        cells.fill(start, end, glyphs.frozen, "frozen")
    cells.put(view.x(scene.as_of), glyphs.today, "today")
    if scene.day_cursor is not None:
        cells.put(view.x(scene.day_cursor), glyphs.day_cursor, "day-cursor")
    return cells


def paint_row(row: Row, scene: Scene, behind: Cells, marks: Marks = NO_MARKS) -> Cells:
    """The row's part of the time axis."""
    cells = behind.copy()
    if marks.cursor:
        cells.grounds = [ground or "cursor" for ground in cells.grounds]
    _paint_bars(cells, row, scene)
    if marks.window is not None:
        _paint_window(cells, scene, marks.window)
        if not marks.illegal:
            taken = {
                scene.view.x(day) for day in (*(each.day for each in row.markers), *marks.ghosts.values())
            }
            _paint_bindings(cells, scene.view, marks.window, taken)
    for place, day in marks.ghosts.items():
        _paint_ghost(cells, row, scene, place, day)
    if marks.guide is not None:
        cells.put(scene.view.x(marks.guide), scene.glyphs.guide, "guide")
    _paint_markers(cells, row, scene, marks)
    if marks.held is not None:
        _paint_held(cells, scene, marks.held, marks.window)
    return cells


def _paint_bars(cells: Cells, row: Row, scene: Scene) -> None:
    view, glyphs = scene.view, scene.glyphs
    for bar in row.bars:
        kind = bar_kind(bar)
        if kind is None or bar.start > view.last:
            continue
        end = view.width if bar.end is None or bar.end > view.last else view.x(bar.end)
        cells.fill(view.x(bar.start), end, glyphs.bar(kind), f"bar-{kind}")
        today = view.x(scene.as_of)
        if view.x(bar.start) <= today < end:
            cells.put(today, glyphs.crossed, "today")


def _paint_window(cells: Cells, scene: Scene, window: LegalWindow) -> None:
    view = scene.view
    for first, last in window.spans:
        start = view.x(max(first, view.first)) if first <= view.last else view.width
        end = view.width if last is None or last > view.last else view.x(last) + 1
        cells.shade(start, end, "window")
        if scene.shaded:
            cells.fill(start, end, scene.glyphs.window, "window")


def _paint_bindings(cells: Cells, view: View, window: LegalWindow, taken: set[int]) -> None:
    """The rules that bind the window's ends, written outside of it as far as there is room."""
    if not window.spans:
        return
    opens, closes = window.spans[0][0], window.spans[-1][1]
    for rule, day, step in ((window.opens_by, opens, -1), (window.closes_by, closes, 1)):
        if rule and day is not None and view.shows(day):
            x = view.x(day) + step
            room = 0
            while room < len(rule) and 0 <= x + room * step < cells.width and x + room * step not in taken:
                room += 1
            if room >= min(LEAST_NAME, len(rule)):
                cells.write(x if step > 0 else x - room + 1, fitted(rule, room), "binding")


def _paint_ghost(cells: Cells, row: Row, scene: Scene, place: Place, day: Day) -> None:
    marker = next((marker for marker in row.markers if marker.place == place), None)
    if marker is None:
        return
    view = scene.view
    here, there = view.x(marker.day), view.x(day)
    cells.fill(min(here, there) + 1, max(here, there), scene.glyphs.trail, "ghost")
    cells.put(there, scene.glyphs.marker(marker), "ghost")


def _paint_markers(cells: Cells, row: Row, scene: Scene, marks: Marks) -> None:
    view = scene.view
    before = after = seen = 0
    chosen: Marker | None = None
    for marker in ranked(row.markers):
        x = view.x(marker.day)
        before += x < 0
        after += x >= view.width
        if 0 <= x < view.width:
            seen += 1
            cells.put(x, scene.glyphs.marker(marker), marker_ink(marker))
        if marker.place == marks.selected:
            chosen = marker
    if chosen is not None:
        x = view.x(chosen.day)
        cells.put(x, scene.glyphs.marker(chosen), "error" if marks.illegal else marker_ink(chosen))
        cells.shade(x, x + 1, "selected")
    if not seen:
        if before:
            cells.put(0, scene.glyphs.before, "beyond")
        if after:
            cells.put(view.width - 1, scene.glyphs.after, "beyond")


def ranked(markers: tuple[Marker, ...]) -> list[Marker]:
    """Last wins a cell: a milestone over a notice, then the later in the lifecycle."""
    return sorted(markers, key=lambda marker: marker.what != "notice")


def marker_ink(marker: Marker) -> str:
    if marker.severity is not None:
        return marker.severity
    if marker.what == "notice":
        return "sent" if marker.sent else "notice"
    return marker.role or "none"


def _paint_held(cells: Cells, scene: Scene, held: Held, window: LegalWindow | None) -> None:
    """The date and how far it has gone, beside the pointer; and what it goes against."""
    illegal = window is not None and held.day not in window
    sign = f"{scene.glyphs.error} " if illegal else ""
    rule = f"  {window.binding(held.day)}" if illegal and window is not None else ""
    label = f" {sign}{held.label}{rule}".rstrip()[: cells.width - 1] + " "
    x = scene.view.x(held.day)
    at = x + 2 if x + 2 + len(label) <= cells.width else x - 1 - len(label)
    cells.write(max(0, at), label, "label-illegal" if illegal else "label", "")


LEAST_NAME = 6
"""Of a rule's name, to be worth showing."""
SIGNS = 3
"""The cursor's sign, the severity's, and a space before the name."""


def gutter_width(rows: list[Row], width: int) -> int:
    """Room for the signs and the names, the long ones cut: the time axis needs its place."""
    most = max(8, min(32, width // 4))
    longest = max((cells(shown(row.name[:64])) for row in rows), default=0)
    return SIGNS + min(longest, most) + 1


def paint_name(row: Row, width: int, glyphs: Glyphs, cursor: bool) -> list[Run]:
    """The row's part that stays put while time scrolls."""
    if row.item is None:
        return [Run(" " + fitted(row.name, width - 1, glyphs.more), "heading", "gutter")]
    ground = "gutter-cursor" if cursor else "gutter"
    return [
        Run(glyphs.cursor if cursor else " ", "cursor", ground),
        Run(glyphs.severity(row.severity), f"sign-{row.severity}" if row.severity else "name", ground),
        Run(" " + fitted(row.name, width - SIGNS - 1, glyphs.more) + " ", row.item_type or "name", ground),
    ]

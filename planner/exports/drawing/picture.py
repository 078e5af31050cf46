"""A timeline's chart as an SVG element: rows of bars and markers under a ruler of days."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from planner.chart import Chart
from planner.dates import Day, iso
from planner.engine.constraint import Place
from planner.exports.changed import FormerDate
from planner.exports.drawing.elements import add, box, explain, fitted, hatch, line, number, width_of, write
from planner.exports.drawing.legend import FurtherSigns, Legend
from planner.exports.drawing.rows import ROW, RowArtist, has_warned_days, runs
from planner.exports.drawing.scale import scale
from planner.exports.drawing.style import style
from planner.exports.legal import Blamed
from planner.policy import Policy
from planner.terminal_text import shown
from planner.ticks import Tick

WIDTH = 1200
EDGE = 16
NAMES = 30
"""The left edge of names, right of the badges."""
WIDEST_NAME = 230
HEADING = 58
RULER = 40
FOOT = 26
"""The height below the rows for the as-of date and the names of freezes."""
LINES_APART = 3
LONGEST_DESCRIPTION = 4_000


class Drawing(NamedTuple):
    """The contents of a picture: chart, policy, blamed dates and texts."""

    chart: Chart
    policy: Policy
    blamed: Mapping[Place, Blamed]
    judge_from: Day
    title: str
    subtitle: str
    description: str
    """A description for people who cannot see the picture."""
    former: Mapping[str, tuple[FormerDate, ...]]
    """The dates of items in another state of the plan, drawn as ghosts, by the item's name."""
    explained: bool
    """True if names, bars and signs have titles, which browsers show under the pointer."""


def picture(drawing: Drawing, *, headed: bool) -> Element:
    """Return the picture as an SVG element; `headed` adds a heading, for a file of its own."""
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "timeline", "role": "img"})
    svg.set("aria-labelledby", "timeline-title timeline-desc")
    add(svg, "title", id="timeline-title").text = fitted(drawing.title, 1, 400)
    add(svg, "desc", id="timeline-desc").text = shown(drawing.description, LONGEST_DESCRIPTION)
    add(svg, "style").text = style()
    paper = box(svg, "paper", (0, 0), (WIDTH, 0))
    if headed:
        write(svg, fitted(drawing.title, 19, WIDTH - 2 * EDGE), "foreground", (EDGE, 27), 19)
        write(svg, fitted(drawing.subtitle, 12, WIDTH - 2 * EDGE), "quiet", (EDGE, 46), 12)
    canvas = _Canvas(svg, drawing, HEADING + RULER if headed else RULER + 4)
    canvas.draw()
    legend = Legend(svg=svg, left=EDGE, top=canvas.bottom + FOOT, width=WIDTH - 2 * EDGE)
    axis, blamed = canvas.axis, drawing.blamed.values()
    further = FurtherSigns(
        ghosts=any(axis.shows(each.day) for dates in drawing.former.values() for each in dates),
        legal=any(True for each in blamed for _ in runs(each.clean, axis)),
        warned=any(has_warned_days(each, axis) for each in blamed),
    )
    height = legend.draw(drawing.chart, drawing.policy, axis, further) + EDGE
    paper.set("height", number(height))
    svg.set("viewBox", f"0 0 {WIDTH} {number(height)}")
    svg.set("width", number(WIDTH))
    svg.set("height", number(height))
    return svg


class _Canvas:
    """The drawing area that all rows share, with the ruler, the freezes and the as-of date."""

    def __init__(self, svg: Element, drawing: Drawing, top: float) -> None:
        rows = drawing.chart.rows
        names = min(max((width_of(row.name, 12) for row in rows), default=0) + 14, WIDEST_NAME)
        furthest = max((each.bound for each in drawing.blamed.values()), default=0)
        self.svg = svg
        self.drawing = drawing
        self.axis = scale(drawing.chart, drawing.judge_from, furthest, NAMES + names, WIDTH - EDGE)
        self.top = top
        self.bottom = top + ROW * len(rows)

    def draw(self) -> None:
        """Draw the grid, the rulers, the freezes, the rows and the as-of date."""
        rows = [(row, self.top + place * ROW) for place, row in enumerate(self.drawing.chart.rows)]
        for row, y in rows:
            if row.item is None:
                box(self.svg, "band", (0, y), (WIDTH, ROW))
            else:
                line(self.svg, "line", "M", EDGE, y + ROW, "H", WIDTH - EDGE)
        upper, lower = self.axis.rulers()
        self._lines(lower, "line", self.top)
        self._lines(upper, "line year", self.top - 34)
        self._labels(lower, "quiet", self.top - 8, 10.5)
        self._labels(upper, "foreground strong", self.top - 24, 11.5)
        self._freezes()
        artist = RowArtist(
            svg=self.svg,
            axis=self.axis,
            policy=self.drawing.policy,
            blamed=self.drawing.blamed,
            former=self.drawing.former,
            explained=self.drawing.explained,
        )
        for row, y in rows:
            if row.item is None:
                write(
                    self.svg,
                    fitted(row.name, 12, WIDTH / 2),
                    "foreground strong",
                    (EDGE, y + ROW / 2 + 4),
                    12,
                )
            else:
                artist.draw(row, y)
        self._days()

    def _lines(self, ticks: Sequence[Tick], kind: str, top: float) -> None:
        """Draw a vertical line at each tick from `top` down, unless it is too near to the last one."""
        free = self.axis.left
        for tick in ticks:
            x = self.axis.x(tick.day)
            if self.axis.shows(tick.day) and x >= free:
                line(self.svg, kind, "M", x, top, "V", self.bottom)
                free = x + LINES_APART

    def _labels(self, ticks: Sequence[Tick], kind: str, y: float, size: float) -> None:
        """Write the labels of ticks that have room; a period cut off by the left edge may have none."""
        free = self.axis.left
        starts = [self.axis.x(tick.day) for tick in ticks]
        for tick, x, end in zip(ticks, starts, [*starts[1:], self.axis.right], strict=True):
            width = width_of(tick.label, size) + 6
            room = (end if x == self.axis.left else self.axis.right) - x
            if x >= free and width <= room:
                write(self.svg, tick.label, kind, (x + 4, y), size)
                free = x + width

    def _freezes(self) -> None:
        """Draw each freeze as a hatched band over all rows, with its name and days as its title."""
        for freeze in self.drawing.chart.freezes:
            x, end = self.axis.x(freeze.start), self.axis.x(freeze.end + 1)
            if end > x:
                band, at, size = add(self.svg, "g"), (x, self.top), (end - x, self.bottom - self.top)
                hatch(band, "hatch", at, size)
                touched = box(band, None, at, size)  # by the pointer, between the lines too
                touched.attrib.update({"fill": "none", "pointer-events": "all"})
                explain(band, f"{freeze.name or 'Freeze'}: {iso(freeze.start)} to {iso(freeze.end)}")

    def _days(self) -> None:
        """Draw the as-of date, and below the rows its name and the names of freezes that have room."""
        as_of = self.drawing.chart.as_of
        x = self.axis.x(as_of)
        line(self.svg, "today", "M", x, self.top - 4, "V", self.bottom + 4)
        names = [(f"as of {iso(as_of)}", "today-text strong", x)]
        for freeze in self.drawing.chart.freezes:
            if self.axis.shows(freeze.start):
                middle = (self.axis.x(freeze.start) + self.axis.x(freeze.end + 1)) / 2
                names.append((fitted(freeze.name or "Freeze", 11, 140), "quiet", middle))
        taken: list[tuple[float, float]] = []
        for name, kind, middle in names:
            half = width_of(name, 11) / 2
            at = min(max(middle, self.axis.left + half), self.axis.right - half)
            if all(at + half + 8 < start or end < at - half - 8 for start, end in taken):
                write(self.svg, name, kind, (at, self.bottom + 17), 11, centred=True)
                taken.append((at - half, at + half))

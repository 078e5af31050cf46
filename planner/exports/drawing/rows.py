"""Rows of a timeline: an item's name, phases, dates, and the legal days of blamed dates."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple
from xml.etree.ElementTree import Element

from planner.chart import Bar, Marker, Row, signs
from planner.dates import Day, iso
from planner.engine.constraint import Place
from planner.engine.slots import NOTICE
from planner.engine.solve.window import Window
from planner.exports.changed import FormerDate
from planner.exports.drawing.elements import add, box, explain, fitted, hatch, line, width_of, write
from planner.exports.drawing.scale import Scale
from planner.exports.drawing.shapes import draw_badge, draw_ghost, draw_marker, draw_withdrawn
from planner.exports.legal import Blamed
from planner.policy import Policy

ROW = 34
BAR = 14
THIN_BAR = 7
"""The height of a change's bar: thin, so that versions stand out."""
BADGE = 18
NAME = 30
APART = 13
"""The distance in pixels below which a notice is drawn above a date instead of on it."""
TOO_NEAR = 1.5
"""Runs of legal days with a narrower gap between them, in pixels, are drawn as one."""


def bar_style(bar: Bar) -> str:
    """Return the role that colours a bar; "released" for a superseded default, "none" for no role."""
    return "released" if bar.superseded else bar.role or "none"


def runs(legal: Window, axis: Scale) -> Iterator[tuple[Day, Day]]:
    """Yield (first day, last day) of the runs of legal days on the axis; near runs are joined.

    Runs are near if the gap is narrower than `TOO_NEAR`. If that is a week or more, the search steps over the
    gap after each legal day, so that it looks at no more days than the picture can tell apart.
    """
    near = int(TOO_NEAR / axis.pixels_a_day)
    found = _coarsely(legal, axis, near) if near >= 7 else legal.between(axis.first, axis.last)
    start, end = next(found, (None, 0))
    for first, last in found:
        if start is not None and first - end > near + 1:
            yield start, end
            start = first
        end = last
    if start is not None:
        yield start, end


def has_warned_days(blamed: Blamed, axis: Scale) -> bool:
    """Return True if some legal days on the axis violate a rule of severity warning."""
    return blamed.legal is not blamed.clean and [*runs(blamed.legal, axis)] != [*runs(blamed.clean, axis)]


def _coarsely(legal: Window, axis: Scale, near: int) -> Iterator[tuple[Day, Day]]:
    """Yield runs of `near` days that begin at a legal day, whatever the days after it are."""
    day = legal.next(axis.first)
    while day is not None and day <= axis.last:
        end = min(day + near, axis.last)
        yield day, end
        day = legal.next(end + 1)


class RowArtist(NamedTuple):
    """The drawing of rows: it holds the axis, the policy, and the blamed and former dates."""

    svg: Element
    axis: Scale
    policy: Policy
    blamed: Mapping[Place, Blamed]
    former: Mapping[str, tuple[FormerDate, ...]]
    explained: bool
    """False for a picture in pixels, where the pointer shows no titles."""

    def draw(self, row: Row, y: float) -> None:
        """Draw an item's row with its upper edge at `y`."""
        axis, middle = self.axis, y + ROW / 2
        blamed_dates = [
            (marker, self.blamed[marker.place]) for marker in row.markers if marker.place in self.blamed
        ]
        if row.severity is not None:
            draw_badge(self.svg, row.severity, BADGE, middle)
        name = write(
            self.svg, fitted(row.name, 12, axis.left - NAME - 10), "foreground", (NAME, middle + 4), 12
        )
        self._explain(name, lambda: (row.name,))
        for _, blamed in blamed_dates:
            self._legal_days(blamed, y)
        for bar in row.bars:
            self._bar(bar, row, middle)
        for date in self.former.get(row.name, ()):
            self._ghost(date, row, y)
        fixed = [axis.x(marker.day) for marker in row.markers if marker.what != NOTICE]
        for marker in row.markers:
            x = axis.x(marker.day)
            hidden = marker.what == NOTICE and any(abs(x - each) < APART for each in fixed)
            if axis.shows(marker.day):
                sign = draw_marker(self.svg, marker, x, middle - 11 if hidden else middle)
                self._explain(sign, partial(self._details, marker, row))
        day = row.withdrawn
        if day is not None and axis.shows(day):
            sign = draw_withdrawn(self.svg, axis.x(day), middle)
            self._explain(sign, lambda: (f"{row.name}: withdrawn {iso(day)}",))
        for marker, blamed in blamed_dates:
            self._shortfall(blamed, axis.x(marker.day), y)

    def _bar(self, bar: Bar, row: Row, middle: float) -> None:
        """Draw a phase as a bar, or as a dotted line once the item is retired.

        Draw nothing of a phase that is off the axis.
        """
        axis, look = self.axis, bar_style(bar)
        x, end = axis.x(bar.start), axis.right if bar.end is None else axis.x(bar.end)
        if end <= x:
            return
        group = add(self.svg, "g")
        self._explain(group, partial(_period, bar, row))
        if look == "retired":
            line(group, f"gone {look}", "M", x, middle, "H", end)
            return
        height = BAR if row.item_type == "version" else THIN_BAR
        at, size = (x, middle - height / 2), (end - x, height)
        box(group, f"bar {look}", at, size).set("rx", "2")
        if look == "deprecated":
            hatch(group, f"hatch {look}", at, size)
        if row.item_type == "version" and width_of(bar.phase, 10) + 30 <= end - x:
            write(group, bar.phase, f"phase {look}", (x + 16, middle + 3.5), 10)

    def _legal_days(self, blamed: Blamed, y: float) -> None:
        """Draw the legal days of a blamed date; those with a warning look different.

        Each kind is one shape, however many runs it has.
        """
        if has_warned_days(blamed, self.axis):
            self._shade(runs(blamed.legal, self.axis), "legal warned", y)
        self._shade(runs(blamed.clean, self.axis), "legal", y)

    def _shade(self, spans: Iterator[tuple[Day, Day]], kind: str, y: float) -> None:
        """Draw the spans of days as one shape; nothing without spans."""
        shape: list[str | float] = []
        for first, last in spans:
            x = self.axis.x(first)
            width = max(self.axis.x(last + 1) - x, 2)
            shape += ["M", x, y + 2, "h", width, "v", ROW - 4, "h", -width, "Z"]
        if shape:
            line(self.svg, kind, *shape)

    def _shortfall(self, blamed: Blamed, x: float, y: float) -> None:
        """Draw the distance of a date from the bound that it violates, with the days."""
        finding, bound = blamed.finding, self.axis.x(blamed.bound)
        line(self.svg, "edge", "M", bound, y + 2, "V", y + ROW - 2)
        line(self.svg, f"shortfall {finding.severity}", "M", x, y + ROW - 3, "H", bound)
        days = f"{'−' if finding.earliest is None else '+'}{finding.days} d"
        width = width_of(days, 9)
        at = min(bound + 4, self.axis.right - width) if bound >= x else bound - 4 - width
        write(self.svg, days, f"short {finding.severity} strong", (at, y + 9), 9)

    def _ghost(self, date: FormerDate, row: Row, y: float) -> None:
        """Draw a former date below the bar, with a line to the date as it is now."""
        axis = self.axis
        if not axis.shows(date.day):
            return
        x, below = axis.x(date.day), y + ROW - 7
        if date.now is not None and date.now != date.day:
            line(self.svg, "moved", "M", x, below, "H", axis.x(date.now))
        milestones = self.policy.milestones_of(row.item_type or "version")
        milestone = next((each for each in milestones if each.name == date.what), None)
        symbol = "○" if milestone is None else signs(milestone)[0]
        role = None if milestone is None else milestone.role
        sign = draw_ghost(self.svg, x, below, what=date.what, symbol=symbol, role=role)
        title = date.what if milestone is None else milestone.title
        now = "gone now" if date.now is None else f"now {iso(date.now)}"
        self._explain(sign, lambda: (f"{row.name}: {title} was {iso(date.day)}, {now}",))

    def _explain(self, element: Element, told: Callable[[], Iterable[str]]) -> None:
        """Add a title of some parts, if parts of the picture are to have titles."""
        if self.explained:
            explain(element, "; ".join(told()))

    def _details(self, marker: Marker, row: Row) -> Iterator[str]:
        """Yield the parts of a marker's title: the date, a pin, the violation."""
        if marker.what == NOTICE:
            what = "notice sent" if marker.sent else "notice to be sent"
        else:
            milestones = self.policy.milestones_of(row.item_type or "version")
            what = next(each.title for each in milestones if each.name == marker.what)
        yield f"{row.name}: {what} {iso(marker.day)}"
        if marker.pinned:
            yield "pinned"
        if marker.place in self.blamed:
            finding = self.blamed[marker.place].finding
            yield f"{finding.rule.id}: {finding.reason.message}"


def _period(bar: Bar, row: Row) -> Iterator[str]:
    """Yield the title of a bar."""
    until = "" if bar.end is None else f" to {iso(bar.end - 1)}"
    yield f"{row.name}: {bar.phase} from {iso(bar.start)}{until}"

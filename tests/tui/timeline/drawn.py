"""Charts made by hand, and what a timeline paints of them as plain text."""

from collections.abc import Mapping
from datetime import date

from planner.chart import Bar, Chart, Marker, Row
from planner.dates import Day
from planner.engine.constraint import Place
from planner.plan import Freeze
from planner.policy import Role, Severity
from planner.tui.timeline.glyphs import UNICODE, Glyphs
from planner.tui.timeline.marks import NO_MARKS, Marks
from planner.tui.timeline.painter import paint_row
from planner.tui.timeline.scale import TimeScale, View
from planner.tui.timeline.scene import Scene, backdrop

SIGNS: dict[str, tuple[str, str, Role | None]] = {
    "released": ("○", "o", "released"),
    "default": ("◆", "*", "default"),
    "deprecated": ("△", "^", "deprecated"),
    "removed": ("╳", "x", "retired"),
    "notice": ("✉", "N", None),
}


def on(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


AS_OF = on("2026-11-21")


def marker(
    entry: int, what: str, day: Day, *, severity: Severity | None = None, sent: bool = False
) -> Marker:
    symbol, stand_in, role = SIGNS[what]
    field = "date" if what == "notice" else what
    return Marker(Place(entry, field), day, what, symbol, stand_in, role, False, sent, severity)


def version(item: int, name: str, dates: Mapping[str, Day], *notices: Marker) -> Row:
    """A version with a bar from each of its dates to the next."""
    found = sorted(dates.items(), key=lambda each: each[1])
    ends = [day for _, day in found[1:]]
    bars = tuple(
        Bar(day, end, what, SIGNS[what][2], False)
        for (what, day), end in zip(found, [*ends, None], strict=True)
    )
    markers = [*(marker(item, what, day) for what, day in found), *notices]
    return Row(item, name, None, "version", bars, tuple(sorted(markers, key=lambda each: each.day)))


def heading(name: str) -> Row:
    return Row(None, name, name, None)


def chart(*rows: Row, freezes: tuple[Freeze, ...] = (), as_of: Day = AS_OF) -> Chart:
    days = [each.day for row in rows for each in row.markers] or [as_of]
    return Chart(rows, freezes, as_of, min([as_of, *days]), max([as_of, *days]))


def view_from(first: str, width: int, days_per_cell: float) -> View:
    return View(TimeScale(days_per_cell), 0, width).with_day_at(on(first), 0)


def painted(
    row: Row,
    view: View,
    marks: Marks = NO_MARKS,
    *,
    freezes: tuple[Freeze, ...] = (),
    glyphs: Glyphs = UNICODE,
    day_cursor: Day | None = None,
) -> str:
    scene = Scene(view, AS_OF, freezes, day_cursor, glyphs)
    return paint_row(row, scene, backdrop(scene), marks).text

"""A plan's timeline in one line, on an axis that all plans share. Pure."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from planner.chart import Marker
from planner.dates import Day
from planner.engine.slots import NOTICE
from planner.policy import Severity
from planner.portfolio.summary import PlanSummary
from planner.ticks import ticks
from planner.tui.panels.line import Style, StyledText
from planner.tui.timeline.cells import Cells
from planner.tui.timeline.glyphs import Glyphs
from planner.tui.timeline.ruler import write_ticks
from planner.tui.timeline.scale import ZOOMS, TimeScale, View, fitting

MOST_ALIVE = 3
"""Versions that are alive on one day from which on the line tells no further difference."""
SPAN, SHORT_SPAN = 540, 400
"""Days that the axis shows at first at least, about three quarters of them to come; fewer if it is narrow."""
NARROW = 18
"""Cells of the axis below which it is narrow."""
WORSE: tuple[Severity, ...] = ("error", "warning")
"""The severities whose sign takes the place of a date's."""
_RANKS = ("default", "retired", "deprecated", "released", None)
"""The roles whose dates matter most in a cell that several dates share."""


def first_view(as_of: Day, width: int) -> View:
    """Return the view in which a list of plans opens: a quarter of the axis lies before the as-of date.

    It shows `SPAN` days at least, or `SHORT_SPAN` on a narrow axis.
    """
    width = max(width, 1)
    span = SPAN if width >= NARROW else SHORT_SPAN
    zoom = next((each for each in ZOOMS if each * width >= span), ZOOMS[-1])
    return View(TimeScale(zoom), 0, width).with_day_at(as_of, width // 4)


def zoomed(view: View, factor: float, as_of: Day) -> View:
    """Return the view zoomed in (`factor` above 1) or out; the as-of date stays in its cell.

    If that is out of view, the middle stays.
    """
    return view.zoomed(factor, view.x(as_of) if view.shows(as_of) else view.width // 2)


def alive(summary: PlanSummary, day: Day) -> int:
    """Return the number of a plan's versions that answer requests on a day."""
    return sum(each.start <= day and (each.end is None or day < each.end) for each in summary.lives)


def miniature(summary: PlanSummary, view: View, as_of: Day, glyphs: Glyphs) -> tuple[StyledText, ...]:
    """Return a plan's timeline in one line: how many versions are alive, its dates and its violations.

    A cell with several dates shows the one that matters most: with an error or a warning, the sign of that,
    else the symbol of the date. The as-of date has a line in its cell, unless a date is there.
    """
    cells = Cells.blank(view.width, "plain")
    lines = (" ", glyphs.one, glyphs.two, glyphs.three)
    for x, number in enumerate(_alive_by_cell(summary, view)):
        if number:
            cells.put(x, lines[min(number, MOST_ALIVE)], "line")
    cells.put(view.x(as_of), glyphs.today, "today")
    best: dict[int, tuple[int, Marker]] = {}
    for marker in summary.markers:
        x = view.x(marker.day)
        if 0 <= x < view.width and (x not in best or _rank(marker) < best[x][0]):
            best[x] = _rank(marker), marker
    for x, (_, marker) in best.items():
        if marker.severity in WORSE:
            sign = "X" if glyphs.error == "x" and marker.severity == "error" else ""
            cells.put(x, sign or glyphs.severity(marker.severity), f"{marker.severity}-mark")
        else:
            cells.put(x, glyphs.marker(marker), _style(marker))
    return spans(cells)


def _alive_by_cell(summary: PlanSummary, view: View) -> Iterator[int]:
    """Yield for each cell the number of versions that are alive on its middle day."""
    changes = [0] * (view.width + 1)
    for life in summary.lives:
        start = _first_cell_from(view, life.start)
        end = view.width if life.end is None else _first_cell_from(view, life.end)
        if start < end:
            changes[start] += 1
            changes[end] -= 1
    number = 0
    for change in changes[:-1]:
        number += change
        yield number


def _first_cell_from(view: View, day: Day) -> int:
    """Return the first cell of the view whose middle day is a day or later; the view's width if none is."""
    x = max(0, min(view.x(day), view.width))
    return x if x == view.width or view.day(x) >= day else x + 1


def _rank(marker: Marker) -> int:
    """Return how much a date matters in a cell that dates share: 0 most, then higher numbers.

    Dates with an error or a warning come first, then milestones by their roles, then notices.
    """
    if marker.severity in WORSE:
        return WORSE.index(marker.severity)
    if marker.what == NOTICE:
        return len(WORSE) + len(_RANKS)
    return len(WORSE) + _RANKS.index(marker.role)


def _style(marker: Marker) -> Style:
    """Return the style of a date that is not violated."""
    return "notice" if marker.what == NOTICE else marker.role or "none"


@lru_cache(maxsize=8)
def axis(view: View, as_of: Day, now: str) -> tuple[tuple[StyledText, ...], tuple[StyledText, ...]]:
    """Return the upper and the lower line of the axis above the plans, with labels of time.

    The sign `now` points down at the as-of date, unless a label is in its place in both lines.
    """
    levels = ticks(view.first, view.last, view.scale.days_per_cell)
    upper, lower = Cells.blank(view.width, "quiet"), Cells.blank(view.width, "quiet")
    write_ticks(upper, view, levels.upper, "plain", sticky=True)
    write_ticks(lower, view, levels.lower, "quiet", sticky=False)
    x = view.x(as_of)
    if 0 <= x < view.width and lower.chars[x] == " ":
        lower.put(x, now, "today")
    elif 0 <= x < view.width and upper.chars[x] == " ":
        upper.put(x, now, "today")
    return spans(upper), spans(lower)


def whole_view(summaries: Sequence[PlanSummary], as_of: Day, width: int) -> View:
    """Return the closest view of all dates of all plans and of the as-of date."""
    days = [as_of, *(each.markers[at].day for each in summaries if each.markers for at in (0, -1))]
    return fitting(min(days), max(days), max(width, 1), margin=1)


def spans(cells: Cells) -> tuple[StyledText, ...]:
    """Return a painted line as texts, one for each stretch of the same foreground."""
    return tuple(StyledText(run.text, _STYLES[run.foreground]) for run in cells.runs())


_STYLES: "dict[str, Style]" = {
    "plain": "plain",
    "quiet": "quiet",
    "line": "quiet",
    "today": "today",
    "error-mark": "error-mark",
    "warning-mark": "warning-mark",
    "notice": "notice",
    "released": "released",
    "default": "default",
    "deprecated": "deprecated",
    "retired": "retired",
    "none": "none",
}

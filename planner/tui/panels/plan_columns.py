"""The columns of a list of plans: their widths, their headings, and the line of each plan. Pure."""

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from planner.dates import Day, counted, iso
from planner.engine.questions.agenda import AgendaItem
from planner.policy import SEVERITIES
from planner.portfolio.arrangement import Order, SortKey
from planner.portfolio.summary import FirstError, PlanSummary
from planner.session.counts import Counts
from planner.terminal_text import cells, position, shown
from planner.tui.panels.line import (
    PanelLine,
    StyledText,
    cropped,
    cropped_in_the_middle,
    cropped_path,
    fitted,
    padded,
)
from planner.tui.panels.miniature import axis, miniature
from planner.tui.signs import Signs
from planner.tui.timeline.glyphs import ASCII, UNICODE, Glyphs
from planner.tui.timeline.scale import View
from planner.wording.agenda import about

MARGIN = 1
"""Cells left of the first column."""
ROOM_FOR_WORDS = 24
"""Cells of the column `Next` from which on it says more than the day and the item."""


class Columns(NamedTuple):
    """The widths of the columns in cells, 0 for a column that is left out, and the gap between columns."""

    plan: int
    stands: int
    timeline: int
    next: int
    policy: int
    file: int
    gap: int

    @property
    def end(self) -> int:
        """The cell after the last column."""
        return max(at + width for _, at, width in self.starts())

    def starts(self) -> "Iterator[tuple[str, int, int]]":
        """Yield the name, the first cell and the width of each column that is not left out."""
        at = MARGIN
        for name, width in zip(self._fields[:-1], self[:-1], strict=True):
            if width:
                yield name, at, width
                at += width + self.gap


class TableStyle(NamedTuple):
    """The layout of a list of plans."""

    columns: Columns
    view: View
    """The axis, as wide as its column."""
    as_of: Day
    signs: Signs

    @property
    def glyphs(self) -> Glyphs:
        """The signs of the timeline."""
        return ASCII if self.signs.ascii_only else UNICODE


@lru_cache(maxsize=4)
def columns(width: int) -> Columns:
    """Return the widths of the columns in a table of `width` cells.

    The narrower it is, the more columns are left out. The timeline takes the cells that the others leave, at
    least one.
    """
    if width < 60:
        plan, stands, following, policy, file, gap = max(width * 2 // 5 - 2, 8), 9, 0, 0, 0, 1
    elif width < 100:
        plan, stands, following, policy, file, gap = 18, 11, 17, 8, 0, 1
    elif width < 150:
        plan, stands, following, policy, file, gap = 26, 12, 29, 10, 0, 2
    else:
        plan, stands, following, policy, file, gap = 32, 12, 40, 12, 30, 2
    others = [each for each in (plan, stands, following, policy, file) if each]
    timeline = width - MARGIN - sum(others) - gap * len(others)
    return Columns(
        plan=plan, stands=stands, timeline=max(timeline, 1), next=following, policy=policy, file=file, gap=gap
    )


_TITLES: "dict[SortKey, str]" = {
    "plan": "Plan",
    "stands": "Stands",
    "next": "Next",
    "policy": "Policy",
    "file": "File",
}


def heading_lines(style: TableStyle, order: Order) -> list[PanelLine]:
    """Return the two lines above the plans: the axis, with the titles of the other columns in the lower one.

    The title of the column that sorts has an arrow.
    """
    down, up = ("v", "^") if style.signs.ascii_only else ("▾", "▴")
    upper, lower = axis(style.view, style.as_of, style.glyphs.now)
    above: list[StyledText] = []
    below: list[StyledText] = []
    for name, at, width in style.columns.starts():
        for line in (above, below):
            line.append(StyledText(" " * (at - _width(line))))
        if name == "timeline":
            above += upper
            below += lower
        else:
            key = next(each for each in _TITLES if each == name)
            is_sorted = order.key == key
            sign = f" {up if order.reverse else down}" if is_sorted else ""
            title = padded(f"{_TITLES[key]}{sign}", width)
            below.append(StyledText(title, "strong" if is_sorted else "quiet"))
    return [PanelLine(tuple(above)), PanelLine(tuple(below))]


def column_at(found: Columns, x: int) -> SortKey | None:
    """Return the column whose title or following gap is at cell `x`; None for the timeline and outside."""
    for name, at, width in found.starts():
        if at <= x < at + width + found.gap:
            return next((each for each in _TITLES if each == name), None)
    return None


def plan_line(summary: PlanSummary, style: TableStyle, target: int) -> PanelLine:
    """Return the line of a plan; a click on it chooses `target`, the plan's index.

    If the plan is not read yet or cannot be read, words for that take the place of all columns but its name.
    """
    found, signs = style.columns, style.signs
    line: list[StyledText] = []
    timeline = miniature(summary, style.view, style.as_of, style.glyphs) if summary.counts else ()
    for name, at, width in found.starts():
        line.append(StyledText(" " * (at - _width(line))))
        if name == "plan":
            line.append(StyledText(padded(_name(summary, width), width), "strong"))
        elif not summary.is_read:
            line.append(StyledText(f"{signs.more} not read yet", "quiet"))
            break
        elif summary.error is not None:
            text = f"{signs.error} {error_in_words(summary.error, summary.path)}"
            line.append(StyledText(cropped(text, found.end - at), "error"))
            break
        elif name == "stands":
            line += _padded(counts_in_signs(summary.counts, signs, width), width)
        elif name == "timeline":
            line += timeline
        elif name == "next":
            line += _padded(next_due(summary.next_due, signs, width), width)
        elif name == "policy":
            line.append(StyledText(padded(shown(summary.policy), width), "quiet"))
        else:
            line.append(StyledText(cropped_path(shown(summary.shown_path), width), "quiet"))
    return PanelLine(tuple(line), target)


def plain_path(path: str) -> str:
    """Return a path without `./` in front and other detours."""
    return os.path.normpath(path)


def _name(summary: PlanSummary, width: int) -> str:
    """Return the product cropped in its middle to `width` cells, or for a plan without one its path."""
    if summary.product is None:
        return cropped_path(shown(summary.shown_path), width)
    return cropped_in_the_middle(shown(summary.product), width)


def counts_in_signs(counts: Counts | None, signs: Signs, width: int = 80) -> list[StyledText]:
    """Return a sign and the number for each severity that has violations, or `holds` if none has.

    Without room in `width` cells, the space between sign and number is left out. Return an empty list for
    None.
    """
    if counts is None:
        return []
    found = [pair for pair in zip(SEVERITIES, counts, strict=True) if pair[1]]
    if not found:
        return [StyledText(f"{signs.goes} holds", "good")]
    size = sum(len(str(number)) + 3 for _, number in found) - 1
    apart = " " if size <= width else ""
    return [StyledText(f"{signs.of_severity(each)}{apart}{number}", each) for each, number in found]


def next_due(due: AgendaItem | None, signs: Signs, width: int = 80) -> list[StyledText]:
    """Return the day of the next agenda item and its subject, or the sign for nothing without an item.

    With room in `width` cells, the action and `overdue` or `too late` are added.
    """
    if due is None:
        return [StyledText(signs.none, "quiet")]
    has_room = width >= ROOM_FOR_WORDS
    what = StyledText(shown(f"{due.action} {about(due)}" if has_room else about(due)))
    if due.overdue:
        late = " too late" if due.counts_no_longer else " overdue"
        words = late if has_room else ""
        return [StyledText(f"{signs.warning} {iso(due.day)}{words}", "warning"), what]
    return [StyledText(iso(due.day), "day"), what]


def error_in_words(error: FirstError, path: str) -> str:
    """Return the first error of a plan with its line and the number of further errors.

    `path` is the plan's; if the error is in another file, such as its policy, the place names that file.
    """
    more = f" (+{counted(error.more, 'error')})" if error.more else ""
    if error.path != path:
        return f"{position(error.shown_path, error.line, error.column)}: {shown(error.message)}{more}"
    place = f"line {error.line}: " if error.line is not None else ""
    return f"{place}{shown(error.message)}{more}"


def detail_lines(summary: PlanSummary | None, style: TableStyle, width: int, lines: int) -> list[PanelLine]:
    """Return two lines about the selected plan: its name, path and policy; its violations and what is due.

    The second line has the first error of a plan that cannot be read. If `lines` is 1, return the second line
    alone; without a plan, return no line.
    """
    if summary is None:
        return []
    signs = style.signs
    first = _identity(summary, width)
    if summary.error is not None:
        place = position(summary.error.shown_path, summary.error.line, summary.error.column)
        more = f" (+{counted(summary.error.more, 'error')})" if summary.error.more else ""
        text = f" {signs.error} {cropped_path(place, width // 2)}: {shown(summary.error.message)}{more}"
        second = [StyledText(text, "error")]
    elif summary.is_read:
        second = [StyledText(" ")]
        for part in (*counts_in_signs(summary.counts, signs), *next_due(summary.next_due, signs)):
            second += [part, StyledText("  ")]
    else:
        second = [StyledText(f" {signs.more} not read yet", "quiet")]
    found = [fitted(first, width), fitted(second, width)]
    return found if lines > 1 else found[1:]


def _identity(summary: PlanSummary, width: int) -> list[StyledText]:
    """Return a plan's product, path and policy in `width` cells.

    Where they have no room, the product is cropped in its middle and the path in front.
    """
    product = shown(summary.product or "")
    policy = f"  policy {shown(summary.policy)}" if summary.policy else ""
    room = width - MARGIN - cells(policy)
    if not product:
        path = cropped_path(position(plain_path(summary.path)), room)
        return [StyledText(f" {path}", "strong"), StyledText(policy, "quiet")]
    path = cropped_path(position(plain_path(summary.path)), max(room - cells(product) - 2, width // 2))
    product = cropped_in_the_middle(product, max(room - cells(path) - 2, 8))
    return [
        StyledText(f" {product}", "strong"),
        StyledText(f"  {path}", "quiet"),
        StyledText(policy, "quiet"),
    ]


def _padded(spans: list[StyledText], width: int) -> list[StyledText]:
    """Return texts with a space between them in exactly `width` cells: cropped, or followed by spaces."""
    spaced: list[StyledText] = []
    for span in spans:
        spaced += [StyledText(" "), span] if spaced else [span]
    kept = list(fitted(spaced, width).spans)
    return [*kept, StyledText(" " * (width - _width(kept)))]


def _width(line: list[StyledText]) -> int:
    """Return the cells of some texts."""
    return sum(cells(each.text) for each in line)

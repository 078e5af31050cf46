"""The visible cells of a row on the time axis: pure, without Textual.

Each paint starts from the backdrop that all rows share, so a row costs its own bars and markers only.
"""

from collections.abc import Iterable, Iterator

from planner.chart import Bar, Marker, Row
from planner.dates import Day
from planner.engine.constraint import Place
from planner.named_tuple import NamedTuple
from planner.tui.timeline.cells import Cells
from planner.tui.timeline.glyphs import cell_characters
from planner.tui.timeline.marks import NO_MARKS, Marks, paint_brackets, paint_over, paint_under
from planner.tui.timeline.scale import View
from planner.tui.timeline.scene import Scene

BESIDE_NAME = 2
"""Cells of a bar that stay seen on either side of the name of its phase."""


def paint_row(row: Row, scene: Scene, behind: Cells, marks: Marks = NO_MARKS) -> Cells:
    """Return the cells of an item's row on the time axis; they are painted on a copy of `behind`.

    They show its bars, marks and markers, and the names of a version's phases.
    """
    cells = behind.copy()
    if row.key in marks.marked.items:
        cells.backgrounds = [background or "marked" for background in cells.backgrounds]
    elif marks.cursor:
        cells.backgrounds = [background or "cursor" for background in cells.backgrounds]
    spans = [*_bar_spans(row.bars, scene)]
    for span in spans:
        _paint_bar(cells, span, row, scene)
    if marks is not NO_MARKS:
        paint_under(cells, row, scene, marks)
    _paint_markers(cells, row, scene, marks)
    if marks is not NO_MARKS:
        paint_over(cells, row, scene, marks)
    if row.item_type == "version" and row.item is not None:
        for span in spans:
            _paint_name(cells, span, scene)
    return cells


class _BarSpan(NamedTuple):
    """The cells of a bar in view, and how it looks."""

    bar: Bar
    look: str
    start: int
    end: int


def _bar_spans(bars: Iterable[Bar], scene: Scene) -> Iterator[_BarSpan]:
    """Yield the bars that are in view, with their looks and their cells cut to the view.

    The phase `retired` has no bar.
    """
    view, as_of = scene.view, scene.as_of
    for bar in bars:
        look = bar_look(bar, as_of)
        if look is None or (start := max(view.x(bar.start), 0)) >= view.width:
            continue
        end = view.width if bar.end is None else min(view.x(bar.end), view.width)
        if start < end:
            yield _BarSpan(bar=bar, look=look, start=start, end=end)


def _paint_bar(cells: Cells, span: _BarSpan, row: Row, scene: Scene) -> None:
    """Fill the cells of a bar, and paint today and the day cursor over it."""
    view, (_, look, start, end) = scene.view, span
    if row.item is None:
        cells.fill(start, end, scene.glyphs.change, "ghost")
    elif row.item_type == "change":
        cells.fill(start, end, scene.glyphs.change, "bar-change")
    elif scene.filled:
        cells.fill(start, end, " ", f"bar-{look}")
        cells.shade(start, end, f"bar-{look}")
    else:
        cells.fill(start, end, scene.glyphs.bar(look), f"bar-{look}")
    for day, glyph, foreground in (
        (scene.as_of, scene.glyphs.today, "today"),
        (scene.day_cursor, scene.glyphs.day_cursor, "day-cursor"),
    ):
        if day is not None and start <= (x := view.x(day)) < end:
            cells.put(x, glyph, foreground)


def _paint_name(cells: Cells, span: _BarSpan, scene: Scene) -> None:
    """Write the phase's name into its bar, in the first place where it covers nothing; else leave it out."""
    bar, look, start, end = span
    name = cell_characters(bar.phase)
    room = len(name) + 2 * BESIDE_NAME
    if not name or end - start < room:
        return
    layers = (cells.foregrounds, cells.backgrounds if scene.filled else None)
    at = _free(*layers, f"bar-{look}", (start, end), room)
    if at is None:
        return
    if not scene.filled:
        cells.fill(at + BESIDE_NAME - 1, at + room - BESIDE_NAME + 1, " ", f"bar-{look}")
    cells.write(at + BESIDE_NAME, name, f"phase-{look}")


def _free(
    foregrounds: list[str], backgrounds: list[str] | None, body: str, within: tuple[int, int], room: int
) -> int | None:
    """Return the first of `room` neighbouring cells that show only the body of a bar; None if there are none.

    `body` is the bar's foreground, and `within` has the first cell to look at and the one after the last.
    With `backgrounds`, these have to be `body`, and shades of legal days on it do not matter. Whole slices
    are compared: cell by cell it would be a tenth of a drag step.
    """
    (at, end), wanted = within, [body] * room
    alike = {body, "window"} if backgrounds is not None else {body}
    while at + room <= end:
        found = foregrounds[at : at + room]
        if backgrounds is not None and alike.issuperset(found):
            found = backgrounds[at : at + room]
        if found == wanted:
            return at
        at += room - next((x for x, each in enumerate(reversed(found)) if each not in alike), room - 1)
    return None


def _paint_markers(cells: Cells, row: Row, scene: Scene, marks: Marks) -> None:
    """Paint a row's markers with their selection and brackets, and the end of a withdrawn version.

    If all of them are out of view, paint an arrow at each edge that has dates beyond it.
    """
    view, glyphs, inside, selected = scene.view, scene.glyphs, False, marks.selected
    if row.withdrawn is not None and 0 <= (x := view.x(row.withdrawn)) < view.width:
        inside = True
        cells.put(x, glyphs.withdrawn, "retired")
    held = selected if marks.held is not None else None
    markers = placed(row.markers, view, selected, held)
    for x, marker in markers:
        if 0 <= x < view.width:
            inside = True
            foreground = "ghost" if row.item is None else marker_foreground(marker)
            cells.put(x, glyphs.marker(marker), foreground)
            if marker.place == selected:
                cells.shade(x, x + 1, "selected")
    if marks.marked.dates:
        paint_brackets(cells, markers, scene, marks.marked)
    if row.markers and not inside:
        if view.x(row.markers[0].day) < 0:
            cells.put(0, glyphs.before, "beyond")
        if view.x(row.markers[-1].day) >= view.width:
            cells.put(view.width - 1, glyphs.after, "beyond")


def bar_look(bar: Bar, as_of: Day) -> str | None:
    """Return the look of a bar on a day: `over` if the phase has ended, else its kind; None if retired."""
    if bar.end is not None and bar.end <= as_of and bar.role != "retired":
        return "over"
    return bar_kind(bar)


def bar_kind(bar: Bar) -> str | None:
    """Return the role of a bar, `none` without one; None for a retired item, which has no bar.

    A superseded bar is `released`.
    """
    if bar.role == "retired":
        return None
    return "released" if bar.superseded else bar.role or "none"


def placed(
    markers: Iterable[Marker], view: View, selected: Place | None = None, held: Place | None = None
) -> list[tuple[int, Marker]]:
    """Return markers with the cells in which to paint them, in painting order: the last one wins a cell.

    A notice in the cell of a milestone stands beside it, where that cell is free: else nobody would see it.
    The date at the place `held` is always in its own cell. The marker at `selected` comes last; None: no
    marker is selected, or held.
    """
    found = [(view.x(marker.day), marker) for marker in ranked(markers, selected)]
    taken = {x for x, marker in found if marker.what != "notice"}
    if not taken or len(taken) == len(found):
        return found
    all_taken = {x for x, _ in found}
    for index, (x, marker) in enumerate(found):
        if marker.what != "notice" or x not in taken or marker.place == held:
            continue
        free = (cell for cell in (x - 1, x + 1) if cell not in all_taken and 0 <= cell < view.width)
        beside = next(free, None)
        if beside is not None:
            all_taken.add(beside)
            found[index] = beside, marker
    return found


def ranked(markers: Iterable[Marker], selected: Place | None = None) -> list[Marker]:
    """Return markers in the order in which they are painted, so that the last one wins a cell.

    Notices come first, then milestones by their dates, then the marker at `selected`, if that is not None.
    """
    lower: list[Marker] = []
    upper: list[Marker] = []
    top: list[Marker] = []
    for marker in markers:
        (top if marker.place == selected else lower if marker.what == "notice" else upper).append(marker)
    return lower + upper + top


def marker_foreground(marker: Marker) -> str:
    """Return the name of a marker's foreground: its severity, else its role, or `notice` or `sent`."""
    if marker.severity is not None:
        return marker.severity
    if marker.what == "notice":
        return "sent" if marker.sent else "notice"
    return marker.role or "none"

"""Marking rows and dates, one by one, in a range, or all that are alike."""

from collections.abc import Iterable

from textual import events

from planner.chart import Chart, Marker, Row
from planner.engine.constraint import Place
from planner.named_tuple import NamedTuple
from planner.tui.timeline.counting import Counting
from planner.tui.timeline.marked import NOTHING_MARKED, Marked, Movable, alike, movable, one
from planner.tui.timeline.marks import Marks
from planner.tui.timeline.messages import MarkedChanged
from planner.tui.timeline.rows import future_dates, hits


class _Range(NamedTuple):
    """A range that is extended row by row."""

    start: int
    """The index of the row at which it began."""
    first: Marked
    """The row or date at which it began."""
    what: str | None
    """The name of the dates in it; None: it is a range of rows."""
    before: Marked
    """The rows and dates that were marked before."""
    end: tuple[int | None, Place | None]
    """The cursor at its other end."""


class Marking(Counting, part=True):
    """Rows and dates that can be marked."""

    def __init__(self) -> None:
        super().__init__()
        self.marked = NOTHING_MARKED
        self._range: _Range | None = None

    def toggle_mark(self) -> None:
        """Mark the selected date, or the selected row without one; unmark it if it is marked already."""
        self.mark(self.marked.toggled(one(self.selected_row, self.marker)))

    def extend_marks(self, rows: int) -> None:
        """Extend the marked range by so many rows down (negative: up), and move the cursor to its new end.

        Begin a new range at the cursor if the cursor has moved since. A range that began on a date marks
        dates of its name, another one whole rows.
        """
        if self._row is None:
            return
        extended = self._range
        if extended is None or extended.end != (self._row, self._place):
            extended = self._range_from(self._row)
        self._extend_to(extended, self.rows.step(self._row, rows))

    def extend_marks_to(self, index: int, place: Place | None) -> None:
        """Extend the marked range, or a new one from the cursor, to the row at an index.

        Move the cursor there. If the range began on a date and `place` is not None, mark the dates of the
        first one's name, else whole rows. Do nothing without a cursor.
        """
        if self._row is None:
            return
        extended = self._range
        if extended is None or extended.end != (self._row, self._place):
            extended = self._range_from(self._row)
        if place is None:
            row = self.rows.at(extended.start)
            extended = extended._replace(what=None, first=one(row, None))
        self._extend_to(extended, index)

    def mark_alike(self, *, in_track: bool) -> None:
        """Mark all shown dates of the selected date's name but sent notices; without a date, all shown rows.

        If all of them are marked already, unmark them. With `in_track`, only those of the selected row's
        track.
        """
        row, marker = self.selected_row, self.marker
        rows = [
            each
            for each in self.rows.all
            if each.item is not None and (not in_track or (row is not None and each.track == row.track))
        ]
        self.mark(self.marked.toggled(alike(rows, None if marker is None else marker.what)))

    def clear_marks(self) -> bool:
        """Unmark all rows and dates; return True if any was marked, else False."""
        was = bool(self.marked)
        self.mark(NOTHING_MARKED)
        return was

    def mark(self, marked: Marked) -> None:
        """Mark these rows and dates and no others, and end the range; post `MarkedChanged` for a change."""
        before, self.marked = self.marked, marked
        self._range = None
        if before != marked:
            changed = (marked - before) | (before - marked)
            self.repaint_rows(at for at, row in enumerate(self.rows.all) if changed.has(row))
            self.post_message(MarkedChanged())

    @property
    def movable(self) -> Movable:
        """The marked dates that move together, those of hidden rows too, and the pinned dates that stay."""
        return movable(self.marked, self.rows.every, self.chart.as_of)

    @property
    def hidden_marks(self) -> int:
        """The number of rows with a mark that are not shown."""
        if not self.marked or not self.rows.choice.hidden:
            return 0
        shown = {row.item for row in self.rows.all}
        return sum(self.marked.has(row) for row in self.rows.every if row.item not in shown)

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        """Show another plan, or this one after an edit; remove marks on rows and dates that it lacks.

        The view stays if `keep_view` is True; else it is chosen as for a plan that is just opened.
        """
        super().show(chart, keep_view)
        self._range = None
        if self.marked:
            self.mark(self.marked.among(self.rows.every))

    def rows_changed(self) -> None:
        """End the marked range after other rows are shown, since its start has another index now."""
        self._range = None
        super().rows_changed()

    def _range_from(self, start: int) -> _Range:
        """Return a range that begins at the selected date or row; `start` is the index of that row."""
        marker = self.marker
        first = one(self.selected_row, marker)
        return _Range(
            start=start,
            first=first,
            what=None if marker is None else marker.what,
            before=self.marked,
            end=self.cursor_at,
        )

    def _extend_to(self, extended: _Range, index: int) -> None:
        """Mark the rows, or the dates of a range's name, from its start to the row at an index.

        Marks from before the range stay. Put the cursor on this row, on such a date if it has one, and scroll
        there.
        """
        low, high = sorted((extended.start, index))
        between = [self.rows.all[at] for at in range(low, high + 1) if at != extended.start]
        row = self.rows.at(index)
        markers = row.markers if row is not None else ()
        place = next((each.place for each in markers if each.what == extended.what), None)
        if index == extended.start:
            place = next(iter(extended.first.dates), None)
        self.mark(extended.before | extended.first | alike(_items(between), extended.what))
        self._set_cursor(index, place)
        self._range = extended._replace(end=self.cursor_at)
        self.reveal()

    @property
    def to_move(self) -> Movable:
        """The dates that a command moves: the marked ones, else the selected one, else the row's future ones.

        A pinned date moves if it is selected alone, or is a future date of the row; among marked ones it
        stays.
        """
        row, marker = self.selected_row, self.marker
        if self.marked:
            return self.movable
        if marker is not None:
            return Movable({marker.place: marker.day}, ())
        return Movable(future_dates(row, self.chart.as_of) if row is not None else {}, ())

    def holds_marked(self, row: Row, marker: Marker | None) -> bool:
        """Return True if dragging this marker drags all marked dates: if its date is among them.

        Without a marker, return True if the row is marked.
        """
        if marker is None:
            return row.key in self.marked.items
        return marker.place in self.movable.starts

    def mark_at(self, event: events.MouseDown, index: int | None, x: int) -> None:
        """Mark or unmark the date or row under the pointer; with shift, mark the range from the cursor to it.

        Pressed on the heading of a track without shift, mark or unmark its shown items. Do nothing where
        there is no row. `x` is the cell of the time axis, negative on the names.
        """
        row = self.rows.at(index)
        if row is None or index is None:
            return
        event.stop()
        event.prevent_default()
        self.suppress_click()
        marker = next(iter(hits(row, self.view, x)), None) if x >= 0 and row.item is not None else None
        if event.shift:
            self.extend_marks_to(index, None if marker is None else marker.place)
        elif row.is_heading:
            rows = [each for each in self.rows.all if each.item is not None and each.track == row.track]
            self.mark(self.marked.toggled(alike(rows, None)))
        elif row.item is not None:
            self._set_cursor(index, None if marker is None else marker.place)
            self.mark(self.marked.toggled(one(row, marker)))

    @property
    def cursor_at(self) -> tuple[int | None, Place | None]:
        """The index of the cursor's row, and the place of its date."""
        return self._row, self._place

    def _marks(self, index: int) -> Marks:
        """Return the marks to paint on the row at an index, with the rows and dates that a person marked."""
        marks = super()._marks(index)
        row = self.rows.at(index)
        return marks._replace(marked=self.marked) if self.marked and row and self.marked.has(row) else marks


def _items(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of items, without the headings of tracks and missing items."""
    return [row for row in rows if row.item is not None]

"""The cursor on the painted rows: an item and one of its dates, moved, selected, brought into view."""

from textual.geometry import Size

from planner.chart import Chart, Marker, Row
from planner.dates import Day
from planner.engine.constraint import Place
from planner.tui.timeline.filtering import Filterable
from planner.tui.timeline.messages import Selected
from planner.tui.timeline.rows import marker_of, nearest, neighbour

LINES_AROUND = 1
"""Lines above and below the cursor that are shown with it: a heading, the next row."""


class Navigable(Filterable):
    """A canvas with a cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._height = 0
        """The height of the rows when it was last measured."""
        self._latest: Row | None = None
        """The row of the cursor, or its last row before all rows were hidden."""

    @property
    def cursor(self) -> tuple[int | None, Place | None]:
        """The selected item, and the place of its selected date."""
        row = self.rows.at(self._row)
        return (row.item if row is not None else None, self._place)

    @property
    def selected_row(self) -> Row | None:
        """The row of the cursor: of an item, or the heading of a folded track."""
        return self.rows.at(self._row)

    @property
    def marker(self) -> Marker | None:
        """The selected date's marker; None where a whole row is selected."""
        return marker_of(self.rows.at(self._row), self._place)

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        """Show another plan, or this one after an edit; the cursor stays on its item, or near its row."""
        before, old_row, rows = self._row, self.rows.at(self._row), len(self.rows.every)
        place = self._place
        super().show(chart, keep_view)
        if old_row is not None and old_row.item is None:
            index = self.rows.nearest_shown(old_row)
        else:
            index = self.rows.of_name(old_row.name) if old_row is not None else None
        if index is None and old_row is not None and len(self.rows.every) == rows:
            index = self.rows.of_item(old_row.item)  # it was renamed
        if index is None and old_row is not None and before is not None:
            index = self.rows.in_place_of(old_row, before)
        if place is not None and marker_of(self.rows.at(index), place) is None:
            elsewhere = self.rows.of_place(place)
            index, place = (index, None) if elsewhere is None else (elsewhere, place)
        if index is None and len(self.rows):
            index = self.rows.step(-1, 1)
        self._row = None
        self._set_cursor(index, place)

    def select(self, item: int | None, place: Place | None = None, reveal: bool = True) -> None:
        """Put the cursor on an item, or on one of its dates; an unknown item changes nothing.

        A hidden item is shown.
        """
        if item is not None:
            self.unhide(item)
        index = self.rows.of_item(item)
        if index is None:
            return
        self._set_cursor(index, place)
        if reveal:
            self.reveal()

    def go_to_track(self, track: str | None) -> None:
        """Put the cursor on the first item of a track; a folded or hidden item is shown."""
        self.select(self.unhide_track(track))

    def rows_changed(self) -> None:
        """Keep the cursor on its row if it is shown, else put it on the nearest one."""
        super().rows_changed()
        index, place = self.rows.nearest_shown(self._latest), self._place
        if marker_of(self.rows.at(index), place) is None:
            place = None
        self._row, self._place = None, None
        if index is None:
            self.post_message(Selected(None, None))
        self._set_cursor(index, place)
        self.reveal()

    def reveal(self) -> None:
        """Scroll no further than needed to show the cursor; to the middle where that is far.

        A quarter of the time axis stays free on either side of its date, so that there is room to drag it.
        """
        if self._row is None:
            return
        self._reveal_row(self._row)
        if (marker := self.marker) is not None:
            self.view = self.view.revealing(marker.day, self.view.width // 4)

    def reveal_missing(self, name: str) -> bool:
        """Scroll to the row of an item that only another state has; return False if there is none."""
        rows = enumerate(self.rows.all)
        found = (at for at, row in rows if row.item is None and not row.is_heading and row.name == name)
        index = next(found, None)
        if index is not None:
            self._reveal_row(index)
        return index is not None

    def reveal_all_missing(self, height: int) -> None:
        """Scroll to the rows of items that only the other state has, where so many lines can be seen."""
        missing = [at for at, row in enumerate(self.rows.all) if row.item is None and not row.is_heading]
        if not missing:
            return
        self._reveal_above(missing[0], missing[-1], height)

    def reveal_cursor(self, height: int) -> None:
        """Scroll to the cursor's row where so many lines can be seen, those above a dialog."""
        if self._row is not None:
            self._reveal_above(self._row, self._row, height)

    def _reveal_above(self, first_row: int, last_row: int, height: int) -> None:
        """Scroll no further than needed to show rows in the first lines, as many of them as can be seen."""
        first, last = self.row_lines.line_of(first_row), self.row_lines.line_of(last_row)
        if self.scroll_offset.y <= first and last < self.scroll_offset.y + height:
            return
        top = max(min(first - min(LINES_AROUND, height - 1), last - height + 1), 0)
        # The rows may all fit, and yet be hidden by a dialog: then there is room to scroll below them.
        self.virtual_size = Size(0, max(self.row_lines.height, top + self.size.height))
        self.scroll_to(y=top, animate=False, force=True)

    def _reveal_row(self, row: int) -> None:
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        line, around = self.row_lines.line_of(row), LINES_AROUND if height > 2 * LINES_AROUND else 0
        first, last = line - around, line + around
        if abs(line - top - height // 2) > height:
            self.scroll_to(y=line - height // 2, animate=False, force=True)
        elif first < top or last >= top + height:
            self.scroll_to(y=first if first < top else last - height + 1, animate=False, force=True)

    def _measure(self) -> None:
        """Keep the cursor's row and date in view when the terminal gets another size."""
        day = self.held.day if self.held is not None else None
        if day is None and (marker := self.marker) is not None:
            day = marker.day
        width = self.view.width
        seen = day is not None and width > 0 and self.view.shows(day)
        super()._measure()
        if seen and day is not None and self.view.width != width:
            self.view = self.view.revealing(day)
        height, before = self.scrollable_content_region.height, self._height
        if height and height != before:
            self._height = height
            if (
                self._row is not None
                and 0 <= self.row_lines.line_of(self._row) - self.scroll_offset.y < before
            ):
                self.call_after_refresh(self._reveal_row, self._row)

    def sees(self, place: Place, day: Day) -> bool:
        """Return True if a date's row is in view, and a day of it."""
        index = self.rows.of_place(place)
        return index is not None and index in self._rows_in_view and self.view.shows(day)

    def show_place(self, place: Place, day: Day) -> None:
        """Bring a date's row and a day into view; a hidden row is shown. The cursor stays."""
        item = self.rows.item_of_place(place)
        if item is not None:
            self.unhide(item)
        index = self.rows.of_place(place)
        if index is not None:
            self._reveal_row(index)
        self.view = self.view.revealing(day, self.view.width // 4)

    def reveal_dates(self) -> None:
        """Scroll to the date of the row nearest to the as-of date, if none of its dates is in view."""
        row = self.rows.at(self._row)
        if row is None or any(self.view.shows(marker.day) for marker in row.markers):
            return
        if (marker := nearest(row, self.chart.as_of)) is not None:
            self.view = self.view.revealing(marker.day, self.view.width // 4)

    def move_rows(self, count: int) -> None:
        """Move the cursor some items down or up, to the date nearest in time."""
        if self._row is not None:
            self._move_to(self.rows.step(self._row, count))

    def go_to_row(self, number: int) -> None:
        """Move the cursor to a row by number, counted from 1 among the rows that can have the cursor."""
        if self._row is not None:
            self._move_to(self.rows.step(-1, number))

    def _move_to(self, index: int) -> None:
        row = self.rows.at(index)
        place = None
        if row is not None and self._place is not None:
            found = nearest(row, self.focal_day())
            place = found.place if found is not None else None
        self._set_cursor(index, place)
        self.reveal()

    def move_marker(self, count: int) -> None:
        """Move the cursor some dates of the row further (positive) or back."""
        row, place, day = self.rows.at(self._row), self._place, self.focal_day()
        if row is None:
            return
        for _ in range(abs(count)):
            found = neighbour(row, place, 1 if count > 0 else -1, day)
            if found is None:
                break
            place, day = found.place, found.day
        if place != self._place:
            self._set_cursor(self._row, place)
            self.reveal()

    def page(self, step: int) -> None:
        """Move the cursor by so many pages of rows."""
        self.move_rows(step * self.row_lines.page(self.scrollable_content_region.height))

    def focal_day(self) -> Day:
        """Return the selected date's day, or else the day that the canvas zooms about."""
        return marker.day if (marker := self.marker) is not None else super().focal_day()

    def _set_cursor(self, index: int | None, place: Place | None) -> None:
        if (index, place) == (self._row, self._place):
            return
        self.repaint_rows(changed for changed in {self._row, index} if changed is not None)
        self._row, self._place = index, place
        self._latest = self.rows.at(index) or self._latest
        self.post_message(Selected(*self.cursor))

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


class Navigable(Filterable, part=True):
    """A canvas with a cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._height = 0
        """The height of the rows when it was last measured."""
        self._latest: Row | None = None
        """The row of the cursor, or its last row before all rows were hidden."""

    @property
    def cursor(self) -> tuple[int | None, Place | None]:
        """The selected item and the place of its selected date.

        The item is None for the heading of a folded track and without a cursor; the place is None for a whole
        row.
        """
        row = self.rows.at(self._row)
        return (row.item if row is not None else None, self._place)

    @property
    def selected_row(self) -> Row | None:
        """The row of the cursor, of an item or the heading of a folded track; None without a cursor."""
        return self.rows.at(self._row)

    @property
    def marker(self) -> Marker | None:
        """The selected date's marker; None if a whole row is selected, or nothing."""
        return marker_of(self.rows.at(self._row), self._place)

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        """Show another plan, or this one after an edit; the cursor stays on its item and date.

        If the item is gone, the cursor goes to the row in its place; if the date went to another item, to
        that one. The view stays if `keep_view` is True; else it is chosen as for a plan that is just opened.
        """
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
        """Put the cursor on a date of an item, or on the item's row if `place` is None; unhide the item.

        Scroll there if `reveal` is True. None or an unknown item changes nothing.
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
        """Unfold a track and put the cursor on its first shown item.

        If all its items are hidden, show the first one. Do nothing for a track without items.
        """
        self.select(self.unhide_track(track))

    def rows_changed(self) -> None:
        """Put the cursor back on its row after other rows are shown, or on the nearest one if that is hidden.

        Scroll there, and post `Selected`.
        """
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
        """Scroll no further than needed to show the cursor's row and date; do nothing without a cursor.

        A row that is far away comes to the middle. A quarter of the time axis stays free on either side of
        the date, so that there is room to drag it; less if the as-of date would leave the view for that room.
        """
        if self._row is None:
            return
        self._reveal_row(self._row)
        if (marker := self.marker) is not None:
            view, today = self.view.revealing(marker.day, self.view.width // 4), self.chart.as_of
            if self.view.shows(today) and not view.shows(today):
                both = view.revealing(today)
                view = both if both.shows(marker.day) else view
            self.view = view

    def reveal_missing(self, name: str) -> bool:
        """Scroll to the row of the item of this name that only another state of the plan has.

        Return True if there is such a row; else do nothing.
        """
        rows = enumerate(self.rows.all)
        found = (at for at, row in rows if row.item is None and not row.is_heading and row.name == name)
        index = next(found, None)
        if index is not None:
            self._reveal_row(index)
        return index is not None

    def reveal_all_missing(self, height: int) -> None:
        """Scroll to the rows of items that only the other state of the plan has, as many as can be seen.

        `height` is the number of lines that no dialog covers. Do nothing if there are no such rows.
        """
        missing = [at for at, row in enumerate(self.rows.all) if row.item is None and not row.is_heading]
        if not missing:
            return
        self._reveal_above(missing[0], missing[-1], height)

    def reveal_cursor(self, height: int) -> None:
        """Scroll so that the cursor's row is within the first `height` lines, which no dialog covers."""
        if self._row is not None:
            self._reveal_above(self._row, self._row, height)

    def _reveal_above(self, first_row: int, last_row: int, height: int) -> None:
        """Scroll the rows at two indices, and those between, into the first `height` lines of the widget.

        The other lines are covered by a dialog. Do nothing if the rows are there. Else the last row comes to
        the lowest of these lines, or the first row to the top if not all have room.
        """
        first, last = self.row_lines.line_of(first_row), self.row_lines.line_of(last_row)
        if self.scroll_offset.y <= first and last < self.scroll_offset.y + height:
            return
        top = max(min(first - min(LINES_AROUND, height - 1), last - height + 1), 0)
        # The rows may all fit, and yet be hidden by a dialog: then there is room to scroll below them.
        self.virtual_size = Size(0, max(self.row_lines.height, top + self.size.height))
        self.scroll_to(y=top, animate=False, force=True)

    def _reveal_row(self, row: int) -> None:
        """Scroll no further than needed to show the row at an index, with a line above and below it.

        A low view shows the row alone; a row that is far away comes to the middle.
        """
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        line, around = self.row_lines.line_of(row), LINES_AROUND if height > 2 * LINES_AROUND else 0
        first, last = line - around, line + around
        if abs(line - top - height // 2) > height:
            self.scroll_to(y=line - height // 2, animate=False, force=True)
        elif first < top or last >= top + height:
            self.scroll_to(y=first if first < top else last - height + 1, animate=False, force=True)

    def _reveal_cursor(self) -> None:
        """Show the row on which the cursor is by now, if it is on one."""
        if self._row is not None:
            self._reveal_row(self._row)

    def _measure(self) -> None:
        """Set the widths for the terminal's size; keep the held or selected date and its row in view.

        A date or row that was out of view before stays so.
        """
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
                self.call_after_refresh(self._reveal_cursor)

    def sees(self, place: Place, day: Day) -> bool:
        """Return True if the row with a date is in view, and the given day too."""
        index = self.rows.of_place(place)
        return index is not None and index in self._rows_in_view and self.view.shows(day)

    def show_place(self, place: Place, day: Day) -> None:
        """Scroll to the row with a date and to the given day; show the row if it is hidden.

        The cursor stays where it is. If no row has the date, scroll only time.
        """
        item = self.rows.item_of_place(place)
        if item is not None:
            self.unhide(item)
        index = self.rows.of_place(place)
        if index is not None:
            self._reveal_row(index)
        self.view = self.view.revealing(day, self.view.width // 4)

    def reveal_dates(self) -> None:
        """Scroll time to the date of the cursor's row that is nearest to the as-of date.

        Do nothing if one of the row's dates is in view already.
        """
        row = self.rows.at(self._row)
        if row is None or any(self.view.shows(marker.day) for marker in row.markers):
            return
        if (marker := nearest(row, self.chart.as_of)) is not None:
            self.view = self.view.revealing(marker.day, self.view.width // 4)

    def move_rows(self, count: int) -> None:
        """Move the cursor so many items or folded tracks down (negative: up), as far as there are any.

        If a date is selected, select the date of the new row that is nearest to it.
        """
        if self._row is not None:
            self._move_to(self.rows.step(self._row, count))

    def go_to_row(self, number: int) -> None:
        """Move the cursor to an item or folded track by its number, 1 for the first one.

        A number beyond the last one moves it to that one.
        """
        if self._row is not None:
            self._move_to(self.rows.step(-1, number))

    def _move_to(self, index: int) -> None:
        """Put the cursor on the row at an index, and scroll there.

        If a date was selected, select the date of this row that is nearest to it.
        """
        row = self.rows.at(index)
        place = None
        if row is not None and self._place is not None:
            found = nearest(row, self.focal_day())
            place = found.place if found is not None else None
        self._set_cursor(index, place)
        self.reveal()

    def move_marker(self, count: int) -> None:
        """Select the date that is `count` later (negative: earlier) in the cursor's row.

        Stop at the last or first one. If no date is selected, begin with the first on or after the day that
        zooming keeps in place, or with the last on or before it.
        """
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
        """Move the cursor by so many pages of rows down (negative: up)."""
        self.move_rows(step * self.row_lines.page(self.scrollable_content_region.height))

    def focal_day(self) -> Day:
        """Return the day that zooming keeps in place.

        It is the selected date's, else the day cursor's, else the as-of date.
        """
        return marker.day if (marker := self.marker) is not None else super().focal_day()

    def _set_cursor(self, index: int | None, place: Place | None) -> None:
        """Put the cursor on the row at an index and on a date in it; post `Selected`, and repaint both rows.

        Without an index there is no cursor; without a place, the whole row is selected. Do nothing if nothing
        changes.
        """
        if (index, place) == (self._row, self._place):
            return
        self.repaint_rows(changed for changed in {self._row, index} if changed is not None)
        self._row, self._place = index, place
        self._latest = self.rows.at(index) or self._latest
        self.post_message(Selected(*self.cursor))

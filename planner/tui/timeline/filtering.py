"""Rows that can be hidden: history, folded tracks, a filter. Nothing that a person looks for stays hidden."""

from collections.abc import Mapping

from planner.chart import Chart
from planner.tui.timeline.canvas import Canvas
from planner.tui.timeline.ghosts import GhostLayer, with_missing
from planner.tui.timeline.messages import RowsChosen
from planner.tui.timeline.row_filter import ALL_ROWS, RowFilter, Track, reason_hidden
from planner.tui.timeline.rows import Rows


class Filterable(Canvas, part=True):
    """A canvas that shows the rows that a filter chooses, and items that are shown in spite of it."""

    @property
    def row_filter(self) -> RowFilter:
        """The filter that chooses the rows, with hidden history and folded tracks."""
        return self.rows.row_filter

    def filter_rows(self, row_filter: RowFilter) -> None:
        """Show the rows that another filter chooses; hide items shown in spite of the one before."""
        self._choose(row_filter, frozenset())

    def choose_rows(self, row_filter: RowFilter) -> None:
        """Show the rows that another filter chooses, and still the items shown in spite of the one before."""
        self._choose(row_filter, self.rows.kept)

    def filter_again(self) -> None:
        """Choose the rows by the present filter again after dates have moved.

        The selected item stays shown, and so do items shown in spite of the filter. Do nothing if all rows
        are shown, and while a date or bar is held.
        """
        if self.row_filter != ALL_ROWS and self._held_row is None:
            self._choose(self.row_filter, self.rows.kept | self._selected_name())

    def fold(self, track: Track, *, folded: bool) -> None:
        """Fold a track, so that only its heading is shown, or unfold it."""
        self.choose_rows(self.row_filter.with_track(track, folded=folded))

    def unhide(self, item: int) -> None:
        """Show a hidden item: unfold its track, and show it in spite of hidden history or the filter.

        `RowsChosen` then says why it would be hidden. Do nothing if the item is shown or unknown.
        """
        row = self.rows.hidden_row(item)
        if row is None:
            return
        row_filter = self.row_filter
        if row.track in row_filter.folded:
            row_filter = row_filter.with_track(row.track, folded=False)
        reason = reason_hidden(row, row_filter, self.chart.as_of)
        kept = self.rows.kept | {row.name} if reason else self.rows.kept
        self._choose(row_filter, kept, _though({row.name: reason} if reason else {}))

    def unhide_track(self, track: Track) -> int | None:
        """Unfold a track and return its first item that is shown; None for a track without items.

        If hidden history or the filter leaves all its items out, show the first one in spite of them.
        """
        of_track = [row for row in self.rows.every if row.item is not None and row.track == track]
        if track in self.row_filter.folded:
            self.fold(track, folded=False)
        first = next((row.item for row in of_track if self.rows.of_item(row.item) is not None), None)
        if first is None and of_track and of_track[0].item is not None:
            first = of_track[0].item
            self.unhide(first)
        return first

    def _choose(self, row_filter: RowFilter, kept: frozenset[str], said: str = "") -> None:
        """Show the rows that a filter chooses and the items named in `kept`, and post `RowsChosen(said)`."""
        self._arrange(self.rows.filtered(row_filter, kept))
        self.post_message(RowsChosen(said))

    def show_ghost_layer(self, layer: GhostLayer) -> None:
        """Show the ghosts and the missing items of another state of the plan, in place of the layer before.

        `NO_GHOSTS` shows none. Do not call it during a drag: rows of missing items come and go.
        """
        before, self.ghost_layer = self.ghost_layer, layer
        if before.missing != layer.missing:
            rows = [row for row in self.rows.every if row.item is not None or row.is_heading]
            found = with_missing(rows, layer.missing)
            self._arrange(Rows(found, self.row_filter, self.chart.as_of, self.rows.kept))
            self._measure()
        elif before.sign != layer.sign:
            self._repaint()
        names = before.of_rows.keys() | layer.of_rows.keys()
        changed = {name for name in names if before.of_rows.get(name) != layer.of_rows.get(name)}
        self.repaint_rows(index for index in self._rows_in_view if self.rows.all[index].name in changed)

    def _arrange(self, rows: Rows) -> None:
        """Replace the rows; the ghosts and the legal days that are shown stay with their dates and item.

        Ghosts on rows that were hidden before are seen now.
        """
        shaded, window = self.rows.at(self._window_row), self.window
        self.rows = rows
        self._window_row, self.window, self.ghosts = None, None, {}
        self.rows_changed()
        if shaded is not None:
            self.show_window(shaded.item, window)
        self.show_ghosts(self._all_ghosts)

    def _rows_of(self, chart: Chart) -> Rows:
        """Return the rows of another chart, chosen by the present filter.

        If there is any filter or fold, post `RowsChosen`. Items that are shown in spite of it stay, and so
        does the selected one. If an edit added items, unfold their tracks and show them in spite of the
        filter; the message then has a sentence that says so.
        """
        row_filter, before = self.row_filter, self.rows
        if row_filter == ALL_ROWS:
            return super()._rows_of(chart)
        known = {row.name for row in before.every if row.item is not None}
        is_first = not before.every
        added = [row for row in chart.rows if row.item is not None and not is_first and row.name not in known]
        row_filter = row_filter._replace(folded=row_filter.folded - {row.track for row in added})
        hidden = {
            row.name: reason for row in added if (reason := reason_hidden(row, row_filter, chart.as_of))
        }
        self.post_message(RowsChosen(_though(hidden)))
        kept = before.kept | self._selected_name() | hidden.keys()
        return Rows(with_missing(chart.rows, self.ghost_layer.missing), row_filter, chart.as_of, kept)

    def _selected_name(self) -> frozenset[str]:
        """Return the name of the selected item; an empty set if a heading or nothing is selected."""
        row = self.rows.at(self._row)
        return frozenset() if row is None or row.item is None else frozenset((row.name,))


def _though(hidden: Mapping[str, str]) -> str:
    """Return a sentence that items are shown though they would be hidden; empty without items.

    `hidden` has the reason by the item's name; for several items the sentence gives the first reason.
    """
    if not hidden:
        return ""
    name, reason = next(iter(hidden.items()))
    return (
        f"{name} is shown, though {reason}."
        if len(hidden) == 1
        else f"{len(hidden)} items are shown, though {reason}."
    )

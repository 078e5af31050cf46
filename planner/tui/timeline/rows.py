"""The rows of a timeline: found by item or place, walked by the cursor, hit by the pointer. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from planner.chart import Marker, Row, TrackSummary
from planner.dates import Day
from planner.engine.constraint import Place
from planner.tui.timeline.painter import bar_kind, placed
from planner.tui.timeline.row_filter import ALL_ROWS, RowFilter, chosen
from planner.tui.timeline.scale import View


class Rows:
    """The rows of a timeline, hidden ones included; single rows are replaced while dates are dragged.

    Every index counts the rows that are shown, in order.
    """

    def __init__(
        self,
        rows: Iterable[Row] = (),
        row_filter: RowFilter = ALL_ROWS,
        as_of: Day = 0,
        kept: Collection[str] = frozenset(),
    ) -> None:
        self.every = list(rows)
        """The rows of all items, hidden ones included."""
        self.row_filter = row_filter
        self._as_of = as_of
        self.kept = frozenset(kept)
        """The names of items that are shown though history is hidden or a filter is set."""
        self.choice = chosen(self.every, row_filter, as_of, kept)
        self.all = self.choice.rows
        self._of_item = {row.item: index for index, row in enumerate(self.all) if row.item is not None}
        self._in_every = (
            self._of_item
            if not self.choice.hidden
            else {row.item: index for index, row in enumerate(self.every) if row.item is not None}
        )
        self._of_key: dict[int | None, int] | None = None
        """The index in `every` of each item, by the key of its entry."""
        self._of_place: dict[Place, int] | None = None

    def filtered(self, row_filter: RowFilter, kept: Collection[str] = frozenset()) -> "Rows":
        """Return the same rows, of which another filter chooses the shown ones.

        The items named in `kept` are shown in spite of hidden history and filter.
        """
        return Rows(self.every, row_filter, self._as_of, kept)

    def hidden_row(self, item: int) -> Row | None:
        """Return the row of an item that is hidden; None for a shown or unknown item."""
        index = self._in_every.get(item)
        return self.every[index] if index is not None and item not in self._of_item else None

    def is_folded(self, row: Row | None) -> bool:
        """Return True if a row is the heading of a folded track."""
        return row is not None and row.is_heading and row.track in self.choice.folded

    def nearest_shown(self, row: Row | None) -> int | None:
        """Return the index to which the cursor goes from a row that may be hidden now; None if there is none.

        From an item it goes to the item's own row; if that is hidden, to the heading of its folded track, or
        else to the nearest item: of its track before any other, and below it before above it. From the
        heading of a track that is not folded it goes to the next item; from None, to the first item or folded
        track.
        """
        if row is None or (row.item is None and self.heading_of(row) is None):
            return self._first()
        if row.item is None:
            heading = self.heading_of(row) or 0
            return heading if self.is_folded(row) else self.step(heading, 1)
        if (index := self.of_item(row.item)) is not None:
            return index
        if row.track in self.choice.folded:
            return self.heading_of(row)
        at = self._in_every.get(row.item, 0)
        items = [
            (each.track != row.track, place < at, abs(place - at), each.item)
            for place, each in enumerate(self.every)
            if each.item is not None and each.item in self._of_item
        ]
        if items:
            return self._of_item[min(items)[-1]]
        return self._first()

    def _first(self) -> int | None:
        """Return the index of the first item or heading of a folded track; None if neither is shown."""
        index = self.step(-1, 1)
        return index if index >= 0 else None

    def heading_of(self, row: Row) -> int | None:
        """Return the index of the heading of a row's track; None if it is hidden or there is none."""
        return next(
            (at for at, each in enumerate(self.all) if each.is_heading and each.track == row.track), None
        )

    @property
    def tracks(self) -> list[str | None]:
        """The tracks that have headings, in order; tracks with a hidden heading are included."""
        return [row.track for row in self.every if row.is_heading]

    def __len__(self) -> int:
        return len(self.all)

    def at(self, index: int | None) -> Row | None:
        """Return the row at an index; None for None or an index outside."""
        return self.all[index] if index is not None and 0 <= index < len(self.all) else None

    def of_item(self, item: int | None) -> int | None:
        """Return the index of an item's row; None for None and for a hidden or unknown item."""
        return self._of_item.get(item) if item is not None else None

    def of_name(self, name: str) -> int | None:
        """Return the index of the row of the item with this name; None if no shown item has it."""
        return next(
            (at for at, row in enumerate(self.all) if row.name == name and row.item is not None), None
        )

    def in_place_of(self, gone: Row, index: int) -> int | None:
        """Return the index to which the cursor goes after the row `gone`, once at `index`, was deleted.

        It goes to the item at this index or to the one above it: to one of the same track and type first,
        else to the lower one. If neither is an item, it goes to the first item; without items, return None.
        """
        neighbours = [
            at for at in (index, index - 1) if (row := self.at(at)) is not None and row.item is not None
        ]
        alike = (at for at in neighbours if _kind(self.all[at]) == _kind(gone))
        others = (at for at, row in enumerate(self.all) if row.item is not None)
        return next(chain(alike, neighbours, others), None)

    def of_place(self, place: Place) -> int | None:
        """Return the index of the shown row that has the date of a place; None if there is none."""
        return self.of_item(self.item_of_place(place))

    def item_of_place(self, place: Place) -> int | None:
        """Return the item whose row, shown or hidden, has the date of a place; None if no row has it."""
        if self._of_key is None:
            self._of_key = {row.key: index for index, row in enumerate(self.every) if row.item is not None}
        at = self._of_key.get(place.entry)
        if at is not None and marker_of(row := self.every[at], place) is not None:
            return row.item
        if self._of_place is None:  # of notices
            self._of_place = {
                marker.place: row.item for row in self.every for marker in row.markers if row.item is not None
            }
        return self._of_place.get(place)

    def replace(self, rows: Iterable[Row]) -> Iterator[int]:
        """Replace the rows of the same items, also hidden ones; yield the index of each changed shown row.

        A row is replaced only when the iterator comes to it, so read all indices.
        """
        for row in rows:
            index = self.of_item(row.item)
            if index is not None and self.all[index] != row:
                self.all[index] = row
                yield index
            if row.item is not None and (at := self._in_every.get(row.item)) is not None:
                self.every[at] = row

    def summarize(self, summaries: Mapping[str | None, TrackSummary]) -> Iterator[int]:
        """Replace the counts in the headings of all tracks; yield the index of each changed shown heading.

        `summaries` has the counts by track. A heading is replaced only when the iterator comes to it, the
        hidden ones last, so read all indices.
        """
        for index, row in enumerate(self.all):
            if row.is_heading and row.summary != (summary := summaries.get(row.track)):
                self.all[index] = row._replace(summary=summary)
                yield index
        for at, row in enumerate(self.every):
            if row.is_heading:
                self.every[at] = row._replace(summary=summaries.get(row.track))

    def step(self, index: int, count: int) -> int:
        """Return the index of the item or folded track that is the `count`th below a row, above if negative.

        Return the last or first one if there are not as many, and `index` itself if there is none. An `index`
        of -1 counts from before the first row.
        """
        step = 1 if count > 0 else -1
        for _ in range(abs(count)):
            following = index + step
            while (row := self.at(following)) is not None and row.item is None and not self.is_folded(row):
                following += step
            if row is None:
                break
            index = following
        return index


def _kind(row: Row) -> tuple[str | None, str | None]:
    """Return the track and the type of a row's item."""
    return row.track, row.item_type


def marker_of(row: Row | None, place: Place | None) -> Marker | None:
    """Return the row's marker for the date of a place; None without a row, a place or such a date."""
    if row is None or place is None:
        return None
    return next((marker for marker in row.markers if marker.place == place), None)


def nearest(row: Row, day: Day) -> Marker | None:
    """Return the row's marker nearest to a day, the earlier of two equally near; None without markers."""
    return min(row.markers, key=lambda marker: abs(marker.day - day), default=None)


def neighbour(row: Row, place: Place | None, step: int, day: Day) -> Marker | None:
    """Return the row's marker after (`step` 1) or before (-1) the one at `place`; None past either end.

    If the row has no marker at `place`, return the first one on or after `day`, or the last one on or before
    it.
    """
    markers = row.markers
    current = marker_of(row, place)
    if current is not None:
        index = markers.index(current) + step
        return markers[index] if 0 <= index < len(markers) else None
    if step > 0:
        return next((marker for marker in markers if marker.day >= day), None)
    return next((marker for marker in reversed(markers) if marker.day <= day), None)


def hits(row: Row, view: View, x: int) -> list[Marker]:
    """Return the markers painted in cell `x`, else those in the cell on its left, else on its right.

    The topmost marker comes first. Return an empty list if none of the three cells has a marker.
    """
    cells = placed(row.markers, view)
    for cell in (x, x - 1, x + 1):
        found = [marker for at, marker in cells if at == cell]
        if found:
            return found[::-1]
    return []


def on_bar(row: Row, view: View, x: int) -> bool:
    """Return True if cell `x` of the view lies on a bar of the row; the phase `retired` has none."""
    return any(
        view.x(bar.start) <= x and (bar.end is None or x < view.x(bar.end))
        for bar in row.bars
        if bar_kind(bar) is not None
    )


def future_dates(row: Row, as_of: Day) -> dict[Place, Day]:
    """Return the dates of a row that move when its bar is dragged, by their places.

    They are all from the as-of date on, that day included, except sent notices.
    """
    return {marker.place: marker.day for marker in row.markers if marker.day >= as_of and not marker.sent}

"""Rows and dates that a person marks, to move, delete or waive them together. Pure."""

from collections.abc import Iterable, Sequence

from planner.chart import Marker, Row
from planner.dates import Day, counted
from planner.engine.constraint import Place
from planner.engine.slots import NOTICE
from planner.named_tuple import NamedTuple


class Marked(NamedTuple):
    """The marked rows, by the keys of their items, and the marked dates."""

    items: frozenset[int] = frozenset()
    dates: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.items or self.dates)

    def __or__(self, other: "Marked") -> "Marked":
        return Marked(items=self.items | other.items, dates=self.dates | other.dates)

    def __sub__(self, other: "Marked") -> "Marked":
        return Marked(items=self.items - other.items, dates=self.dates - other.dates)

    def toggled(self, other: "Marked") -> "Marked":
        """Return the marks with `other` added, or without `other` if all of them are marked already."""
        return self - other if self | other == self else self | other

    def has(self, row: Row) -> bool:
        """Return True if a row or one of its dates is marked."""
        return row.key in self.items or any(marker.place in self.dates for marker in row.markers)

    def among(self, rows: Iterable[Row]) -> "Marked":
        """Return only the marks on these rows and their dates: those that still exist."""
        rows = list(rows)
        keys = {row.key for row in rows if row.key is not None}
        places = {marker.place for row in rows for marker in row.markers} if self.dates else set[Place]()
        return Marked(items=self.items & keys, dates=self.dates & places)

    def words(self) -> str:
        """Return the numbers of marks in words, such as `3 rows, 2 dates marked`; empty for none."""
        parts = (len(self.items), "row"), (len(self.dates), "date")
        numbers = ", ".join(counted(number, noun) for number, noun in parts if number)
        return f"{numbers} marked" if numbers else ""


NOTHING_MARKED = Marked()


class Movable(NamedTuple):
    """The dates that move together, and the pinned ones among them, which stay."""

    starts: dict[Place, Day]
    staying: tuple[Place, ...]


def one(row: Row | None, marker: Marker | None) -> Marked:
    """Return a mark on the marker's date, or on the row's item if there is no marker.

    Return `NOTHING_MARKED` without either, and for the heading of a track.
    """
    if marker is not None:
        return Marked(dates=frozenset((marker.place,)))
    if row is None or row.key is None:
        return NOTHING_MARKED
    return Marked(items=frozenset((row.key,)))


def alike(rows: Sequence[Row], what: str | None) -> Marked:
    """Return marks on all dates in these rows that are named `what`, except sent notices.

    If `what` is None, return marks on the items of the rows; headings have none.
    """
    if what is None:
        return Marked(items=frozenset(row.key for row in rows if row.key is not None))
    return Marked(
        dates=frozenset(
            marker.place
            for row in rows
            for marker in row.markers
            if marker.what == what and not (what == NOTICE and marker.sent)
        )
    )


def movable(marked: Marked, rows: Iterable[Row], as_of: Day) -> Movable:
    """Return the dates that move with the marks: marked dates, and future dates of marked rows.

    Future dates are those from the as-of date on except sent notices. Pinned dates are not among the moves
    but in `staying`.
    """
    starts: dict[Place, Day] = {}
    staying: list[Place] = []
    for row in rows:
        whole = row.key in marked.items
        for marker in row.markers:
            is_marked = marker.place in marked.dates
            if is_marked or (whole and marker.day >= as_of and not marker.sent):
                if marker.pinned:
                    staying.append(marker.place)
                else:
                    starts[marker.place] = marker.day
    return Movable(starts, tuple(staying))

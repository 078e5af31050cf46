"""Ghosts: the dates of another state of the plan, such as an earlier or a proposed one. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.chart import Chart, Marker, Row
from planner.dates import Day
from planner.engine.constraint import Place
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING

REMOVED, PROPOSED = "-", "+"
"""The signs before the names of items that the plan does not have."""


class Ghost(NamedTuple):
    """A date of another state of the plan."""

    place: Place
    """The date of the plan that it belongs to, to which a trail leads; the plan may not have it."""
    day: Day
    symbol: str
    ascii: str


class GhostLayer(NamedTuple):
    """The dates that another state of the plan has on other days, and the items that only it has.

    A layer stays on the timeline until another one is shown, whatever is edited meanwhile.
    """

    of_rows: Mapping[str, tuple[Ghost, ...]] = NOTHING
    """The ghosts by the name of the item's row."""
    missing: tuple[Row, ...] = ()
    """The rows of items that the plan does not have; no date of theirs can be selected."""
    sign: str = REMOVED
    """The sign before the name of a missing row: whether the other state is an earlier or a proposed one."""

    def span(self, first: Day, last: Day) -> tuple[Day, Day]:
        """Return the days from `first` to `last`, widened to those of the ghosts and the missing items."""
        days = [ghost.day for ghosts in self.of_rows.values() for ghost in ghosts]
        days += [marker.day for row in self.missing for marker in row.markers]
        return min([first, *days]), max([last, *days])


NO_GHOSTS = GhostLayer()


def layer_of(
    other: Chart,
    now: Iterable[Row],
    *,
    names: Mapping[str, str] | None = None,
    keys: Mapping[int, int] | None = None,
    sign: str = REMOVED,
) -> GhostLayer:
    """Return a layer with the dates of another state of a plan that differ, and the items that only it has.

    Args:
        other: The chart of the other state.
        now: The rows of the plan.
        names: The names of the items that both states have, by their names in the other one; None: each
            item has the same name in both.
        keys: The keys of the plan's entries by the keys of the other state's; None: they are the same.
        sign: The sign before the name of an item that the plan does not have.
    """
    days: dict[str, dict[Place, Day]] = {
        row.name: {marker.place: marker.day for marker in row.markers} for row in now if row.item is not None
    }
    of_rows: dict[str, tuple[Ghost, ...]] = {}
    missing: list[Row] = []
    for row in other.rows:
        if row.item is None:
            continue
        name = row.name if names is None else names.get(row.name, "")
        if name not in days:
            missing.append(row._replace(item=None, severity=None))
        elif found := tuple(_moved(row.markers, keys, days[name])):
            of_rows[name] = found
    return GhostLayer(of_rows, tuple(missing), sign)


def _moved(
    markers: Iterable[Marker], keys: Mapping[int, int] | None, days: Mapping[Place, Day]
) -> Iterator[Ghost]:
    """Yield a ghost of each marker of another state that the plan does not have on the same day.

    Args:
        markers: The markers of an item in the other state.
        keys: The keys of the plan's entries by the keys of the other state's; None: they are the same.
        days: The plan's days by their places.
    """
    for marker in markers:
        key = marker.place.entry if keys is None else keys.get(marker.place.entry, 0)
        place = Place(key, marker.place.field)
        if days.get(place) != marker.day:
            yield Ghost(place=place, day=marker.day, symbol=marker.symbol, ascii=marker.ascii)


def with_missing(rows: Sequence[Row], missing: Iterable[Row]) -> Sequence[Row]:
    """Return the rows with those of missing items inserted: in their track, by their first day.

    A row of a track that no row has comes last. `rows` are left as they are.
    """
    if not missing:
        return rows
    found = list(rows)
    for row in missing:
        found.insert(_index_for(row, found), row)
    return found


def _index_for(row: Row, rows: Sequence[Row]) -> int:
    """Return the index at which to insert the row of a missing item.

    In its track it comes before the first item of its type that begins later, or else after the last of its
    type; without such a track it comes last.
    """
    first = _first_day(row)
    after = None
    for index, each in enumerate(rows):
        if each.track != row.track:
            continue
        if each.item_type == row.item_type and _first_day(each) > first:
            return index
        if each.item_type in (None, "version", row.item_type):
            after = index + 1
    return len(rows) if after is None else after


def _first_day(row: Row) -> Day:
    """Return the day of a row's first marker; 0 without markers."""
    return min((marker.day for marker in row.markers), default=0)

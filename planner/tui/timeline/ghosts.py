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
        """Return the first and the last day of a chart with these ghosts."""
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
    """Return the ghosts of another state of a plan beside the rows of the plan.

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
    """Yield ghosts of the markers that stand on other days."""
    for marker in markers:
        key = marker.place.entry if keys is None else keys.get(marker.place.entry, 0)
        place = Place(key, marker.place.field)
        if days.get(place) != marker.day:
            yield Ghost(place, marker.day, marker.symbol, marker.ascii)


def with_missing(rows: Sequence[Row], missing: Iterable[Row]) -> Sequence[Row]:
    """Return the rows with the rows of missing items added: in their track, by their first day."""
    if not missing:
        return rows
    found = list(rows)
    for row in missing:
        found.insert(_index_for(row, found), row)
    return found


def _index_for(row: Row, rows: Sequence[Row]) -> int:
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
    return min((marker.day for marker in row.markers), default=0)

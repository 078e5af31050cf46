"""The view of a plan as it was left: shown when the plan is opened again, kept when it is closed."""

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from planner import remembered_view
from planner.dates import parse_duration
from planner.engine.constraint import Place
from planner.remembered_view import RememberedRows, RememberedView
from planner.tui.timeline.row_filter import SOON, Only, RowFilter
from planner.tui.timeline.scale import TimeScale, View
from planner.tui.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.tui.controllers.plan_view import PlanView


class Remembering:
    """The view in which the plan was left last time: zoom, place, filter and folds."""

    def __init__(self, screen: "PlanView", path: str) -> None:
        self._screen = screen
        self._path = path
        self._view = remembered_view.recall(path)

    def open_at(self, timeline: Timeline) -> None:
        """Set the zoom and first day for the first paint; nothing if no view is remembered."""
        if self._view is not None:
            timeline.first_view = View(TimeScale(self._view.days_per_cell), self._view.left, 0)

    def restore(self, timeline: Timeline) -> bool:
        """Show the rows that were shown last time, and select the date that was selected if its row is shown.

        Return True if the plan still has its item; False otherwise, and if no view is remembered.
        """
        view = self._view
        if view is None:
            return False
        tracks = {None, *timeline.rows.tracks}
        row_filter = _row_filter(view.rows, tracks)
        if row_filter != timeline.row_filter:
            timeline.filter_rows(row_filter)
        plan = self._screen.session.plan
        found = remembered_view.found_place(plan, view.place) if view.place is not None else None
        if found is not None and timeline.rows.of_item(found[0]) is not None:
            item, place = found
            timeline.select(item, Place(*place) if place is not None else None, reveal=False)
        timeline.scroll_to(y=view.top, animate=False, force=True)
        return found is not None

    def keep(self, timeline: Timeline) -> None:
        """Write the present view to disk, unless it is as remembered or the timeline was never painted."""
        item, place = timeline.cursor
        view, chosen = timeline.view, timeline.row_filter
        if not view.width:
            return  # it was never painted
        now = RememberedView(
            days_per_cell=view.scale.days_per_cell,
            left=view.left,
            top=timeline.scroll_offset.y,
            place=remembered_view.place_of(
                self._screen.session.plan,
                item,
                place.entry if place is not None else None,
                place.field if place is not None else None,
            ),
            rows=RememberedRows(
                hides_history=chosen.hides_history,
                folded=tuple(sorted(chosen.folded, key=str)),
                only=chosen.only,
                within=str(chosen.within),
                tracks=tuple(sorted(chosen.tracks, key=str)),
                text=chosen.text,
            ),
        )
        if now != self._view:
            remembered_view.remember(self._path, now)


def _row_filter(rows: RememberedRows, tracks: set[str | None]) -> RowFilter:
    """Return the remembered filter and folds, without tracks that are not in `tracks`."""
    within = SOON
    if rows.within is not None:
        with suppress(ValueError):
            within = parse_duration(rows.within)
    return RowFilter(
        hides_history=rows.hides_history,
        folded=frozenset(rows.folded) & tracks,
        only=cast("Only | None", rows.only) if rows.only in ("violated", "coming") else None,
        within=within,
        tracks=frozenset(rows.tracks) & tracks,
        text=rows.text,
    )

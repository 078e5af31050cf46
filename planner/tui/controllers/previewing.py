"""The preview of moved dates on the timeline and in the panels, until they are committed or put back."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from planner.chart import Row, judged, moved, row, rows_affected
from planner.dates import Day
from planner.engine.constraint import Place
from planner.engine.task import Task
from planner.named_tuple import NamedTuple
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.rippling import Rippling
from planner.tui.controllers.side_panels import SidePanels
from planner.tui.controllers.throttle import Throttle

if TYPE_CHECKING:
    from planner.session import Session


class Affected(NamedTuple):
    """The indices of the items that look different because of a preview."""

    moved: frozenset[int] = frozenset()
    """Items with a moved date: their bars or markers have other days."""
    judged: frozenset[int] = frozenset()
    """Items that may have other findings."""

    @property
    def all(self) -> frozenset[int]:
        """The items of either kind."""
        return self.moved | self.judged


class Previewing:
    """The preview of a drag on the timeline and in the panels."""

    def __init__(self, screen: PlanView, rippling: Rippling, side_panels: SidePanels) -> None:
        self.screen = screen
        self._rippling = rippling
        self._side_panels = side_panels
        self._before = Affected()
        self._panels = Throttle(
            screen.set_timer, self._follow_findings, self._follow_beside, self._follow_counts
        )

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    def rows(self, items: Iterable[int]) -> list[Row]:
        """Return the rows of items with their previewed days and findings, if there is a preview."""
        session = self.session
        schedule, days = session.compiled.schedule, session.timetable
        return [row(schedule, item, days, session.findings(item)) for item in items]

    def drag(self, moves: Mapping[Place, Day]) -> Iterable[Row]:
        """Preview dragged dates and return the rows in view to repaint at once, for the timeline.

        With ripple off, these are all rows that change. With ripple on, only the rows of the dragged items
        with their new days: ripple and findings are worked out beside the drag, and `show_steps` repaints the
        rows.
        """
        screen = self.screen
        if self._rippling.on:
            self._rippling.follow(moves)
            rows = screen.timeline.rows
            indices = map(rows.of_item, screen.timeline.in_view(self._owners(moves)))
            return [moved(held, moves) for held in map(rows.at, indices) if held is not None]
        self.session.preview(moves)
        self._panels.ask()
        affected, timeline = self._affected(), screen.timeline
        changed = self.rows(timeline.in_view(affected.moved))  # the others when it settles
        for item in timeline.in_view(affected.judged - affected.moved):
            before = timeline.rows.at(timeline.rows.of_item(item))
            if before is not None:
                changed.append(judged(before, self.session.findings(item)))
        return changed

    def show_steps(self, ghosted: Collection[int]) -> Task[None]:
        """Repaint the rows in view one by one, as a task, once a ripple is worked out; then the panels.

        `ghosted` are the indices of the rows whose ghosts changed. Dragged dates are shown under the pointer,
        which may be further on than the ripple.
        """
        timeline = self.screen.timeline
        for item in timeline.items_in_view:
            dragged = self._rippling.dragged  # the pointer may have gone on meanwhile
            for each in self.rows((item,)):
                now = moved(each, dragged) if item in self._owners(dragged) else each
                timeline.show_row_now(now, ghosted)
            yield
        self._panels.ask()

    def _owners(self, moves: Mapping[Place, Day]) -> set[int]:
        """Return the indices of the items that have dates in `moves`; for a notice, those it is about."""
        schedule, slots_of = self.session.compiled.schedule, self.session.slots_of
        return {schedule.owners[slot].item for place in moves for slot in slots_of(place)}

    def preview(self, moves: Mapping[Place, Day], *, ripple: bool = True) -> None:
        """Preview moves at once, with their ripple if it is on and `ripple` is True.

        Only rows with other ghosts are repainted here; the others are when the preview ends.
        """
        self._affected()
        if ripple:
            self._rippling.preview(moves)
        else:
            self.session.preview(moves)

    def take(self, label: str, *, merge: bool) -> None:
        """Make the previewed moves one step, and repaint.

        With `merge`, they are a part of the step before if that moved the same dates.
        """
        affected = self._affected().all
        self.session.commit(label, merge=merge)
        self._settle(affected)

    def cancel(self) -> None:
        """Put all previewed dates back, and repaint."""
        affected = self._affected().all
        if self.screen.item is not None:
            affected |= {self.screen.item}
        self.session.cancel()
        self._settle(affected)

    def _settle(self, affected: Iterable[int]) -> None:
        """End the ripple, and show the rows of these items and the panels, after a preview has ended.

        Rows that the filter lets through or hides now come or go.
        """
        self._before = Affected()
        self._rippling.end()
        self.screen.timeline.show_rows(self.rows(affected))
        self.screen.timeline.filter_again()
        self.screen.show_panels()
        self.screen.timeline.look_again()

    def _affected(self) -> Affected:
        """Return the items that look different because of the preview, and those that did at the last call.

        The former are noted for the next call.
        """
        session, previewed, before = self.session, self.session.previewed, self._before
        now = Affected()
        if previewed is not None:
            moved_items = rows_affected(session.compiled.schedule, previewed.moves, session.timetable)
            now = Affected(frozenset(moved_items), frozenset(previewed.findings))
        self._before = now
        return Affected(before.moved | now.moved, before.judged | now.judged)

    def _follow_findings(self) -> None:
        """Show the previewed findings in the violations panel; nothing without a preview."""
        if self.session.previewed is not None:
            self.screen.violations.follow(self.session.previewed.findings)

    def _follow_beside(self) -> None:
        """Show the previewed dates in the inspector and the side panel; nothing without a preview."""
        if self.session.previewed is not None:
            self._side_panels.follow()

    def _follow_counts(self) -> None:
        """Show the numbers of previewed findings in the heading; nothing without a preview."""
        if self.session.previewed is not None:
            self.screen.count()

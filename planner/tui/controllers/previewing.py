"""Dates while they are moved: the rows and panels show them until they are committed or put back."""

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
    """The items that look different for a preview."""

    moved: frozenset[int] = frozenset()
    """Their bars or markers may have other days."""
    judged: frozenset[int] = frozenset()
    """They may have other findings."""

    @property
    def all(self) -> frozenset[int]:
        """All of them."""
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
        """Return the rows of items as they are now."""
        session = self.session
        schedule, days = session.compiled.schedule, session.timetable
        return [row(schedule, item, days, session.findings(item)) for item in items]

    def drag(self, moves: Mapping[Place, Day]) -> Iterable[Row]:
        """Preview dragged dates and return the rows in view to repaint at once.

        With ripple on, that is the row of the dragged item alone; `show_steps` repaints the others once
        the ripple is worked out.
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
        """Show the ripple that was worked out beside the drag, row by row: any in view may look different.

        The rows with these indices have other ghosts than before.
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
        """Return the items whose dates these are."""
        schedule, slots_of = self.session.compiled.schedule, self.session.slots_of
        return {schedule.owners[slot].item for place in moves for slot in slots_of(place)}

    def preview(self, moves: Mapping[Place, Day], *, ripple: bool = True) -> None:
        """Preview moves at once, with their ripple if it is on and wanted.

        The rows of the preview before are shown anew when this one ends.
        """
        self._affected()
        if ripple:
            self._rippling.preview(moves)
        else:
            self.session.preview(moves)

    def take(self, label: str, *, merge: bool) -> None:
        """Commit the preview as one step."""
        affected = self._affected().all
        self.session.commit(label, merge=merge)
        self._settle(affected)

    def cancel(self) -> None:
        """Put all dates back."""
        affected = self._affected().all
        if self.screen.item is not None:
            affected |= {self.screen.item}
        self.session.cancel()
        self._settle(affected)

    def _settle(self, affected: Iterable[int]) -> None:
        """Show rows and panels after a preview has ended."""
        self._before = Affected()
        self._rippling.end()
        self.screen.timeline.show_rows(self.rows(affected))
        self.screen.timeline.filter_again()
        self.screen.show_panels()
        self.screen.timeline.look_again()

    def _affected(self) -> Affected:
        """Return the items that look different for the preview or did for the one before."""
        session, previewed, before = self.session, self.session.previewed, self._before
        now = Affected()
        if previewed is not None:
            moved_items = rows_affected(session.compiled.schedule, previewed.moves, session.timetable)
            now = Affected(frozenset(moved_items), frozenset(previewed.findings))
        self._before = now
        return Affected(before.moved | now.moved, before.judged | now.judged)

    def _follow_findings(self) -> None:
        """Show the previewed findings in the violations panel."""
        if self.session.previewed is not None:
            self.screen.violations.follow(self.session.previewed.findings)

    def _follow_beside(self) -> None:
        """Show the previewed dates in the panel beside the violations."""
        if self.session.previewed is not None:
            self._side_panels.follow()

    def _follow_counts(self) -> None:
        """Show the numbers of previewed findings in the heading."""
        if self.session.previewed is not None:
            self.screen.count()

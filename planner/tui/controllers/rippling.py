"""Ripple as a switch: the dates that have to follow a moved date are moved along, in the same step."""

from collections.abc import Callable, Collection, Mapping

from planner.dates import Day
from planner.engine.constraint import Finding, Place
from planner.engine.task import Task, finish
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.throttle import Throttle
from planner.tui.controllers.time_slices import TimeSlices


class Follower(NamedTuple):
    """A date that follows a move."""

    start: Day
    end: Day
    because: Finding
    """The violation that it would cause where it is."""


class Rippling:
    """The ripple switch, and the ripple of a drag.

    It is worked out beside the drag: a motion shows the date under the pointer and waits for nothing.
    """

    def __init__(self, screen: PlanView, show_preview: Callable[[Collection[int]], Task[None]]) -> None:
        self.screen = screen
        self._show_preview = show_preview
        self.on = False
        self.dragged: Mapping[Place, Day] = NOTHING
        """The days to which dates are dragged just now."""
        self.followers: Mapping[Place, Follower] = NOTHING
        """The dates that follow in the ripple that was worked out last."""
        self._slices = TimeSlices(screen)
        self._throttle = Throttle(screen.set_timer, self._work_out)

    def switch(self) -> None:
        """Switch the ripple on or off, and show so in the heading."""
        self.on = not self.on
        self._stand_alone()
        self.screen.count()
        self.screen.call_after_refresh(self.prepare)

    def prepare(self) -> None:
        """Compile the hard constraints ahead if the ripple is on."""
        if self.on:
            self.screen.legal_days.prepare()

    def follow(self, moves: Mapping[Place, Day]) -> None:
        """Note the days of dragged dates, and have their ripple worked out in time slices and shown.

        If called often, it is worked out at most some times a second, for the latest days.
        """
        self.dragged = moves
        self._throttle.ask()

    def preview(self, moves: Mapping[Place, Day]) -> None:
        """Preview moves at once; if ripple is on, with their followers and a ghost where each comes from.

        Only the rows whose ghosts change are repainted.
        """
        if self.on:
            self.screen.timeline.repaint_rows(finish(self._steps(moves)))
        else:
            self.screen.session.preview(moves)

    def _work_out(self) -> None:
        """Begin to work out the ripple of the drag, unless one is under way or the drag is over."""
        if self.dragged and self.screen.dragging and not self._slices.busy:
            self._slices.start(self._followed(self.dragged))

    def _followed(self, moves: Mapping[Place, Day]) -> Task[None]:
        """Preview and show moves with their ripple, as a task; ask again if the drag has gone on."""
        ghosted = yield from self._steps(moves)
        yield from self._show_preview(ghosted)
        if self.dragged != moves:
            self.screen.call_later(self._throttle.ask)

    def _steps(self, moves: Mapping[Place, Day]) -> Task[set[int]]:
        """Preview moves with their followers, as a task, and put a ghost where each follower comes from.

        Return the indices of the rows whose ghosts changed; they are not repainted yet.
        """
        session = self.screen.session
        owners = session.compiled.schedule.owners
        found = yield from self.screen.legal_days.follower_steps(moves)
        yield from session.preview_steps(moves, {owners[slot].place: day for slot, day in found.days.items()})
        yield
        followers: dict[Place, Follower] = {}
        for slot, each in found.moves.items():
            followers[owners[slot].place] = Follower(each.start, each.end, each.because)
            yield
        self.followers = followers
        ghosted = yield from self.screen.timeline.take_ghosts(
            {place: each.start for place, each in followers.items()}
        )
        self._count()
        yield
        self._show_legal(moves, held_is_legal=not found.conflicts)
        return ghosted

    def _show_legal(self, moves: Mapping[Place, Day], held_is_legal: bool) -> None:
        """Shade the day of the held date as legal if `held_is_legal`, also if it is outside its window.

        It is legal if the ripple meets no conflict.
        """
        timeline, place = self.screen.timeline, self.screen.place
        window = timeline.held_window
        if window is not None and place is not None and place in moves:
            beyond = moves[place] if held_is_legal else None
            timeline.show_window(self.screen.item, window._replace(beyond=beyond))

    def end(self) -> None:
        """Stop working the ripple out, forget the followers and remove their ghosts."""
        self.dragged = NOTHING
        self._slices.stop()
        self._stand_alone()

    def label(self, label: str) -> str:
        """Return the label of a step; with ripple on, with the remark that followers move along."""
        return f"{label}, with what follows" if self.on else label

    def _stand_alone(self) -> None:
        """Forget the followers and remove their ghosts."""
        self.followers = NOTHING
        self.screen.timeline.show_ghosts(NOTHING)
        self._count()

    def _count(self) -> None:
        """Show the number of followers in the heading; nothing there if ripple is off."""
        self.screen.heading.followers = len(self.followers) if self.on else None

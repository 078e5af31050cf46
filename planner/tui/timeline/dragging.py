"""Dates that are held and dragged, by pointer or keyboard: from the grip to the drop, and at the edges.

It handles no event: `Timeline` does.
"""

from collections.abc import Callable, Iterable

from textual.timer import Timer

from planner.chart import Chart, Row
from planner.engine.constraint import Place
from planner.tui.timeline.clicks import Clickable
from planner.tui.timeline.drag import Drag, LegalWindow, Moves, Unit, shifted
from planner.tui.timeline.marking import Marking
from planner.tui.timeline.marks import Held
from planner.tui.timeline.messages import DragCancelled, Dropped, Grabbed, Nudged, Released
from planner.tui.timeline.rows import future_dates

EDGE = 2
"""Cells at an edge of the time axis in which a drag scrolls on, the outer one twice as fast."""
EDGE_WAIT = 0.5
"""Seconds that the pointer stays there before the first scroll: a short drag may end there too."""
SCROLLS_PER_SECOND = 3
REST = 0.1
"""Seconds between two looks at whether a held date rests."""


class Dragging(Marking, Clickable, part=True):
    """Rows whose dates are dragged."""

    def __init__(self, preview: Callable[[Moves], Iterable[Row]]) -> None:
        super().__init__()
        self._preview = preview
        self._drag: Drag | None = None
        self._pointer: int | None = None
        """The cell of the time axis under the pointer while it drags; None: dragged by keyboard, or not."""
        self._pressed: int | None = None
        """The cell in which the pointer was pressed."""
        self._apply_queued = False
        self._edge_timer: Timer | None = None
        self._rest_timer: Timer | None = None
        self._last_seen: Held | None = None
        self._staying: tuple[Place, ...] = ()
        """The pinned dates among the marked ones, which the drag leaves where they are."""

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        """Show another plan, or this one after an edit; cancel a drag first.

        The view stays if `keep_view` is True; else it is chosen as for a plan that is just opened.
        """
        self.cancel_drag()
        super().show(chart, keep_view)

    def _measure(self) -> None:
        """Set the widths for the terminal's size; a date that is dragged by mouse stays under the pointer."""
        gutter, left = self.gutter_cells, self.view.left
        super()._measure()
        if self._drag is None or self._pointer is None:
            return
        inward = gutter - self.gutter_cells
        self._pointer += inward
        self._pressed = None if self._pressed is None else self._pressed + inward
        self._drag = self._drag.scrolled(self.view.left + inward - left)
        self._stop_at_edge()

    def show_window(self, item: int | None, window: LegalWindow | None) -> None:
        """Shade the legal days of an item's date; None removes the shade.

        A date that is dragged clings to the ends of legal days from now on.
        """
        super().show_window(item, window)
        if self.held is not None:
            self._queue_apply()

    def nudge(self, number: int, unit: Unit = "day") -> None:
        """Post `Nudged` to move the dates that a command moves (`to_move`) by so many units.

        A negative number is earlier. During a drag, drag the held dates so much further instead. Do nothing
        if there is nothing to move.
        """
        if self._drag is not None:
            day = self.held.day if self.held is not None else self._drag.start
            self._drag_to(self._drag.by(shifted(day, number, unit) - day))
            return
        held, staying = self.to_move
        if held or staying:
            moves = {place: shifted(day, number, unit) for place, day in held.items()}
            self.post_message(Nudged(moves, staying))

    def grab(self) -> None:
        """Begin a drag by keyboard of the marked dates, else the selected one, else the row's future ones.

        Do nothing during a drag, or if there are no such dates.
        """
        if self._drag is None and (row := self.rows.at(self._row)) is not None:
            self._hold(row, None)

    def drop(self, *, list_followers: bool = False) -> None:
        """End a drag; its dates stay where they are if they moved, as `Dropped` says.

        With `list_followers`, the message asks to list the dates that follow first. Do nothing without a
        drag.
        """
        if self._drag is not None:
            self._end_drag(keep=True, list_followers=list_followers)

    def cancel_drag(self) -> None:
        """End a drag and put its dates back; do nothing without a drag."""
        if self._drag is not None:
            self._end_drag(keep=False)

    @property
    def dragging(self) -> bool:
        """True from the press on a date or bar until its release, and during a drag by keyboard."""
        return self._drag is not None

    def _hold(self, row: Row, x: int | None) -> None:
        """Hold the selected date, or without one all future dates of the row, to drag them.

        `x` is the pointer's cell on the time axis, or None for a drag by keyboard. By keyboard, or on
        something marked, hold the marked dates instead, except pinned ones: a pinned date is dragged alone. A
        drag by keyboard begins at once, a drag by mouse at the first motion. Do nothing without dates.
        """
        marker, self._staying = self.marker, ()
        starts = {marker.place: marker.day} if marker else future_dates(row, self.chart.as_of)
        if self.marked and (x is None or self.holds_marked(row, marker)):
            starts, self._staying = self.movable
            marker = marker if marker is not None and marker.place in starts else None
        if not starts or row.item is None:
            return
        day = marker.day if marker else self.focal_day() if x is None else self.view.day(x)
        column = self.view.scale.column(day) if x is None else self.view.left + x
        self._drag = Drag(
            starts=starts,
            held=marker.place if marker is not None else None,
            start=day,
            grip=column,
            column=column,
        )
        self._held_row, self._origins = self._row, starts
        self._pointer = self._pressed = x
        if x is None:
            self._grabbed(self._drag)
        else:
            self.capture_mouse()

    def _grabbed(self, drag: Drag) -> None:
        """Begin a drag: show it, start the timer of the guide line, and post `Grabbed`.

        A drag by keys begins at once, a drag by mouse at its first motion, so that a click moves nothing.
        """
        item, place = self.cursor
        self.suppress_click()
        self.styles.pointer = "grabbing"
        self.held = Held(drag.start, drag.start, drag.held is not None)
        self._rest_timer = self.set_interval(REST, self.guide_when_resting)
        self.post_message(Grabbed(item, place, tuple(drag.starts)))

    def _queue_apply(self) -> None:
        """Have the drag applied once all waiting messages are handled, once for a burst of motions."""
        if not self._apply_queued:
            self._apply_queued = True
            self.call_later(self._follow_pointer)

    def _follow_pointer(self) -> None:
        """Drag the held dates to the pointer's last position; do nothing in a drag by keyboard."""
        self._apply_queued = False
        if self._drag is not None and self._pointer is not None:
            self._drag_to(self._drag.to(self.view.left + self._pointer))

    def _drag_to(self, drag: Drag) -> None:
        """Move the held dates to where a drag has them, and show the rows that change with them.

        Do nothing if the day is the same as before; else begin the drag if it has not begun. By keyboard,
        time scrolls to the day.
        """
        window = self.held_window
        day = drag.day(self.view.scale, window.bounds if window is not None else ())
        self._drag = drag
        if day == (drag.start if self.held is None else self.held.day):
            return
        if self.held is None:
            self._grabbed(drag)
        if self.guide is not None:
            self.guide = None
        self.held = Held(day, drag.start, drag.held is not None)
        if self._pointer is None:
            self.view = self.view.revealing(day)
        self.show_rows(self._preview(drag.moves(day)))

    def look_again(self) -> None:
        """Preview the present drag anew, after an earlier drag was committed or cancelled meanwhile."""
        if self._drag is not None and self.held is not None:
            self.show_rows(self._preview(self._drag.moves(self.held.day)))

    def _end_drag(self, keep: bool, list_followers: bool = False) -> None:
        """End the drag and release the mouse; post `Dropped` if `keep` is True and the dates have moved.

        Post `DragCancelled` if they did not move or are to go back, and `Released` if the drag never began.
        `list_followers` is passed on with `Dropped`.
        """
        drag, held = self._drag, self.held
        self.guide = self.held = None
        self._drag = self._pointer = self._held_row = None
        self._origins = {}
        self.release_mouse()
        for timer in (self._rest_timer, self._edge_timer):
            if timer is not None:
                timer.stop()
        self._rest_timer = self._edge_timer = None
        if drag is None or held is None:
            self.post_message(Released())
            return
        self.styles.pointer = "default"
        if keep and held.day != drag.start:
            self.post_message(Dropped(drag.moves(held.day), self._staying, list_followers=list_followers))
        else:
            self.post_message(DragCancelled())

    def guide_when_resting(self) -> None:
        """Show the guide line of a dragged date that did not move since the last call; a bar has none."""
        if self.held is not None and self.held.is_date and self.held is self._last_seen:
            self.guide = self.held.day
        self._last_seen = self.held

    # At the edges

    def _depth(self) -> int:
        """Return how many cells the pointer is into the edge towards which it was dragged.

        It is positive at the right edge, negative at the left one, and 0 elsewhere.
        """
        x, pressed = self._pointer, self._pressed
        if x is None or pressed is None or x == pressed:
            return 0
        return max(0, x - (self.view.width - 1 - EDGE)) if x > pressed else min(0, x - EDGE)

    def _watch_edges(self) -> None:
        """Wait, then scroll while the pointer is at an edge; stop both once it is not."""
        if self._depth() and self._edge_timer is None:
            self._edge_timer = self.set_timer(EDGE_WAIT, self._start_scrolling)
        elif not self._depth():
            self._stop_at_edge()

    def _stop_at_edge(self) -> None:
        """Stop scrolling at an edge, and waiting for it."""
        if self._edge_timer is not None:
            self._edge_timer.stop()
            self._edge_timer = None

    def _start_scrolling(self) -> None:
        """Scroll at an edge now, and again `SCROLLS_PER_SECOND` times a second."""
        self._edge_timer = self.set_interval(1 / SCROLLS_PER_SECOND, self.scroll_at_edge)
        self.scroll_at_edge()

    def scroll_at_edge(self) -> None:
        """Scroll time towards the edge at which the pointer is, and drag the held dates along.

        Further out it scrolls faster. Do nothing if the pointer is not at an edge.
        """
        depth = max(-EDGE, min(EDGE, self._depth()))
        if depth:
            self.pan(depth)
            self._follow_pointer()

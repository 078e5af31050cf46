"""The timeline widget: the pointer and the keyboard on the painted rows.

How screen and timeline work together: the screen calls `show(chart)`. The timeline posts what a person does
(see `messages`) and never changes a date itself. While dates are dragged it asks `preview` for the rows that
look different with them elsewhere, and at once: a message would take each motion through the loop once more.
On `Dropped` the screen commits and on `DragCancelled` it cancels, then shows the chart. `Nudged` is a whole
move. The legal days are the screen's to show, `show_window`, when a date is selected; a drag clings to their
ends. While dates are held the timeline takes every key: no screen may bind escape with priority.
"""

from collections.abc import Callable, Iterable, Mapping

from textual import events
from textual.timer import Timer

from planner.chart import Chart, Row
from planner.engine.constraint import Place
from planner.tui.timeline.canvas import WHEEL_CELLS
from planner.tui.timeline.clicks import Clickable
from planner.tui.timeline.drag import Drag, LegalWindow, Moves, Unit, shifted
from planner.tui.timeline.marking import Marking
from planner.tui.timeline.marks import Held
from planner.tui.timeline.messages import DragCancelled, Dropped, Grabbed, Nudged, Released
from planner.tui.timeline.rows import future_dates, hits, on_bar

EDGE = 2
"""Cells at an edge of the time axis in which a drag scrolls on, the outer one twice as fast."""
EDGE_WAIT = 0.5
"""Seconds that the pointer stays there before the first scroll: a short drag may end there too."""
SCROLLS_PER_SECOND = 3
REST = 0.1
"""Seconds between two looks at whether a held date rests."""

KEYS_WHILE_HELD: Mapping[str, tuple[int, Unit]] = {
    **dict.fromkeys(("left", "h", "up", "k"), (-1, "day")),
    **dict.fromkeys(("right", "l", "down", "j"), (1, "day")),
    **dict.fromkeys(("shift+left", "H"), (-1, "week")),
    **dict.fromkeys(("shift+right", "L"), (1, "week")),
    "less_than_sign": (-1, "month"),
    "greater_than_sign": (1, "month"),
}
UNFOLD = frozenset(("enter", "space", "right", "l"))
"""Keys that unfold the selected track, which has no date to move."""


def _no_rows(moves: Moves) -> Iterable[Row]:
    """Return no rows: nothing follows from a drag."""
    return ()


class Timeline(Marking, Clickable, can_focus=True):
    """A timeline whose dates are dragged by pointer and keyboard."""

    def __init__(self, preview: Callable[[Moves], Iterable[Row]] = _no_rows) -> None:
        super().__init__()
        self._preview = preview
        self.keys_while_held = KEYS_WHILE_HELD
        self._drag: Drag | None = None
        self._pointer: int | None = None
        """The cell of the time axis under the pointer while it drags; None: dragged by keyboard, or not."""
        self._pressed: int | None = None
        self._apply_queued = False
        self._cycles = False
        """True if a release in place selects the next marker of the cell."""
        self._edge_timer: Timer | None = None
        self._rest_timer: Timer | None = None
        self._last_seen: Held | None = None
        self._staying: tuple[Place, ...] = ()
        """The pinned dates among the marked ones, which the drag leaves where they are."""

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        """Show another plan, or this one after an edit; a drag is cancelled."""
        self.cancel_drag()
        super().show(chart, keep_view)

    def _measure(self) -> None:
        """Keep the held date under the pointer when the terminal gets another size."""
        gutter, left = self.gutter_cells, self.view.left
        super()._measure()
        if self._drag is None or self._pointer is None:
            return
        inward = gutter - self.gutter_cells
        self._pointer += inward
        self._pressed = None if self._pressed is None else self._pressed + inward
        self._drag = self._drag.scrolled(self.view.left + inward - left)
        self._stop_at_edge()

    # By keyboard

    def show_window(self, item: int | None, window: LegalWindow | None) -> None:
        """Shade the legal days; a drag under way clings to them from now on."""
        super().show_window(item, window)
        if self.held is not None:
            self._queue_apply()

    def nudge(self, number: int, unit: Unit = "day") -> None:
        """Move the selected date, or all the row's future ones; while they are held, drag them on."""
        if self._drag is not None:
            day = self.held.day if self.held is not None else self._drag.start
            self._drag_to(self._drag.by(shifted(day, number, unit) - day))
            return
        held, staying = self.to_move
        if held or staying:
            moves = {place: shifted(day, number, unit) for place, day in held.items()}
            self.post_message(Nudged(moves, staying))

    def grab(self) -> None:
        """Hold what is marked, or the selected date, or all the row's future ones, to drag it by arrows."""
        if self._drag is None and (row := self.rows.at(self._row)) is not None:
            self._hold(row, None)

    def drop(self, *, list_followers: bool = False) -> None:
        """End a drag and leave the dates where they are; have the dates that follow listed first."""
        if self._drag is not None:
            self._end_drag(keep=True, list_followers=list_followers)

    def cancel_drag(self) -> None:
        """End a drag and put the dates back."""
        if self._drag is not None:
            self._end_drag(keep=False)

    @property
    def dragging(self) -> bool:
        """True while dates are held."""
        return self._drag is not None

    def on_key(self, event: events.Key) -> None:
        """Take numbers, and every key during a drag; unfold the track whose heading is selected."""
        if counted := self.key_for_count(event.key):
            event.stop()
            event.prevent_default()
            if isinstance(counted, tuple):
                self.nudge(*counted)
            return
        if self._drag is None:
            row = self.selected_row
            if row is not None and event.key in UNFOLD and self.rows.is_folded(row):
                event.stop()
                event.prevent_default()
                self.fold(row.track, folded=False)
            return
        event.stop()
        event.prevent_default()
        match event.key:
            case "escape":
                self.cancel_drag()
            case "enter" | "space":
                self.drop()
            case "f":
                self.drop(list_followers=True)
            case key if key in self.keys_while_held:
                number, unit = self.keys_while_held[key]
                self.nudge(number * self.take_count(), unit)

    # By pointer

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Select the marker or bar under the pointer and take hold of it."""
        stale = self._drag is not None
        self.cancel_drag()
        self.drop_count()
        if stale or event.button != 1:
            return
        offset = event.get_content_offset_capture(self)
        index = self.row_lines.row_at(offset.y + self.scroll_offset.y)
        x = offset.x - self.gutter_cells
        row = self.rows.at(index)
        event.shift |= event.meta  # alt counts as shift, which most terminals keep for selecting text
        if event.shift or event.ctrl:
            self.mark_at(event, index, x)
            return
        if row is not None and row.is_heading:
            event.stop()
            self.fold(row.track, folded=row.track not in self.row_filter.folded)
        if row is None or row.item is None:
            return
        places = [marker.place for marker in hits(row, self.view, x)] if x >= 0 else []
        self._cycles = index == self._row and self._place in places
        self._set_cursor(index, self._place if self._cycles else next(iter(places), None))
        if self._place is not None or (x >= 0 and on_bar(row, self.view, x)):
            event.stop()
            self._hold(row, x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the held dates after the pointer; a burst of motion is worked out once."""
        if self._pointer is None:
            return
        event.stop()
        self._pointer = event.get_content_offset_capture(self).x - self.gutter_cells
        if self.message_queue_size:
            self._queue_apply()
        else:
            self._follow_pointer()
        self._watch_edges()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop the held dates; after a click on the selected marker, select the next one in its cell."""
        if self._pointer is None:
            return
        event.stop()
        self._pointer = event.get_content_offset_capture(self).x - self.gutter_cells
        self._follow_pointer()
        if self.held is None and self._cycles:
            self._cycle(self._pointer)
        self.drop()

    def on_mouse_release(self) -> None:
        """Cancel the drag if something else took the mouse."""
        if self._pointer is not None and self.app.mouse_captured is not self:
            self.cancel_drag()

    def on_blur(self) -> None:
        """Cancel the drag: the keyboard went elsewhere, or the terminal did."""
        self.cancel_drag()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll rows up, or time, or zoom, or drag a day later."""
        self._wheel(event, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll rows down, or time, or zoom, or drag a day earlier."""
        self._wheel(event, -1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Scroll to earlier days."""
        self._wheel_time(event, -WHEEL_CELLS)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Scroll to later days."""
        self._wheel_time(event, WHEEL_CELLS)

    def _wheel(self, event: events.MouseEvent, up: int) -> None:
        """Scroll rows; with shift or alt scroll time, with ctrl zoom; during a drag move by a day."""
        if self._drag is not None:
            event.stop()
            event.prevent_default()
            self.nudge(up)
        elif event.ctrl:
            event.stop()
            event.prevent_default()
            x = event.get_content_offset_capture(self).x - self.gutter_cells
            self.zoom(2.0**up, max(0, x))
        elif event.shift or event.meta:
            self._wheel_time(event, -up * WHEEL_CELLS)

    def _wheel_time(self, event: events.MouseEvent, cells: int) -> None:
        event.stop()
        event.prevent_default()
        if self._drag is None:
            self.pan(cells)

    # The drag

    def _hold(self, row: Row, x: int | None) -> None:
        """Take hold of the selected date, or of all the row's future ones, with the pointer at a cell.

        By keyboard, or at something marked, take hold of all that is marked. A pinned date is moved alone.
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
        self._drag = Drag(starts, marker.place if marker is not None else None, day, column, column)
        self._held_row, self._origins = self._row, starts
        self._pointer = self._pressed = x
        if x is None:
            self._grabbed(self._drag)
        else:
            self.capture_mouse()

    def _grabbed(self, drag: Drag) -> None:
        """Begin the drag and tell the screen so.

        A drag by keys begins at once, a drag by mouse at its first motion, so that a click moves nothing.
        """
        item, place = self.cursor
        self.suppress_click()
        self.styles.pointer = "grabbing"
        self.held = Held(drag.start, drag.start, drag.held is not None)
        self._rest_timer = self.set_interval(REST, self.guide_when_resting)
        self.post_message(Grabbed(item, place, tuple(drag.starts)))

    def _queue_apply(self) -> None:
        """Follow a burst of motions once, to its last position."""
        if not self._apply_queued:
            self._apply_queued = True
            self.call_later(self._follow_pointer)

    def _follow_pointer(self) -> None:
        self._apply_queued = False
        if self._drag is not None and self._pointer is not None:
            self._drag_to(self._drag.to(self.view.left + self._pointer))

    def _drag_to(self, drag: Drag) -> None:
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
        """Preview the present drag anew, after an earlier one was committed or put back under it."""
        if self._drag is not None and self.held is not None:
            self.show_rows(self._preview(self._drag.moves(self.held.day)))

    def _end_drag(self, keep: bool, list_followers: bool = False) -> None:
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
        """Show the guide line once the held date has not moved for a moment."""
        if self.held is not None and self.held.is_date and self.held is self._last_seen:
            self.guide = self.held.day
        self._last_seen = self.held

    def _cycle(self, x: int) -> None:
        """Select the next marker in the cell of the selected one."""
        row = self.rows.at(self._row)
        places = [marker.place for marker in hits(row, self.view, x)] if row is not None else []
        if self._place in places:
            self._set_cursor(self._row, places[(places.index(self._place) + 1) % len(places)])

    # At the edges

    def _depth(self) -> int:
        """Return how many cells the pointer is into the right (positive) or left edge, dragged towards it."""
        x, pressed = self._pointer, self._pressed
        if x is None or pressed is None or x == pressed:
            return 0
        return max(0, x - (self.view.width - 1 - EDGE)) if x > pressed else min(0, x - EDGE)

    def _watch_edges(self) -> None:
        if self._depth() and self._edge_timer is None:
            self._edge_timer = self.set_timer(EDGE_WAIT, self._start_scrolling)
        elif not self._depth():
            self._stop_at_edge()

    def _stop_at_edge(self) -> None:
        if self._edge_timer is not None:
            self._edge_timer.stop()
            self._edge_timer = None

    def _start_scrolling(self) -> None:
        self._edge_timer = self.set_interval(1 / SCROLLS_PER_SECOND, self.scroll_at_edge)
        self.scroll_at_edge()

    def scroll_at_edge(self) -> None:
        """Scroll time while the pointer is at an edge, and drag on."""
        depth = max(-EDGE, min(EDGE, self._depth()))
        if depth:
            self.pan(depth)
            self._follow_pointer()

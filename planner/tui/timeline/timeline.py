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

from planner.chart import Row
from planner.tui.timeline.drag import Moves, Unit
from planner.tui.timeline.dragging import Dragging
from planner.tui.timeline.rows import hits, on_bar
from planner.tui.timeline.viewport import WHEEL_CELLS

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


class Timeline(Dragging, can_focus=True, inherit_bindings=False):
    """A timeline whose dates are dragged by pointer and keyboard."""

    DEFAULT_CSS = """
    Timeline {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self, preview: Callable[[Moves], Iterable[Row]]) -> None:
        super().__init__(preview)
        self.keys_while_held = KEYS_WHILE_HELD
        self._cycles = False
        """True if a release in place selects the next marker of the cell."""

    def on_key(self, event: events.Key) -> None:
        """Handle digits of a number and its unit, every key during a drag, and keys that unfold a track.

        During a drag, escape cancels it, enter and space drop the dates, and arrows and the like move them;
        all other keys do nothing. Other keys go on to the screen's commands.
        """
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
        """Select the marker or row under the pointer, and hold a marker or bar: the first motion drags it.

        With shift, alt or ctrl, mark instead. On the heading of a track, fold or unfold it. Any press drops a
        typed number and cancels a drag; after a drag, or with another button than the left one, that is all.
        """
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
        """Drag the held dates to the pointer, and scroll time while it is at an edge.

        Of a burst of motions only the last one is worked out. Do nothing if no dates are held by mouse.
        """
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
        """Drop the held dates where the pointer is, if it drags them.

        After a click on the selected marker without a motion, select the next marker in its cell.
        """
        if self._pointer is None:
            return
        event.stop()
        self._pointer = event.get_content_offset_capture(self).x - self.gutter_cells
        self._follow_pointer()
        if self.held is None and self._cycles:
            self._cycle(self._pointer)
        self.drop()

    def on_mouse_release(self) -> None:
        """Cancel a drag by mouse if something else captured the mouse."""
        if self._pointer is not None and self.app.mouse_captured is not self:
            self.cancel_drag()

    def on_blur(self) -> None:
        """Cancel a drag when another widget gets the keyboard, or another window."""
        self.cancel_drag()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll rows up; with shift or alt scroll to earlier days, with ctrl zoom in.

        During a drag, move the held dates a day later.
        """
        self._wheel(event, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll rows down; with shift or alt scroll to later days, with ctrl zoom out.

        During a drag, move the held dates a day earlier.
        """
        self._wheel(event, -1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Scroll to earlier days; do nothing during a drag."""
        self._wheel_time(event, -WHEEL_CELLS)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Scroll to later days; do nothing during a drag."""
        self._wheel_time(event, WHEEL_CELLS)

    def _wheel(self, event: events.MouseEvent, up: int) -> None:
        """Handle a step of the wheel, `up` 1 or down -1: during a drag move the held dates by `up` days.

        Else zoom with ctrl, in for 1, and scroll time with shift or alt, to earlier days for 1. Without these
        keys, `ScrollView` scrolls the rows.
        """
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
        """Scroll time by so many cells, but not during a drag; `ScrollView` does not see the event."""
        event.stop()
        event.prevent_default()
        if self._drag is None:
            self.pan(cells)

    def _cycle(self, x: int) -> None:
        """Select the marker after the selected one in cell `x`; after the last comes the first.

        Do nothing if the selected one is not in this cell.
        """
        row = self.rows.at(self._row)
        places = [marker.place for marker in hits(row, self.view, x)] if row is not None else []
        if self._place in places:
            self._set_cursor(self._row, places[(places.index(self._place) + 1) % len(places)])

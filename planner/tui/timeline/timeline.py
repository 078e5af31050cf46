"""The timeline widget: the cursor, the pointer and the keyboard on the painted rows.

How the screen and the timeline work together: the screen calls `show(chart)`. The timeline posts what a
person does (see `messages`) and never changes a date itself. On `Grabbed` the screen may call `show_window`
with the legal days; on `Dragged` it previews the moves and calls `show_rows` with the rows that look
different, `show_ghosts` with the followers; on `Dropped` it commits, on `DragCancelled` it cancels and shows
the rows as they were. The legal window goes away by itself when the drag ends. `Nudged` is a whole move.
While dates are held the timeline takes every key; screens must not bind escape with priority.
"""

from textual import events
from textual.app import App
from textual.timer import Timer

from planner.chart import Chart, Marker, Row
from planner.dates import Day
from planner.engine.statement import Place
from planner.tui.timeline.canvas import MARGIN, Canvas
from planner.tui.timeline.drag import Drag, Unit, shifted
from planner.tui.timeline.messages import (
    DragCancelled,
    Dragged,
    Dropped,
    Grabbed,
    Nudged,
    Selected,
)
from planner.tui.timeline.painter import Held
from planner.tui.timeline.rows import future_dates, hits, marker_of, nearest, neighbour, on_bar

EDGE = 4
"""Cells from an edge within which a drag scrolls on."""
SCROLLS_PER_SECOND = 30
WHEEL_CELLS = 6

_DRAG_DAYS = {"left": -1, "h": -1, "right": 1, "l": 1, "up": -1, "k": -1, "down": 1, "j": 1}
_DRAG_WEEKS = {"shift+left": -7, "H": -7, "shift+right": 7, "L": 7}


class Timeline(Canvas, can_focus=True):
    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._drag: Drag | None = None
        self._pointer: int | None = None
        """The cell of the time axis under the pointer, while it drags; None: dragged by keyboard."""
        self._apply_queued = False
        self._cycles = False
        """Whether a release in place selects the next marker of the cell."""
        self._edge_timer: Timer | None = None

    def on_mount(self) -> None:
        self.watch(self.app, "app_focus", self.cancel_drag, init=False)

    # The cursor

    @property
    def cursor(self) -> tuple[int | None, Place | None]:
        """The item and, of its dates, the one selected."""
        row = self.rows.at(self._row)
        return (row.item if row is not None else None, self._place)

    @property
    def marker(self) -> Marker | None:
        return marker_of(self.rows.at(self._row), self._place)

    def show(self, chart: Chart, keep_view: bool = True) -> None:
        self.cancel_drag()
        item, place = self.cursor
        day = self.focal_day()
        super().show(chart, keep_view)
        index = self.rows.of_place(place) if place is not None else None
        if index is None:
            place = None
            index = self.rows.of_item(item)
        if index is None and len(self.rows):
            index = self.rows.step(-1, 1)
        self._row = None
        self._set_cursor(index, place)

    def select(self, item: int | None, place: Place | None = None, reveal: bool = True) -> None:
        index = self.rows.of_item(item)
        if index is None:
            return
        self._set_cursor(index, place)
        if reveal:
            self.reveal()

    def reveal(self) -> None:
        """Scroll no further than needed to show the cursor."""
        if self._row is None:
            return
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if not top <= self._row < top + height:
            self.scroll_to(y=max(0, self._row - height // 2), animate=False, force=True)
        if (marker := self.marker) is not None:
            self.view = self.view.revealing(marker.day, MARGIN)

    def move_rows(self, count: int) -> None:
        """The cursor goes some items down or up, to the date nearest in time."""
        if self._row is None:
            return
        index = self.rows.step(self._row, count)
        row = self.rows.at(index)
        place = None
        if row is not None and self._place is not None:
            found = nearest(row, self.focal_day())
            place = found.place if found is not None else None
        self._set_cursor(index, place)
        self.reveal()

    def move_marker(self, step: int) -> None:
        """The cursor goes to the row's next (1) or previous (-1) date."""
        row = self.rows.at(self._row)
        if row is not None and (found := neighbour(row, self._place, step, self.focal_day())) is not None:
            self._set_cursor(self._row, found.place)
            self.reveal()

    def page(self, step: int) -> None:
        self.move_rows(step * max(1, self.scrollable_content_region.height - 1))

    def focal_day(self) -> Day:
        return marker.day if (marker := self.marker) is not None else super().focal_day()

    def _set_cursor(self, index: int | None, place: Place | None) -> None:
        if (index, place) == (self._row, self._place):
            return
        for changed in {self._row, index} - {None}:
            self.refresh_line(changed)
        self._row, self._place = index, place
        self.post_message(Selected(*self.cursor))

    # By keyboard

    def nudge(self, number: int, unit: Unit = "day") -> None:
        """Move the selected date, or all the row's future ones; while they are held, drag them on."""
        if self._drag is not None:
            step = shifted(self._held_day(), number, unit) - self._held_day()
            self._apply(self._drag.by(step))
            return
        row = self.rows.at(self._row)
        if row is None:
            return
        held = {self.marker.place: self.marker.day} if self.marker else future_dates(row, self.chart.as_of)
        if held:
            self.post_message(Nudged({place: shifted(day, number, unit) for place, day in held.items()}))

    def grab(self) -> None:
        """Hold the selected date, or all the row's future ones, to drag them by arrows."""
        if self._drag is None and (row := self.rows.at(self._row)) is not None:
            self._hold(row, self.marker, self.view.scale.column(self.focal_day()))

    def drop(self) -> None:
        if self._drag is not None:
            self._end_drag(keep=True)

    def cancel_drag(self) -> None:
        if self._drag is not None:
            self._end_drag(keep=False)

    @property
    def dragging(self) -> bool:
        return self._drag is not None

    def on_key(self, event: events.Key) -> None:
        if self._drag is None:
            return
        event.stop()
        event.prevent_default()
        match event.key:
            case "escape":
                self.cancel_drag()
            case "enter" | "space":
                self.drop()
            case key:
                days = _DRAG_DAYS.get(key) or _DRAG_WEEKS.get(event.character or key) or _DRAG_WEEKS.get(key)
                if days:
                    self.nudge(days)

    # By pointer

    def on_mouse_down(self, event: events.MouseDown) -> None:
        stale = self._drag is not None
        self.cancel_drag()
        if stale or event.button not in (0, 1):
            return
        index = event.y + self.scroll_offset.y
        row = self.rows.at(index)
        if row is None or row.item is None:
            return
        x = event.x - self.gutter_cells
        found = hits(row, self.view, x) if x >= 0 else []
        places = [marker.place for marker in found]
        self._cycles = index == self._row and self._place in places
        place = self._place if self._cycles else next(iter(places), None)
        self._set_cursor(index, place)
        if place is not None or (x >= 0 and on_bar(row, self.view, x)):
            event.stop()
            self._pointer = x
            self._hold(row, self.marker, self.view.left + x)

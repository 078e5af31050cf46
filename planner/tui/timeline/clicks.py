"""What the pointer does on a timeline besides dragging dates: panning, double clicks and menus."""

from textual import events

from planner.engine.slots import NOTICE
from planner.tui.selection import PLAN, RIGHT, AskMenu, OpenSelection, Selection
from planner.tui.timeline.canvas import Canvas
from planner.tui.timeline.navigation import Navigable
from planner.tui.timeline.panning import Panning
from planner.tui.timeline.pointed import day_selection
from planner.tui.timeline.rows import hits, on_bar


class Clickable(Navigable, Panning, part=True):
    """A canvas whose background is dragged, and whose dates, rows and freezes are edited by clicks."""

    @property
    def panned(self) -> Canvas:
        """The timeline itself."""
        return self

    @property
    def cursor_offset(self) -> tuple[int, int]:
        """The cell of the screen below and right of the selected date, or below the selected row's name.

        It is the nearest cell of the widget where that is out of view.
        """
        row = 0 if self._row is None else self.row_lines.line_of(self._row) - self.scroll_offset.y
        marker = self.marker
        x = self.gutter_cells if marker is None else self.gutter_cells + self.view.x(marker.day) + 2
        region = self.content_region
        return region.x + max(0, min(x, region.width - 1)), region.y + max(0, min(row + 1, region.height - 1))

    def selection_at(self, x: int, y: int) -> Selection:
        """Return the date, item, track, freeze or day in a cell of the widget, else the plan.

        `x` and `y` count from the widget's upper left corner. Of several dates in a cell it is the selected
        one. In the gutter, a cell without a name is the plan.
        """
        row = self.rows.at(self.row_lines.row_at(y + self.scroll_offset.y))
        column = x - self.gutter_cells
        if row is not None and row.is_heading and column < 0:
            return Selection("track", track=row.track)
        if row is not None and row.item is not None:
            markers = hits(row, self.view, column) if column >= 0 else []
            if markers:
                # Of several dates in a cell, the selected one.
                marker = next((each for each in markers if each.place == self._place), markers[0])
                return Selection(
                    "notice" if marker.what == NOTICE else "date", marker.place.entry, marker.place
                )
            if column < 0 or on_bar(row, self.view, column):
                return Selection("item", row.key)
        if column < 0:
            return PLAN
        return day_selection(self, x)

    def on_click(self, event: events.Click) -> None:
        """Ask for the menu of the thing under the pointer on a right click; edit it on a double click.

        A day has nothing to edit, and a double click with shift or alt does nothing.
        """
        x, y = event.get_content_offset_capture(self)
        if event.button == RIGHT:
            event.stop()
            self.focus()
            self.post_message(AskMenu(self.selection_at(x, y), event.screen_offset))
        elif event.button == 1 and event.chain == 2 and not (event.shift or event.meta):
            selection = self.selection_at(x, y)
            if selection.type != "day":
                event.stop()
                self.post_message(OpenSelection(selection))

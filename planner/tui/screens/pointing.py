"""The pointer on the planner's screen: the thing under it, and the explanation of that thing."""

from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual import events
from textual.errors import NoWidget
from textual.widget import Widget

from planner.tui.controllers.plan_view import PlanView
from planner.tui.screens.plan_widgets import PlanWidgets

if TYPE_CHECKING:
    from planner.tui.controllers.explaining import Explaining


class Pointing(PlanWidgets):
    """A screen of a plan that explains the thing under the pointer once it rests."""

    @cached_property
    def explaining(self) -> "Explaining":
        """The explanation on the spot."""
        from planner.tui.controllers.explaining import Explaining  # after the first paint

        return Explaining(cast(PlanView, self))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Note where the pointer is, to explain the thing there; a drag stops its motions before."""
        if not self.dragging:
            self.explaining.pointer_moved(event.screen_x, event.screen_y)

    def widget_at(self, x: int, y: int) -> Widget | None:
        """Return the widget at a cell of the screen."""
        try:
            return self.get_widget_at(x, y)[0]
        except NoWidget:
            return None

    def place_over(self, widget: Widget) -> None:
        """Mount a widget that lies over the others."""
        self.mount(widget)

    def stop_explaining(self) -> None:
        """Take the explanation away."""
        if "explaining" in self.__dict__:
            self.explaining.hide()

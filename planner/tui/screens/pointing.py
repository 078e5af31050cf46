"""The explanation of the thing under the pointer, on a plan's screen."""

from textual import events
from textual.errors import NoWidget
from textual.widget import Widget

from planner.tui.screens.plan_controllers import PlanControllers


class Pointing(PlanControllers, part=True):
    """A screen of a plan that explains the thing under the pointer once it rests."""

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Note where the pointer is, for the explanation; nothing during a drag."""
        if not self.dragging:
            self.explaining.pointer_moved(event.screen_x, event.screen_y)

    def widget_at(self, x: int, y: int) -> Widget | None:
        """Return the widget at a cell of the screen; None if there is none."""
        try:
            return self.get_widget_at(x, y)[0]
        except NoWidget:
            return None

    def place_over(self, widget: Widget) -> None:
        """Mount a widget on the screen itself, so that it may lie over the others."""
        self.mount(widget)

    def stop_explaining(self) -> None:
        """Hide the explanation, if there ever was one."""
        if "explaining" in self.__dict__:
            self.explaining.hide()

"""A screen that shows messages in a status line."""

from typing import TYPE_CHECKING, cast

from textual.notifications import SeverityLevel
from textual.screen import Screen

from planner.tui.parts import Parted
from planner.tui.screens.tour_asked import TourAsked

if TYPE_CHECKING:
    from planner.tui.panels.status import Status


class SayingScreen(Parted, Screen[None], part=True):
    """A screen with a status line."""

    @property
    def status(self) -> "Status":
        """The status line."""
        return cast("Status", self.query_one("#status"))

    def toggle_tour(self) -> None:
        """Ask the app to open the tour above the screen; the tour's own screen leaves it instead."""
        self.post_message(TourAsked())

    def show_help(self) -> None:
        """Open the help with the keys and signs of the screen."""
        raise NotImplementedError

    def say(
        self, text: str, severity: SeverityLevel = "information", *, seconds: float | None = None
    ) -> None:
        """Show a message in the status line; if another screen is above, as a notification, too."""
        self.status.say(text, severity, seconds=seconds)
        if self.app.screen is not self:
            self.notify(text, severity=severity, markup=False, timeout=seconds)

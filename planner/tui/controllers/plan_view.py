"""The screen of a plan as its controllers see it; the screen itself is in `planner.tui.screens.planner`."""

from typing import TYPE_CHECKING, Protocol

from planner.tui.controllers.open_plan_view import OpenPlanView

if TYPE_CHECKING:
    from planner.tui.controllers.side_panels import SidePanels
    from planner.tui.controllers.stepping import Stepping


class PlanView(OpenPlanView, Protocol):
    """The screen with the two controllers that the others ask for."""

    @property
    def side_panels(self) -> "SidePanels":
        """The inspector and the panels in its place."""

    @property
    def stepping(self) -> "Stepping":
        """The steps of the plan's history."""

"""The controllers of a plan's screen: some are made with it, the others once they are first asked for."""

from collections.abc import Collection, Coroutine
from functools import cached_property
from typing import TYPE_CHECKING, cast

from planner.engine.constraint import Place
from planner.engine.task import Task
from planner.tui.commands import COMMANDS
from planner.tui.controllers.editing import Editing
from planner.tui.controllers.legal_days import LegalDays
from planner.tui.controllers.moving import Moving
from planner.tui.controllers.panel_sizes import PanelSizes
from planner.tui.controllers.past_dates import PastDates
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.previewing import Previewing
from planner.tui.controllers.remembering import Remembering
from planner.tui.controllers.rippling import Rippling
from planner.tui.controllers.row_choice import RowChoice
from planner.tui.controllers.searching import Searching
from planner.tui.controllers.selecting import Selecting
from planner.tui.controllers.side_panels import SidePanels
from planner.tui.controllers.stepping import Stepping
from planner.tui.input.app import keyboard_of
from planner.tui.keymap import DEFAULT_KEYS, Keymap
from planner.tui.screens.plan_widgets import PlanWidgets
from planner.tui.signs import ASCII, UNICODE

if TYPE_CHECKING:
    from planner.session import Session
    from planner.tui.controllers.comparing import Comparing
    from planner.tui.controllers.merging import Merging
    from planner.tui.controllers.recovering import Recovering
    from planner.tui.controllers.saving import Saving
    from planner.tui.controllers.together import Together


class PlanControllers(PlanWidgets):
    """A screen of a plan with its controllers."""

    def __init__(
        self,
        session: "Session",
        *,
        ascii_only: bool = False,
        keymap: Keymap = DEFAULT_KEYS,
    ) -> None:
        super().__init__()
        self.set_class(ascii_only, "-ascii")
        self.session = session
        self.keymap = keymap
        self.ascii_only = ascii_only
        self.signs = ASCII if ascii_only else UNICODE
        self.item: int | None = None
        self.place: Place | None = None
        self.commands = COMMANDS
        view = self._view
        self.legal_days = LegalDays(session)
        self.past_dates = PastDates(view)
        self.selecting = Selecting(view)
        self.editing = Editing(view, self.past_dates, self.selecting)
        self.side_panels = SidePanels(view)
        self.row_choice = RowChoice(view)
        self.searching = Searching(view)
        self.rippling = Rippling(view, self._show_preview)
        self.previewing = Previewing(view, self.rippling, self.side_panels)
        self.moving = Moving(
            view,
            self.past_dates,
            self.rippling,
            self.previewing,
            refused=self.refuses_edits,
            keep=self._keep,
            run=self._run,
        )
        self.stepping = Stepping(view, refused=self.refuses_edits, keep=self._keep)
        self.panel_sizes = PanelSizes(self)
        self.remembering = Remembering(view, session.path)

    @property
    def _view(self) -> PlanView:
        return cast(PlanView, self)

    @cached_property
    def saving(self) -> "Saving":
        """Saving, reloading and leaving."""
        from planner.tui.controllers.saving import Saving  # after the first paint

        return Saving(self._view, self.recovering, lambda: self.merging)

    @cached_property
    def recovering(self) -> "Recovering":
        """The recovery file of the plan."""
        from planner.tui.controllers.recovering import Recovering  # after the first paint

        return Recovering(self._view)

    @cached_property
    def together(self) -> "Together":
        """The marked rows and dates, and the commands on all of them."""
        from planner.tui.controllers.together import Together  # after the first paint

        return Together(self._view, self.moving)

    @cached_property
    def comparing(self) -> "Comparing":
        """The comparison with another state of the plan."""
        from planner.tui.controllers.comparing import Comparing  # when it is first asked for

        return Comparing(self._view, self.side_panels, self.past_dates, self.comparison_shown, self._run)

    @cached_property
    def merging(self) -> "Merging":
        """The merge with the file on disk, and its conflicts."""
        from planner.tui.controllers.merging import Merging  # when it is first asked for

        return Merging(self._view, self.side_panels, self._run)

    def comparison_shown(self) -> None:
        """Fit the panels to the comparison that the side panel shows now, and show the keys anew."""
        raise NotImplementedError

    def refuses_edits(self) -> bool:
        """Return True and say why if the plan is for viewing."""
        return self.recovering.refuse()

    def _keep(self) -> None:
        self.recovering.keep()

    def _run(self, asking: Coroutine[object, object, None]) -> None:
        keyboard_of(self.app).run(self, asking)

    def _show_preview(self, ghosted: Collection[int]) -> Task[None]:
        return self.previewing.show_steps(ghosted)

"""The controllers of the planner's screen, each imported when it is first asked for: after the first paint.

The first paint would wait for their fifty modules, which take 10 ms, and asks for none of them.
"""

from collections.abc import Collection, Coroutine, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from planner.engine.constraint import Place
from planner.tui.controllers.remembering import Remembering
from planner.tui.input.app import keyboard_of
from planner.tui.keymap import DEFAULT_KEYS, Keymap
from planner.tui.screens.plan_widgets import PlanWidgets
from planner.tui.signs import ASCII, UNICODE

if TYPE_CHECKING:
    from planner.engine.task import Task
    from planner.session import Session
    from planner.tui.commands.command import Command, CommandScreen
    from planner.tui.controllers.comparing import Comparing
    from planner.tui.controllers.editing import Editing
    from planner.tui.controllers.explaining import Explaining
    from planner.tui.controllers.legal_days import LegalDays
    from planner.tui.controllers.merging import Merging
    from planner.tui.controllers.moving import Moving
    from planner.tui.controllers.panel_sizes import PanelSizes
    from planner.tui.controllers.past_dates import PastDates
    from planner.tui.controllers.previewing import Previewing
    from planner.tui.controllers.recovering import Recovering
    from planner.tui.controllers.rippling import Rippling
    from planner.tui.controllers.row_choice import RowChoice
    from planner.tui.controllers.saving import Saving
    from planner.tui.controllers.searching import Searching
    from planner.tui.controllers.selecting import Selecting
    from planner.tui.controllers.side_panels import SidePanels
    from planner.tui.controllers.stepping import Stepping
    from planner.tui.controllers.together import Together


class PlanControllers(PlanWidgets, part=True):
    """The screen of a plan as the owner of its controllers, each made when first asked for."""

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
        self.remembering = Remembering(self._view, session.path)

    @property
    def _view(self) -> "CommandScreen":
        """The screen, as its controllers see it."""
        return cast("CommandScreen", self)

    @property
    def commands(self) -> "Sequence[type[Command]]":
        """All commands of the screen, in the order of the help."""
        from planner.tui.commands import COMMANDS

        return COMMANDS

    @cached_property
    def legal_days(self) -> "LegalDays":
        """The legal days and ripples of the dates of the plan; made when first asked for."""
        from planner.tui.controllers.legal_days import LegalDays

        return LegalDays(self.session)

    @cached_property
    def past_dates(self) -> "PastDates":
        """The controller that asks before history changes; made when first asked for."""
        from planner.tui.controllers.past_dates import PastDates

        return PastDates(self._view)

    @cached_property
    def selecting(self) -> "Selecting":
        """The controller that knows the selection which commands act on; made when first asked for."""
        from planner.tui.controllers.selecting import Selecting

        return Selecting(self._view)

    @cached_property
    def editing(self) -> "Editing":
        """The controller of the edits that ask something first; made when first asked for."""
        from planner.tui.controllers.editing import Editing

        return Editing(self._view, self.past_dates, self.selecting)

    @cached_property
    def side_panels(self) -> "SidePanels":
        """The controller of the inspector and the panels in its place; made when first asked for."""
        from planner.tui.controllers.side_panels import SidePanels

        return SidePanels(self._view)

    @cached_property
    def row_choice(self) -> "RowChoice":
        """The controller of the rows that are shown; made when first asked for."""
        from planner.tui.controllers.row_choice import RowChoice

        return RowChoice(self._view)

    @cached_property
    def searching(self) -> "Searching":
        """The controller of the search and the steps between violations; made when first asked for."""
        from planner.tui.controllers.searching import Searching

        return Searching(self._view)

    @cached_property
    def rippling(self) -> "Rippling":
        """The controller of the ripple and its switch; made when first asked for."""
        from planner.tui.controllers.rippling import Rippling

        return Rippling(self._view, self._show_preview)

    @cached_property
    def previewing(self) -> "Previewing":
        """The controller that shows dates while they are moved; made when first asked for."""
        from planner.tui.controllers.previewing import Previewing

        return Previewing(self._view, self.rippling, self.side_panels)

    @cached_property
    def moving(self) -> "Moving":
        """The controller that makes moves of dates steps of the history; made when first asked for."""
        from planner.tui.controllers.moving import Moving

        return Moving(
            self._view,
            self.past_dates,
            self.rippling,
            self.previewing,
            refused=self.refuses_edits,
            keep=self._keep,
            run=self._run,
        )

    @cached_property
    def stepping(self) -> "Stepping":
        """The controller that works out and shows steps of the history; made when first asked for."""
        from planner.tui.controllers.stepping import Stepping

        return Stepping(self._view, refused=self.refuses_edits, keep=self._keep)

    @cached_property
    def panel_sizes(self) -> "PanelSizes":
        """The controller of the height of the panels; made when first asked for."""
        from planner.tui.controllers.panel_sizes import PanelSizes

        return PanelSizes(self)

    @cached_property
    def explaining(self) -> "Explaining":
        """The controller of the explanation on the spot; made when first asked for."""
        from planner.tui.controllers.explaining import Explaining

        return Explaining(self._view)

    @cached_property
    def saving(self) -> "Saving":
        """The controller that saves, reloads and asks before leaving; made when first asked for."""
        from planner.tui.controllers.saving import Saving

        return Saving(self._view, self.recovering, lambda: self.merging)

    @cached_property
    def recovering(self) -> "Recovering":
        """The controller of the plan's recovery file; made when first asked for."""
        from planner.tui.controllers.recovering import Recovering

        return Recovering(self._view)

    @cached_property
    def together(self) -> "Together":
        """The controller of the edits of all marked rows and dates; made when first asked for."""
        from planner.tui.controllers.together import Together

        return Together(self._view, self.moving)

    @cached_property
    def comparing(self) -> "Comparing":
        """The controller of the comparison with another state of the plan; made when first asked for."""
        from planner.tui.controllers.comparing import Comparing

        return Comparing(self._view, self.side_panels, self.past_dates, self.comparison_shown, self._run)

    @cached_property
    def merging(self) -> "Merging":
        """The controller of a merge with the file on disk; made when first asked for."""
        from planner.tui.controllers.merging import Merging

        return Merging(self._view, self.side_panels, self._run)

    def comparison_shown(self) -> None:
        """Fit the panels to the comparison that the side panel shows now, and show the keys anew."""
        raise NotImplementedError

    def refuses_edits(self) -> bool:
        """Return True and say why if the plan is for viewing."""
        return self.recovering.refuse()

    def _keep(self) -> None:
        """Write the plan to its recovery file soon."""
        self.recovering.keep()

    def _run(self, asking: Coroutine[object, object, None]) -> None:
        """Run a command that asks something; keys wait for it, or go to its dialog."""
        keyboard_of(self.app).run(self, asking)

    def _show_preview(self, ghosted: Collection[int]) -> "Task[None]":
        """Return the task that shows a ripple; `ghosted` are the indices of rows with other ghosts."""
        return self.previewing.show_steps(ghosted)

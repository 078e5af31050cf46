"""The controllers of the planner's screen, each imported when it is first asked for: after the first paint.

The first paint would wait for their sixty modules, which take 12 ms, and asks for none of them.
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
        self.remembering = Remembering(self._view, session.path)

    @property
    def _view(self) -> "CommandScreen":
        """The screen, as its controllers see it."""
        return cast("CommandScreen", self)

    @property
    def commands(self) -> "Sequence[type[Command]]":
        """All commands, in the order of the help."""
        from planner.tui.commands import COMMANDS

        return COMMANDS

    @cached_property
    def legal_days(self) -> "LegalDays":
        """The legal days of the session's dates."""
        from planner.tui.controllers.legal_days import LegalDays

        return LegalDays(self.session)

    @cached_property
    def past_dates(self) -> "PastDates":
        """The question that comes before history changes."""
        from planner.tui.controllers.past_dates import PastDates

        return PastDates(self._view)

    @cached_property
    def selecting(self) -> "Selecting":
        """The selection that commands act on."""
        from planner.tui.controllers.selecting import Selecting

        return Selecting(self._view)

    @cached_property
    def editing(self) -> "Editing":
        """The edits that ask something first."""
        from planner.tui.controllers.editing import Editing

        return Editing(self._view, self.past_dates, self.selecting)

    @cached_property
    def side_panels(self) -> "SidePanels":
        """The inspector and the panels in its place."""
        from planner.tui.controllers.side_panels import SidePanels

        return SidePanels(self._view)

    @cached_property
    def row_choice(self) -> "RowChoice":
        """The choice of the rows that are shown."""
        from planner.tui.controllers.row_choice import RowChoice

        return RowChoice(self._view)

    @cached_property
    def searching(self) -> "Searching":
        """The search, and the way from one violation to the next."""
        from planner.tui.controllers.searching import Searching

        return Searching(self._view)

    @cached_property
    def rippling(self) -> "Rippling":
        """The ripple switch."""
        from planner.tui.controllers.rippling import Rippling

        return Rippling(self._view, self._show_preview)

    @cached_property
    def previewing(self) -> "Previewing":
        """Dates while they are moved."""
        from planner.tui.controllers.previewing import Previewing

        return Previewing(self._view, self.rippling, self.side_panels)

    @cached_property
    def moving(self) -> "Moving":
        """The moves of dates, each a step of the plan's history."""
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
        """The steps of the plan's history."""
        from planner.tui.controllers.stepping import Stepping

        return Stepping(self._view, refused=self.refuses_edits, keep=self._keep)

    @cached_property
    def panel_sizes(self) -> "PanelSizes":
        """The heights of the panels, and the part of the screen that is maximised."""
        from planner.tui.controllers.panel_sizes import PanelSizes

        return PanelSizes(self)

    @cached_property
    def explaining(self) -> "Explaining":
        """The explanation on the spot."""
        from planner.tui.controllers.explaining import Explaining

        return Explaining(self._view)

    @cached_property
    def saving(self) -> "Saving":
        """Saving, reloading and leaving."""
        from planner.tui.controllers.saving import Saving

        return Saving(self._view, self.recovering, lambda: self.merging)

    @cached_property
    def recovering(self) -> "Recovering":
        """The recovery file of the plan."""
        from planner.tui.controllers.recovering import Recovering

        return Recovering(self._view)

    @cached_property
    def together(self) -> "Together":
        """The marked rows and dates, and the commands on all of them."""
        from planner.tui.controllers.together import Together

        return Together(self._view, self.moving)

    @cached_property
    def comparing(self) -> "Comparing":
        """The comparison with another state of the plan."""
        from planner.tui.controllers.comparing import Comparing

        return Comparing(self._view, self.side_panels, self.past_dates, self.comparison_shown, self._run)

    @cached_property
    def merging(self) -> "Merging":
        """The merge with the file on disk, and its conflicts."""
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

"""A merge with the file on disk: taken as one step, with its conflicts until each is decided."""

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING

from planner.dates import counted
from planner.merge.conflict import Conflict
from planner.merge.resolve import EntryIsGone, with_theirs
from planner.plan import Plan
from planner.terminal_text import shown
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.side_panels import SidePanels
from planner.tui.keymap import hint
from planner.tui.panels.conflicts import DECISIONS, Conflicts
from planner.wording.merge import conflict_lines

if TYPE_CHECKING:
    from planner.session.disk_merge import DiskMerge

PANEL = "conflicts"


class Merging:
    """A merge with the file on disk: its conflicts until each is decided; until then our side counts."""

    def __init__(
        self,
        screen: PlanView,
        side_panels: SidePanels,
        run: Callable[[Coroutine[object, object, None]], None],
    ) -> None:
        self.screen = screen
        self._run = run
        """Runs a decision; keys wait for it."""
        self._side_panels = side_panels
        self._open: list[Conflict] = []
        self._theirs: Plan | None = None

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """The conflicts to decide; none once the merge is undone or saved."""
        return tuple(self._open) if self.screen.session.is_merged else ()

    async def take(self, found: "DiskMerge") -> bool:
        """Make a merge one step, say so, and open the panel of its conflicts if it has any.

        Return False if a person stopped the work; then nothing was changed.
        """
        steps = partial(self.screen.session.merge_steps, found)
        if not await self.screen.stepping.take("the merge with the file on disk", steps):
            return False
        self._open, self._theirs = list(found.conflicts), found.theirs.plan
        self.screen.show_panels()
        if not self._open:
            save, undo = self.screen.key_of("save"), self.screen.key_of("undo")
            said = f"Merged: the changes of both sides are here. {save} saves, {undo} takes it back."
            self.screen.say(said)
            return True
        number = counted(len(self._open), "conflict")
        decisions = hint(self.screen.app, Conflicts, *DECISIONS)
        self.screen.say(f"Merged, with {number} to decide: {decisions}.", "warning")
        self.look()
        return True

    def look(self) -> None:
        """Open the panel of conflicts, if it is not open."""
        if self._side_panels.name != PANEL:
            self._side_panels.toggle(PANEL)

    def decide(self, conflict: Conflict, *, theirs: bool) -> None:
        """Decide a conflict: with `theirs`, take their side as one step, else keep ours without a step.

        Keys wait until it is done. If their side cannot be taken, say why; the conflict stays.
        """
        self._run(self._decide(conflict, theirs=theirs))

    async def _decide(self, conflict: Conflict, *, theirs: bool) -> None:
        """Do the work of `decide` with their side or ours; nothing if the conflict was decided already."""
        if conflict not in self._open or self._theirs is None:
            return
        subject = shown(conflict_lines(conflict).subject)
        if theirs:
            try:
                plan = with_theirs(self.screen.session.plan, conflict, self._theirs)
            except (EntryIsGone, ValueError) as error:
                self.screen.say(f"{subject} cannot be taken from their side: {shown(str(error))}.", "error")
                return
            if not await self.screen.edit(f"{subject}: theirs taken", plan):
                return
        self._open.remove(conflict)
        self.screen.show_panels()
        whose = "theirs is taken" if theirs else "mine stays"
        left = (
            f", {len(self._open)} left"
            if self._open
            else f"; no conflict is left, {self.screen.key_of('save')} saves"
        )
        self.screen.say(f"{subject}: {whose}{left}.")

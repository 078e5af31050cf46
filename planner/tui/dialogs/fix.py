"""The proposal of a fix, below the timeline that shows it by ghosts: to accept or to refuse."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from planner.dates import counted
from planner.engine.solve.ripple import Direction
from planner.engine.task import Task
from planner.proposals import Proposal
from planner.terminal_text import shown
from planner.tui.background import Background, Stopped, is_open, undisturbed
from planner.tui.dialogs.below import BREAKPOINTS, below_timeline
from planner.tui.dialogs.sized import Sized
from planner.tui.keymap import hint, key_in
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.proposed import Proposed, summary
from planner.tui.signs import Signs

AROUND = 6
"""Lines of the dialog that are not the list."""
OPPOSITE: dict[Direction, Direction] = {"later": "earlier", "earlier": "later"}
WAYS: dict[Direction, str] = {
    "later": "move milestones later",
    "earlier": "send notices sooner",
}


class FixScreen(ModalScreen[Proposal | None], Sized):
    """A proposed fix for each direction; it returns the accepted proposal, or None if refused.

    `propose` returns the task that works a proposal out, in a thread until the dialog closes; `looked_at` is
    called with each proposal as it is shown.
    """

    CSS_PATH = "dialogs.tcss"
    VERTICAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Refuse", id="fix.refuse"),
        Binding("enter", "accept", "Accept", id="fix.accept"),
        Binding("tab,left,right", "switch", "The other way", id="fix.switch"),
        Binding("up,k", "scroll('up')", "Up", show=False, id="fix.up"),
        Binding("down,j", "scroll('down')", "Down", show=False, id="fix.down"),
    ]

    def __init__(
        self,
        title: str,
        propose: Callable[[Direction], Task[Proposal]],
        looked_at: Callable[[Proposal], None],
        signs: Signs,
    ) -> None:
        super().__init__()
        self._title = title
        self._propose = propose
        self._looked_at = looked_at
        self._signs = signs
        self._prefer: Direction = "later"
        self._known: dict[Direction, Proposal] = {}
        self._background = Background()

    def compose(self) -> ComposeResult:
        """Yield the title, the proposal and the hint."""
        with Vertical(classes="dialog fix"):
            yield Static("", markup=False, classes="dialog-title")
            proposed = LinePanel(id="proposed")
            proposed.add_class("dialog-body")
            yield proposed
            yield Static("", markup=False, classes="dialog-foot form-hint")

    @property
    def proposal(self) -> Proposal | None:
        """The proposal for the present direction; None until it is worked out."""
        return self._known.get(self._prefer)

    def on_mount(self) -> None:
        """Start working out the first proposal."""
        self._start()

    def on_unmount(self) -> None:
        """Stop working out a proposal."""
        self._background.stop()

    def action_switch(self) -> None:
        """Show the proposal of the other direction, once it is worked out."""
        self._prefer = OPPOSITE[self._prefer]
        self._start()

    def action_scroll(self, where: str) -> None:
        """Scroll the proposal a line, `up` or down."""
        lines = self.query_one(LinePanel)
        lines.scroll_relative(y=-1 if where == "up" else 1, animate=False)

    def action_accept(self) -> None:
        """Close the dialog with the proposal; ring the bell if there is none or it changes nothing."""
        if self.proposal is not None and self.proposal.changes:
            self.dismiss(self.proposal)
        else:
            self.app.bell()

    def _start(self) -> None:
        """Show the title of the present direction, and have its proposal worked out and shown."""
        title = f"{shown(self._title)}: {WAYS[self._prefer]}"
        self.query_one(".dialog-title", Static).update(title)
        self.query_one(".form-hint", Static).update(
            ", ".join(filter(None, ("working it out", hint(self.app, FixScreen, ("fix.refuse", "stops")))))
        )
        self.run_worker(self._work_out(self._prefer), exclusive=True)

    async def _work_out(self, prefer: Direction) -> None:
        """Work out the proposal of a direction in a thread, unless it is known, and show it with the keys.

        Nothing is shown if it was stopped or the dialog was closed.
        """
        if prefer not in self._known:
            try:
                with undisturbed(self.app):
                    self._known[prefer] = await self._background.run(self._propose(prefer))
            except Stopped:
                return
            if not is_open(self):
                return
        self._looked_at(self._known[prefer])
        other = self._other_way(prefer)
        changes = summary(self._known[prefer])
        accepts = hint(self.app, FixScreen, ("fix.accept", f"accepts {changes}"))
        done = accepts if changes else "nothing to accept"
        unfixed = len(self._known[prefer].unfixed)
        conflicts = counted(unfixed, "conflict") if unfixed else None
        refuses = hint(self.app, FixScreen, ("fix.refuse", "refuses"))
        keys = f" {self._signs.dot} ".join(filter(None, (done, conflicts, refuses, other)))
        self.query_one(".form-hint", Static).update(keys)
        self.write_soon()

    def _other_way(self, prefer: Direction) -> str:
        """Return the words about the key for the other direction; empty if no key has it.

        If the other proposal is known to be the same, say in the title that it is the only way; return an
        empty text.
        """
        present, other = self._known[prefer], self._known.get(OPPOSITE[prefer])
        if other is not None and (other.moves, other.notices) == (present.moves, present.notices):
            title = f"{shown(self._title)}: the only way"
            self.query_one(".dialog-title", Static).update(title)
            return ""
        switch = key_in(self.app, FixScreen, "fix.switch")
        return f"{switch}: {WAYS[OPPOSITE[prefer]]} instead" if switch else ""

    def write(self) -> None:
        """Write the lines of the present proposal; nothing if it is not worked out."""
        if self.proposal is None:
            return
        lines = self.query_one(LinePanel)
        written = Proposed(self.proposal, lines.inner_width - 1, self._signs).lines()
        lines.styles.height = below_timeline(len(written), AROUND, self.size.height)
        lines.show(written)
        lines.settle()

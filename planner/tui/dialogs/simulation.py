"""The proposal of a simulation, below the timeline that shows it by ghosts: to accept or to refuse."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from planner.simulate import Simulation
from planner.terminal_text import shown
from planner.tui.background import is_open
from planner.tui.dialogs.below import BREAKPOINTS, LOW, below_timeline
from planner.tui.dialogs.button_row import ButtonRow, keyed_buttons
from planner.tui.dialogs.sized import Sized
from planner.tui.panels.line import PanelLine, paragraph
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.simulated import Simulated
from planner.tui.signs import Signs
from planner.wording.simulate import summary

AROUND = 8
"""Lines of the dialog that are not the list."""
ACCEPT, AGAIN, REFUSE = "accept", "again", ""


class SimulationScreen(ModalScreen[str], Sized):
    """A simulation; it returns "accept", "again" (with other numbers) or "" (refused).

    `work_out` returns it, in a thread, or raises ValueError; `look_at` is called with it on the screen.
    """

    CSS_PATH = "dialogs.tcss"
    VERTICAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", "Refuse", id="simulation.refuse"),
        Binding("enter", "accept", "Accept", id="simulation.accept"),
        Binding("tab,e", "dismiss('again')", "Other numbers", id="simulation.again"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="simulation.up"),
        Binding("down,j", "scroll(1)", "Down", show=False, id="simulation.down"),
        Binding("pageup", "scroll(-5)", "Page up", show=False, id="simulation.page-up"),
        Binding("pagedown", "scroll(5)", "Page down", show=False, id="simulation.page-down"),
    ]

    def __init__(
        self,
        title: str,
        work_out: Callable[[], Simulation],
        look_at: Callable[[Simulation], None],
        signs: Signs,
    ) -> None:
        super().__init__()
        self._title = title
        self._work_out = work_out
        self._look_at = look_at
        self._signs = signs
        self._why = ""
        """Why there is no simulation."""
        self.simulation: Simulation | None = None
        """The simulation, once it is worked out."""

    def compose(self) -> ComposeResult:
        """Yield the title, the simulation and the buttons."""
        with Vertical(classes="dialog fix"):
            yield Static(f"{shown(self._title)}: working it out", markup=False, classes="dialog-title")
            simulated = LinePanel(id="simulated")
            simulated.add_class("dialog-body")
            yield simulated
            with ButtonRow(classes="dialog-foot"):
                yield from keyed_buttons(
                    self,
                    (
                        ("Accept", "simulation.accept", ACCEPT),
                        ("Other numbers", "simulation.again", AGAIN),
                        ("Refuse", "simulation.refuse", REFUSE),
                    ),
                    with_keys=self.app.size.height >= LOW,
                )

    def on_mount(self) -> None:
        """Start to work the simulation out; no button takes the focus, so that keys go to the dialog."""
        for button in self.query(Button):
            button.can_focus = False
        self.run_worker(self._simulate(), exclusive=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close the dialog with the name of the pressed button; Accept as `action_accept` does."""
        if event.button.name == ACCEPT:
            self.action_accept()
        else:
            self.dismiss(event.button.name or REFUSE)

    def action_accept(self) -> None:
        """Close the dialog with "accept"; ring the bell if the simulation is not worked out."""
        if self.simulation is not None:
            self.dismiss(ACCEPT)
        else:
            self.app.bell()

    def action_scroll(self, lines: int) -> None:
        """Scroll down by so many lines, or up if negative."""
        self.query_one(LinePanel).scroll_relative(y=lines, animate=False)

    async def _simulate(self) -> None:
        """Work the simulation out in a thread and show it, or why there is none."""
        try:
            found = await asyncio.to_thread(self._work_out)
        except ValueError as error:
            self._why = str(error)
            if is_open(self):
                self._say("nothing to lay out")
            return
        if is_open(self):
            self.simulation = found
            self._look_at(found)
            self._say(summary(found))

    def _say(self, what: str) -> None:
        """Show words behind the title, and write the content anew."""
        self.query_one(".dialog-title", Static).update(f"{shown(self._title)}: {what}")
        self.write_soon()

    def write(self) -> None:
        """Write the lines of the simulation, or the reason why there is none."""
        lines = self.query_one(LinePanel)
        written: list[PanelLine] = []
        if self.simulation is not None:
            written = Simulated(self.simulation, lines.inner_width - 1, self._signs).lines()
        elif self._why:
            written = [*paragraph(self._why, lines.inner_width - 1, indent=1)]
        lines.styles.height = below_timeline(len(written), AROUND, self.size.height)
        lines.show(written)
        lines.settle()

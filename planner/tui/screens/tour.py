"""The tour: the screen of a scratch copy of the example plan, with a card that says what to do."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from importlib.resources import files

from textual.notifications import SeverityLevel
from textual.widgets import Button

from planner.chart import signs
from planner.session import Session
from planner.tui.commands.command import Command
from planner.tui.commands.file import Quit
from planner.tui.commands.look import Back
from planner.tui.controllers.recovering import Recovering
from planner.tui.keymap import DEFAULT_KEYS, Keymap
from planner.tui.panels.violations import Violations
from planner.tui.screens.finished import Finished
from planner.tui.screens.planner import PlannerScreen
from planner.tui.tour.card import TourCard
from planner.tui.tour.memory import remember, remembered
from planner.tui.tour.steps import AS_OF, EARLY, SAVE, STEPS, Progress, TourState, begun, of

_PLAN = "clio.toml"
SHORT = (60, 20)
"""The size of the terminal below which the card has few words."""
_OVER = "That was the tour. planner new begins a plan of your own; {help} lists all keys."


class NothingKept(Recovering):
    """The recovery of a scratch copy: nothing of it is kept or offered."""

    async def begin(self) -> None:
        """Offer nothing."""

    def keep(self) -> None:
        """Keep nothing."""

    async def look(self) -> None:
        """Look for no other planners: nobody else has the copy."""


class TourScreen(PlannerScreen):
    """The screen of the tour; `folder` holds the copy and is removed when the tour ends."""

    def __init__(
        self, session: Session, folder: str, step: int, *, ascii_only: bool, keymap: Keymap = DEFAULT_KEYS
    ) -> None:
        super().__init__(session, ascii_only=ascii_only, keymap=keymap)
        self._folder = folder
        self._card = TourCard(self.signs, self.key_of("tour"))
        self.progress = Progress(step)
        self._looking = False
        """True once the tour notices what is done."""

    async def add_panels(self) -> None:
        """Mount the card of the tour above the footer."""
        await super().add_panels()
        await self.mount(self._card, before="#keys")

    @cached_property
    def recovering(self) -> Recovering:
        """The recovery of the copy: none."""
        return NothingKept(self)

    def _evaluate(self) -> None:
        """Evaluate and show the copy as any plan, select the date that the step begins at, and show its card.

        From the next paint on, steps that are done are noticed.
        """
        super()._evaluate()
        step, plan = self.progress.step, self.session.plan
        place = of(plan, EARLY, "default") if 0 < step < SAVE else None
        item = next(at for at, each in enumerate(plan.items) if each.name == EARLY) if place else 0
        self.timeline.select(item, place)
        self._show_card()
        self.call_after_refresh(self._begin)

    def select_first(self) -> None:
        """Choose the first violation alone: to go to its date is the first step."""
        with self.violations.prevent(Violations.Chosen):
            self.violations.action_step(1)

    def _begin(self) -> None:
        """Notice done steps from now on."""
        self._looking = True

    # noticing

    def look(self) -> None:
        """Go on to the next step of the tour if the present one is done, remember it, and show its card.

        Nothing happens during a drag, before the plan is shown, or once the tour is over.
        """
        if not self._looking or self.dragging or self.progress.is_over:
            return
        counts, session = self.session.counts, self.session
        before = self.progress
        self.progress = before.after(
            TourState(
                plan=session.plan,
                place=self.place,
                errors=counts.error,
                warnings=counts.warning,
                changes=session.changes,
                can_redo=session.redo_label is not None,
                exported=any(name != _PLAN for name in self._files()),
            )
        )
        if self.progress.step != before.step:
            remember(self.progress.step)
            self._show_card()

    def _files(self) -> list[str]:
        """Return the names of all files in the folder of the copy but hidden ones; empty if it is gone."""
        with suppress(OSError):
            return [each for each in os.listdir(self._folder) if not each.startswith(".")]
        return []

    def show_panels(self) -> None:
        """Show the panels anew after an edit, and check the step of the tour."""
        super().show_panels()
        self.look()

    def saved(self) -> None:
        """Show that the copy is saved, and check the step of the tour."""
        super().saved()
        self.look()

    def say(
        self, text: str, severity: SeverityLevel = "information", *, seconds: float | None = None
    ) -> None:
        """Show a message, and check the step of the tour: the message may be about an export."""
        super().say(text, severity, seconds=seconds)
        self.look()

    def after_selection(self) -> None:
        """Check the step of the tour after another date is selected."""
        self.look()

    # the card

    def _show_card(self) -> None:
        """Show the card of the present step, short in a small window; at the end, the closing words."""
        step = self.progress.step
        title, text = "Done", _OVER
        if not self.progress.is_over:
            current, size = STEPS[step], self.app.size
            is_short = size.width < SHORT[0] or size.height < SHORT[1]
            title, text = f"{step + 1} {current.title}", current.short if is_short else current.text
        self._card.show(step, len(STEPS), title, text.format_map(dict(self._words())))
        self.call_after_refresh(self.panel_sizes.fit)

    def _words(self) -> Iterator[tuple[str, str]]:
        """Yield the keys of the commands that the steps name, and the signs of their dates."""
        for command in ("next", "grab", "type-date", "undo", "redo", "save", "export", "help"):
            yield command, self.key_of(command)
        for milestone in self.session.policy.milestones_of("version"):
            symbol, stand_in = signs(milestone)
            yield milestone.role or milestone.name, stand_in if self.ascii_only else symbol

    def on_resize(self) -> None:
        """Fit the panels and the words of the card after the size of the terminal has changed."""
        super().on_resize()
        if self._looking:
            self._show_card()

    # leaving

    def run_command(self, command: type[Command]) -> None:
        """Run a command; Quit leaves the tour instead.

        So does Back (esc) if it changed nothing: there was nothing to go back from.
        """
        if command is Quit:
            self.leave()
            return
        before = self._position()
        super().run_command(command)
        if command is Back and self._position() == before:
            self.leave()

    def _position(self) -> tuple[object, ...]:
        """Return everything that Back may change, to be compared."""
        timeline = self.timeline
        return timeline.has_focus, timeline.cursor, timeline.day_cursor, timeline.row_filter, self._state()

    def _state(self) -> tuple[str, ...]:
        """Return the marks, the search and the row filter in words."""
        return self.together.words(), self.searching.words(), self.row_choice.words()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Leave the tour by the button of its card."""
        if event.button.name == "leave":
            event.stop()
            self.leave()

    def toggle_tour(self) -> None:
        """Leave the tour."""
        self.leave()

    def leave(self) -> None:
        """Remember the step and close the tour without a question; edits of the copy are lost.

        A message says how to go on at the step, unless it is the first one or the tour is over.
        """
        step = self.progress.step
        remember(step)
        waits = 0 < step < len(STEPS)
        said = f"The tour waits at step {step + 1}: {self.key_of('tour')} takes it up." if waits else ""
        self.post_message(Finished(self, back=True, said=said))

    def on_unmount(self) -> None:
        """Close the copy and remove its folder."""
        super().on_unmount()
        shutil.rmtree(self._folder, ignore_errors=True)


def tour(*, ascii_only: bool, keymap: Keymap) -> TourScreen:
    """Return the screen of the tour at the remembered step, on a new copy of the example plan.

    The copy has the results of the steps before. Raise OSError if it cannot be written.
    """
    step = remembered()
    folder = tempfile.mkdtemp(prefix="planner-tour-")
    path = os.path.join(folder, _PLAN)
    with open(path, "wb") as file:
        file.write(files("planner.tui.tour").joinpath(_PLAN).read_bytes())
    session = Session.open(path, as_of=AS_OF)
    for number in range(1, step + 1):
        session.edit(STEPS[number - 1].title, begun(session.plan_file.plan or session.plan, number))
    if step > SAVE:
        session.save()
    return TourScreen(session, folder, step, ascii_only=ascii_only, keymap=keymap)

"""The agenda panel: notices to send and milestones to reach, overdue first; choosing one selects it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from planner.dates import LAST_DAY, Day, Duration, add, iso
from planner.engine.questions.agenda import AgendaItem
from planner.engine.task import Task, finish
from planner.tui.background import LONG_PLAN, Background, Stopped, undisturbed
from planner.tui.keymap import hint
from planner.tui.panels.agenda_lines import AgendaLines
from planner.tui.panels.line import PanelLine, StyledText
from planner.tui.panels.list_selection import ListSelection, keys
from planner.tui.panels.side import GoTo, PanelHost
from planner.tui.selection import Selection

if TYPE_CHECKING:
    from textual.timer import Timer


AHEAD = Duration(1, "year")
"""How far the agenda looks."""
QUIET = 0.2
"""Seconds without an edit after which the agenda is worked out anew: in a long plan that takes as long."""


class Agenda(ListSelection[AgendaItem]):
    """A panel of the agenda items of the coming year, overdue ones first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("agenda"),
        Binding("escape", "give_up", "Stop", show=False, id="agenda.stop"),
    ]

    def __init__(self, host: PanelHost) -> None:
        super().__init__(id="agenda")
        self.add_class("side")
        self.host = host
        self.signs = host.signs
        self._as_of: Day = 1
        self._quiet: Timer | None = None
        self._background = Background()
        self._ended = False

    def start(self) -> None:
        """Work the agenda out and give the panel the keyboard."""
        self._work_out()
        self.focus()

    def renew(self) -> None:
        """Work the agenda out anew once nothing was edited for `QUIET` seconds and no date is dragged."""
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(QUIET, self._at_rest)

    def follow(self) -> None:
        """Leave the agenda as it is: a date that is dragged does not wait for it."""

    def stop(self) -> None:
        """Stop working the agenda out, now and later: the panel is about to be removed."""
        self._ended = True
        self._background.stop()
        if self._quiet is not None:
            self._quiet.stop()

    def action_give_up(self) -> None:
        """Stop the work under way; a line in place of the agenda says so."""
        self._background.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return True for an action that its key runs now: `give_up` only while the agenda is worked out.

        Else escape goes on to the screen.
        """
        return self._background.busy if action == "give_up" else True

    def _at_rest(self) -> None:
        """Work the agenda out now, or wait for `QUIET` seconds again if a date is dragged."""
        if self.host.dragging:
            self.renew()
        else:
            self._work_out()

    def _work_out(self) -> None:
        """Work the agenda out and show it.

        For a long plan a thread does it, and a line says so until it is done.
        """
        from planner.engine.questions.agenda import agenda_steps

        session = self.host.session
        until = min(add(session.as_of, AHEAD), LAST_DAY)
        task = agenda_steps(session.plan, session.policy, session.as_of, until)
        if len(session.compiled.days) < LONG_PLAN:
            self._background.stop()
            self.show_items(finish(task), session.as_of, until)
        else:
            stops = hint(self.app, Agenda, ("agenda.stop", "stops"))
            self._say(f"Working the agenda out: {stops}." if stops else "Working the agenda out.")
            self.run_worker(self._show_later(task, until), group="agenda")

    async def _show_later(self, task: Task[tuple[AgendaItem, ...]], until: Day) -> None:
        """Work out the agenda of a long plan in a thread, then show it, or a line that it was stopped.

        Show nothing if the panel was closed or newer work has begun meanwhile.
        """
        as_of = self.host.session.as_of
        try:
            with undisturbed(self.app):
                items = await self._background.run(task)
        except Stopped:
            if not self._background.busy and not self._ended:
                self._say("Stopped. Close the agenda and open it again to have it worked out.")
            return
        if not self._ended:
            self.show_items(items, as_of, until)

    def _say(self, text: str) -> None:
        """List no agenda items, and show a line about the work in their place."""
        self._listed = ()
        self.show([PanelLine((StyledText(f" {text}", "quiet"),))])
        self.settle()
        self.border_title = "Agenda"

    @property
    def agenda_items(self) -> Sequence[AgendaItem]:
        """The agenda items that are listed."""
        return self._listed

    def show_items(self, agenda_items: Sequence[AgendaItem], as_of: Day, until: Day) -> None:
        """List agenda items up to the day `until`.

        The cursor stays at its place in the list, or at the last item.
        """
        at = self._chosen
        self._listed, self._as_of = agenda_items, as_of
        self._write(min(at, len(agenda_items) - 1) if at is not None and agenda_items else None)
        self.border_title = f"Agenda until {iso(until)}"

    @property
    def selection(self) -> Selection | None:
        """The date or notice of the item under the cursor; None without one, or if the plan lacks it."""
        if self.chosen is None or self.chosen.place is None:
            return None
        place = self.chosen.place
        return Selection("notice" if place.field == "date" else "date", place.entry, place)

    def on_resize(self) -> None:
        """Write the list in the new width, unless the agenda is being worked out."""
        if not self._background.busy:
            self._write(self._chosen)

    def go(self, index: int) -> None:
        """Put the cursor on the agenda item at an index, and ask the screen to select its date."""
        self._write(index)
        at = [line for line, each in enumerate(self.lines) if each.target == index]
        self.reveal(at[0], at[-1])
        item = self._listed[index]
        self.post_message(GoTo(item.about[0].item, item.place))

    def _write(self, chosen: int | None) -> None:
        """Write the listed items; the cursor is on the one at the index `chosen`, or on none for None."""
        written = AgendaLines(
            items=self._listed, as_of=self._as_of, width=self.inner_width - 1, signs=self.signs
        )
        self.show(written.lines(), chosen=chosen)
        self.settle()


def make(host: PanelHost) -> Agenda:
    """Return a new agenda panel for a screen."""
    return Agenda(host)

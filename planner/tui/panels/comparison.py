"""The comparison panel: the differences from another state, whose dates are ghosts on the timeline."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content

from planner.compare import Comparison
from planner.terminal_text import shown
from planner.tui.keymap import hint
from planner.tui.panels.difference import Difference, lines
from planner.tui.panels.line import PanelLine, paragraph
from planner.tui.panels.list_selection import ListSelection, keys
from planner.tui.panels.side import GoTo, PanelHost
from planner.tui.timeline.ghosts import NO_GHOSTS, GhostLayer

if TYPE_CHECKING:
    from textual.timer import Timer

    from planner.dates import Day

QUIET = 0.2
"""Seconds without an edit after which the plan is compared anew."""


class Compared(NamedTuple):
    """The plan compared with another state."""

    found: Comparison
    every: list[Difference]
    ghosts: GhostLayer
    lines: Sequence[PanelLine]
    """The lines of the list in a width: there may be thousands, so they are made beside the keys."""
    width: int


class ComparisonPanel(ListSelection[Difference]):
    """The differences from another state of the plan; the screen chooses the state and compares."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("compare"),
        Binding("c", "ask", "Compare with another state", show=False, id="compare.with"),
    ]

    def __init__(self, host: PanelHost) -> None:
        super().__init__(id="compare")
        self.add_class("side")
        self.host = host
        self._title = ""
        self._compared: Compared | None = None
        self._why = ""
        self._quiet: Timer | None = None

    @property
    def differences(self) -> list[Difference]:
        """The differences that are listed."""
        return list(self._listed)

    @property
    def compares(self) -> bool:
        """True once a state to compare with is chosen."""
        return bool(self._title)

    def start(self) -> None:
        """Take the keyboard, show an empty list, and ask the person for a state to compare with."""
        self.focus()
        self._write(None)
        self.action_ask()

    def action_ask(self) -> None:
        """Ask the person for another state to compare with."""
        self.host.comparing.compare(ask=True)

    def renew(self) -> None:
        """Compare anew once nothing was edited for `QUIET` seconds and no date is dragged.

        Do nothing before a state is chosen.
        """
        self._stop_waiting()
        if self._title:
            self._quiet = self.set_timer(QUIET, self._at_rest)

    def follow(self) -> None:
        """Leave the list as it is: a date that is dragged does not wait for it."""

    def stop(self) -> None:
        """Take the ghosts off the timeline, and do not compare anew."""
        self._stop_waiting()
        self.host.timeline.show_ghost_layer(NO_GHOSTS)

    def _stop_waiting(self) -> None:
        """Do not compare anew after the edits so far."""
        if self._quiet is not None:
            self._quiet.stop()

    def _at_rest(self) -> None:
        """Compare anew with the same state now, or wait for `QUIET` seconds again if a date is dragged."""
        if self.host.dragging:
            self.renew()
        else:
            self.host.comparing.compare(ask=False)

    # the list

    def show_compared(self, title: str, compared: Compared | None, why: str = "") -> None:
        """List the differences from the state with this title, and show its ghosts on the timeline.

        If `compared` is None, show the text `why` in place of the list, and no ghosts. With the same title as
        before, the cursor stays at its place in the list.
        """
        again = title == self._title
        at = self._chosen if again else None
        self._title, self._why = title, why
        self._compared = compared
        self._listed = [] if compared is None else compared.every
        self.host.timeline.show_ghost_layer(NO_GHOSTS if compared is None else compared.ghosts)
        self._write(min(at, len(self._listed) - 1) if at is not None and self._listed else None)

    def step(self, by: int) -> None:
        """Choose the difference `by` further down (negative: up) and show it; the list goes round."""
        if self._listed:
            start = self._chosen if self._chosen is not None else (-1 if by > 0 else 0)
            self.go((start + by) % len(self._listed))

    def go(self, index: int) -> None:
        """Put the cursor on the difference at an index, and show it on the timeline: its row and its days.

        The date or item is selected; the row of an item that only the other state has is scrolled to.
        """
        self._write(index)
        at = [line for line, each in enumerate(self.lines) if each.target == index]
        self.reveal(at[0], at[-1])
        chosen, timeline = self._listed[index], self.host.timeline
        if chosen.item is not None and not timeline.reveal_missing(chosen.item):
            self.post_message(GoTo(chosen.item, chosen.place))
        self.call_later(self._show_days, chosen.days)

    def _show_days(self, days: "tuple[Day, ...]") -> None:
        """Scroll time to each of these days in turn, so that at least the last one is in view."""
        for day in days:
            self.host.timeline.view = self.host.timeline.view.revealing(day)

    def on_resize(self) -> None:
        """Write the list in the new width."""
        self._write(self._chosen)

    def _write(self, chosen: int | None) -> None:
        """Write the list and its frame; the cursor is on the difference at `chosen`, or on none for None.

        The frame names the other state and the keys that work on the list.
        """
        self.show(self._written(), chosen=chosen)
        self.settle()
        self.border_title = Content(f"Compared with {shown(self._title)}" if self._title else "Compare")
        self.border_subtitle = Content(self._hint())

    def _hint(self) -> str:
        """Return the keys that work on the list, with their effects, for the frame.

        Without differences, it is only the key that chooses another state.
        """
        key, another = self.host.key_of, hint(self.app, ComparisonPanel, ("compare.with", "another"))
        if not self._listed:
            return another
        steps = f"{key('next')} {key('previous')} step, {key('take-back')} takes a date back"
        return ", ".join(filter(None, (steps, another)))

    @property
    def text_width(self) -> int:
        """The width of a line of the list in cells."""
        return self.inner_width - 1

    def _written(self) -> Sequence[PanelLine]:
        """Return the lines of the list for the present width, or a line that says why there is none."""
        width, compared = self.text_width, self._compared
        if compared is not None:
            if compared.width != width:
                written = list(lines(compared.found, compared.every, width))
                self._compared = compared = compared._replace(lines=written, width=width)
            return compared.lines
        return list(paragraph(self._why or "Choose a state of the plan.", width, "quiet", indent=1))


def make(host: PanelHost) -> ComparisonPanel:
    """Return a new comparison panel for a screen."""
    return ComparisonPanel(host)

"""The first line: the plan, its changes, and the numbers of violations."""

from collections.abc import Iterator

from textual import events

from planner.dates import counted
from planner.policy import SEVERITIES
from planner.session import Counts
from planner.terminal_text import cells, shown
from planner.tui.panels.line import PanelLine, StyledText, cropped
from planner.tui.panels.lines import LinePanel
from planner.tui.selection import PLAN, RIGHT, AskMenu, OpenSelection
from planner.tui.signs import UNICODE, Signs

LEAST_NAME = 6
"""Cells of the product's name that are worth showing."""
READABLE_NAME = 32
"""Cells of the product's name that come before pills which the screen could do without."""

ROOM_FOR_VERDICT = 60
"""Cells of a line that has room for a sentence about a plan without findings."""


class Heading(LinePanel, can_focus=False):
    """The first line of the screen: the plan, the state of the screen, and the numbers of violations."""

    def __init__(self, signs: Signs = UNICODE) -> None:
        super().__init__(id="heading")
        self.signs = signs
        self.followers: int | None = None
        """How many dates move along with the held one; None where ripple is off."""
        self._product = ""
        self._policy = ""
        self._as_of = ""
        self._zoom = ""
        self._right = PanelLine()
        self._holds = False
        """True if the plan was judged and has no findings."""
        self._state: tuple[str, ...] = ()
        self._warnings: dict[str, tuple[str, ...]] = {}
        """The conditions that a person has to know of, by what they are about."""

    def name_plan(self, product: str, policy: str, as_of: str) -> None:
        """Set the names of the product and its policy, and the as-of date; the next `count` shows them."""
        self._product, self._policy, self._as_of = shown(product), shown(policy), as_of

    def show_zoom(self, zoom: str) -> None:
        """Show the time that a cell of the timeline stands for, such as `week`."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._write()

    def count(self, changes: int, counts: Counts) -> None:
        """Show the number of unsaved changes, 0 for none, and the numbers of findings by severity.

        If there are no findings, say that all promises hold. Show the names set by `name_plan` too.
        """
        spans = (
            [StyledText(f"{self.signs.changed} {counted(changes, 'change')}   ", "warning")]
            if changes
            else []
        )
        signs = (self.signs.error, self.signs.warning, self.signs.info)
        found = [
            StyledText(f"{sign} {number}  ", severity)
            for sign, number, severity in zip(signs, counts, SEVERITIES, strict=True)
            if number
        ]
        self._holds = not found
        self._right = PanelLine((*spans, *found))
        self._write()

    def show_state(self, *state: str) -> None:
        """Show these texts about what is typed, marked, searched and hidden, in place of those before.

        Empty texts are left out.
        """
        if state != self._state:
            self._state = state
            self._write()

    def warn(self, about: str, *conditions: str) -> None:
        """Show conditions that a person has to know of, such as `read-only`; `about` names their matter.

        They take the place of those about the same matter, others stay. Empty texts are left out; if all are
        empty, the warning about this matter ends.
        """
        kept = tuple(filter(None, conditions))
        if kept != self._warnings.get(about, ()):
            self._warnings[about] = kept
            self._write()

    def on_click(self, event: events.Click) -> None:
        """Edit the plan's own keys on a double click; ask for the plan's menu on a right click."""
        if event.button == RIGHT:
            self.post_message(AskMenu(PLAN, event.screen_offset))
        elif event.chain == 2:
            self.post_message(OpenSelection(PLAN))

    def on_resize(self) -> None:
        """Write the line in the new width."""
        self._write()

    def _write(self) -> None:
        """Write the line: names and pills at the left, states, warnings and numbers at the right."""
        conditions = (each for every in self._warnings.values() for each in every)
        warnings = (StyledText(f"{self.signs.warning} {each}   ", "warning") for each in conditions)
        always = (*warnings, *self._right.spans, *self._verdict())
        right = (*self._states(self.size.width - sum(cells(each.text) for each in always)), *always)
        room = max(self.size.width - sum(cells(each.text) for each in right), 0)
        left = self._left(room)
        blank = room - sum(cells(each.text) for each in left)
        self.show([PanelLine((*left, StyledText(" " * max(blank, 0)), *right))])

    def _verdict(self) -> Iterator[StyledText]:
        """Yield the words for a plan without findings; they are few where the name would have no room."""
        if self._holds:
            words = "all promises hold" if self.size.width >= ROOM_FOR_VERDICT else "holds"
            yield StyledText(f"{self.signs.goes} {words}  ", "good")

    def _states(self, room: int) -> list[StyledText]:
        """Return the texts of `show_state` as pills, in `room` cells: the last ones are cut or left out."""
        spans: list[StyledText] = []
        for each in filter(None, self._state):
            text = cropped(f" {shown(each)} ", room - 2)
            room -= cells(text) + 1
            if room < 0 or not text.strip():
                break
            spans += [StyledText(" "), StyledText(text, "pill-on")]
        return [*spans, StyledText("  ")] if spans else []

    def _pills(self) -> list[tuple[int, StyledText]]:
        """Return the pills from left to right, each with its rank: those of high ranks are left out first."""
        pills = [
            (1, StyledText(f" policy {self._policy} ", "pill-policy")),
            (0, StyledText(f" as of {self._as_of} ", "pill")),
        ]
        if self._zoom:
            pills.append((3, StyledText(f" {self._zoom} a cell ", "pill")))
        if self.followers is None:
            pills.append((4, StyledText(" ripple off ", "pill")))
        else:
            text = f"+{self.followers}" if self.followers else "on"
            pills.append((2, StyledText(f" ripple {text} ", "pill-on")))
        return pills

    def _left(self, room: int) -> list[StyledText]:
        """Return the product's name and the pills that have room in `room` cells.

        For pills of the lowest ranks the name is cut, and even left out; other pills are left out before the
        name gets too short to read.
        """
        size_of_name = cells(self._product) + 2
        least, readable = min(size_of_name, LEAST_NAME + 2), min(size_of_name, READABLE_NAME + 2)
        reserved = {0: 0, 1: least, 2: least}
        kept, used = set[int](), 0
        pills = self._pills()
        for rank, pill in sorted(pills):
            size = cells(pill.text) + 1
            if used + size + reserved.get(rank, readable) > room:
                break
            kept.add(rank)
            used += size
        name = cropped(self._product, room - used - 2) if room - used >= least else ""
        left = [StyledText(f" {name} " if name else "", "strong")]
        for rank, pill in pills:
            if rank in kept:
                left += [StyledText(" "), pill]
        return left

"""The first line: the plan, its changes, and the numbers of violations."""

from planner.dates import counted
from planner.policy import SEVERITIES
from planner.session import Counts
from planner.terminal_text import cells, shown
from planner.tui.panels.line import PanelLine, StyledText, cropped, padded
from planner.tui.panels.lines import LinePanel
from planner.tui.signs import UNICODE, Signs

LEAST_NAME = 6
"""Cells of the product's name that are worth showing."""


class Heading(LinePanel, can_focus=False):
    """The first line of the screen."""

    def __init__(self, signs: Signs = UNICODE) -> None:
        super().__init__(id="heading")
        self.signs = signs
        self.followers: int | None = None
        """How many dates move along with the held one; None where ripple is off."""
        self._product = ""
        self._facts: tuple[str, ...] = ()
        self._right = PanelLine()
        self._rows = ""
        self._warnings: tuple[StyledText, ...] = ()

    def name_plan(self, product: str, *facts: str) -> None:
        """Set the product and the facts about the plan; `count` shows them."""
        self._product, self._facts = shown(product), tuple(map(shown, facts))

    def count(self, changes: int, counts: Counts) -> None:
        """Show the number of changes and of findings by severity."""
        spans = (
            [StyledText(f"{self.signs.changed} {counted(changes, 'change')}   ", "warning")]
            if changes
            else []
        )
        if self.followers is not None:
            spans.append(
                StyledText(f"ripple {f'+{self.followers}' if self.followers else 'on'}   ", "strong")
            )
        signs = (self.signs.error, self.signs.warning, self.signs.info)
        found = [
            StyledText(f"{sign} {number}  ", severity)
            for sign, number, severity in zip(signs, counts, SEVERITIES, strict=True)
            if number
        ]
        spans += found or [StyledText(f"{self.signs.goes} all promises hold  ", "good")]
        self._right = PanelLine(tuple(spans))
        self._write()

    def choose_rows(self, words: str) -> None:
        """Show the filter and the numbers of hidden items; empty: all items are shown."""
        if words != self._rows:
            self._rows = words
            self._write()

    def warn(self, *conditions: str) -> None:
        """Show conditions that a person has to know of, such as `read-only`, and no others."""
        warnings = tuple(StyledText(f"{self.signs.warning} {each}   ", "warning") for each in conditions)
        if warnings != self._warnings:
            self._warnings = warnings
            self._write()

    def on_resize(self) -> None:
        """Write the line in the new width."""
        self._write()

    def _write(self) -> None:
        width = self.size.width
        rows = (StyledText(f"{shown(self._rows)}   ", "warning"),) if self._rows else ()
        right = PanelLine((*self._warnings, *rows, *self._right.spans))
        room = max(width - cells(right.text) - 2, 0)
        left = StyledText(f" {padded(self._left(room), room)} ", "strong")
        self.show([PanelLine((left, *right.spans))])

    def _left(self, room: int) -> str:
        """Return the product and the facts; the product gives way, then the first facts."""
        dot = f" {self.signs.dot} "
        facts = dot.join(self._facts)
        for_product = room - cells(facts) - len(dot)
        if for_product >= min(cells(self._product), LEAST_NAME):
            return dot.join(filter(None, (cropped(self._product, for_product), facts)))
        return facts if cells(facts) <= room or not self._facts else self._facts[-1]

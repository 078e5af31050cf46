"""The numbers of a policy as lines: the rule, the parameter, and the number between two arrows."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from planner.terminal_text import cells, shown
from planner.trial import Number, NumberKey
from planner.tui.panels.line import Style, StyledText, cropped_in_the_middle, fitted, padded
from planner.tui.panels.lines import LinePanel
from planner.tui.signs import Signs

WIDEST_RULE = 32
WIDEST_PARAMETER = 12
LEAST_NUMBER = 10


class NumberLine(NamedTuple):
    """A number of a policy, with its rule and parameter: as tried, and as the policy has it."""

    key: NumberKey
    now: Number
    was: Number
    several: bool
    """True if the parameter has several numbers."""


class Numbers(LinePanel):
    """The list of a policy's numbers, with a cursor; an arrow that is clicked steps its number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "choose(-1)", "Previous", show=False, id="numbers.previous"),
        Binding("down,j", "choose(1)", "Next", show=False, id="numbers.next"),
        Binding("home,g", "choose(-1000000)", "First", show=False, id="numbers.first"),
        Binding("end,G", "choose(1000000)", "Last", show=False, id="numbers.last"),
    ]

    class Chosen(Message):
        """A message that another number is under the cursor."""

    class Stepped(Message):
        """A message that a number's arrow was clicked."""

        def __init__(self, by: Literal[-1, 1]) -> None:
            super().__init__()
            self.by = by

    def __init__(self, signs: Signs) -> None:
        super().__init__(id="numbers")
        self._signs = signs
        self._numbers: Sequence[NumberLine] = ()
        self.cursor = 0
        self._arrows: Mapping[int, Literal[-1, 1]] = {}
        """The arrows by their column, the same in each line."""

    def show_numbers(self, numbers: Sequence[NumberLine]) -> None:
        """Show the numbers; the cursor stays on the line with its index."""
        self._numbers = numbers
        self._write()

    def on_resize(self) -> None:
        """Write the lines in the new width."""
        self._write()

    def action_choose(self, by: int) -> None:
        """Move the cursor `by` lines down (negative: up), as far as there are any."""
        self._go(max(0, min(len(self._numbers) - 1, self.cursor + by)))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the number that is clicked; on one of its arrows or beside it, post `Stepped`."""
        at = event.get_content_offset_capture(self)
        line = at.y + self.scroll_offset.y
        if not 0 <= line < len(self._numbers):
            return
        self._go(line)
        # The cell beside an arrow counts: an arrow is small for a pointer.
        by = next((self._arrows[x] for x in (at.x, at.x - 1, at.x + 1) if x in self._arrows), None)
        if by is not None:
            self.post_message(self.Stepped(by))

    def _go(self, index: int) -> None:
        """Put the cursor on the number at an index, and post `Chosen`; do nothing if it is there already."""
        if index == self.cursor:
            return
        self.cursor = index
        self._write()
        self.post_message(self.Chosen())

    def _write(self) -> None:
        """Write all numbers and bring the cursor into view; do nothing without numbers."""
        if not self._numbers:
            return
        rules = [self._rule(each) for each in self._numbers]
        parameters = [self._parameter(each) for each in self._numbers]
        columns = min(max(map(cells, rules)), WIDEST_RULE, self.inner_width // 2), max(map(cells, parameters))
        left = sum(columns) + 4
        widest = max(LEAST_NUMBER, *(cells(str(each.now)) for each in self._numbers))
        self._arrows = {left: -1, left + widest + 3: 1}
        lines = []
        for index, (rule, parameter, each) in enumerate(zip(rules, parameters, self._numbers, strict=True)):
            changed = each.now != each.was
            style: Style = "strong" if changed else "plain"
            back, on = ("<", ">") if self._signs.ascii_only else ("‹", "›")
            spans = (
                StyledText(f" {padded(cropped_in_the_middle(rule, columns[0]), columns[0])}", style),
                StyledText(f"  {padded(parameter, columns[1])} ", "quiet"),
                StyledText(back, "notice"),
                StyledText(f" {padded(str(each.now), widest)} ", style),
                StyledText(on, "notice"),
                StyledText(f"  was {each.was}" if changed else "", "quiet"),
            )
            lines.append(fitted(spans, self.inner_width, index))
        self.show(lines, chosen=self.cursor)
        self.settle()
        self.reveal(self.cursor, self.cursor)

    def _rule(self, line: NumberLine) -> str:
        """Return the id of a number's rule, made safe."""
        return shown(line.key.rule)

    def _parameter(self, line: NumberLine) -> str:
        """Return the name of a number's parameter, with the number's place if there are several."""
        place = f" {line.key.place + 1}" if line.several else ""
        return shown(f"{line.key.parameter}{place}", WIDEST_PARAMETER)

"""The box that explains a thing on the spot: over the screen, beside the thing."""

from collections.abc import Sequence

from textual.geometry import Offset

from planner.terminal_text import cells
from planner.tui.panels.line import PanelLine
from planner.tui.panels.lines import LinePanel

WIDTH = 60
"""Cells between the borders, where the screen has them."""
BORDERS = 2


class ExplanationBox(LinePanel):
    """The box; it takes no keys."""

    can_focus = False
    DEFAULT_CSS = """
    ExplanationBox {
        overlay: screen;
        position: absolute;
        width: auto;
        height: auto;
        background: $surface;
        border: round $border;
        border-subtitle-color: $quiet;
        scrollbar-size-vertical: 0;
        overflow: hidden;
        display: none;
    }
    """

    def explain(self, lines: Sequence[PanelLine], x: int, y: int, *, hint: str = "") -> None:
        """Show the box with these lines below cell (`x`, `y`) of the screen.

        It is above the cell if the lines have no room below and more above. `hint` stands in its lower
        border. Lines that have no room are cut.
        """
        screen = self.screen.size
        widest = max((cells(each.text) for each in lines), default=0)
        width = min(max(widest + 1, 24), screen.width - BORDERS)
        below, above = screen.height - y - 1 - BORDERS, y - BORDERS
        height = min(len(lines), max(below, above, 1))
        at = y + 1 if height <= below or below >= above else y - height - BORDERS
        self.styles.width, self.styles.height = width + BORDERS, height + BORDERS
        self.absolute_offset = Offset(max(0, min(x - 2, screen.width - width - BORDERS)), max(0, at))
        self.border_subtitle = hint
        self.display = True
        self.scroll_to(y=0, animate=False)
        self.show(list(lines))

    def hide(self) -> None:
        """Take the box off the screen."""
        self.display = False

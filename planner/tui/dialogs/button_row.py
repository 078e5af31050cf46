"""The buttons of a dialog: in a row, or below one another where the row is too narrow."""

from textual.containers import Horizontal
from textual.widgets import Button

GAP = 2
"""Cells between two buttons."""


class ButtonRow(Horizontal):
    """The buttons of a dialog."""

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=f"dialog-buttons {classes}".rstrip())

    def on_resize(self) -> None:
        """Put the buttons below one another if they do not fit side by side."""
        widths = [each.get_content_width(self.size, self.app.size) for each in self.query(Button)]
        self.set_class(sum(widths) + GAP * (len(widths) - 1) > self.size.width, "-stacked")

"""The buttons of a dialog: in a row, or below one another where the row is too narrow."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button

from planner.tui.keymap import labelled

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


def keyed_buttons(
    dialog: Screen[Any], buttons: Iterable[tuple[str, str, str]], *, with_keys: bool = True
) -> Iterator[Button]:
    """Yield a button for each (label, id of its binding, name); the label says the key of the binding.

    `with_keys` is False where there is no room for the keys.
    """
    for label, binding_id, name in buttons:
        text = labelled(dialog.app, type(dialog), label, binding_id) if with_keys else label
        yield Button(Content(text), name=name, compact=True)

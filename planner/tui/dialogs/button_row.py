"""The buttons of a dialog: side by side, or one below the other if the row is too narrow."""

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
        """Put the buttons side by side, or stack them if they do not fit into the present width."""
        widths = [each.get_content_width(self.size, self.app.size) for each in self.query(Button)]
        self.set_class(sum(widths) + GAP * (len(widths) - 1) > self.size.width, "-stacked")


def keyed_buttons(
    dialog: Screen[Any], buttons: Iterable[tuple[str, str, str]], *, with_keys: bool = True
) -> Iterator[Button]:
    """Yield a button for each label, id of a binding of the dialog, and name, in this order.

    With `with_keys`, the label tells the key of the binding.
    """
    for label, binding_id, name in buttons:
        text = labelled(dialog.app, type(dialog), label, binding_id) if with_keys else label
        yield Button(Content(text), name=name, compact=True)

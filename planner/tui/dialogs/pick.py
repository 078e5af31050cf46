"""A list of which one entry is picked."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from planner.terminal_text import shown
from planner.tui.keymap import hint

Choices = Sequence[tuple[str, str]]
"""The names to pick from, each with a few words about it."""


class Pick(ModalScreen[int | None]):
    """A list to pick from; it returns the index of the picked entry, or None."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="pick.cancel"),
        Binding("j", "down", "Down", show=False, id="pick.down"),
        Binding("k", "up", "Up", show=False, id="pick.up"),
    ]

    def __init__(self, title: str, choices: Choices) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Yield the title, the list and the hint."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._title), markup=False, classes="dialog-title")
            choices = (Option(_prompt(name, details)) for name, details in self._choices)
            yield OptionList(*choices, classes="dialog-body", markup=False)
            cancels = hint(self.app, Pick, ("pick.cancel", "cancels"))
            text = ", ".join(filter(None, ("enter takes it", cancels)))
            yield Static(text, markup=False, classes="dialog-foot form-hint")

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        """Close the dialog with the index of the picked entry."""
        self.dismiss(event.option_index)

    def action_down(self) -> None:
        """Move the cursor down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Move the cursor up."""
        self.query_one(OptionList).action_cursor_up()


def _prompt(name: str, details: str) -> Content:
    """Return the line of an entry: its name, and its details dim."""
    return Content.assemble(Content(shown(name)), Content.styled(f"  {shown(details)}", "dim"))

"""A page of text in place of a plan: of a folder without plans, or of the errors of a file."""

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from planner.tui.panels.keys import Keys
from planner.tui.screens.finished import Finished

NOTHING_PLANNED = 2
"""The exit code of a planner that is left without a plan."""


class TextPage(Screen[None]):
    """A title, a text that the arrows scroll, and the footer."""

    DEFAULT_CSS = """
    TextPage {
        .title { text-style: bold; padding: 0 1; height: auto; background: $surface; }
        .diagnostics { padding: 1 0; }
    }
    """

    def contents(self) -> tuple[str, RenderableType]:
        """Return the title and the text."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Yield the title, the text and the footer."""
        title, text = self.contents()
        yield Static(title, markup=False, classes="title")
        with VerticalScroll(classes="diagnostics"):
            yield Static(text, markup=False)
        yield Keys(show_command_palette=False)

    def on_mount(self) -> None:
        """Focus the text, so that arrows scroll it."""
        self.query_one(VerticalScroll).focus()

    def action_leave(self) -> None:
        """Leave without a plan, with the exit code for that."""
        self.post_message(Finished(self, NOTHING_PLANNED))

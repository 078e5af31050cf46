"""A question with a few answers."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static
from textual.widgets.button import ButtonVariant

from planner.terminal_text import shown
from planner.tui.dialogs.button_row import ButtonRow


class ChoiceOption(NamedTuple):
    """An answer: its key, its label and the look of its button."""

    key: str
    """One letter, which stands in brackets behind the label."""
    label: str
    variant: ButtonVariant = "default"


CANCEL = ChoiceOption("c", "Cancel")


class Choice(ModalScreen[str | None]):
    """A question with a button for each answer; it returns the key of the answer, or None for escape."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="choice.back"),
        Binding("left,up", "app.focus_previous", "Previous answer", show=False, id="choice.previous"),
        Binding("right,down", "app.focus_next", "Next answer", show=False, id="choice.next"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="choice.page-up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="choice.page-down"),
    ]

    def __init__(self, title: str, answers: Sequence[ChoiceOption], lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._answers = answers
        self._text = "\n".join(shown(line) for line in lines)

    def compose(self) -> ComposeResult:
        """Yield the title, the lines and the buttons."""
        with Vertical(classes="dialog"):
            yield Static(shown(self._title), markup=False, classes="dialog-title")
            if self._text:
                with VerticalScroll(classes="dialog-body dialog-text", can_focus=False):
                    yield Static(self._text, markup=False)
            with ButtonRow(classes="dialog-foot"):
                for answer in self._answers:
                    yield Button(
                        Content(f"{answer.label} ({answer.key})"),
                        variant=answer.variant,
                        name=answer.key,
                        compact=True,
                    )

    def action_page(self, by: int) -> None:
        """Scroll the lines above the buttons down by so many pages, or up if negative."""
        for text in self.query(VerticalScroll):
            text.scroll_relative(y=by * text.size.height, animate=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close the dialog with the key of the pressed button as its answer."""
        self.dismiss(event.button.name)

    def key_for(self, key: str) -> bool:
        """Return True if an answer has this key."""
        return any(answer.key == key for answer in self._answers)

    def on_key(self, event: object) -> None:
        """Close the dialog with the pressed key as its answer, if an answer has it."""
        from textual.events import Key

        if isinstance(event, Key) and self.key_for(event.key):
            event.stop()
            self.dismiss(event.key)

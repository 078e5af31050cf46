"""A menu beside the pointer or the selection: the commands that apply, with their keys."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from planner.terminal_text import cells, shown
from planner.tui.panels.line import cropped_in_the_middle

AROUND = 4
"""Cells of a line that belong to the border and its padding."""
LINES_AROUND = 3
"""Lines of the border and the title."""
SCROLLBAR = 2
NOT_PICKING = ("j", "k", "up", "down", "enter", "escape")


class MenuChoice(NamedTuple):
    """A line of a menu."""

    title: str
    key_display: str
    """The key as people know it."""
    keys: tuple[str, ...]
    """The keys that pick it, by their names."""


class Menu(ModalScreen[int | None]):
    """A menu; it returns the index of the picked line, or None."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="menu.close"),
        Binding("j", "down", "Down", show=False, id="menu.down"),
        Binding("k", "up", "Up", show=False, id="menu.up"),
    ]

    def __init__(self, title: str, choices: Sequence[MenuChoice], at: tuple[int, int] | None) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._at = at
        """The column and row beside which it opens; None: in the middle."""

    @property
    def _inner_width(self) -> int:
        """The cells of the text of a line: those of the widest one, as far as the window has room."""
        widest = max((cells(each.title) + cells(each.key_display) + 3 for each in self._choices), default=0)
        return max(10, min(max(widest, cells(shown(self._title))), self.app.size.width - self._around))

    @property
    def _around(self) -> int:
        """The cells of a line beside its text: the border, and a scrollbar if the menu is too high."""
        scrolls = len(self._choices) + LINES_AROUND > self.app.size.height
        return AROUND + (SCROLLBAR if scrolls else 0)

    def compose(self) -> ComposeResult:
        """Yield the title and a line for each choice."""
        width = self._inner_width
        with Vertical(classes="dialog menu"):
            title = cropped_in_the_middle(shown(self._title), width)
            yield Static(title, markup=False, classes="dialog-title")
            lines = (Option(_line(each, width)) for each in self._choices)
            yield OptionList(*lines, classes="dialog-body", markup=False)

    def on_mount(self) -> None:
        """Place the menu."""
        self._place()

    def on_resize(self) -> None:
        """Place the menu in a window of another size."""
        self._place()

    def _place(self) -> None:
        """Put the menu at its cell, moved as far as needed to be within the window; else in the middle."""
        width = self._inner_width + self._around
        height = min(len(self._choices) + LINES_AROUND, self.app.size.height)
        column, row = self._at or ((self.app.size.width - width) // 2, (self.app.size.height - height) // 2)
        menu = self.query_one(".menu")
        menu.styles.width, menu.styles.height = width, height
        menu.styles.offset = (
            max(0, min(column, self.app.size.width - width)),
            max(0, min(row, self.app.size.height - height)),
        )

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        """Close the menu with the index of the picked line."""
        self.dismiss(event.option_index)

    def on_key(self, event: events.Key) -> None:
        """Close the menu with the index of the line whose command has the pressed key, if one has."""
        if event.key in NOT_PICKING:
            return
        for index, choice in enumerate(self._choices):
            if event.key in choice.keys:
                event.stop()
                self.dismiss(index)
                return

    def on_click(self, event: events.Click) -> None:
        """Close the menu without a pick on a click beside it."""
        if event.widget is self:
            self.dismiss(None)

    def action_down(self) -> None:
        """Move the cursor down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Move the cursor up."""
        self.query_one(OptionList).action_cursor_up()


def _line(choice: MenuChoice, width: int) -> Content:
    """Return a line of `width` cells: the title at its left end, the key at its right end."""
    room = max(width - cells(choice.title) - cells(choice.key_display), 1)
    return Content.assemble(
        Content(choice.title), Content(" " * room), Content.styled(choice.key_display, "dim")
    )

"""A page to read and to search, in a dialog that scrolls."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from planner.terminal_text import shown
from planner.tui.dialogs.below import BREAKPOINTS
from planner.tui.dialogs.sized import Sized
from planner.tui.keymap import hint
from planner.tui.panels.line import PanelLine, StyledText
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.reading import Section, columns_in, found, written


def keys(place: str, close: str) -> list[BindingType]:
    """Return the key bindings of a page to read.

    `close` are the keys that close it; the ids of the bindings begin with `place`.
    """
    return [
        Binding(close, "back", "Close, or end the search", id=f"{place}.close"),
        Binding("slash,ctrl+f", "search", "Search", id=f"{place}.search"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id=f"{place}.up"),
        Binding("down,j", "scroll(1)", "Down", show=False, id=f"{place}.down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id=f"{place}.page-up"),
        Binding("pagedown,space,ctrl+d", "page(1)", "Page down", show=False, id=f"{place}.page-down"),
        Binding("home,g", "scroll(-1000000)", "Top", show=False, id=f"{place}.top"),
        Binding("end,G", "scroll(1000000)", "Bottom", show=False, id=f"{place}.bottom"),
    ]


class ReadingScreen(ModalScreen[None], Sized):
    """A page of sections that scrolls; a search shows only the blocks that have every word of it."""

    CSS_PATH = "dialogs.tcss"
    VERTICAL_BREAKPOINTS = BREAKPOINTS
    MOST_COLUMNS: ClassVar[int] = 1
    PLACE: ClassVar[str]
    """The name that the ids of the bindings begin with."""

    def __init__(self, title: str, sections: Sequence[Section], more: str = "") -> None:
        super().__init__()
        self._title = title
        self.sections = sections
        """The whole page, whatever is searched for."""
        self._more = more
        """Words after the keys in the last line."""

    def compose(self) -> ComposeResult:
        """Yield the title with the search beside it, the page and the hint."""
        with Vertical(classes="dialog reading"):
            yield Static(shown(self._title), markup=False, classes="dialog-title")
            yield Input(placeholder=self._key("search", "searches"), compact=True, id="search")
            yield LinePanel(id="page")
            parts = self._key("search", "searches"), "arrows scroll", self._key("close", "closes")
            keys = ", ".join(filter(None, parts))
            yield Static(f"{keys}{self._more}", markup=False, classes="dialog-foot form-hint")

    def _key(self, name: str, effect: str) -> str:
        """Return the key of a binding with its effect, for the hint; empty if it has none."""
        return hint(self.app, type(self), (f"{self.PLACE}.{name}", effect))

    def on_mount(self) -> None:
        """Focus the page, so that keys scroll it."""
        self.page.can_focus = True
        self.page.focus()

    @property
    def page(self) -> LinePanel:
        """The lines of the page."""
        return self.query_one("#page", LinePanel)

    @on(Input.Changed)
    def _searched(self) -> None:
        """Write the page anew by the search, and scroll to its top."""
        self.write()
        self.page.scroll_to(y=0, animate=False)

    @on(Input.Submitted)
    def _searched_enough(self) -> None:
        """Focus the page; the search stays."""
        self.page.focus()

    def action_search(self) -> None:
        """Focus the search."""
        self.query_one(Input).focus()

    def action_back(self) -> None:
        """Clear the search and focus the page; without a search, close the page."""
        search = self.query_one(Input)
        if search.has_focus or search.value:
            search.value = ""
            self.page.focus()
        else:
            self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll down by so many lines, or up if negative."""
        self.page.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll down by so many pages, or up if negative."""
        self.page.scroll_relative(y=pages * max(1, self.page.size.height - 1), animate=False)

    def write(self) -> None:
        """Write the blocks that the search finds, in the present width; a line if there is none."""
        query, width = self.query_one(Input).value, self.page.inner_width - 1
        sections = found(self.sections, query)
        if sections:
            lines = written(sections, width, columns_in(width, self.MOST_COLUMNS))
        else:
            nothing = "There is nothing here." if not query else f"Nothing matches “{shown(query)}”."
            lines = [PanelLine((StyledText(nothing, "quiet"),))]
        self.page.show(lines)
        self.page.settle()

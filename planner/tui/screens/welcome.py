"""The screen of a folder without plans, or of an empty file: it begins a plan."""

import os
from collections.abc import Callable
from typing import ClassVar

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.screen import Screen

from planner.dates import Day
from planner.terminal_text import shown
from planner.tui.input.app import keyboard_of
from planner.tui.keymap import key_in
from planner.tui.screens.text_page import TextPage

_WAYS = (
    ("welcome.begin", "begin a plan: a product, a policy, its first versions"),
    ("welcome.tour", "take the five-minute tour on a copy of an example plan"),
    ("planner new", "the same on the command line"),
    ("planner import", "a plan from a history that is somewhere already: CSV, endoflife.date, tags, OpenAPI"),
    ("planner policy list", "the policies that providers publish"),
)


class WelcomeScreen(TextPage):
    """The ways to a first plan; the form is open at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,enter", "begin", "Begin a plan", id="welcome.begin", tooltip="Begin a plan"),
        Binding("t,f9", "app.tour", "Tour", id="welcome.tour", tooltip="Take the tour on an example"),
        Binding("q,ctrl+q,escape", "leave", "Leave", id="welcome.leave", tooltip="Leave"),
    ]

    def __init__(self, path: str, as_of: Day, opened: Callable[[str], Screen[None]]) -> None:
        super().__init__()
        self._path = path
        self._as_of = as_of
        self._opened = opened
        """Returns the screen of a plan by its path."""

    def contents(self) -> tuple[str, RenderableType]:
        """Return a title, with the reason that nothing is shown, and the ways to a plan."""
        what = "there is no plan here yet" if os.path.isdir(self._path) else "the file is empty"
        return f"{shown(self._called())}: {what}", self._ways()

    def _called(self) -> str:
        """Return the path for the title; for the current folder, the name of that folder."""
        path = os.path.normpath(self._path)
        return os.path.basename(os.getcwd()) or os.getcwd() if path == os.curdir else path

    def on_mount(self) -> None:
        """Open the form that begins a plan, above the ways to one."""
        self.call_after_refresh(self.action_begin)

    def action_begin(self) -> None:
        """Open the form that begins a plan, and then the plan that it wrote; keys wait."""
        keyboard_of(self.app).run(self, self._begin())

    async def _begin(self) -> None:
        """Ask for a new plan in the folder or empty file, write it, and open it; nothing if cancelled."""
        from planner.tui.controllers.beginning import begin_plan

        is_folder = os.path.isdir(self._path)
        folder = self._path if is_folder else os.path.dirname(self._path)
        path = await begin_plan(self.app, folder, self._as_of, path=None if is_folder else self._path)
        if path is not None:
            self.app.push_screen(self._opened(path))

    def _ways(self) -> Table:
        """Return a table of the ways to a plan: the key or command of each, and its effect."""
        table = Table.grid(padding=(0, 2))
        table.add_column()
        table.add_column()
        for how, effect in _WAYS:
            table.add_row(Text(self._key(how) if how.startswith("welcome.") else how, "bold"), Text(effect))
        return table

    def _key(self, binding_id: str) -> str:
        """Return the key of a binding of this screen; without one, the key of the palette."""
        return key_in(self.app, WelcomeScreen, binding_id) or "ctrl+p"

"""The application: themes, screens, palette."""

import gc
import os
from collections.abc import Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from planner.dates import Day
from planner.tui.screens.opening import Opening
from planner.tui.themes import DARK, LIGHT, THEMES, colours_for


class PlannerApp(App[int]):
    TITLE = "planner"
    CSS_PATH = "planner.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "help_quit", show=False, system=True, id="app.interrupt"),
    ]

    def __init__(
        self,
        paths: Sequence[str],
        *,
        as_of: Day,
        policy: str | None = None,
        ascii_only: bool = False,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.opening = Opening(as_of, policy, ascii_only)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = os.environ.get("TEXTUAL_THEME", DARK.name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(colours_for(self.current_theme))

    def get_default_screen(self) -> Screen[None]:
        return self.opening.first(self.paths)

    def on_ready(self) -> None:
        # A drag that allocates little should not wait for the collector to walk what never dies.
        gc.collect()
        gc.freeze()

    def action_switch_theme(self) -> None:
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_help_quit(self) -> None:
        self.notify("Nothing is lost: q leaves, ctrl+s saves.", markup=False)

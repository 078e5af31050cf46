"""The application: themes, screens, palette."""

import gc
import os
from collections.abc import Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from planner.dates import Day
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
        mouse: bool = True,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.as_of = as_of
        self.policy = policy
        self.ascii_only = ascii_only
        self.mouse = mouse
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = os.environ.get("TEXTUAL_THEME", DARK.name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(colours_for(self.current_theme))

    def on_mount(self) -> None:
        self.open_first()

    def on_ready(self) -> None:
        # A drag that allocates little should not wait for the collector to walk what never dies.
        gc.collect()
        gc.freeze()

    def action_switch_theme(self) -> None:
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_help_quit(self) -> None:
        self.notify("Nothing is lost: q leaves, ctrl+s saves.", markup=False)

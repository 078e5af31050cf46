"""The application: themes, screens, palette."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from planner.dates import Day
from planner.files.plan_file import find_plans
from planner.terminal_text import shown_path
from planner.tui.screens.leave import Leave
from planner.tui.screens.opening import Opening
from planner.tui.themes import DARK, THEMES, colours_for

NO_PLAN = 2


class PlannerApp(App[None]):
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

    def on_mount(self) -> None:
        self.push_screen(self.opening.first(self.paths))

    def on_leave(self, message: Leave) -> None:
        """Back to where the screen was opened from, or out."""
        if self.screen_stack[1] is message.screen:
            self.exit(return_code=message.return_code)
        else:
            message.screen.dismiss()

    def on_ready(self) -> None:
        # A drag that allocates little should not wait for the collector to walk what never dies.
        gc.collect()
        gc.freeze()

    def action_help_quit(self) -> None:
        """Never the end of the program: edits are not lost by a key pressed out of habit."""
        self.notify("q leaves, ctrl+s saves.", markup=False)


def run(
    paths: Sequence[str],
    as_of: Day,
    *,
    policy: str | None = None,
    ascii_only: bool = False,
    mouse: bool = True,
) -> int:
    """The terminal UI on these plans and folders (none: this folder); the exit code."""
    plans = list(_plans(paths or ["."]))
    if not plans:
        print(
            f"planner: no plan found in {', '.join(map(shown_path, paths)) or 'this folder'}", file=sys.stderr
        )
        return NO_PLAN
    app = PlannerApp(plans, as_of=as_of, policy=policy, ascii_only=ascii_only)
    app.run(mouse=mouse)
    return app.return_code or 0


def _plans(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if Path(path).is_dir():
            yield from find_plans(path).plans
        else:
            yield path

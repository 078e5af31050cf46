"""The choice of the first screen for paths: a plan, its errors, a list of plans, or a new plan."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

from planner.dates import Day
from planner.disk.source import Unreadable
from planner.named_tuple import NamedTuple
from planner.session import CannotPlan, Session
from planner.tui.keymap import DEFAULT_KEYS, Keymap
from planner.tui.screens.planner import PlannerScreen

if TYPE_CHECKING:
    from planner.tui.screens.portfolio import PortfolioScreen


class Opening(NamedTuple):
    """The options of the command line that apply to every plan that is opened."""

    as_of: Day
    policy: str | None = None
    ascii_only: bool = False
    keymap: Keymap = DEFAULT_KEYS
    folders: Sequence[str] = ()
    """The files and folders in which the plans were found; none: the plans themselves."""
    exclude: Sequence[str] = ()
    """Globs of the files that are left out there."""

    def first(self, paths: Sequence[str]) -> "Screen[None]":
        """Return the screen that the app begins with.

        It is that of a single plan, as `plan` says, or the list of several. A single path that is a folder is
        one without plans: its screen begins one.
        """
        if len(paths) == 1 and os.path.isdir(paths[0]):
            return self._welcome(paths[0])
        return self.plan(paths[0]) if len(paths) == 1 else self.portfolio(paths)

    def plan(self, path: str) -> Screen[None]:
        """Return the screen of the plan in a file.

        If the file has errors or cannot be read, it is the screen that lists them; if it is empty, the screen
        that begins a plan.
        """
        try:
            session = Session.open(path, policy=self.policy, as_of=self.as_of)
        except (CannotPlan, Unreadable) as error:
            from planner.disk.new_file import is_empty

            if is_empty(path):
                return self._welcome(path)
            from planner.tui.screens.diagnostics import DiagnosticsScreen

            return DiagnosticsScreen(error, lambda: self.plan(path))
        return PlannerScreen(session, ascii_only=self.ascii_only, keymap=self.keymap)

    def _welcome(self, path: str) -> Screen[None]:
        """Return the screen that begins a plan in a folder or an empty file."""
        from planner.tui.screens.welcome import WelcomeScreen

        return WelcomeScreen(path, self.as_of, self.plan)

    def portfolio(self, paths: Sequence[str]) -> "PortfolioScreen":
        """Return the list of these plans."""
        from planner.tui.screens.portfolio import PortfolioScreen

        return PortfolioScreen(paths, self)

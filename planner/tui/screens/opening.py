"""The choice of the screen for a plan: the planner, or the errors that keep it from being planned."""

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

        A single path that is a folder is a folder without plans: the screen offers to begin one.
        """
        if len(paths) == 1 and os.path.isdir(paths[0]):
            return self._welcome(paths[0])
        return self.plan(paths[0]) if len(paths) == 1 else self.portfolio(paths)

    def plan(self, path: str) -> Screen[None]:
        """Return the screen of a plan, of the errors in it, or of an empty file."""
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
        from planner.tui.screens.welcome import WelcomeScreen

        return WelcomeScreen(path, self.as_of, self.plan)

    def portfolio(self, paths: Sequence[str]) -> "PortfolioScreen":
        """Return the screen of several plans."""
        from planner.tui.screens.portfolio import PortfolioScreen

        return PortfolioScreen(paths, self)

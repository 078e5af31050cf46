"""The choice of the screen for a plan: the planner, or the errors that keep it from being planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.screen import Screen

from planner.dates import Day
from planner.disk.source import Unreadable
from planner.session import CannotPlan, Session
from planner.tui.keymap import DEFAULT_KEYS, Keymap
from planner.tui.screens.planner import PlannerScreen

if TYPE_CHECKING:
    from planner.tui.screens.portfolio import PortfolioScreen


@dataclass(frozen=True, slots=True)
class Opening:
    """The options of the command line that apply to every plan that is opened."""

    as_of: Day
    policy: str | None = None
    ascii_only: bool = False
    keymap: Keymap = DEFAULT_KEYS

    def first(self, paths: Sequence[str]) -> "Screen[None]":
        """Return the screen that the app begins with."""
        return self.plan(paths[0]) if len(paths) == 1 else self.portfolio(paths)

    def plan(self, path: str) -> Screen[None]:
        """Return the screen of a plan, or of the errors in it."""
        try:
            session = Session.open(path, policy=self.policy, as_of=self.as_of)
        except (CannotPlan, Unreadable) as why:
            from planner.tui.screens.diagnostics import DiagnosticsScreen

            return DiagnosticsScreen(why, lambda: self.plan(path))
        return PlannerScreen(session, ascii_only=self.ascii_only, keymap=self.keymap)

    def portfolio(self, paths: Sequence[str]) -> "PortfolioScreen":
        """Return the screen of several plans."""
        from planner.tui.screens.portfolio import PortfolioScreen

        return PortfolioScreen(paths, self)

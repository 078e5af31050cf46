"""Ripple as a switch: what has to follow a date that a person moves is moved along, in the same step."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.dates import Day
from planner.engine.judge import Preview
from planner.engine.statement import Place
from planner.tui.panels.heading import Heading

if TYPE_CHECKING:
    from planner.tui.screens.planner import PlannerScreen


class Rippling:
    def __init__(self, screen: "PlannerScreen") -> None:
        self.screen = screen
        self.on = False

    def switch(self) -> None:
        self.on = not self.on
        self._show({})
        self.screen.count()
        self.screen.call_after_refresh(self.prepare)

    def prepare(self) -> None:
        if self.on:
            self.screen.binding_rules.prepare()

    def preview(self, moves: Mapping[Place, Day]) -> Preview:
        """What follows is where it would be, with a ghost where it was."""
        session = self.screen.session
        if not self.on:
            return session.preview(moves)
        found = self.screen.binding_rules.followers(moves)
        owners = session.compiled.schedule.owners
        self._show({owners[slot].place: each.start for slot, each in found.moves.items()})
        self._show_legal(moves, held_is_legal=not found.conflicts)
        return session.preview(moves, {owners[slot].place: day for slot, day in found.days.items()})

    def _show_legal(self, moves: Mapping[Place, Day], held_is_legal: bool) -> None:
        """A day that breaks only what moves along is as good as a legal one."""
        timeline, place = self.screen.timeline, self.screen.place
        window = timeline.held_window
        if window is not None and place is not None and place in moves:
            beyond = moves[place] if held_is_legal else None
            timeline.show_window(self.screen.item, replace(window, beyond=beyond))

    def end(self) -> None:
        """Nothing is previewed any longer."""
        self._show({})

    def label(self, label: str) -> str:
        """Of a step that was taken with or without what follows."""
        return f"{label}, with what follows" if self.on else label

    def _show(self, ghosts: Mapping[Place, Day]) -> None:
        self.screen.timeline.show_ghosts(ghosts)
        self.screen.query_one(Heading).followers = len(ghosts) if self.on else None

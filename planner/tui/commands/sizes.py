"""The commands that share the screen between the timeline and the panels."""

from typing import TYPE_CHECKING

from planner.tui.commands.command import Command, CommandScreen

if TYPE_CHECKING:
    from planner.tui.controllers.panel_sizes import Part
    from planner.tui.timeline.row_lines import Spacing

NEXT_SPACING: "dict[Spacing, Spacing]" = {"auto": "compact", "compact": "airy", "airy": "auto"}
SPACINGS: "dict[Spacing, str]" = {
    "auto": "Rows stand apart while all fit.",
    "airy": "Rows stand apart.",
    "compact": "Rows stand close together.",
}


class Maximise(Command):
    """Switch: the panel with the keyboard has the whole screen."""

    keys = "Z"
    title = "Maximise this panel"
    footer = "Maximise"
    rank = 6
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        part: Part = "side"
        if screen.timeline.has_focus:
            part = "timeline"
        elif screen.violations.has_focus:
            part = "violations"
        screen.panel_sizes.maximise(part)


class HigherPanels(Command):
    """More lines for the panels, fewer for the rows; drag their upper edge to do the same."""

    keys = "ctrl+up"
    title = "Higher panels"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.panel_sizes.step(1)


class LowerPanels(Command):
    """Fewer lines for the panels, more for the rows; a double click on the edge: as their content."""

    keys = "ctrl+down"
    title = "Lower panels"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.panel_sizes.step(-1)


class SpaceRows(Command):
    """Rows close together, apart, or apart while all fit."""

    keys = "D"
    title = "Distance of the rows"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        spacing = NEXT_SPACING[screen.timeline.spacing]
        screen.timeline.spacing = spacing
        screen.panel_sizes.fit()
        screen.say(SPACINGS[spacing])


COMMANDS: tuple[type[Command], ...] = (Maximise, HigherPanels, LowerPanels, SpaceRows)

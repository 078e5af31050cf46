"""The command that takes the tour, and leaves it."""

from planner.tui.commands.command import Command, CommandScreen


class Tour(Command):
    """Take the five-minute tour on a copy of the example, from the step where it was left; or leave it."""

    keys = "f9"
    title = "Tour"
    group = "Help"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.toggle_tour()

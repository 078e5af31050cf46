"""The commands that explain: a thing on the spot, the whole policy; and that copy what is shown."""

from planner.tui.commands.command import Command, CommandScreen


class Explain(Command):
    """Explain the chosen violation, else the selected date or row, on the spot."""

    keys = "d"
    title = "Explain"
    group = "Help"
    about = ("item", "date", "notice", "violation")

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.explaining.toggle()


class ShowPolicy(Command):
    """Read the policy: the rules that speak of the selected item first."""

    keys = "f7"
    title = "Read the policy"
    group = "Help"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.reading_policy import policy_screen

        screen.app.push_screen(policy_screen(screen))


class Copy(Command):
    """Copy the date, the violation, or the command line that shows the same."""

    keys = "y"
    title = "Copy"
    group = "File"
    about = ("item", "date", "notice", "violation")

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.copying import copy

        await copy(screen)


class SwitchMouse(Command):
    """Leave the mouse to the terminal, to select text with it, or take it back; remembered."""

    keys = "f3"
    title = "Mouse on or off"
    group = "Look"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.mouse import switch_mouse

        await switch_mouse(screen)

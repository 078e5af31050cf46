"""The menu of a selection, made from the commands that are about it, and editing by a double click."""

from collections.abc import Coroutine

from planner.tui.commands.command import Command, CommandScreen
from planner.tui.selection import Selection


def applicable(screen: CommandScreen, selection: Selection) -> list[type[Command]]:
    """Return the commands about a selection that are available; those of a day, too, if it lies on one."""
    types = {selection.type} | ({"day"} if selection.day is not None else set())
    with screen.selecting.pointing_at(selection):
        return [each for each in screen.commands if types.intersection(each.about) and each.available(screen)]


async def show_menu(screen: CommandScreen, selection: Selection, at: tuple[int, int] | None) -> None:
    """Show the commands about a selection, beside a cell of the screen, and run the picked one."""
    from planner.tui.dialogs.menu import Menu, MenuChoice

    screen.selecting.select(selection)
    if selection.type == "day":
        screen.timeline.day_cursor = selection.day
    commands = applicable(screen, selection)
    choices = [
        MenuChoice(
            title=each.title,
            key_display=" ".join(each.key_names(screen)[:1]),
            keys=screen.keymap.of(each.bound()),
        )
        for each in commands
    ]
    if not choices:
        screen.say("No command is about this.")
        return
    name = screen.selecting.name(selection)
    picked = await screen.app.push_screen_wait(Menu(name, choices, at))
    if picked is not None:
        await run_about(screen, commands[picked], selection)


async def open_selection(screen: CommandScreen, selection: Selection) -> None:
    """Edit a selection as a double click does: of a date the day, else the entry."""
    from planner.tui.commands.edit import Edit, TypeDate

    screen.selecting.select(selection)
    command: type[Command] = TypeDate if selection.type in ("date", "violation") else Edit
    await run_about(screen, command, selection)


async def run_about(screen: CommandScreen, command: type[Command], selection: Selection) -> None:
    """Run a command on a selection; refuse one that edits a plan for viewing."""
    with screen.selecting.pointing_at(selection):
        if not command.available(screen) or (command.edits and screen.refuses_edits()):
            return
        result = command.run(screen)
        if isinstance(result, Coroutine):
            await result

"""The menu of a selection, made from the commands that are about it, and editing by a double click."""

from collections.abc import Coroutine

from planner.terminal_text import shown
from planner.tui.commands.command import Command, CommandScreen, Group
from planner.tui.commands.edit import Edit, TypeDate
from planner.tui.commands.entries import EditPlan
from planner.tui.selection import Selection

ORDER: tuple[Group, ...] = ("Edit", "Mark", "Move", "Look", "File", "Help")
"""The groups of commands in a menu, the most used first."""


def opening(selection: Selection) -> type[Command]:
    """Return the command of a double click: TypeDate for a date, else the command that edits the entry."""
    if selection.type == "plan":
        return EditPlan
    return TypeDate if selection.type in ("date", "violation") else Edit


def applicable(screen: CommandScreen, selection: Selection) -> list[type[Command]]:
    """Return the available commands about a selection, the command of a double click first.

    Include the commands about a day if the selection has a day.
    """
    types = {selection.type} | ({"day"} if selection.day is not None else set())
    with screen.selecting.pointing_at(selection):
        marked = screen.selecting.takes_marked
        found = [
            each
            for each in screen.commands
            if types.intersection(each.about) and (each.on_marked or not marked) and each.available(screen)
        ]
    first = opening(selection)
    return sorted(found, key=lambda each: (each is not first, ORDER.index(each.group)))


async def show_menu(screen: CommandScreen, selection: Selection, at: tuple[int, int] | None) -> None:
    """Show the commands about a selection, beside a cell of the screen, and run the picked one."""
    from planner.tui.dialogs.menu import Menu, MenuChoice

    screen.explaining.hide()
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
        screen.say("No command applies here.")
        return
    with screen.selecting.pointing_at(selection):
        marked = shown(screen.together.words()) if screen.selecting.takes_marked else ""
    name = marked or screen.selecting.name(selection)
    picked = await screen.app.push_screen_wait(Menu(name, choices, at))
    if picked is not None:
        await run_about(screen, commands[picked], selection)


async def open_selection(screen: CommandScreen, selection: Selection) -> None:
    """Edit a selection as a double click does."""
    screen.explaining.hide()
    screen.selecting.select(selection)
    await run_about(screen, opening(selection), selection)


async def run_about(screen: CommandScreen, command: type[Command], selection: Selection) -> None:
    """Run a command on a selection; refuse one that edits a plan for viewing."""
    with screen.selecting.pointing_at(selection):
        if not command.available(screen) or (command.edits and screen.refuses_edits()):
            return
        result = command.run(screen)
        if isinstance(result, Coroutine):
            await result


class Menu(Command):
    """The menu of whatever is selected; with the mouse, the right button."""

    keys = "semicolon,f10"
    key_display = ";"
    title = "Menu of the selection"
    group = "Help"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        selecting = screen.selecting
        await show_menu(screen, selecting.selection, selecting.offset or screen.timeline.cursor_offset)

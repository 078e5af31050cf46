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
    """Return the command that a double click on a selection runs.

    It is TypeDate for a date or violation, EditPlan for the plan itself, else Edit.
    """
    if selection.type == "plan":
        return EditPlan
    return TypeDate if selection.type in ("date", "violation") else Edit


def applicable(screen: CommandScreen, selection: Selection) -> list[type[Command]]:
    """Return the available commands about a selection, the one of a double click first, then group by group.

    If the selection has a day, commands about a day are among them. If it is marked, only commands that act
    on everything marked are.
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
    """Select a selection, show the menu of its commands, and run the picked one on it.

    The menu opens beside the cell `at` of the screen, or in the middle (None). Say so if no command applies.
    """
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
    """Select a selection and run the command that a double click on it runs."""
    screen.explaining.hide()
    screen.selecting.select(selection)
    await run_about(screen, opening(selection), selection)


async def run_about(screen: CommandScreen, command: type[Command], selection: Selection) -> None:
    """Run a command on a selection instead of the present one.

    Nothing happens if it is not available there, or if it edits a plan for viewing, which is said.
    """
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

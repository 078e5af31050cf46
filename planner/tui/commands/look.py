"""The commands that scroll and zoom the timeline and choose the panels."""

from planner.tui.commands.command import GROUPS, Command, CommandScreen

PAN = 8
"""Cells."""


class ZoomIn(Command):
    """Fewer days a cell, about the cursor."""

    keys = "plus,equals_sign"
    title = "Zoom in"
    group = "Look"
    key_display = "+"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.zoom(2)


class ZoomOut(Command):
    """More days a cell, about the cursor."""

    keys = "minus"
    title = "Zoom out"
    group = "Look"
    key_display = "-"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.zoom(0.5)


class Fit(Command):
    """The whole plan from its first date to its last."""

    keys = "0"
    title = "Fit the plan"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        # Moves show their rows only; the plan's first and last date may be others by now.
        screen.show_chart()
        screen.timeline.fit()


class Today(Command):
    """Go to the as-of date."""

    keys = "t"
    title = "Go to today"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.go_to(screen.session.as_of)


class NextViolation(Command):
    """Go to the next entry of the violations panel."""

    keys = "n"
    title = "Next violation"
    footer = "Next ✗"
    group = "Look"

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return bool(screen.violations.entries)

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.violations.action_step(1)


class PreviousViolation(NextViolation):
    """Go to the entry before it."""

    keys = "N"
    title = "Previous violation"
    footer = ""

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.violations.action_step(-1)


class Earlier(Command):
    """Look at an earlier stretch of time."""

    keys = "ctrl+left"
    title = "Look earlier"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.pan(-PAN)


class Later(Command):
    """Look at a later stretch of time."""

    keys = "ctrl+right"
    title = "Look later"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.pan(PAN)


class NextPanel(Command):
    """Put the keyboard on the timeline, the violations or the inspector."""

    keys = "f6"
    title = "Next panel"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.focus_next()


class Back(Command):
    """From a panel to the timeline; clear the filter; from a date to its whole row."""

    keys = "escape"
    title = "Back"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        if screen.timeline.has_focus and not screen.row_choice.clear():
            screen.timeline.select(screen.item)
        screen.timeline.focus()


class Find(Command):
    """Find a version or change by its name."""

    keys = "slash"
    title = "Find a version"
    group = "Look"
    key_display = "/"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        from textual.command import CommandPalette

        from planner.tui.commands.palette import GoTo

        screen.app.push_screen(CommandPalette([GoTo], placeholder="A version or change…"))


class SwitchPanel(Command):
    """Switch between violations and inspector on a screen too narrow for both."""

    keys = "i"
    title = "Inspector or violations"
    footer = "Item"
    group = "Look"

    @classmethod
    def shown(cls, screen: CommandScreen) -> bool:
        return super().shown(screen) and not screen.has_class("-wide")

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        if screen.side_panels.is_open:
            screen.side_panels.close()
        screen.toggle_class("-inspecting")


class ShowWaived(Command):
    """List the waived violations too, or leave them out."""

    keys = "v"
    title = "Show waived violations"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.violations.show_waived(not screen.violations.waived_shown)


class SwitchTheme(Command):
    """Light or dark."""

    keys = "f2"
    title = "Light or dark"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        from planner.tui.themes import DARK, LIGHT

        screen.app.theme = LIGHT.name if screen.app.current_theme.dark else DARK.name


def _key_lines(screen: CommandScreen) -> dict[str, list[tuple[str, str]]]:
    """Return the keys and the tooltip of every command by group."""
    lines: dict[str, list[tuple[str, str]]] = {group: [] for group in GROUPS}
    for command in screen.commands:
        lines[command.group].append((" ".join(command.key_names(screen)), command.tooltip()))
    return lines


class Help(Command):
    """The keys and signs."""

    keys = "question_mark,f1"
    title = "Help"
    footer = "Help"
    group = "Help"
    key_display = "?"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        from planner.tui.dialogs.help import HelpScreen

        screen.app.push_screen(HelpScreen(screen.session.policy, screen.signs, _key_lines(screen)))

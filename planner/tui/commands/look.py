"""The commands that scroll and zoom the timeline and choose the panels."""

from collections.abc import Coroutine
from typing import ClassVar

from planner.tui.commands.command import GROUPS, Command, CommandScreen

PAN = 8
"""Cells."""


class ZoomIn(Command):
    """Fewer days a cell, about the cursor."""

    keys = "plus,equals_sign"
    title = "Zoom in"
    footer = "Zoom"
    rank = 5
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


class Next(Command):
    """The next violation; while a search is on its next hit, while comparing the next difference."""

    keys = "n"
    title = "Next violation, hit or difference"
    footer = "Next ✗"
    rank = 2
    group = "Look"
    needs = "Every promise holds: there is no violation to go to."
    step: ClassVar[int] = 1

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.searching.active or bool(screen.violations.entries) or _compares(screen)

    @classmethod
    def run(cls, screen: CommandScreen) -> Coroutine[object, object, None] | None:
        by = cls.step * screen.timeline.take_count()
        if screen.searching.active:
            return screen.searching.step(by)
        if _compares(screen):
            screen.comparing.step(by)
            return None
        screen.searching.next_violation(by)
        return None


class Previous(Next):
    """The violation before; while a search is on the hit before, while comparing the difference before."""

    keys = "N"
    title = "Previous violation, hit or difference"
    footer = ""
    step = -1


def _compares(screen: CommandScreen) -> bool:
    """Return True if the comparison panel is open and has differences to step through."""
    return screen.side_panels.name == "compare" and screen.comparing.active


class NextViolation(Command):
    """The next violation of the whole plan; after the last one comes the first."""

    keys = "f8"
    title = "Next violation"
    group = "Look"
    step: ClassVar[int] = 1

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.searching.next_violation(cls.step * screen.timeline.take_count())


class PreviousViolation(NextViolation):
    """The violation before; before the first one comes the last."""

    keys = "shift+f8"
    title = "Previous violation"
    step = -1


class Earlier(Command):
    """Look at an earlier stretch of time."""

    keys = "ctrl+left"
    title = "Look earlier"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.pan(-PAN * screen.timeline.take_count())


class Later(Command):
    """Look at a later stretch of time."""

    keys = "ctrl+right"
    title = "Look later"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.timeline.pan(PAN * screen.timeline.take_count())


class NextPanel(Command):
    """Put the keyboard on the timeline, the violations or the inspector."""

    keys = "f6"
    title = "Next panel"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.focus_next()


class Back(Command):
    """Back to the timeline; unmark all; end the search; clear the filter; from a date to its row."""

    keys = "escape"
    title = "Back"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        timeline = screen.timeline
        if not timeline.has_focus:
            timeline.focus()
        elif not (
            timeline.clear_marks()
            or screen.searching.end()
            or screen.row_choice.clear()
            or screen.side_panels.drop_day()
        ):
            timeline.select(screen.item)


class Find(Command):
    """Find items, tracks, rules, notices, freezes and days as you type; then go from hit to hit."""

    keys = "slash"
    title = "Find"
    footer = "Find"
    rank = 3
    group = "Look"
    key_display = "/"

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.searching.ask()


class SwitchPanel(Command):
    """Switch between violations and inspector on a screen too narrow for both."""

    keys = "i"
    title = "Inspector or violations"
    footer = "Item"
    rank = 1
    group = "Look"

    @classmethod
    def shown(cls, screen: CommandScreen) -> bool:
        return super().shown(screen) and not screen.has_class("-wide")

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        if screen.side_panels.is_open:
            screen.side_panels.close()
        screen.toggle_class("-inspecting")
        screen.call_after_refresh(screen.panel_sizes.fit)


class ShowWaived(Command):
    """List the waived violations too, or leave them out."""

    keys = "v"
    title = "Show waived violations"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.violations.show_waived(not screen.violations.waived_shown)


class SwitchTheme(Command):
    """Light or dark; the choice, and a theme chosen in the palette, is remembered."""

    keys = "f2"
    title = "Light or dark"
    group = "Look"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        from planner.tui.themes import opposite

        screen.app.theme = opposite(screen.app.current_theme).name


class Help(Command):
    """The keys and signs."""

    keys = "question_mark,f1"
    title = "Help"
    footer = "Help"
    rank = -2
    group = "Help"
    key_display = "?"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        from planner.tui.controllers.helping import help_on_plan

        rows: dict[str, list[tuple[str, str, str]]] = {
            group: [
                (" ".join(each.key_names(screen)), each.tooltip(), f"{each.title} {each.footer}")
                for each in screen.commands
                if each.group == group
            ]
            for group in GROUPS
        }
        screen.app.push_screen(help_on_plan(screen, rows))

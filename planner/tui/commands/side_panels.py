"""The commands of the panels in the inspector's place, such as requests and agenda."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from planner.tui.commands.command import Command, CommandScreen
from planner.tui.panels.side import SIDES
from planner.tui.selection import SelectionType

if TYPE_CHECKING:
    from planner.tui.panels.requests import RequestsPanel


class ShowPanel(Command):
    """A panel in the inspector's place, or the inspector again."""

    group = "Look"
    panel: ClassVar[str]

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        screen.side_panels.toggle(cls.panel)


_ABOUT: Mapping[str, tuple[SelectionType, ...]] = {"requests": ("day",), "compare": ("plan",)}
"""The types of selection in whose menu a panel is offered."""


def show(name: str) -> type[ShowPanel]:
    """Return a new command class that opens the side panel with this name, or closes it."""
    side = SIDES[name]
    words = "".join(word.title() for word in name.split("-"))
    own = {"__doc__": side.description, "keys": side.keys, "title": side.title, "panel": name}
    return type(f"Show{words}", (ShowPanel,), {**own, "about": _ABOUT.get(name, ())})


def _requests(screen: CommandScreen) -> "RequestsPanel | None":
    """Return the requests panel if it is open.

    If not, open it, on the day cursor or the as-of date, and return None.
    """
    if screen.side_panels.name == "requests":
        return cast("RequestsPanel", screen.side_panels.panel)
    screen.side_panels.toggle("requests")
    return None


class DayBefore(Command):
    """Requests a day earlier."""

    keys = "comma"
    title = "Requests: the day before"
    group = "Look"
    key_display = ","

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        if panel := _requests(screen):
            panel.step_day(-1)


class DayAfter(Command):
    """Requests a day later."""

    keys = "full_stop"
    title = "Requests: the day after"
    group = "Look"
    key_display = "."

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        if panel := _requests(screen):
            panel.step_day(1)


class ChangeBefore(Command):
    """Requests on the last day before on which an answer changes."""

    keys = "left_parenthesis"
    title = "Requests: the change before"
    group = "Look"
    key_display = "("

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        if panel := _requests(screen):
            panel.step_change(-1)


class ChangeAfter(Command):
    """Requests on the next day on which an answer changes."""

    keys = "right_parenthesis"
    title = "Requests: the next change"
    group = "Look"
    key_display = ")"

    @classmethod
    def run(cls, screen: CommandScreen) -> None:
        if panel := _requests(screen):
            panel.step_change(1)


class TakeBack(Command):
    """Take the selected date, else the chosen one, back to its day in the state compared with."""

    keys = "X"
    title = "Compare: take one date back"
    footer = "Take back"
    rank = 1
    group = "Edit"
    edits = True
    about = ("date", "notice")
    needs = "Compare first ({show-compare}), then select a date that was moved."

    @classmethod
    def shown(cls, screen: CommandScreen) -> bool:
        return super().shown(screen) and screen.side_panels.name == "compare"

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        return screen.side_panels.name == "compare" and screen.comparing.takes_back() is not None

    @classmethod
    async def run(cls, screen: CommandScreen) -> None:
        await screen.comparing.take_back()


_OWN: Mapping[str, tuple[type[Command], ...]] = {
    "requests": (DayBefore, DayAfter, ChangeBefore, ChangeAfter),
    "compare": (TakeBack,),
}
COMMANDS = tuple(command for name in SIDES for command in (show(name), *_OWN.get(name, ())))
"""The commands of all side panels: of each, the one that shows it, then its own."""

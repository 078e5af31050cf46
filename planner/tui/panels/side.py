"""The panels that take the inspector's place: a module each, announced by one line here.

A module has `make`, which returns a `SidePanel` for a `PanelHost`. It is imported when the panel is first
shown.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from planner.engine.constraint import Place
from planner.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.merge.conflict import Conflict
    from planner.session import Session
    from planner.tui.signs import Signs
    from planner.tui.timeline.timeline import Timeline


class Decider(Protocol):
    """The undecided conflicts of a merge, as their panel sees them."""

    @property
    def conflicts(self) -> "Sequence[Conflict]":
        """The conflicts that are not decided yet."""

    def decide(self, conflict: "Conflict", *, theirs: bool) -> None:
        """Decide a conflict, as a step that undo takes back.

        Take their side if `theirs` is True, else keep ours.
        """


class Comparer(Protocol):
    """The work of comparing, as the comparison panel sees it."""

    def compare(self, *, ask: bool) -> None:
        """Compare the plan and have the panel show it; with `ask`, ask a person for the other state first.

        Else it is compared with the same state as before.
        """


class PanelHost(Protocol):
    """The screen of a plan as its side panels see it."""

    @property
    def session(self) -> "Session":
        """The open plan."""

    @property
    def signs(self) -> "Signs":
        """The signs of the panels."""

    @property
    def timeline(self) -> "Timeline":
        """The timeline above the panels."""

    @property
    def dragging(self) -> bool:
        """True while a date is being dragged."""

    def key_of(self, command_id: str) -> str:
        """Return the first key of a command in the words of the footer, such as `ctrl+s`."""

    @property
    def merging(self) -> "Decider":
        """The merge with the file on disk."""

    @property
    def comparing(self) -> "Comparer":
        """The comparison with another state of the plan."""


class SidePanel(Protocol):
    """A widget with the class `side` that shows an aspect of the whole plan."""

    @property
    def has_focus(self) -> bool:
        """True if the panel has the keyboard."""

    def remove(self) -> object:
        """Remove the panel from the screen."""

    def start(self) -> None:
        """Show the panel's first content; called once it is mounted."""

    def renew(self) -> None:
        """Show the plan as it is after a move or an edit."""

    def follow(self) -> None:
        """Show the dates as they are now, while one of them is dragged: this has to be cheap."""

    def stop(self) -> None:
        """Take back what the panel shows elsewhere on the screen, before it goes."""


class GoTo(Message):
    """A request of a panel to select a date of an item on the timeline."""

    def __init__(self, item: str, place: Place | None) -> None:
        super().__init__()
        self.item = item
        self.place = place


class Side(NamedTuple):
    """A side panel's entry in the registry."""

    module: str
    keys: str
    title: str
    """In the palette and the help."""
    description: str
    """Its line in the help."""


SIDES: dict[str, Side] = {
    "requests": Side(
        module="planner.tui.panels.requests",
        keys="r",
        title="Requests on a day",
        description="What each version answers on a day, and a request that names none",
    ),
    "contents": Side(
        module="planner.tui.panels.contents",
        keys="O",
        title="Contents of the plan",
        description="The plan's own keys, its tracks, freezes, waivers and notices, to be edited",
    ),
    "agenda": Side(
        module="planner.tui.panels.agenda",
        keys="A",
        title="Agenda",
        description="What must be sent or done by when, overdue first",
    ),
    "conflicts": Side(
        module="planner.tui.panels.conflicts",
        keys="Q",
        title="Conflicts of a merge",
        description="The changes of both sides of a merge that only one can keep, to be decided",
    ),
    "compare": Side(
        module="planner.tui.panels.comparison",
        keys="B",
        title="Compare",
        description="The differences from the saved file, a git revision or another file",
    ),
}


def make(name: str, host: PanelHost) -> SidePanel:
    """Return a new panel for a screen, by its name in `SIDES`; its module is imported now."""
    made: Callable[[PanelHost], SidePanel] = import_module(SIDES[name].module).make
    return made(host)

"""One thing a person can do, said once: its keys, footer text, palette entry, help line and tooltip."""

from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from textual.app import App

    from planner.tui.screens.planner import PlannerScreen

Group = Literal["Move", "Edit", "Look", "File", "Help"]
GROUPS: tuple[Group, ...] = ("Move", "Edit", "Look", "File", "Help")


class Command:
    """The first line of a command's docstring is its tooltip and its line in the help."""

    keys: ClassVar[str]
    title: ClassVar[str]
    """In the palette and the help."""
    footer: ClassVar[str] = ""
    """In the footer, if it is there at all."""
    group: ClassVar[Group]
    while_dragging: ClassVar[bool] = False
    """Whether it is for the time of a keyboard drag, and for nothing else."""
    edits: ClassVar[bool] = False
    """Whether it is for changing the plan, which a plan for viewing refuses."""
    key_display: ClassVar[str | None] = None

    @classmethod
    def id(cls) -> str:
        words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__)
        return words.removeprefix("-")

    @classmethod
    def tooltip(cls) -> str:
        return (cls.__doc__ or cls.title).splitlines()[0]

    @classmethod
    def binding(cls) -> Binding:
        return Binding(
            cls.keys,
            f"run_command('{cls.id()}')",
            cls.footer or cls.title,
            show=bool(cls.footer),
            key_display=cls.key_display,
            tooltip=cls.tooltip(),
            id=cls.id(),
        )

    @classmethod
    def key_names(cls, app: "App[object]") -> list[str]:
        """The keys as a person knows them."""
        return list(dict.fromkeys(map(app.get_key_display, Binding.make_bindings([cls.binding()]))))

    @classmethod
    def available(cls, screen: "PlannerScreen") -> bool:
        """Whether it makes sense now; where not, its key is greyed."""
        return True

    @classmethod
    def shown(cls, screen: "PlannerScreen") -> bool:
        """Whether it means anything on this screen; where not, its key is not there."""
        return cls.while_dragging == screen.dragging

    @classmethod
    def run(cls, screen: "PlannerScreen") -> Coroutine[object, object, None] | None:
        """What asks a person something is a coroutine."""


def bindings(commands: Iterable[type[Command]]) -> list[BindingType]:
    return [command.binding() for command in commands]

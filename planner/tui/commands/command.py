"""A command, defined once: its keys, footer text, palette entry, help line and tooltip."""

from collections.abc import Coroutine, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from textual.binding import Binding, BindingType

from planner.tui.controllers.plan_view import PlanView
from planner.tui.keymap import Bound, Keymap, bound
from planner.tui.selection import SelectionType

if TYPE_CHECKING:
    from textual.app import App

    from planner.tui.controllers.comparing import Comparing
    from planner.tui.controllers.editing import Editing
    from planner.tui.controllers.explaining import Explaining
    from planner.tui.controllers.panel_sizes import PanelSizes
    from planner.tui.controllers.rippling import Rippling
    from planner.tui.controllers.row_choice import RowChoice
    from planner.tui.controllers.saving import Saving
    from planner.tui.controllers.searching import Searching
    from planner.tui.controllers.selecting import Selecting
    from planner.tui.controllers.side_panels import SidePanels
    from planner.tui.controllers.together import Together


ASCII_KEYS = {"⏎": "enter", "↑": "up", "↓": "down", "←": "left", "→": "right", "←→": "left right"}
"""The names of keys that Textual shows by signs, for `--ascii`."""

Group = Literal["Move", "Mark", "Edit", "Look", "File", "Help"]
GROUPS: tuple[Group, ...] = ("Move", "Mark", "Edit", "Look", "File", "Help")


class CommandScreen(PlanView, Protocol):
    """The screen of a plan as commands see it."""

    @property
    def commands(self) -> "Sequence[type[Command]]":
        """All commands, in the order of the help."""

    @property
    def explaining(self) -> "Explaining":
        """The explanation on the spot."""

    @property
    def comparing(self) -> "Comparing":
        """The comparison with another state of the plan."""

    @property
    def editing(self) -> "Editing":
        """The edits that ask something first."""

    @property
    def panel_sizes(self) -> "PanelSizes":
        """The heights of the panels, and the part of the screen that is maximised."""

    @property
    def rippling(self) -> "Rippling":
        """The ripple switch."""

    @property
    def row_choice(self) -> "RowChoice":
        """The choice of the rows that are shown."""

    @property
    def saving(self) -> "Saving":
        """Saving, reloading and leaving."""

    @property
    def searching(self) -> "Searching":
        """The search, and the way from one violation to the next."""

    @property
    def together(self) -> "Together":
        """The edits of everything that is marked."""

    @property
    def side_panels(self) -> "SidePanels":
        """The inspector and the panels in its place."""

    @property
    def selecting(self) -> "Selecting":
        """The selection that commands act on."""

    def run_command(self, command: "type[Command]") -> None:
        """Run a command if it is available and the plan may be edited by it."""

    def refuses_edits(self) -> bool:
        """Return True and say why if the plan is for viewing."""

    def show_chart(self) -> None:
        """Show the timeline's rows anew."""

    def leave(self) -> None:
        """Close the plan."""

    def toggle_tour(self) -> None:
        """Open the tour; on the tour's own screen, leave it."""

    def focus_next(self) -> object:
        """Focus the next widget that takes the keyboard."""

    def has_class(self, *class_names: str) -> bool:
        """Return True if the screen has all these style classes."""

    def toggle_class(self, *class_names: str) -> object:
        """Add the style classes that the screen lacks and remove the others."""


class Command:
    """Something that a person can do on the planner's screen.

    The first line of a command's docstring, without its full stop, is its tooltip and its line in the help.
    """

    keys: ClassVar[str]
    title: ClassVar[str]
    """The name of the command in the palette and the help."""
    footer: ClassVar[str] = ""
    """The text of the command in the footer; empty: the command is not in the footer."""
    rank: ClassVar[int] = 0
    """In a footer without room for all, the commands of the highest rank give way first."""
    group: ClassVar[Group]
    while_dragging: ClassVar[bool] = False
    """True if the command is available only during a keyboard drag."""
    edits: ClassVar[bool] = False
    """True if the command changes the plan; it is refused while a plan is open for viewing."""
    about: ClassVar[tuple[SelectionType, ...]] = ()
    """The types of selection in whose menu the command is offered while it is available."""
    needs: ClassVar[str] = ""
    """The sentence that is said for a key of the command while it is not available; empty: nothing is said.

    `{mark}` stands for the key of the command with the id `mark`.
    """
    on_marked: ClassVar[bool] = False
    """True if the command acts on all marked rows and dates; the menu of marks has only such commands."""
    key_display: ClassVar[str | None] = None

    @classmethod
    @cache
    def id(cls) -> str:
        """Return the name by which keys are configured: that of class `NextDate` is `next-date`."""
        words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__)
        return words.removeprefix("-")

    @classmethod
    def tooltip(cls) -> str:
        """Return the first line of the docstring without its full stop, for the help and the tooltip."""
        return (cls.__doc__ or cls.title).splitlines()[0].removesuffix(".")

    @classmethod
    def binding(cls) -> Binding:
        """Return the binding of the default keys to the action that runs the command."""
        return Binding(
            cls.keys,
            f"run_command('{cls.id()}')",
            cls.title,
            show=False,
            key_display=cls.key_display,
            tooltip=cls.tooltip(),
            id=cls.id(),
        )

    @classmethod
    def bound(cls) -> Bound:
        """Return the id, default keys and tooltip of the command, as the keymap takes them."""
        return next(bound([cls.binding()]))

    @classmethod
    def key_names(cls, screen: CommandScreen) -> list[str]:
        """Return the present keys by the names that people know; empty if the command has no key."""
        return names_of_keys(screen.app, cls.binding(), screen.keymap, ascii_only=screen.signs.ascii_only)

    @classmethod
    def footer_keys(cls, screen: CommandScreen) -> str:
        """Return the text for the keys in the footer; empty if the command has no key.

        It is `key_display` if the command has one, else the name of the first key.
        """
        names = cls.key_names(screen)
        display = cls.key_display if cls.key_display and names else next(iter(names), "")
        return ASCII_KEYS.get(display, display) if screen.signs.ascii_only else display

    @classmethod
    def available(cls, screen: CommandScreen) -> bool:
        """Return True if the command works for the present selection; if not, its key is greyed."""
        return True

    @classmethod
    def lacking(cls, screen: CommandScreen) -> str:
        """Return the sentence of `needs`, with the present keys of the commands that it names."""
        return cls.needs.format_map(_KeysNamed(screen))

    @classmethod
    def shown(cls, screen: CommandScreen) -> bool:
        """Return True if the footer may show the command now: commands of a drag during one, others else."""
        return cls.while_dragging == screen.dragging

    @classmethod
    def in_footer(cls, screen: CommandScreen) -> bool:
        """Return True if the command has a footer text and is shown now; the footer may lack room for it."""
        return bool(cls.footer) and cls.shown(screen)

    @classmethod
    def run(cls, screen: CommandScreen) -> Coroutine[object, object, None] | None:
        """Do what the command is for; a command that asks something is a coroutine, to be awaited."""


class _KeysNamed(dict[str, str]):
    """The first keys of commands by their ids, looked up when they are asked for."""

    def __init__(self, screen: CommandScreen) -> None:
        super().__init__()
        self._screen = screen

    def __missing__(self, command_id: str) -> str:
        return self._screen.key_of(command_id)


def names_of_keys(app: "App[Any]", binding: Binding, keymap: Keymap, *, ascii_only: bool) -> list[str]:
    """Return the names of the keys of a binding, as people know them; empty if the keymap leaves it none.

    With `ascii_only`, signs such as arrows are named in letters.
    """
    if binding.id is not None and binding.id in keymap.keys:
        binding = Binding(",".join(keymap.keys[binding.id]), "", "")
    bindings = Binding.make_bindings([binding] if binding.key else [])
    names = dict.fromkeys(map(app.get_key_display, bindings))
    return [ASCII_KEYS.get(each, each) for each in names] if ascii_only else list(names)


def bindings(commands: Iterable[type[Command]]) -> list[BindingType]:
    """Return the bindings of the default keys of commands, for a screen."""
    return [command.binding() for command in commands]

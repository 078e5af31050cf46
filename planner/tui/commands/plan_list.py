"""The keys of the list of plans, for its bindings, its footer, its help and its part of the palette."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from textual.binding import Binding, BindingType

from planner.tui.commands.command import ASCII_KEYS, Group, names_of_keys
from planner.tui.commands.palette import Choice, PaletteSource
from planner.tui.dialogs.help import Line
from planner.tui.keymap import Keymap
from planner.tui.panels.key_line import FooterKey

if TYPE_CHECKING:
    from textual.app import App


class PlanListKey(NamedTuple):
    """A key of the list of plans."""

    id: str
    keys: str
    action: str
    title: str
    tooltip: str
    group: Group
    footer: str = ""
    """The text in the footer; empty: the key is not in the footer."""
    rank: int = 0
    """In a footer without room for all, the keys of the highest rank give way first."""
    key_display: str | None = None

    def binding(self) -> Binding:
        """Return the binding of the default keys to the action."""
        return Binding(
            self.keys,
            self.action,
            self.title,
            show=False,
            key_display=self.key_display,
            tooltip=self.tooltip,
            id=f"portfolio.{self.id}",
        )


KEYS: tuple[PlanListKey, ...] = (
    PlanListKey("up", "up,k", "step(-1)", "Up", "The plan above", "Move"),
    PlanListKey("down", "down,j", "step(1)", "Down", "The plan below", "Move"),
    PlanListKey("page-up", "pageup,ctrl+u", "page(-1)", "Page up", "A page up", "Move"),
    PlanListKey("page-down", "pagedown,ctrl+d", "page(1)", "Page down", "A page down", "Move"),
    PlanListKey("first", "home,g", "step(-1000000)", "First", "The first plan", "Move"),
    PlanListKey("last", "end,G", "step(1000000)", "Last", "The last plan", "Move"),
    PlanListKey(
        "open", "enter", "open", "Open", "Open the plan's timeline, or its errors", "File", "Open", -1
    ),
    PlanListKey(
        "edit",
        "e",
        "edit",
        "Edit the file",
        "Open $VISUAL or $EDITOR at the first error, else at the top",
        "File",
        "Editor",
        2,
    ),
    PlanListKey(
        "begin", "n", "begin", "New", "Begin a plan; while a search is on, the next hit", "File", "New", 3
    ),
    PlanListKey("previous", "N", "previous", "Previous hit", "The hit before", "Look"),
    PlanListKey("find", "slash", "find", "Find", "Find plans as you type", "Look", "Find", 1, "/"),
    PlanListKey(
        "filter",
        "backslash,f4",
        "filter",
        "Filter",
        "Show only some plans: violated, due, unreadable, of a policy, with a text",
        "Look",
        "Filter",
        1,
        "\\",
    ),
    PlanListKey(
        "only-violated",
        "exclamation_mark",
        "only('violated')",
        "Only violated",
        "Show only plans with an open violation, or all again",
        "Look",
        key_display="!",
    ),
    PlanListKey(
        "only-due",
        "C",
        "only('due')",
        "Only due",
        "Show only plans in which something is overdue or due soon, or all again",
        "Look",
    ),
    PlanListKey("sort", "s", "sort", "Sort", "Sort by the next column", "Look", "Sort", 2),
    PlanListKey("reverse", "S", "reverse", "Reverse", "Sort the other way round", "Look"),
    PlanListKey(
        "zoom-in", "plus,equals_sign", "zoom(2)", "Zoom in", "Fewer days a cell", "Look", "Zoom", 5, "+"
    ),
    PlanListKey("zoom-out", "minus", "zoom(0.5)", "Zoom out", "More days a cell", "Look", key_display="-"),
    PlanListKey("fit", "0", "fit", "Fit all", "The dates of all plans", "Look"),
    PlanListKey("today", "t", "today", "Go to today", "The axis around the as-of date", "Look"),
    PlanListKey(
        "earlier", "left,h,ctrl+left", "pan(-8)", "Look earlier", "An earlier stretch of time", "Look"
    ),
    PlanListKey("later", "right,l,ctrl+right", "pan(8)", "Look later", "A later stretch of time", "Look"),
    PlanListKey("back", "escape", "back", "Back", "End the search; clear the filter", "Look"),
    PlanListKey("theme", "f2", "switch_theme", "Light or dark", "Light or dark", "Look"),
    PlanListKey(
        "try-policy", "P", "try_policy", "Policy", "Try a policy with other numbers", "File", "Policy", 4
    ),
    PlanListKey("reload", "r,f5", "reload", "Read again", "Read every file again", "File", "Read again", 4),
    PlanListKey(
        "help", "question_mark", "app.help_here", "Help", "The keys and signs", "Help", "Help", -2, "?"
    ),
    PlanListKey(
        "tour", "f9", "app.tour", "Tour", "Take the five-minute tour on a copy of the example", "Help"
    ),
    PlanListKey("leave", "q,ctrl+q", "leave", "Quit", "Leave", "Help", "Quit", -2),
)


def bindings() -> list[BindingType]:
    """Return the bindings of the default keys of the list of plans."""
    return [each.binding() for each in KEYS]


def _names(app: "App[Any]", key: PlanListKey, keymap: Keymap, *, ascii_only: bool) -> list[str]:
    """Return the present keys of a key of the list, by the names that people know."""
    return names_of_keys(app, key.binding(), keymap, ascii_only=ascii_only)


def footer(app: "App[Any]", keymap: Keymap, *, ascii_only: bool) -> list[list[FooterKey]]:
    """Return the keys that the footer of the list of plans shows, a list for each group.

    Commands without a footer text, or without a present key, are left out.
    """
    groups: dict[Group, list[FooterKey]] = {"File": [], "Look": [], "Help": []}
    for key in KEYS:
        names = _names(app, key, keymap, ascii_only=ascii_only)
        if key.footer and names:
            name = ASCII_KEYS.get(names[0], names[0]) if ascii_only else names[0]
            groups[key.group].append(FooterKey(key.action, name, key.footer, True, key.rank))
    return list(groups.values())


def help_lines(app: "App[Any]", keymap: Keymap, *, ascii_only: bool) -> dict[str, Sequence[Line]]:
    """Return the names of the keys and their meanings by group, for the help."""
    lines: dict[str, list[Line]] = {}
    for key in KEYS:
        names = _names(app, key, keymap, ascii_only=ascii_only)
        lines.setdefault(key.group, []).append((" ".join(names), key.tooltip))
    return dict(lines)


def palette_keys(app: "App[Any]", keymap: Keymap, *, ascii_only: bool) -> Iterator[tuple[PlanListKey, str]]:
    """Yield each key that is no move, with its meaning and the names of its keys as one text."""
    for key in KEYS:
        if key.group != "Move":
            names = " ".join(_names(app, key, keymap, ascii_only=ascii_only))
            yield key, f"{key.tooltip} ({names})" if names else key.tooltip


class PlanList(Protocol):
    """The list of plans as the palette sees it."""

    def palette(self) -> Iterable[Choice]:
        """Yield the commands, then the plans to go to."""


class PlanListCommands(PaletteSource):
    """The commands of the list, and going to a plan by its name."""

    def choices(self) -> Iterable[Choice]:
        """Yield the commands of the list, then its plans."""
        yield from cast(PlanList, self.screen).palette()

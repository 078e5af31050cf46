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
    PlanListKey(id="up", keys="up,k", action="step(-1)", title="Up", tooltip="The plan above", group="Move"),
    PlanListKey(
        id="down", keys="down,j", action="step(1)", title="Down", tooltip="The plan below", group="Move"
    ),
    PlanListKey(
        id="page-up",
        keys="pageup,ctrl+u",
        action="page(-1)",
        title="Page up",
        tooltip="A page up",
        group="Move",
    ),
    PlanListKey(
        id="page-down",
        keys="pagedown,ctrl+d",
        action="page(1)",
        title="Page down",
        tooltip="A page down",
        group="Move",
    ),
    PlanListKey(
        id="first",
        keys="home,g",
        action="step(-1000000)",
        title="First",
        tooltip="The first plan",
        group="Move",
    ),
    PlanListKey(
        id="last", keys="end,G", action="step(1000000)", title="Last", tooltip="The last plan", group="Move"
    ),
    PlanListKey(
        id="open",
        keys="enter",
        action="open",
        title="Open",
        tooltip="Open the plan's timeline, or its errors",
        group="File",
        footer="Open",
        rank=-1,
    ),
    PlanListKey(
        id="edit",
        keys="e",
        action="edit",
        title="Edit the file",
        tooltip="Open $VISUAL or $EDITOR at the first error, else at the top",
        group="File",
        footer="Editor",
        rank=2,
    ),
    PlanListKey(
        id="begin",
        keys="n",
        action="begin",
        title="New",
        tooltip="Begin a plan; while a search is on, the next hit",
        group="File",
        footer="New",
        rank=3,
    ),
    PlanListKey(
        id="previous",
        keys="N",
        action="previous",
        title="Previous hit",
        tooltip="The hit before",
        group="Look",
    ),
    PlanListKey(
        id="find",
        keys="slash",
        action="find",
        title="Find",
        tooltip="Find plans as you type",
        group="Look",
        footer="Find",
        rank=1,
        key_display="/",
    ),
    PlanListKey(
        id="filter",
        keys="backslash,f4",
        action="filter",
        title="Filter",
        tooltip="Show only some plans: violated, due, unreadable, of a policy, with a text",
        group="Look",
        footer="Filter",
        rank=1,
        key_display="\\",
    ),
    PlanListKey(
        id="only-violated",
        keys="exclamation_mark",
        action="only('violated')",
        title="Only violated",
        tooltip="Show only plans with an open violation, or all again",
        group="Look",
        key_display="!",
    ),
    PlanListKey(
        id="only-due",
        keys="C",
        action="only('due')",
        title="Only due",
        tooltip="Show only plans in which something is overdue or due soon, or all again",
        group="Look",
    ),
    PlanListKey(
        id="sort",
        keys="s",
        action="sort",
        title="Sort",
        tooltip="Sort by the next column",
        group="Look",
        footer="Sort",
        rank=2,
    ),
    PlanListKey(
        id="reverse",
        keys="S",
        action="reverse",
        title="Reverse",
        tooltip="Sort the other way round",
        group="Look",
    ),
    PlanListKey(
        id="zoom-in",
        keys="plus,equals_sign",
        action="zoom(2)",
        title="Zoom in",
        tooltip="Fewer days a cell",
        group="Look",
        footer="Zoom",
        rank=5,
        key_display="+",
    ),
    PlanListKey(
        id="zoom-out",
        keys="minus",
        action="zoom(0.5)",
        title="Zoom out",
        tooltip="More days a cell",
        group="Look",
        key_display="-",
    ),
    PlanListKey(
        id="fit", keys="0", action="fit", title="Fit all", tooltip="The dates of all plans", group="Look"
    ),
    PlanListKey(
        id="today",
        keys="t",
        action="today",
        title="Go to today",
        tooltip="The axis around the as-of date",
        group="Look",
    ),
    PlanListKey(
        id="earlier",
        keys="left,h,ctrl+left",
        action="pan(-8)",
        title="Look earlier",
        tooltip="An earlier stretch of time",
        group="Look",
    ),
    PlanListKey(
        id="later",
        keys="right,l,ctrl+right",
        action="pan(8)",
        title="Look later",
        tooltip="A later stretch of time",
        group="Look",
    ),
    PlanListKey(
        id="back",
        keys="escape",
        action="back",
        title="Back",
        tooltip="End the search; clear the filter",
        group="Look",
    ),
    PlanListKey(
        id="theme",
        keys="f2",
        action="switch_theme",
        title="Light or dark",
        tooltip="Light or dark",
        group="Look",
    ),
    PlanListKey(
        id="try-policy",
        keys="P",
        action="try_policy",
        title="Policy",
        tooltip="Try a policy with other numbers",
        group="File",
        footer="Policy",
        rank=4,
    ),
    PlanListKey(
        id="reload",
        keys="r,f5",
        action="reload",
        title="Read again",
        tooltip="Read every file again",
        group="File",
        footer="Read again",
        rank=4,
    ),
    PlanListKey(
        id="help",
        keys="question_mark",
        action="app.help_here",
        title="Help",
        tooltip="The keys and signs",
        group="Help",
        footer="Help",
        rank=-2,
        key_display="?",
    ),
    PlanListKey(
        id="tour",
        keys="f9",
        action="app.tour",
        title="Tour",
        tooltip="Take the five-minute tour on a copy of the example",
        group="Help",
    ),
    PlanListKey(
        id="leave",
        keys="q,ctrl+q",
        action="leave",
        title="Quit",
        tooltip="Leave",
        group="Help",
        footer="Quit",
        rank=-2,
    ),
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
            groups[key.group].append(
                FooterKey(id=key.action, keys=name, text=key.footer, available=True, rank=key.rank)
            )
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

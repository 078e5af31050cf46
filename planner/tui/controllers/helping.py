"""The help page: the keys of the place that has the focus come first, then those of all other places."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.screen import ModalScreen

from planner.tui.controllers.plan_view import PlanView
from planner.tui.dialogs.help import FIXED, MOUSE, HelpScreen, Line, help_sections, legend
from planner.tui.keymap import PLACES, Bound, Keymap, bound_in, place_of

if TYPE_CHECKING:
    from textual.app import App

FIXED_KEYS = "In dialogs, always"
MORE = "; `planner keys` has the names to change keys by"


def help_on_plan(screen: PlanView, commands: Mapping[str, Sequence[Line]]) -> HelpScreen:
    """Return the help dialog of a plan's screen: keys of the focused panel, commands, keys of other panels.

    `commands` are the keys and texts of the commands by group.
    """
    app, focused = screen.app, screen.app.focused
    here = place_of(type(focused)) if focused is not None else None
    rows: dict[str, Sequence[Line]] = {}
    if here is not None:
        rows[f"Here: {here}"] = _lines(app, bound_in(here), screen.keymap)
    rows.update(commands)
    for place in PLACES:
        if place != here:
            rows[place] = _lines(app, bound_in(place), screen.keymap)
    rows[FIXED_KEYS] = FIXED
    rows["Mouse"], rows["Signs"] = MOUSE, list(legend(screen.session.policy, screen.signs))
    return HelpScreen("Keys and signs", help_sections(rows), MORE)


def help_on(app: "App[Any]", kind: type, keymap: Keymap) -> HelpScreen:
    """Return the help dialog of one class of dialog or screen: its keys, and those that work everywhere.

    For a dialog, these are also the keys of all dialogs, which nobody can change.
    """
    places = dict.fromkeys(each for each in (place_of(kind), "Everywhere") if each is not None)
    rows: dict[str, Sequence[Line]] = {place: _lines(app, bound_in(place), keymap) for place in places}
    if issubclass(kind, ModalScreen):
        rows[FIXED_KEYS] = FIXED
    return HelpScreen("Keys", help_sections(rows), MORE)


def _lines(app: "App[Any]", bindings: Iterable[Bound], keymap: Keymap) -> list[Line]:
    """Return the keys and the description of each binding."""
    return [(key_names(app, keymap.of(each)), each.description) for each in bindings]


def key_names(app: "App[Any]", keys: Iterable[str]) -> str:
    """Return the names of keys as Textual shows them, each once, separated by spaces; empty for no keys."""
    return " ".join(dict.fromkeys(app.get_key_display(Binding(key, "", "")) for key in keys))

"""The choice of a theme: by the environment, the settings or the terminal; remembered once it is changed."""

from asyncio import to_thread
from collections.abc import Mapping

from textual.app import App
from textual.theme import Theme

from planner.diagnostics import quoted
from planner.settings import CannotRemember, remember
from planner.tui.themes import DARK, LIGHT, SIXTEEN, SIXTEEN_LIGHT

ENVIRONMENT = "TEXTUAL_THEME"
GROUND = "COLORFGBG"
"""Set by some terminals: the numbers of their foreground and background colours."""


def first_theme(
    themes: Mapping[str, Theme],
    wanted: Mapping[str, str | None],
    *,
    colour_system: str | None,
    no_colour: bool,
    ground: str | None = None,
) -> tuple[str, list[str]]:
    """Return the name of the theme to begin with, and remarks about names that are no themes.

    Args:
        themes: The themes by name.
        wanted: The wanted name by where it was given, such as a variable, or None; the first known one wins.
        colour_system: The colours of the terminal, as Rich names them; `standard` are sixteen.
        no_colour: True for no colours; then a theme of the terminal's own colours, which Textual would paint
            black, is replaced by the default dark or light one.
        ground: The value of `COLORFGBG`, which chooses dark or light on sixteen colours.
    """
    remarks = []
    for where, name in wanted.items():
        if name is None:
            continue
        if (theme := themes.get(name)) is None:
            known = ", ".join(sorted(themes))
            remarks.append(f"{where}={quoted(name)} is passed over: the themes are {known}.")
        elif theme.ansi and no_colour:
            return (DARK if theme.dark else LIGHT).name, remarks
        else:
            return name, remarks
    if colour_system != "standard" or no_colour:
        return DARK.name, remarks
    return (SIXTEEN_LIGHT if _is_light(ground) else SIXTEEN).name, remarks


def _is_light(ground: str | None) -> bool:
    """Return True if `COLORFGBG`, such as `0;15`, says that the background is light; False without it."""
    return ground is not None and ground.rpartition(";")[2] in ("7", *map(str, range(9, 16)))


async def remember_theme(app: App[None], name: str) -> None:
    """Write the name of the theme into the settings in a thread; say why if that fails."""
    try:
        await to_thread(remember, "theme", name)
    except CannotRemember as error:
        app.notify(f"The theme cannot be remembered: {error}.", severity="warning", markup=False)

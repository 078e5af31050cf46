"""The planner's own themes, and the colours that every other theme is given for the planner's meanings.

Greys are neutral because 256-colour terminals turn tinted ones blue.
"""

from collections.abc import Mapping, Sequence

from textual.filter import ANSIToTruecolor, LineFilter
from textual.theme import Theme

DARK_COLOURS = {
    "role-released": "#6cb6ff",
    "role-default": "#6bd38a",
    "role-deprecated": "#f0c674",
    "role-retired": "#9a9a9a",
    "role-none": "#c0c0c0",
    "notice": "#5fd0d6",
    "today": "#ffd866",
    "frozen": "#3a3a3a",
    "weekend": "#222222",
    "window": "#5fc98a",
    "ghost": "#8a8a8a",
    "info": "#9ab8d8",
    "quiet": "#9a9a9a",
    "bar-released": "#24405f",
    "bar-default": "#23633f",
    "bar-deprecated": "#66491c",
    "bar-none": "#3c3c3c",
    "bar-over": "#2a2a2a",
    "phase-released": "#a8cdf5",
    "phase-default": "#a5ecc0",
    "phase-deprecated": "#f5d491",
    "phase-none": "#c8c8c8",
    "phase-over": "#9a9a9a",
    "grid": "#333333",
}
LIGHT_COLOURS = {
    "role-released": "#0b5cad",
    "role-default": "#1a7335",
    "role-deprecated": "#8a5a00",
    "role-retired": "#6a6a6a",
    "role-none": "#444444",
    "notice": "#00707a",
    "today": "#9a5b00",
    "frozen": "#d6d6d6",
    "weekend": "#efefef",
    "window": "#2f9a55",
    "ghost": "#777777",
    "info": "#3c5f85",
    "quiet": "#666666",
    "bar-released": "#cfe1f5",
    "bar-default": "#a9dcb8",
    "bar-deprecated": "#f6dca6",
    "bar-none": "#dcdcdc",
    "bar-over": "#e8e8e8",
    "phase-released": "#0b4a8c",
    "phase-default": "#0e5a27",
    "phase-deprecated": "#6b4300",
    "phase-none": "#444444",
    "phase-over": "#666666",
    "grid": "#d8d8d8",
}

DARK = Theme(
    name="planner-dark",
    dark=True,
    primary="#6cb6ff",
    secondary="#d2a8ff",
    accent="#5fd0d6",
    success="#6bd38a",
    warning="#ffb454",
    error="#ff7a72",
    foreground="#e6e6e6",
    background="#161616",
    surface="#1e1e1e",
    panel="#2a2a2a",
    variables={
        **DARK_COLOURS,
        "border": "#6cb6ff",
        "border-blurred": "#3a3a3a",
        "block-cursor-background": "#6cb6ff",
        "block-cursor-foreground": "#101010",
        "block-cursor-text-style": "none",
        "footer-background": "#1e1e1e",
        "footer-key-foreground": "#6cb6ff",
        "footer-description-foreground": "#b8b8b8",
        "button-color-foreground": "#101010",
        "button-focus-text-style": "bold underline",
    },
)
LIGHT = Theme(
    name="planner-light",
    dark=False,
    primary="#0b5cad",
    secondary="#7a3fb0",
    accent="#00707a",
    success="#1a7335",
    warning="#8f5200",
    error="#c0211c",
    foreground="#1c1c1c",
    background="#fcfcfc",
    surface="#f3f3f3",
    panel="#e6e6e6",
    variables={
        **LIGHT_COLOURS,
        "border": "#0b5cad",
        "border-blurred": "#c8c8c8",
        "block-cursor-background": "#0b5cad",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "footer-background": "#ececec",
        "footer-key-foreground": "#0b5cad",
        "footer-description-foreground": "#444444",
        "button-color-foreground": "#ffffff",
        "button-focus-text-style": "bold underline",
    },
)
THEMES = (DARK, LIGHT)

ANSI_COLOURS = {
    "role-released": "ansi_blue",
    "role-default": "ansi_green",
    "role-deprecated": "ansi_magenta",
    "role-retired": "ansi_bright_black",
    "role-none": "ansi_default",
    "notice": "ansi_cyan",
    "today": "ansi_yellow",
    "frozen": "ansi_bright_black",
    "weekend": "ansi_default",
    "window": "ansi_green",
    "ghost": "ansi_bright_black",
    "info": "ansi_blue",
    "quiet": "ansi_bright_black",
    "bar-released": "ansi_blue",
    "bar-default": "ansi_green",
    "bar-deprecated": "ansi_yellow",
    "bar-none": "ansi_bright_black",
    "bar-over": "ansi_bright_black",
    "phase-released": "ansi_bright_blue",
    "phase-default": "ansi_bright_green",
    "phase-deprecated": "ansi_bright_yellow",
    "phase-none": "ansi_default",
    "phase-over": "ansi_bright_black",
    "grid": "ansi_bright_black",
}


def colours_for(theme: Theme) -> Mapping[str, str]:
    """Return the colours that the planner's styles need and that Textual's themes do not define."""
    if theme.ansi:
        return ANSI_COLOURS
    return DARK_COLOURS if theme.dark else LIGHT_COLOURS


def without_ansi(filters: Sequence[LineFilter]) -> list[LineFilter]:
    """Return the filters but for ANSI colours, for a widget that is painted in the theme's colours alone."""
    return [each for each in filters if not isinstance(each, ANSIToTruecolor)]

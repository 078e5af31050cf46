"""The planner's own themes, and the colours that every other theme is given for the planner's meanings.

Greys are neutral because 256-colour terminals turn tinted ones blue.
The bars stay three different colours there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

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
    "bar-released": "#1f4778",
    "bar-default": "#1a662a",
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
    "quiet": "#606060",
    "bar-released": "#cfe1f5",
    "bar-default": "#a9dcb8",
    "bar-deprecated": "#f6dca6",
    "bar-none": "#dcdcdc",
    "bar-over": "#e8e8e8",
    "phase-released": "#0b4a8c",
    "phase-default": "#0e5a27",
    "phase-deprecated": "#6b4300",
    "phase-none": "#444444",
    "phase-over": "#606060",
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
        "input-selection-background": "#2f5d8a",
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
        "input-selection-background": "#b8d4f2",
        "block-cursor-text-style": "none",
        "footer-background": "#ececec",
        "footer-key-foreground": "#0b5cad",
        "footer-description-foreground": "#444444",
        "button-color-foreground": "#ffffff",
        "button-focus-text-style": "bold underline",
    },
)

_STRONG_DARK_COLOURS = {
    "role-released": "#8cc8ff",
    "role-default": "#7dff9e",
    "role-deprecated": "#ffd75f",
    "role-retired": "#d0d0d0",
    "role-none": "#e0e0e0",
    "notice": "#7df3ff",
    "today": "#ffff5f",
    "frozen": "#5a5a5a",
    "weekend": "#262626",
    "window": "#5fff87",
    "ghost": "#bdbdbd",
    "info": "#b8d8ff",
    "quiet": "#d0d0d0",
    "bar-released": "#1463b8",
    "bar-default": "#0b7a35",
    "bar-deprecated": "#925f00",
    "bar-none": "#686868",
    "bar-over": "#5c5c5c",
    "phase-released": "#ffffff",
    "phase-default": "#ffffff",
    "phase-deprecated": "#ffffff",
    "phase-none": "#ffffff",
    "phase-over": "#ffffff",
    "grid": "#7a7a7a",
}
_STRONG_LIGHT_COLOURS = {
    "role-released": "#003d80",
    "role-default": "#00491a",
    "role-deprecated": "#5c3a00",
    "role-retired": "#3a3a3a",
    "role-none": "#2a2a2a",
    "notice": "#004a52",
    "today": "#6b3a00",
    "frozen": "#a8a8a8",
    "weekend": "#e4e4e4",
    "window": "#00662a",
    "ghost": "#4a4a4a",
    "info": "#1f3f66",
    "quiet": "#3a3a3a",
    "bar-released": "#4f86c6",
    "bar-default": "#2f9655",
    "bar-deprecated": "#b37d10",
    "bar-none": "#808080",
    "bar-over": "#8c8c8c",
    "phase-released": "#000000",
    "phase-default": "#000000",
    "phase-deprecated": "#000000",
    "phase-none": "#000000",
    "phase-over": "#000000",
    "grid": "#7a7a7a",
}
STRONG_DARK = Theme(
    name="planner-high-contrast",
    dark=True,
    primary="#8cc8ff",
    secondary="#e6ccff",
    accent="#7df3ff",
    success="#7dff9e",
    warning="#ffd75f",
    error="#ff9e98",
    foreground="#ffffff",
    background="#000000",
    surface="#0c0c0c",
    panel="#2c2c2c",
    variables={
        **_STRONG_DARK_COLOURS,
        "border": "#ffffff",
        "border-blurred": "#8a8a8a",
        "block-cursor-background": "#8cc8ff",
        "block-cursor-foreground": "#000000",
        "input-selection-background": "#1463b8",
        "block-cursor-text-style": "bold",
        "footer-background": "#0c0c0c",
        "footer-key-foreground": "#8cc8ff",
        "footer-description-foreground": "#ffffff",
        "button-color-foreground": "#000000",
        "button-focus-text-style": "bold underline",
    },
)
STRONG_LIGHT = Theme(
    name="planner-high-contrast-light",
    dark=False,
    primary="#003d80",
    secondary="#4a1a80",
    accent="#004a52",
    success="#00491a",
    warning="#5c3a00",
    error="#8f0a06",
    foreground="#000000",
    background="#ffffff",
    surface="#f4f4f4",
    panel="#dcdcdc",
    variables={
        **_STRONG_LIGHT_COLOURS,
        "border": "#000000",
        "border-blurred": "#6a6a6a",
        "block-cursor-background": "#003d80",
        "block-cursor-foreground": "#ffffff",
        "input-selection-background": "#9cc4f0",
        "block-cursor-text-style": "bold",
        "footer-background": "#f4f4f4",
        "footer-key-foreground": "#003d80",
        "footer-description-foreground": "#000000",
        "button-color-foreground": "#ffffff",
        "button-focus-text-style": "bold underline",
    },
)

ANSI_COLOURS = {
    "role-released": "ansi_bright_blue",
    "role-default": "ansi_green",
    "role-deprecated": "ansi_yellow",
    "role-retired": "ansi_default",
    "role-none": "ansi_default",
    "notice": "ansi_cyan",
    "today": "ansi_yellow",
    "frozen": "ansi_bright_black",
    "weekend": "ansi_default",
    "window": "ansi_green",
    "ghost": "ansi_default",
    "info": "ansi_bright_blue",
    "quiet": "ansi_default",
    "bar-released": "ansi_blue",
    "bar-default": "ansi_green",
    "bar-deprecated": "ansi_yellow",
    "bar-none": "ansi_bright_black",
    "bar-over": "ansi_bright_black",
    "phase-released": "ansi_bright_blue",
    "phase-default": "ansi_green",
    "phase-deprecated": "ansi_yellow",
    "phase-none": "ansi_default",
    "phase-over": "ansi_default",
    "grid": "ansi_bright_black",
}
"""No text is in bright black, which some terminals make the colour of the background."""
ANSI_LIGHT_COLOURS = {
    **ANSI_COLOURS,
    "role-released": "ansi_blue",
    "role-default": "ansi_default",
    "role-deprecated": "ansi_magenta",
    "notice": "ansi_magenta",
    "today": "ansi_magenta",
    "info": "ansi_blue",
    "bar-deprecated": "ansi_magenta",
    "phase-released": "ansi_blue",
    "phase-default": "ansi_default",
    "phase-deprecated": "ansi_magenta",
}
"""Green, yellow and cyan are too pale for texts on white."""
SIXTEEN = Theme(
    name="planner-16",
    ansi=True,
    dark=True,
    primary="ansi_bright_blue",
    secondary="ansi_magenta",
    accent="ansi_cyan",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        **ANSI_COLOURS,
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_bright_blue",
        "border-blurred": "ansi_bright_black",
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-text-style": "bold",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_bright_white",
        "screen-selection-background": "ansi_blue",
        "screen-selection-foreground": "ansi_bright_white",
        "footer-description-foreground": "ansi_default",
        "footer-key-foreground": "ansi_bright_blue",
    },
)
"""The terminal's own sixteen colours, on its own background."""
SIXTEEN_LIGHT = replace(
    SIXTEEN,
    name="planner-16-light",
    dark=False,
    primary="ansi_blue",
    accent="ansi_magenta",
    success="ansi_blue",
    warning="ansi_magenta",
    variables={
        **SIXTEEN.variables,
        **ANSI_LIGHT_COLOURS,
        "ansi-background": "ansi_white",
        "ansi-foreground": "ansi_black",
        "border": "ansi_blue",
        "footer-key-foreground": "ansi_blue",
    },
)
"""The same for a terminal with a light background."""
THEMES = (DARK, LIGHT, STRONG_DARK, STRONG_LIGHT, SIXTEEN, SIXTEEN_LIGHT)
_OPPOSITES = {
    STRONG_DARK.name: STRONG_LIGHT,
    STRONG_LIGHT.name: STRONG_DARK,
    SIXTEEN.name: SIXTEEN_LIGHT,
    SIXTEEN_LIGHT.name: SIXTEEN,
}


def opposite(theme: Theme) -> Theme:
    """Return the light theme of the same kind for a dark one, and the dark one for a light one."""
    return _OPPOSITES.get(theme.name) or (LIGHT if theme.dark else DARK)


def dimmed(variable: str) -> bool:
    """Return True if themes of sixteen colours show a colour variable as dimmed foreground."""
    return variable in ("quiet", "ghost", "role-retired")


def colours_for(theme: Theme) -> Mapping[str, str]:
    """Return the colours of a theme, by variable, for the planner's own meanings; Textual defines none."""
    if theme.ansi:
        return ANSI_COLOURS if theme.dark else ANSI_LIGHT_COLOURS
    return DARK_COLOURS if theme.dark else LIGHT_COLOURS


def without_ansi(filters: Sequence[LineFilter]) -> list[LineFilter]:
    """Return the filters without the one for ANSI colours, for a widget with the theme's colours alone."""
    return [each for each in filters if not isinstance(each, ANSIToTruecolor)]

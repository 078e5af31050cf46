"""The panels' styles in the theme's colours.

Looked up in the theme rather than by component classes: each of those costs a pass over the whole
style sheet whenever its widget is styled, and a panel would have fifteen.
"""

from collections.abc import Mapping

from rich.style import Style as RichStyle
from textual.color import Color
from textual.widget import Widget

from planner.tui.panels.line import Style

COLOURS: Mapping[Style, tuple[str, RichStyle]] = {
    "key": ("primary", RichStyle(bold=True)),
    "off": ("ghost", RichStyle()),
    "faint": ("border-blurred", RichStyle()),
    "pill": ("foreground", RichStyle()),
    "pill-policy": ("primary", RichStyle()),
    "pill-on": ("accent", RichStyle(bold=True)),
    "plain": ("foreground", RichStyle()),
    "strong": ("foreground", RichStyle(bold=True)),
    "quiet": ("quiet", RichStyle()),
    "error": ("error", RichStyle(bold=True)),
    "warning": ("warning", RichStyle(bold=True)),
    "info": ("info", RichStyle()),
    "good": ("success", RichStyle()),
    "struck": ("quiet", RichStyle(strike=True)),
    "waived": ("quiet", RichStyle(italic=True)),
    "day": ("success", RichStyle(bold=True)),
    "released": ("role-released", RichStyle()),
    "default": ("role-default", RichStyle()),
    "deprecated": ("role-deprecated", RichStyle()),
    "retired": ("role-retired", RichStyle()),
    "none": ("role-none", RichStyle()),
    "notice": ("notice", RichStyle()),
    "heading": ("primary", RichStyle(bold=True)),
    "today": ("today", RichStyle()),
    # Reversed, so that they stand out without colours, too.
    "error-mark": ("error", RichStyle(bold=True, reverse=True)),
    "warning-mark": ("warning", RichStyle(bold=True, reverse=True)),
}
GROUNDS: Mapping[Style, tuple[str, float]] = {
    "pill": ("foreground", 0.1),
    "pill-policy": ("primary", 0.16),
    "pill-on": ("accent", 0.16),
}
"""A colour of the theme and how much of it is in the ground, for styles with a ground of their own."""
FOCUSED = 0.25
"""How much of the primary colour is in the cursor's bar."""


class PanelColours:
    """The styles of a panel in the colours of the theme."""

    def __init__(self, widget: Widget) -> None:
        variables = widget.app.theme_variables
        self._styles = {
            style: RichStyle(color=Color.parse(variables[name]).rich_color) + weight
            for style, (name, weight) in COLOURS.items()
        }
        if not widget.app.current_theme.ansi:
            ground = widget.background_colors[1]
            for style, (name, share) in GROUNDS.items():
                mixed = ground.blend(Color.parse(variables[name]), share, 1)
                self._styles[style] += RichStyle(bgcolor=mixed.rich_color)
        self.background = widget.rich_style
        self.cursor = self._cursor(widget)

    def __getitem__(self, style: Style) -> RichStyle:
        return self._styles[style]

    def _cursor(self, widget: Widget) -> RichStyle:
        app = widget.app
        if app.no_color or app.current_theme.ansi:
            return self.background + RichStyle(reverse=True)
        bar = Color.parse(app.theme_variables["panel"])
        if widget.has_focus:
            bar = bar.blend(Color.parse(app.theme_variables["primary"]), FOCUSED)
        return self.background + RichStyle(bgcolor=bar.rich_color)

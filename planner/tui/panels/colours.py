"""The panels' styles in the theme's colours.

Looked up in the theme rather than by component classes: each of those costs a pass over the whole
style sheet whenever its widget is styled, and a panel would have fifteen.
"""

from collections.abc import Mapping

from rich.style import Style as RichStyle
from textual.color import Color
from textual.widget import Widget

from planner.tui.contrast import SIGN, TEXT, readable
from planner.tui.panels.line import Style
from planner.tui.themes import dimmed

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
"""A colour of the theme and its share of the background, for styles with a background of their own."""
FOCUSED = 0.25
"""How much of the primary colour is in the cursor's bar."""


LEAST: Mapping[Style, float] = {"faint": 1, "off": SIGN}
"""The contrast that a style needs, if it is not that of a text: lines, and keys that do nothing now."""


class PanelColours:
    """The styles of a panel in the theme's colours, each readable on the panel and on the cursor's bar."""

    def __init__(self, widget: Widget) -> None:
        self._variables = widget.app.theme_variables
        self._ansi = widget.app.current_theme.ansi
        self._ground = widget.background_colors[1]
        self._reversed = widget.app.no_color or self._ansi
        """True where the cursor's bar is reversed: there is no background of its own for it."""
        self._bar = self._ground if self._reversed else self._cursor_ground(widget)
        self._styles: dict[Style, RichStyle] = {}
        self._on_bar: dict[Style, RichStyle] = {}
        self.background = widget.rich_style
        self.cursor = self.background + (
            RichStyle(reverse=True) if self._reversed else RichStyle(bgcolor=self._bar.rich_color)
        )

    def __getitem__(self, style: Style) -> RichStyle:
        found = self._styles.get(style)  # made when it is first painted: a panel uses few of them
        if found is None:
            found = self._styles[style] = self._style(style, self._ground)
        return found

    def on_cursor(self, style: Style) -> RichStyle:
        """Return the style for a text on the cursor's bar; without its colour where the bar is reversed."""
        found = self._on_bar.get(style)
        if found is None:
            found = self[style].without_color if self._reversed else self._style(style, self._bar)
            self._on_bar[style] = found
        return found

    def _style(self, style: Style, behind: Color) -> RichStyle:
        """Return a style in the theme's colours that can be read on the colour `behind`.

        A style with a ground of its own is on that instead. ANSI themes get the colour alone: what is behind
        it is not known.
        """
        name, weight = COLOURS[style]
        colour = Color.parse(self._variables[name])
        if self._ansi:
            return RichStyle(color=colour.rich_color, dim=dimmed(name) or None) + weight
        background = RichStyle()
        if style in GROUNDS:
            mixed, share = GROUNDS[style]
            behind = self._ground.blend(Color.parse(self._variables[mixed]), share, 1)
            background = RichStyle(bgcolor=behind.rich_color)
        seen = readable(self._ground.blend(colour, colour.a, 1), behind, least=LEAST.get(style, TEXT))
        return RichStyle(color=seen.rich_color) + background + weight

    def _cursor_ground(self, widget: Widget) -> Color:
        """Return the colour of the cursor's bar, stronger while the panel has the keyboard."""
        bar = Color.parse(self._variables["panel"])
        if widget.has_focus:
            bar = bar.blend(Color.parse(self._variables["primary"]), FOCUSED)
        return bar

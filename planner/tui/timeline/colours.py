"""The colours of the painter's foregrounds and backgrounds: looked up in the theme once, and kept.

Not component classes: each of those costs a pass over the whole style sheet before the first paint.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from rich.color import Color as RichColour
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from planner.named_tuple import NamedTuple
from planner.tui.contrast import SIGN, TEXT, readable
from planner.tui.themes import dimmed
from planner.tui.timeline.cells import Cells, Run


class Tint(NamedTuple):
    """A colour of the theme, how much of it covers the background, and a text style."""

    variable: str
    percent: int = 100
    style: str = ""


FAINT = 20
"""Percent of a colour below which an ANSI terminal gets its grey."""

FOREGROUNDS: Mapping[str, Tint] = {
    "name": Tint("foreground"),
    "version": Tint("foreground"),
    "change": Tint("foreground", 75),
    "heading": Tint("foreground", 60, "bold"),
    "cursor": Tint("primary", style="bold"),
    "mark": Tint("primary", style="bold"),
    "sign-error": Tint("error", style="bold"),
    "sign-warning": Tint("warning", style="bold"),
    "sign-info": Tint("info"),
    "over": Tint("quiet"),
    "bar-released": Tint("bar-released"),
    "bar-default": Tint("bar-default"),
    "bar-deprecated": Tint("bar-deprecated"),
    "bar-none": Tint("bar-none"),
    "bar-over": Tint("bar-over"),
    "bar-change": Tint("bar-none"),
    "phase-released": Tint("phase-released"),
    "phase-default": Tint("phase-default", style="bold"),
    "phase-deprecated": Tint("phase-deprecated"),
    "phase-none": Tint("phase-none"),
    "phase-over": Tint("phase-over"),
    "grid": Tint("grid"),
    "rule": Tint("border-blurred"),
    "released": Tint("role-released"),
    "default": Tint("role-default", style="bold"),
    "deprecated": Tint("role-deprecated"),
    "retired": Tint("foreground", 80),
    "none": Tint("role-none"),
    "notice": Tint("notice", style="bold"),
    "sent": Tint("notice", 65),
    "error": Tint("error", style="bold underline"),
    "warning": Tint("warning", style="bold underline"),
    "info": Tint("info", style="underline"),
    "today": Tint("today", 80),
    "day-cursor": Tint("accent", style="bold"),
    "frozen": Tint("foreground", 18),
    "window": Tint("window", 60),
    "bound": Tint("success", 80, "italic"),
    "ghost": Tint("ghost", style="italic"),
    "guide": Tint("primary", 60),
    "beyond": Tint("quiet"),
    "label": Tint("success", style="bold reverse"),
    "label-illegal": Tint("error", style="bold reverse"),
    "upper": Tint("foreground", style="bold"),
    "lower": Tint("foreground", 65),
    "freeze": Tint("quiet", style="italic"),
    "map": Tint("quiet", 35),
    "map-view": Tint("role-released", 60),
    "map-error": Tint("error", 85),
    "map-years": Tint("quiet"),
}
BACKGROUNDS: Mapping[str, Tint] = {
    "gutter": Tint("surface"),
    "gutter-cursor": Tint("panel", style="bold"),
    "cursor": Tint("foreground", 6),
    "marked": Tint("primary", 16),
    "gutter-marked": Tint("primary", 24, "bold"),
    "marked-date": Tint("primary", 40, "bold underline"),
    "weekend": Tint("weekend"),
    "frozen": Tint("frozen", 45),
    "bar-released": Tint("bar-released"),
    "bar-default": Tint("bar-default"),
    "bar-deprecated": Tint("bar-deprecated"),
    "bar-none": Tint("bar-none"),
    "bar-over": Tint("bar-over"),
    "map-view": Tint("foreground", 14),
}


SIGNS = frozenset(
    ("released", "default", "deprecated", "retired", "none", "notice", "sent", "error", "warning", "info")
)
"""The foregrounds of signs, which need less contrast than a text."""
SHAPES = frozenset(
    (
        *("bar-released", "bar-default", "bar-deprecated", "bar-none", "bar-over", "bar-change"),
        *("grid", "rule", "frozen", "window", "ghost", "guide"),
        *("map", "map-view", "map-error", "cursor"),
    )
)
"""The foregrounds of bars, lines and shades, which are seen by their size."""
LINES = frozenset(("bar-released", "bar-default", "bar-deprecated", "bar-none"))
"""The bars that are mere lines without colours and in ASCII, and need the contrast of signs there."""


class _Styles(dict[str, Style]):
    """Styles by their names, each made from its tint when it is first asked for: most plans need a third."""

    def __init__(
        self, made: Mapping[str, Style], tints: Mapping[str, Tint], make: Callable[[Tint], Style]
    ) -> None:
        super().__init__(made)
        self._tints, self._make = tints, make

    def __missing__(self, name: str) -> Style:
        style = self[name] = self._make(self._tints[name])
        return style


class _Looks(dict[tuple[str, str], Style]):
    """The style of each foreground on each background, made when it is first asked for."""

    def __init__(
        self,
        base: Style,
        foregrounds: Mapping[str, Style],
        backgrounds: Mapping[str, Style],
        *,
        thin: bool,
    ) -> None:
        super().__init__()
        self._base, self._foregrounds, self._backgrounds = base, foregrounds, backgrounds
        self._shapes = SHAPES - LINES if thin else SHAPES

    def __missing__(self, key: tuple[str, str]) -> Style:
        foreground, background = key
        look = self._base + self._foregrounds[foreground] + self._backgrounds[background]
        if foreground not in self._shapes and not (_is_ansi(look.color) or _is_ansi(look.bgcolor)):
            look += self._readable(look, SIGN if foreground in SIGNS | LINES else TEXT)
        self[key] = look
        return look

    @staticmethod
    def _readable(look: Style, least: float) -> Style:
        """Return the style's foreground, moved towards white or black until its contrast is `least`."""
        assert look.color is not None
        assert look.bgcolor is not None
        background = Color.from_rich_color(look.bgcolor)
        return Style(color=readable(Color.from_rich_color(look.color), background, least=least).rich_color)


def _is_ansi(colour: RichColour | None) -> bool:
    """Return True for a colour that the terminal chooses, and for None, its default colour."""
    return colour is None or colour.type is not ColorType.TRUECOLOR


class TimelineColours:
    """The styles of the timeline in the theme's colours, each made when it is first painted."""

    def __init__(self, widget: Widget) -> None:
        self._base = widget.rich_style
        self._background = widget.background_colors[1]
        self._variables = widget.app.theme_variables
        self._ansi = widget.app.current_theme.ansi
        foregrounds = _Styles({"": Style()}, FOREGROUNDS, self._foreground)
        plain = {"": Style(), "selected": Style(reverse=True)}
        backgrounds = _Styles(plain, BACKGROUNDS, self._background_style)
        thin = widget.app.no_color or getattr(widget, "ascii_only", False)
        self._looks = _Looks(self._base, foregrounds, backgrounds, thin=thin)

    def segments(self, runs: Iterable[Run]) -> list[Segment]:
        """Return runs as segments in the styles of their foregrounds and backgrounds."""
        looks = self._looks
        return [Segment(text, looks[foreground, background]) for text, foreground, background in runs]

    def line(self, cells: Cells) -> list[Segment]:
        """Return a line as segments in its styles; making runs first would be 1 % of a drag step."""
        looks, chars = self._looks, cells.chars
        foregrounds, backgrounds = cells.foregrounds, cells.backgrounds
        return [
            Segment("".join(chars[start:end]), looks[foregrounds[start], backgrounds[start]])
            for start, end in pairwise(cells.borders())
        ]

    def _foreground(self, tint: Tint) -> Style:
        """Return the style of a foreground, dim in ANSI themes where the theme says so."""
        dim = Style(dim=True) if self._ansi and dimmed(tint.variable) else Style()
        return Style(color=self._colour(tint).rich_color) + Style.parse(tint.style) + dim

    def _background_style(self, tint: Tint) -> Style:
        """Return the style of a background; in ANSI themes only its text style, without a colour."""
        if self._ansi:  # sixteen colours have none that is nearly the background's
            return Style.parse(tint.style)
        return Style(bgcolor=self._colour(tint).rich_color) + Style.parse(tint.style)

    def _colour(self, tint: Tint) -> Color:
        """Return a colour of the theme, blended into the background by the tint's percentage.

        ANSI themes do not blend: a faint colour is their grey.
        """
        if self._ansi:
            faint = tint.percent < FAINT
            return Color.parse("ansi_bright_black" if faint else self._variables[tint.variable])
        colour = Color.parse(self._variables[tint.variable])
        return self._background.blend(colour, tint.percent / 100 * colour.a, 1)

"""The colours of the painter's inks and grounds: component classes, looked up once and kept."""

from rich.segment import Segment
from rich.style import Style
from textual.widget import Widget

from planner.tui.timeline.cells import Run

INKS = (
    "name", "version", "change", "heading", "cursor", "sign-error", "sign-warning", "sign-info",
    "bar-released", "bar-default", "bar-deprecated", "bar-none",
    "released", "default", "deprecated", "retired", "none", "notice", "sent",
    "error", "warning", "info",
    "today", "day-cursor", "frozen", "window", "binding", "ghost", "guide", "beyond",
    "label", "label-illegal", "upper", "lower",
)  # fmt: skip
GROUNDS = ("gutter", "gutter-cursor", "cursor", "weekend", "frozen", "window")

COMPONENTS = {f"timeline--{ink}" for ink in INKS} | {f"timeline--on-{ground}" for ground in GROUNDS}

CSS = """
{widget} {{
    & > .timeline--version {{ color: $foreground; }}
    & > .timeline--change {{ color: $foreground 75%; }}
    & > .timeline--heading {{ color: $foreground 60%; text-style: bold; }}
    & > .timeline--cursor {{ color: $primary; text-style: bold; }}
    & > .timeline--sign-error {{ color: $error; text-style: bold; }}
    & > .timeline--sign-warning {{ color: $warning; text-style: bold; }}
    & > .timeline--sign-info {{ color: $info; }}
    & > .timeline--bar-released {{ color: $role-released 60%; }}
    & > .timeline--bar-default {{ color: $role-default 85%; text-style: bold; }}
    & > .timeline--bar-deprecated {{ color: $role-deprecated 70%; }}
    & > .timeline--bar-none {{ color: $role-none 45%; }}
    & > .timeline--released {{ color: $role-released; }}
    & > .timeline--default {{ color: $role-default; text-style: bold; }}
    & > .timeline--deprecated {{ color: $role-deprecated; }}
    & > .timeline--retired {{ color: $foreground 80%; }}
    & > .timeline--none {{ color: $role-none; }}
    & > .timeline--notice {{ color: $notice; text-style: bold; }}
    & > .timeline--sent {{ color: $notice 65%; }}
    & > .timeline--error {{ color: $error; text-style: bold underline; }}
    & > .timeline--warning {{ color: $warning; text-style: bold underline; }}
    & > .timeline--info {{ color: $info; text-style: underline; }}
    & > .timeline--today {{ color: $today 80%; }}
    & > .timeline--day-cursor {{ color: $accent; text-style: bold; }}
    & > .timeline--frozen {{ color: $foreground 18%; }}
    & > .timeline--window {{ color: $success 70%; }}
    & > .timeline--binding {{ color: $success 80%; text-style: italic; }}
    & > .timeline--ghost {{ color: $ghost; text-style: italic; }}
    & > .timeline--guide {{ color: $primary 60%; }}
    & > .timeline--beyond {{ color: $quiet; }}
    & > .timeline--label {{ color: $success; text-style: bold reverse; }}
    & > .timeline--label-illegal {{ color: $error; text-style: bold reverse; }}
    & > .timeline--upper {{ color: $foreground; text-style: bold; }}
    & > .timeline--lower {{ color: $foreground 65%; }}
    & > .timeline--on-gutter {{ background: $surface; }}
    & > .timeline--on-gutter-cursor {{ background: $panel; text-style: bold; }}
    & > .timeline--on-cursor {{ background: $foreground 6%; }}
    & > .timeline--on-weekend {{ background: $weekend; }}
    & > .timeline--on-frozen {{ background: $frozen 45%; }}
    & > .timeline--on-window {{ background: $success 28%; }}
    &:ansi {{
        & > .timeline--frozen {{ color: ansi_bright_black; }}
        & > .timeline--on-gutter, & > .timeline--on-gutter-cursor, & > .timeline--on-cursor,
        & > .timeline--on-weekend, & > .timeline--on-frozen, & > .timeline--on-window {{
            background: ansi_default;
        }}
    }}
}}
"""


class Palette:
    """Every look that was ever painted since the styles last changed."""

    def __init__(self, widget: Widget) -> None:
        self._base = widget.rich_style
        self._inks = {"": Style()}
        for ink in INKS:
            style = widget.get_component_rich_style(f"timeline--{ink}")
            self._inks[ink] = Style(color=style.color) + style.without_color
        self._grounds = {"": Style(), "selected": Style(reverse=True)}
        for ground in GROUNDS:
            style = widget.get_component_rich_style(f"timeline--on-{ground}")
            self._grounds[ground] = Style(bgcolor=style.bgcolor) + style.without_color
        self._looks: dict[tuple[str, str], Style] = {}

    def segment(self, run: Run) -> Segment:
        text, ink, ground = run
        look = self._looks.get((ink, ground))
        if look is None:
            look = self._looks[ink, ground] = self._base + self._inks[ink] + self._grounds[ground]
        return Segment(text, look)

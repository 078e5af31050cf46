"""The widgets of the planner's screen: their places, their names, and messages in the status line."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from planner.tui.keymap import Keymap
from planner.tui.panels.heading import Heading
from planner.tui.panels.lines import LinePanel
from planner.tui.screens.layout import HEIGHTS, SMALLEST, WIDTHS, Edge, WorkArea
from planner.tui.screens.saying import SayingScreen
from planner.tui.timeline.minimap import Minimap
from planner.tui.timeline.ruler import Ruler
from planner.tui.timeline.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.chart import Row
    from planner.tui.controllers.panel_sizes import PanelSizes
    from planner.tui.controllers.previewing import Previewing
    from planner.tui.panels.inspector import Inspector
    from planner.tui.panels.key_line import KeyLine
    from planner.tui.panels.violations import Violations
    from planner.tui.screens.panel_row import PanelRow
    from planner.tui.signs import Signs
    from planner.tui.timeline.drag import Moves


PANEL_STYLES = Path(__file__).parents[1] / "panels" / "panels.tcss"


class PlanWidgets(SayingScreen, part=True):
    """A screen with a heading, a ruler, a timeline, panels, a footer and a status line."""

    BLANK = True  # as the containers: there is nothing to see of them, and each repaint asks
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    signs: "Signs"
    ascii_only: bool
    keymap: Keymap

    @property
    def previewing(self) -> "Previewing":
        """Dates while they are moved."""
        raise NotImplementedError

    @property
    def panel_sizes(self) -> "PanelSizes":
        """The heights of the panels."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Yield heading, ruler, timeline and minimap; what is below them comes with `add_panels`."""
        with Edge(id="top"):
            yield Heading(self.signs)
        with WorkArea(id="work"):
            timeline = Timeline(self._preview)
            timeline.ascii_only = self.ascii_only
            if self.keymap.keys:
                from planner.tui.commands.move import keys_while_held

                timeline.keys_while_held = keys_while_held(self.keymap)
            yield Ruler(timeline)
            yield timeline
            yield Minimap(timeline)

    def _preview(self, moves: "Moves") -> "Iterable[Row]":
        """Preview dragged dates and return the rows to repaint, as `Previewing.drag` does."""
        return self.previewing.drag(moves)

    def _choose_height(self, height: int | None) -> None:
        """Set the height of the panels in lines; None: by their content."""
        self.panel_sizes.choose(height)

    async def add_panels(self) -> None:
        """Mount panels, footer, status line and the text for a too small window, after the first paint."""
        from planner.tui.panels.key_line import KeyLine
        from planner.tui.panels.status import Status
        from planner.tui.screens.panel_row import PanelRow

        too_small = f"This needs a window of {SMALLEST[0]} x {SMALLEST[1]}."
        stylesheet = self.app.stylesheet
        stylesheet.add_source(PANEL_STYLES.read_text(encoding="utf-8"), read_from=(str(PANEL_STYLES), ""))
        with self.app.batch_update():
            await self.query_one("#work").mount(
                PanelRow(self._choose_height, self.violations, self.inspector)
            )
            await self.mount(
                Static(too_small, markup=False, id="too-small"),
                Edge(KeyLine(self.action_run_command, self.signs), id="keys"),
                Status(self.signs),
            )
            self.app.update_styles(self)  # `#work` makes room for them no more

    def set_breakpoints(self) -> None:
        """Set the style classes for the size of the window before the first layout, which needs them."""
        for length, breakpoints in zip(self.app.size, (WIDTHS, HEIGHTS), strict=True):
            self.add_class(
                next(name for least, name in reversed(breakpoints) if length >= least), update=False
            )

    @on(LinePanel.Measured)
    def _measured(self) -> None:
        """Fit the height of the panels to a panel that measured its lines anew."""
        self.panel_sizes.fit()

    def after_selection(self) -> None:
        """Do nothing; the tour looks whether its step is done."""

    def action_run_command(self, name: str) -> None:
        """Run the command with this id, for a key of the footer or the keyboard."""
        raise NotImplementedError

    @property
    def dragging(self) -> bool:
        """True while a date is being dragged."""
        return self.timeline.dragging

    def get_style_at(self, x: int, y: int) -> Style:
        """Return the style of a cell of the screen; an empty one during a drag.

        Textual asks for it at every motion.
        """
        return Style() if self.dragging else super().get_style_at(x, y)

    @cached_property
    def timeline(self) -> Timeline:
        """The timeline; a drag asks for it at each motion."""
        return self.query_one(Timeline)

    @property
    def minimap(self) -> Minimap:
        """The strip below the timeline."""
        return self.query_one(Minimap)

    @property
    def panel_row(self) -> "PanelRow":
        """The container of the panels."""
        return cast("PanelRow", self.query_one("#panels"))

    @property
    def heading(self) -> Heading:
        """The first line."""
        return self.query_one(Heading)

    @cached_property
    def violations(self) -> "Violations":
        """The violations panel, made when first asked for."""
        from planner.tui.panels.violations import Violations  # after the first paint

        return Violations(self.signs)

    @cached_property
    def inspector(self) -> "Inspector":
        """The inspector panel, made when first asked for."""
        from planner.tui.panels.inspector import Inspector  # after the first paint

        return Inspector(self.signs)

    @property
    def key_line(self) -> "KeyLine":
        """The footer."""
        return cast("KeyLine", self.query_one("#key-line"))

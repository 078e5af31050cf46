"""The height of the panels: by their content, by a dragged edge, or with one part on the whole screen."""

from typing import TYPE_CHECKING, Literal, Protocol, cast

from planner.tui.timeline.row_lines import RowLines

if TYPE_CHECKING:
    from textual.widget import Widget

    from planner.tui.controllers.side_panels import SidePanels
    from planner.tui.panels.inspector import Inspector
    from planner.tui.panels.lines import LinePanel
    from planner.tui.panels.violations import Violations
    from planner.tui.timeline.timeline import Timeline

FRAME = 2
"""Lines of a panel's frame."""
LEAST_PANEL = 3
"""Lines in the frame of a panel."""
LEAST_ROWS = 1
COMFORTABLE_PANEL = 10
"""Lines in a frame beyond which air between the rows is worth more than the rest of the panel."""
ABOVE = 4
"""Lines, frame included, of the violations that stay above a side panel where both are not wide enough."""
BIG_AS_LIFE = {"timeline": "-only-timeline", "violations": "-only-violations", "side": "-only-side"}
"""The style class of the screen while one panel has all of it."""

Part = Literal["timeline", "violations", "side"]


class SizedScreen(Protocol):
    """The screen of a plan, as the sizes of its panels see it."""

    @property
    def timeline(self) -> "Timeline":
        """The timeline."""

    @property
    def violations(self) -> "Violations":
        """The violations panel."""

    @property
    def inspector(self) -> "Inspector":
        """The inspector."""

    @property
    def side_panels(self) -> "SidePanels":
        """The inspector and the panel in its place."""

    @property
    def dragging(self) -> bool:
        """True while a date is being dragged."""

    @property
    def panel_row(self) -> "Widget":
        """The container of the panels."""

    def has_class(self, *class_names: str) -> bool:
        """Return True if the screen has all these style classes."""

    def add_class(self, *class_names: str) -> object:
        """Add style classes."""

    def remove_class(self, *class_names: str) -> object:
        """Remove style classes."""


def panel_height(wanted: int, airy_rows: int | None, available: int, *, above: int = 0) -> int:
    """Return the height of the panels in lines, frame included, for `wanted` lines of content.

    Args:
        wanted: The lines of the highest panel; of panels one above the other, of the lower one.
        airy_rows: The lines of the timeline with air between its rows: panels give up lines for it that they
            can spare. None: there is no room for air.
        available: The lines that rows and panels share; panels have at most half of them, `above` apart.
        above: The lines of the upper one of two panels; 0 if they stand side by side.
    """
    most = max(min(available // 2, available - LEAST_ROWS), 0)
    height = max(min(wanted + FRAME, most), min(LEAST_PANEL + FRAME, most)) + min(above, available - most)
    spared = available - airy_rows if airy_rows is not None else 0
    return spared if min(height, COMFORTABLE_PANEL + FRAME) <= spared < height else height


class PanelSizes:
    """The height of the panels and the part of the screen that is maximised."""

    def __init__(self, screen: SizedScreen) -> None:
        self.screen = screen
        self._chosen: int | None = None
        """The height that a person chose; None: as high as the content."""
        self.maximised: Part | None = None
        self._shared = 0
        """The height of the panels before a part was maximised."""

    @property
    def _available(self) -> int:
        """The lines that rows and panels share."""
        return self.screen.timeline.size.height + self.screen.panel_row.size.height

    def fit(self) -> None:
        """Set the height of the panels: as chosen by the person, else by their content.

        Nothing happens during a drag, or while one part has the whole screen.
        """
        if not self.screen.dragging:
            self.fit_resized()

    def fit_resized(self) -> None:
        """Do what `fit` does, even during a drag: the height was for another size of the terminal."""
        if self.maximised is not None:
            return
        available = self._available
        if available > 0:
            self._set(self._fitting(available))

    def _fitting(self, available: int) -> int:
        """Return the height that `fit` sets if rows and panels share `available` lines.

        It is the one that the person chose, within bounds, else that of the content.
        """
        if self._chosen is not None:
            return min(max(self._chosen, LEAST_PANEL + FRAME), max(available - LEAST_ROWS, 0))
        rows, auto = self.screen.timeline.rows.all, self.screen.timeline.spacing == "auto"
        airy = RowLines(rows, airy=True).height if auto and len(rows) < available else None
        return panel_height(self._wanted, airy, available, above=ABOVE if self._stacked else 0)

    @property
    def _stacked(self) -> bool:
        """True if the violations stand above a side panel."""
        return self.screen.has_class("-normal", "-tall", "-aside")

    @property
    def _wanted(self) -> int:
        """The number of lines of the content of the highest panel that is shown."""
        screen = self.screen
        side = cast("LinePanel", screen.side_panels.panel or screen.inspector)
        beside = screen.violations.display and not self._stacked
        shown = [screen.violations.lines_wanted] if beside else []
        if side.display:
            shown.append(len(side.lines))
        return max(shown, default=0)

    def grow(self) -> None:
        """Make the panels higher for more content, on the lines that are blank below the rows; never lower.

        Nothing happens if the person chose a height.
        """
        if self.maximised is not None or self.screen.dragging or self._chosen is not None:
            return
        timeline, now = self.screen.timeline, self.screen.panel_row.size.height
        blank = timeline.size.height - timeline.row_lines.height
        wanted = self._fitting(self._available)
        if blank > 0 and wanted > now > 0:
            self._set(min(wanted, now + blank))

    def choose(self, height: int | None) -> None:
        """Set the height of the panels in lines, frame included; None: by their content again."""
        self._chosen = height
        self.fit()

    def step(self, lines: int) -> None:
        """Make the panels some lines higher (positive) or lower, and keep that height."""
        self.choose(self.screen.panel_row.size.height + lines)

    def _set(self, height: int) -> None:
        """Set the height of the panels in lines, frame included."""
        self.screen.panel_row.styles.height = height

    def maximise(self, part: Part) -> None:
        """Give the whole screen to one part; if it has it already, restore the parts."""
        before = self.maximised
        self.restore()
        if before != part:
            self.maximised = part
            self.screen.add_class(BIG_AS_LIFE[part])
            self._shared = self.screen.panel_row.size.height
            if part != "timeline":
                self.screen.panel_row.styles.height = "1fr"  # a style sheet would not outdo `_set`

    def restore(self) -> None:
        """Show all parts again, at the heights before one had the whole screen; nothing if none has."""
        if self.maximised is not None:
            self.screen.remove_class(BIG_AS_LIFE[self.maximised])
            self._set(self._shared)
        self.maximised = None

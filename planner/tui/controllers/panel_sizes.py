"""The share of the screen that the panels have: by their content, by a dragged edge, or all of it."""

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
    """The screen of a plan as its sizes see it."""

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
    """Return the height of the panels, frame included, for `wanted` lines of content.

    They are as high as their content, but at least three lines and at most half of the lines `available`. Of
    panels one above the other these are the lines of the lower one, and `above` those of the upper one. If
    that leaves too few lines for `airy_rows`, the lines of the rows with air between them, they give up lines
    that they can spare. None: there is no air to be had.
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
        """Give the panels the height of their content, or the height that a person chose."""
        if self.maximised is not None or self.screen.dragging:
            return
        available = self._available
        if available > 0:
            self._set(self._fitting(available))

    def _fitting(self, available: int) -> int:
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
        """The lines of the highest panel that is shown."""
        screen = self.screen
        side = cast("LinePanel", screen.side_panels.panel or screen.inspector)
        beside = screen.violations.display and not self._stacked
        shown = [screen.violations.lines_wanted] if beside else []
        if side.display:
            shown.append(len(side.lines))
        return max(shown, default=0)

    def grow(self) -> None:
        """Show more of a panel's content on the lines below the rows, where there is nothing to see."""
        if self.maximised is not None or self.screen.dragging or self._chosen is not None:
            return
        timeline, now = self.screen.timeline, self.screen.panel_row.size.height
        blank = timeline.size.height - timeline.row_lines.height
        wanted = self._fitting(self._available)
        if blank > 0 and wanted > now > 0:
            self._set(min(wanted, now + blank))

    def choose(self, height: int | None) -> None:
        """Give the panels another height, or again that of their content (None)."""
        self._chosen = height
        self.fit()

    def step(self, lines: int) -> None:
        """Make the panels some lines higher or lower."""
        self.choose(self.screen.panel_row.size.height + lines)

    def _set(self, height: int) -> None:
        self.screen.panel_row.styles.height = height

    def maximise(self, part: Part) -> None:
        """Give one part of the screen all of it; if it has it already, share again."""
        before = self.maximised
        self.restore()
        if before != part:
            self.maximised = part
            self.screen.add_class(BIG_AS_LIFE[part])
            self._shared = self.screen.panel_row.size.height
            if part != "timeline":
                self.screen.panel_row.styles.height = "1fr"  # a style sheet would not outdo `_set`

    def restore(self) -> None:
        """Share the screen again after a part had all of it."""
        if self.maximised is not None:
            self.screen.remove_class(BIG_AS_LIFE[self.maximised])
            self._set(self._shared)
        self.maximised = None

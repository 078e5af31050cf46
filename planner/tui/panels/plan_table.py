"""The list of plans: a line a plan under a shared axis, with a cursor."""

from collections.abc import Sequence

from textual import events
from textual.message import Message

from planner.dates import Day
from planner.portfolio.arrangement import Order, SortKey
from planner.portfolio.summary import PlanSummary
from planner.tui.panels.lazy_lines import LazyLines
from planner.tui.panels.line import PanelLine, StyledText
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.list_selection import ListSelection
from planner.tui.panels.miniature import first_view, whole_view, zoomed
from planner.tui.panels.plan_columns import (
    Columns,
    TableStyle,
    column_at,
    columns,
    heading_lines,
    plan_line,
)
from planner.tui.signs import Signs
from planner.tui.timeline.scale import View

WHEEL_CELLS = 4
"""Cells that a turn of the wheel scrolls time by."""


class PlanLines(LazyLines):
    """The lines of all plans, each made when it is read.

    Lines of `before` are used again if the layout is the same and their plan did not change.
    """

    def __init__(
        self, summaries: Sequence[PlanSummary], style: TableStyle, before: "PlanLines | None" = None
    ) -> None:
        self._summaries = summaries
        self.style = style
        same_style = before is not None and before.style == style
        self.made: dict[str, tuple[PlanSummary, PanelLine]] = before.made if before and same_style else {}

    def __len__(self) -> int:
        return len(self._summaries)

    def line(self, index: int) -> PanelLine:
        """Return the line of the plan at an index, made anew only if the plan changed."""
        summary = self._summaries[index]
        of, line = self.made.get(summary.path, (None, None))
        if line is None or of is not summary:
            line = plan_line(summary, self.style, index)
            self.made[summary.path] = summary, line
        return line._replace(target=index)


class PlanTableHeading(LinePanel, can_focus=False):
    """The axis and the titles of the columns above the plans; a click on a title sorts."""

    class SortBy(Message):
        """A message that the title of a column was clicked."""

        def __init__(self, key: SortKey) -> None:
            super().__init__()
            self.key: SortKey = key

    class Wheel(Message):
        """A message that the wheel was turned over the axis, up (-1) or down (1)."""

        def __init__(self, by: int, zooms: bool) -> None:
            super().__init__()
            self.by = by
            self.zooms = zooms

    def __init__(self) -> None:
        super().__init__(id="plan-heading")
        self._columns: Columns | None = None

    def show_titles(self, style: TableStyle, order: Order) -> None:
        """Show the axis, and the titles of the columns with an arrow at the one that sorts."""
        self._columns = style.columns
        self.show(heading_lines(style, order))

    def on_click(self, event: events.Click) -> None:
        """Post `SortBy` for the column whose title is clicked; do nothing on the axis."""
        key = column_at(self._columns, event.x) if self._columns is not None else None
        if key is not None:
            self.post_message(self.SortBy(key))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Post `Wheel` to scroll to earlier days, or with ctrl to zoom in."""
        event.stop()
        self.post_message(self.Wheel(-1, event.ctrl))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Post `Wheel` to scroll to later days, or with ctrl to zoom out."""
        event.stop()
        self.post_message(self.Wheel(1, event.ctrl))


class PlanTable(ListSelection[PlanSummary], can_focus=True):
    """The plans in order; the cursor stays on its plan when others come, go or are sorted."""

    class Selected(Message):
        """A message that another plan is under the cursor."""

    class AxisChanged(Message):
        """A message that another stretch of time is to be shown: the list has to be shown anew."""

    class Opened(Message):
        """A message that a plan was clicked twice."""

    def __init__(self, signs: Signs, as_of: Day) -> None:
        super().__init__(id="plan-table")
        self._signs = signs
        self._as_of = as_of
        self._view: View | None = None
        """The axis that a person chose; None: the first one, whatever the width."""
        self._path: str | None = None
        """The plan under the cursor."""
        self._every: Sequence[PlanSummary] = ()
        self.no_shown = self.no_plans = ""
        """The lines that are shown where the filter hides every plan, and where there is no plan."""

    # what is shown

    @property
    def table_style(self) -> TableStyle:
        """The layout of the list: its columns for the present width, and its axis.

        The axis is as the person left it, or until then a stretch about the as-of date.
        """
        # Before the first layout the widget has no width, and beside it there is the scrollbar.
        found = columns(self.inner_width if self.size.width else max(self.app.size.width - 1, 1))
        if self._view is None:
            view = first_view(self._as_of, found.timeline)
        else:
            view = self._view = self._view.resized(found.timeline)
        return TableStyle(columns=found, view=view, as_of=self._as_of, signs=self._signs)

    @property
    def plans(self) -> Sequence[PlanSummary]:
        """The plans that are shown, in order."""
        return self._listed

    @property
    def in_view(self) -> Sequence[PlanSummary]:
        """The plans whose lines are in view now, from top to bottom."""
        top = self.scroll_offset.y
        return self._listed[top : top + max(self.scrollable_content_region.height, 1)]

    def list_plans(self, shown: Sequence[PlanSummary], every: Sequence[PlanSummary], order: Order) -> None:
        """Show the plans `shown`, which are sorted by `order` already, and the heading above them.

        The cursor stays on its plan, or at its place if that is not shown. `every` plan, shown or not, counts
        for `fit`. Without plans to show, show `no_shown`, or `no_plans` if there are none at all.
        """
        before = self._chosen
        self._listed, self._every = shown, every
        index = next((at for at, each in enumerate(shown) if each.path == self._path), None)
        if index is None and shown:
            index = min(before or 0, len(shown) - 1)
        moved = index != before
        self._path = shown[index].path if index is not None else None
        style = self.table_style
        before_lines = self.lines if isinstance(self.lines, PlanLines) else None
        if shown:
            self.show(PlanLines(shown, style, before_lines), chosen=index)
        else:
            self.show([PanelLine((StyledText(f" {self.no_shown if every else self.no_plans}", "quiet"),))])
        self.settle()
        heading = self.screen.query_one(PlanTableHeading)
        heading.show_titles(style, order)
        if moved and index is not None:
            self.reveal(index, index)

    # the cursor

    def go(self, index: int) -> None:
        """Put the cursor on the plan at an index, scroll there and post `Selected`; do nothing outside."""
        if 0 <= index < len(self._listed):
            self._path = self._listed[index].path
            self.show(self.lines, chosen=index)
            self.reveal(index, index)
            self.post_message(self.Selected())

    def go_to(self, path: str) -> bool:
        """Put the cursor on the plan with this path and return True; return False if it is not shown."""
        index = next((at for at, each in enumerate(self._listed) if each.path == path), None)
        if index is not None:
            self.go(index)
        return index is not None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the plan that is clicked; post `Opened` on a double click."""
        line = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if not 0 <= line < len(self._listed):
            return
        self.go(line)
        if event.chain == 2:
            self.post_message(self.Opened())

    # the axis

    def zoom(self, factor: float) -> None:
        """Zoom the axis in (`factor` above 1) or out, and post `AxisChanged`."""
        self._look_at(zoomed(self.table_style.view, factor, self._as_of))

    def pan(self, cells: int) -> None:
        """Scroll the axis by so many cells, to earlier days if negative, and post `AxisChanged`."""
        view = self.table_style.view
        self._look_at(view.scrolled_to(view.left + cells))

    def fit(self) -> None:
        """Zoom and scroll the axis to all dates of all plans, hidden ones too, and post `AxisChanged`."""
        self._look_at(whole_view(self._every, self._as_of, self.table_style.columns.timeline))

    def go_to_today(self) -> None:
        """Show the axis in which the list opens, about the as-of date, and post `AxisChanged`."""
        self._view = None
        self.post_message(self.AxisChanged())

    def _look_at(self, view: View) -> None:
        """Set the axis and post `AxisChanged`; the screen then shows the plans anew."""
        self._view = view
        self.post_message(self.AxisChanged())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in with ctrl, scroll to earlier days with shift or alt, else scroll the plans."""
        self._wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out with ctrl, scroll to later days with shift or alt, else scroll the plans."""
        self._wheel(event, 1)

    def _wheel(self, event: events.MouseEvent, later: int) -> None:
        """Zoom with ctrl, out (1) or in (-1); scroll time with shift or alt, later (1) or earlier (-1).

        Without these keys, `ScrollView` scrolls the plans.
        """
        if event.ctrl or event.shift or event.meta:
            event.stop()
            event.prevent_default()
            if event.ctrl:
                self.zoom(2.0**-later)
            else:
                self.pan(later * WHEEL_CELLS)

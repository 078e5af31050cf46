"""Lines that stand for entries to choose from, by arrows or a click; the screen shows the chosen one."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from planner.tui.panels.lines import LinePanel
from planner.tui.selection import RIGHT, AskMenu, OpenSelection, Selection

Listed = TypeVar("Listed")


def step_keys(place: str) -> list[BindingType]:
    """Return the key bindings that step through a list one by one and five by five.

    Their ids begin with `place`, the name of the list.
    """
    return [
        Binding("up,k", "step(-1)", "Previous", show=False, id=f"{place}.previous"),
        Binding("down,j", "step(1)", "Next", show=False, id=f"{place}.next"),
        Binding("pageup", "step(-5)", "Up", show=False, id=f"{place}.page-up"),
        Binding("pagedown", "step(5)", "Down", show=False, id=f"{place}.page-down"),
    ]


def keys(panel: str) -> list[BindingType]:
    """Return the key bindings of a panel: those of `step_keys`, first, last, and enter.

    Their ids begin with `panel`, the name of the panel.
    """
    return [
        Binding("enter", "back", "Go there", show=False, id=f"{panel}.go"),
        *step_keys(panel),
        Binding("home,g", "step(-1000000)", "First", show=False, id=f"{panel}.first"),
        Binding("end,G", "step(1000000)", "Last", show=False, id=f"{panel}.last"),
    ]


class ListSelection(LinePanel, Generic[Listed]):
    """A panel of entries of which one is under the cursor, or none."""

    class Left(Message):
        """A message that gives the keyboard back to the timeline."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._listed: Sequence[Listed] = ()

    @property
    def chosen(self) -> Listed | None:
        """The entry under the cursor; None without a cursor."""
        return self._listed[self._chosen] if self._chosen is not None else None

    def go(self, index: int) -> None:
        """Put the cursor on the entry at an index, and ask the screen to show it; each panel says how."""

    def action_step(self, by: int) -> None:
        """Choose the entry `by` further down (negative: up), as far as there are any.

        Without a cursor, count from before the first entry, or up from behind the last one.
        """
        if self._listed:
            start = self._chosen if self._chosen is not None else (-1 if by > 0 else len(self._listed))
            self.go(max(0, min(len(self._listed) - 1, start + by)))

    def action_back(self) -> None:
        """Give the keyboard back to the timeline, on enter."""
        self.post_message(self.Left())

    @property
    def selection(self) -> Selection | None:
        """The part of the plan under the cursor; None if commands act on the timeline's selection instead."""
        return None

    def open(self) -> None:
        """Ask for the entry under the cursor to be edited; do nothing if it is no part of the plan."""
        if (selection := self.selection) is not None:
            self.post_message(OpenSelection(selection))

    def on_click(self, event: events.Click) -> None:
        """Choose the entry that is clicked; ask for its menu on a right click, edit it on a double click."""
        index = self._index_at(event.get_content_offset_capture(self).y)
        if index is None:
            return
        self.go(index)
        if event.button == RIGHT:
            self.post_message(AskMenu(self.selection, event.screen_offset))
        elif event.chain == 2:
            self.open()

    def entry_at(self, y: int) -> Listed | None:
        """Return the entry on line `y` of the panel, 0 at the top of what is in view; None beside entries."""
        index = self._index_at(y)
        return self._listed[index] if index is not None and index < len(self._listed) else None

    def _index_at(self, y: int) -> int | None:
        """Return the index of the entry on line `y` of the panel; None beside entries."""
        line = y + self.scroll_offset.y
        return self.lines[line].target if 0 <= line < len(self.lines) else None

    @property
    def line_of_chosen(self) -> int:
        """The first visible line of the entry under the cursor, counted from the panel's top.

        It is 0 without a cursor, and if the entry is out of view.
        """
        lines = range(self.scroll_offset.y, min(len(self.lines), self.scroll_offset.y + self.size.height))
        at = (line for line in lines if self._chosen is not None and self.lines[line].target == self._chosen)
        return next(at, self.scroll_offset.y) - self.scroll_offset.y

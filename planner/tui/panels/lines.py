"""A widget of lines that repaints only changed lines: cheap enough to follow a drag."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from planner.tui.panels.colours import PanelColours
from planner.tui.panels.line import BLANK, PanelLine, StyledText
from planner.tui.themes import without_ansi


class LinePanel(ScrollView, inherit_bindings=False):
    """A panel of lines; a new number of lines is known to its scrollbar only after `settle`."""

    ALLOW_SELECT: ClassVar[bool] = False

    class Measured(Message):
        """A message that a side panel has another number of lines, which its height may follow."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[PanelLine] = ()
        self._palette: PanelColours | None = None
        self._chosen: int | None = None
        """The target that has the cursor; only `show` moves it, as it repaints the lines of both targets."""
        self._measured = -1
        """The number of lines of which the screen was told."""

    @property
    def lines(self) -> Sequence[PanelLine]:
        """The lines shown."""
        return self._lines

    @property
    def inner_width(self) -> int:
        """The width in cells inside border and scrollbar, at least 1."""
        return max(self.scrollable_content_region.width, 1)

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        super().notify_style_update()
        self._palette = None

    def show(self, lines: Sequence[PanelLine], *, chosen: int | None = None) -> None:
        """Replace the lines and repaint the visible ones that differ; the lines of `chosen` have the cursor.

        `chosen` is the target of these lines; None removes the cursor. Call `settle` afterwards if the number
        of lines may differ.
        """
        before, was_chosen = self._lines, self._chosen
        self._lines, self._chosen = lines, chosen
        top = self.scroll_offset.y
        for index in range(top, top + self.size.height):
            old = before[index] if index < len(before) else BLANK
            new = lines[index] if index < len(lines) else BLANK
            if old != new or (chosen != was_chosen and old.target in (chosen, was_chosen)):
                self.refresh_line(index)

    def settle(self) -> None:
        """Set the scrollbar to the number of lines; a side panel posts `Measured` if that number changed.

        Do not call it during a drag. The bar always has its place, so that no layout is needed for it.
        """
        self.set_reactive(LinePanel.virtual_size, Size(self.inner_width, len(self._lines)))
        self.vertical_scrollbar.window_virtual_size = len(self._lines)
        if self.has_class("side") and self._measured != len(self._lines) and self.size.width:
            self._measured = len(self._lines)
            self.post_message(self.Measured())
        self.scroll_to(y=min(self.scroll_offset.y, self.max_scroll_y), animate=False)

    def reveal(self, first: int, last: int) -> None:
        """Scroll no further than needed to show the lines from `first` to `last`.

        If not all of them have room, the first ones are shown.
        """
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if first < top or last - first >= height:
            self.scroll_to(y=first, animate=False)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the widget's line filters except the one for ANSI colours, which these lines do not have."""
        return without_ansi(super().get_line_filters())

    def render_line(self, y: int) -> Strip:
        """Return the painted line `y` of the panel, 0 at its top, wherever it is scrolled to."""
        if self._palette is None:
            self._palette = PanelColours(self)
        palette = self._palette
        index = self.scroll_offset.y + y
        line = self._lines[index] if 0 <= index < len(self._lines) else BLANK
        chosen = line.target is not None and line.target == self._chosen
        background = palette.cursor if chosen else palette.background
        style = palette.on_cursor if chosen else palette.__getitem__
        segments = [Segment(span.text, background + style(span.style) + _link(span)) for span in line.spans]
        return Strip(segments).adjust_cell_length(self.size.width, background)


def _link(span: StyledText) -> Style:
    """Return the style that makes a text a link of the terminal; an empty style without an address."""
    return _NO_LINK if span.link is None else Style(link=span.link, underline=True)


_NO_LINK = Style.null()

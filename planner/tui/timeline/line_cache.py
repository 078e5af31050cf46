"""Lines that are kept until they change, and handed out at once.

Textual keeps lines too, but looks up border, padding, opacity and more whenever it is asked for one, and it
asks for all lines of a widget at each motion. What is painted here has none of these.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from planner.tui.parts import Parted
from planner.tui.themes import without_ansi


class LineCache(Parted, Widget, part=True):
    """A widget that keeps its painted lines; as a base class it comes after others, whose styles come first.

    `render_line` may leave cells at the right unpainted: they are filled, since Textual drops the end of a
    line that is shorter than its widget. Lines that each step of a drag paints are `filled` as they are made:
    to make a second strip takes 3 % of a step.
    """

    def __init__(self, *children: Widget, **rest: Any) -> None:
        super().__init__(*children, **rest)
        self._kept: dict[int, Strip] = {}
        self._kept_for: tuple[object, ...] = ()
        self._fill: Style | None = None
        """The style of cells that `render_line` leaves unpainted, in the present theme."""
        self._filters: Sequence[LineFilter] = ()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Drop the lines of these regions, or all lines without regions, and have them painted anew.

        The other arguments are those of `Widget.refresh`.
        """
        if not regions:
            self._kept.clear()
        for region in regions:
            for y in region.line_range:
                self._kept.pop(y, None)
        if regions and self.is_mounted and repaint and not layout and not recompose:
            self._ask_for_frame(regions)
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _ask_for_frame(self, regions: Iterable[Region]) -> None:
        """Have these regions painted in the next frame, without posting a message.

        Textual forgets styles and sizes too, which have not changed, and needs three messages: a seventh of a
        step of a drag. One message, which tells the screen of the widget, would still be 2.5 % of a step.
        """
        self._repaint_regions.update(regions)
        if self.display:
            screen = self.screen
            screen._dirty_widgets.add(self)  # noqa: SLF001 the handler of the message does the same
            screen.check_idle()

    def notify_style_update(self) -> None:
        """Drop all lines, which have the colours of the old theme."""
        self._kept.clear()
        self._fill = None
        super().notify_style_update()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the widget's line filters except the one for ANSI colours, which these lines do not have."""
        return without_ansi(super().get_line_filters())

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region from the cache; paint lines that it lacks.

        A new size of the widget or another scroll position empties the cache first.
        """
        size = self.outer_size  # there is no border, and no padding
        now = size, self.scroll_y
        width = size.width
        if now != self._kept_for:
            self._kept.clear()
            self._kept_for = now
        kept, (x, y, wide, high) = self._kept, crop
        for line in range(y, y + high):
            if line not in kept:
                self._paint(line, width)
        strips = [kept[line] for line in range(y, y + high)]
        return strips if (x, wide) == (0, width) else [strip.crop(x, x + wide) for strip in strips]

    def paint_ahead(self, y: int) -> None:
        """Paint line `y` into the cache at once unless it is there, so that the next frame need not.

        Do nothing if the size or the scroll position changed since the last frame.
        """
        if (self.outer_size, self.scroll_y) == self._kept_for and y not in self._kept:
            self._paint(y, self.outer_size.width)

    def filled(self, segments: list[Segment], cells: int) -> Strip:
        """Return segments that take `cells` cells as a line, filled with spaces up to the widget's width."""
        rest = self.outer_size.width - cells
        if rest <= 0:
            return Strip(segments, cells)
        return Strip([*segments, Segment(" " * rest, self._fill)], cells + rest)

    def _paint(self, y: int, width: int) -> None:
        """Paint line `y` into the cache, filled up to a width."""
        if self._fill is None:
            self._fill, self._filters = self.rich_style, self.get_line_filters()
        strip = self.render_line(y)
        if strip.cell_length < width:
            strip = strip.adjust_cell_length(width, self._fill)
        for each in self._filters:
            strip = strip.apply_filter(each, self.background_colors[1])
        self._kept[y] = strip

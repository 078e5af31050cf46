"""The thing under a cell of the timeline."""

from planner.dates import Day
from planner.engine.constraint import Place
from planner.named_tuple import NamedTuple
from planner.plan import Freeze
from planner.tui.selection import Selection
from planner.tui.timeline.canvas import Canvas
from planner.tui.timeline.rows import hits, on_bar


class Pointed(NamedTuple):
    """A cell of the time axis: the row's item, the day, and the date, bar and freeze painted there."""

    item: int | None
    day: Day
    place: Place | None
    on_bar: bool
    freeze: Freeze | None = None


def pointed_at(canvas: Canvas, x: int, y: int) -> Pointed | None:
    """Return the item, day, date, bar and freeze at a cell of the widget; None left of the time axis.

    `x` and `y` count from the widget's upper left corner. The date may be painted one cell beside it. A cell
    that is in no item's row has only a day and perhaps a freeze.
    """
    column, row = x - canvas.gutter_cells, canvas.rows.at(canvas.row_lines.row_at(y + canvas.scroll_offset.y))
    if column < 0:
        return None
    day, freeze = canvas.view.day(column), freeze_at(canvas, x)
    if row is None or row.item is None:
        return Pointed(item=None, day=day, place=None, on_bar=False, freeze=freeze)
    markers = hits(row, canvas.view, column)
    place = markers[0].place if markers else None
    return Pointed(
        item=row.item, day=day, place=place, on_bar=on_bar(row, canvas.view, column), freeze=freeze
    )


def freeze_at(canvas: Canvas, x: int) -> Freeze | None:
    """Return the freeze painted in column `x` of the widget; None without one and left of the time axis."""
    column, view = x - canvas.gutter_cells, canvas.view
    found = (each for each in canvas.chart.freezes if view.x(each.start) <= column <= view.x(each.end))
    return next(found, None) if column >= 0 else None


def day_selection(canvas: Canvas, x: int) -> Selection:
    """Return a selection of the freeze painted in column `x` of the widget, or else of the day there."""
    day, freeze = canvas.view.day(x - canvas.gutter_cells), freeze_at(canvas, x)
    return Selection("day", day=day) if freeze is None else Selection("freeze", freeze.key, day=day)


def cell_of(canvas: Canvas, item: int, day: Day) -> tuple[int, int] | None:
    """Return the column and line of the widget where an item's row shows a day; None if the row is hidden.

    A day out of view has the nearest column of the time axis; the line may lie out of view.
    """
    row = canvas.rows.of_item(item)
    if row is None:
        return None
    column = min(max(canvas.view.x(day), 0), canvas.view.width - 1)
    return canvas.gutter_cells + column, canvas.row_lines.line_of(row) - canvas.scroll_offset.y

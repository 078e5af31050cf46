"""The ruler above a timeline: two levels of time, today, the day cursor and the date being dragged."""

from textual.strip import Strip
from textual.widget import Widget

from planner.dates import Day, iso
from planner.ticks import Tick, ticks
from planner.tui.timeline.canvas import Canvas
from planner.tui.timeline.painter import Cells, Run
from planner.tui.timeline.palette import COMPONENTS, CSS, Palette
from planner.tui.timeline.scale import View


class Ruler(Widget):
    ALLOW_SELECT = False
    COMPONENT_CLASSES = COMPONENTS
    DEFAULT_CSS = """
    Ruler {
        height: 2;
        background: $background;
        color: $foreground;
    }
    """ + CSS.format(widget="Ruler")

    def __init__(self, timeline: Canvas) -> None:
        super().__init__()
        self.timeline = timeline
        self._palette: Palette | None = None

    def on_mount(self) -> None:
        for name in ("view", "gutter_cells", "held", "day_cursor", "ascii_only"):
            self.watch(self.timeline, name, self._follow, init=False)

    def _follow(self) -> None:
        self.refresh()

    def notify_style_update(self) -> None:
        self._palette = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        if self._palette is None:
            self._palette = Palette(self)
        timeline = self.timeline
        view, scene = timeline.view, timeline.scene
        cells = Cells.blank(view.width)
        levels = ticks(view.first, view.last, view.scale.days_per_cell)
        if y == 0:
            write_ticks(cells, view, levels.upper, "upper")
            _write_day(cells, view, scene.as_of, "today", "today")
            if timeline.day_cursor is not None:
                _write_day(cells, view, timeline.day_cursor, iso(timeline.day_cursor), "day-cursor")
            if timeline.held is not None:
                ink = "label" if timeline.legal else "label-illegal"
                _write_day(cells, view, timeline.held.day, f" {iso(timeline.held.day)} ", ink)
        else:
            write_ticks(cells, view, levels.lower, "lower")
            _write_day(cells, view, scene.as_of, scene.glyphs.now, "today")
            if timeline.held is not None:
                _write_day(cells, view, timeline.held.day, scene.glyphs.now, "guide")
        runs = [Run(" " * timeline.gutter_cells, "", "gutter"), *cells.runs()]
        return Strip(map(self._palette.segment, runs))


def write_ticks(cells: Cells, view: View, marks: tuple[Tick, ...], ink: str) -> None:
    """Labels where their time starts, the first at the left edge; one without room is left out."""
    starts = [max(0, view.x(tick.day)) for tick in marks]
    free = 0
    for tick, x, following in zip(marks, starts, [*starts[1:], cells.width], strict=True):
        if x >= free and x + len(tick.label) < max(following, x + 1) + (following >= cells.width):
            cells.write(x, tick.label, ink)
            free = x + len(tick.label) + 1


def _write_day(cells: Cells, view: View, day: Day, text: str, ink: str) -> None:
    """A text centred over its day, in place of what stood there."""
    if view.shows(day):
        x = max(0, min(view.x(day) - len(text) // 2, cells.width - len(text)))
        cells.write(x, text, ink)

"""A small app around a timeline, and a mouse whose events take the way that a terminal's take."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple, TypeVar

from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.strip import Strip

from planner.chart import Chart, Row, moved
from planner.tui.themes import colours_for
from planner.tui.timeline import messages
from planner.tui.timeline.drag import Moves
from planner.tui.timeline.ruler import Ruler
from planner.tui.timeline.timeline import Timeline
from tests.tui.still import StillPilot


class Dragged(NamedTuple):
    """The timeline asked what is seen of these dates."""

    moves: Moves


Kind = TypeVar("Kind")


class CountedTimeline(Timeline):
    """A timeline that counts the lines that it paints."""

    lines_painted = 0

    def render_line(self, y: int) -> Strip:
        self.lines_painted += 1
        return super().render_line(y)


class TimelineApp(App[None]):
    """Shows what is dragged where it is dragged, as a screen with a session would."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self.heard: list[Message | Dragged] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(colours_for(self.current_theme))

    def compose(self) -> ComposeResult:
        timeline = CountedTimeline(self.preview)
        yield Ruler(timeline)
        yield timeline

    def on_mount(self) -> None:
        self.timeline.show(self.chart)
        self.timeline.focus()

    @property
    def timeline(self) -> CountedTimeline:
        return self.query_one(CountedTimeline)

    @property
    def ruler(self) -> Ruler:
        return self.query_one(Ruler)

    def on_timeline_selected(self, message: messages.Selected) -> None:
        self.heard.append(message)

    def on_timeline_grabbed(self, message: messages.Grabbed) -> None:
        self.heard.append(message)

    def preview(self, moves: Moves) -> list[Row]:
        self.heard.append(Dragged(moves))
        return [moved(row, moves) for row in self.chart.rows]

    def on_timeline_dropped(self, message: messages.Dropped) -> None:
        self.heard.append(message)

    def on_timeline_drag_cancelled(self, message: messages.DragCancelled) -> None:
        self.heard.append(message)
        self.timeline.show_rows(self.chart.rows)

    def on_timeline_nudged(self, message: messages.Nudged) -> None:
        self.heard.append(message)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """What was heard of a kind since they were last forgotten."""
        return [message for message in self.heard if isinstance(message, kind)]


class Mouse:
    """Cells of the time axis and rows, sent to the app as its driver sends them."""

    def __init__(self, app: TimelineApp, pilot: StillPilot) -> None:
        self.app = app
        self.pilot = pilot

    def _line(self, row: int) -> int:
        """Return the line of a row, however the rows are spaced; -1 is the ruler above."""
        timeline = self.app.timeline
        return timeline.row_lines.line_of(row) if 0 <= row < len(timeline.rows) else row

    async def press(self, x: int, row: int) -> None:
        await self.send(events.MouseDown, x, row)

    async def move(self, x: int, row: int) -> None:
        await self.send(events.MouseMove, x, row)

    async def release(self, x: int, row: int) -> None:
        await self.send(events.MouseUp, x, row)

    async def send(
        self,
        kind: type[events.MouseEvent],
        x: int,
        row: int,
        *,
        settle: bool = True,
        shift: bool = False,
        ctrl: bool = False,
    ) -> None:
        timeline = self.app.timeline
        at_x, at_y = timeline.region.x + timeline.gutter_cells + x, timeline.region.y + self._line(row)
        await self.app.on_event(
            kind(None, at_x, at_y, 0, 0, 1, shift, False, ctrl, screen_x=at_x, screen_y=at_y)
        )
        if settle:
            await self.pilot.pause()


@asynccontextmanager
async def running(
    chart: Chart, *, size: tuple[int, int] = (100, 20)
) -> AsyncIterator[tuple[TimelineApp, Mouse]]:
    app = TimelineApp(chart)
    async with app.run_test(size=size):
        pilot = StillPilot(app)
        await pilot.pause()
        app.heard.clear()
        yield app, Mouse(app, pilot)

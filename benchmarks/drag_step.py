"""A drag step: one motion event to the repainted lines, in the whole app, by its own CPU time."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, ClassVar
from unittest.mock import patch

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.table import Result
from planner.dates import to_day
from planner.tui.app import PlannerApp
from planner.tui.timeline.timeline import Timeline

SIZE = (120, 40)
STEPS = 240
_WARM_UP = 20
_FRAME = 0.02
"""Seconds between two events: a little more than Textual's own frame."""

Motion = Callable[[int], Awaitable[None]]


class Bare(App[None]):
    """Nothing but lines that are painted again at each motion."""

    class Lines(ScrollView):
        count: ClassVar[int] = 1

        def on_mouse_move(self) -> None:
            for line in range(self.count):
                self.refresh_line(line)

        def render_line(self, y: int) -> Strip:
            return Strip.blank(self.size.width)

    def compose(self) -> ComposeResult:
        yield self.Lines()


def results() -> Iterator[Result]:
    thousand, painted = asyncio.run(_planner(1_000))
    ten_thousand, _ = asyncio.run(_planner(10_000))
    bare = asyncio.run(_bare(painted))
    yield Result("drag step, 1,000 versions: median", median(thousand), "its bar", 0.0025, 1)
    yield Result("drag step, 1,000 versions: p99", quantiles(thousand, n=100)[-1], "its bar", 0.008, 1)
    usual = median(thousand)
    yield Result("drag step, 10,000 versions: median", median(ten_thousand), "1,000 versions", usual, 1.2)
    what = f"bare Textual, {painted} lines"
    yield Result("drag step, 1,000 versions: median", median(thousand), what, median(bare))


async def _planner(versions: int) -> tuple[list[float], int]:
    """The CPU seconds of each step, and how many lines a step paints."""
    async with _opened(versions) as app:
        timeline = app.screen.query_one(Timeline)
        item, _ = timeline.cursor
        line, marker = timeline.rows.of_item(item), timeline.marker
        assert line is not None
        assert marker is not None
        x = timeline.region.x + timeline.gutter_cells + timeline.view.x(marker.day)
        y = timeline.region.y + line - timeline.scroll_offset.y
        await _send(app, events.MouseDown, x, y)
        with _counted() as painted:
            taken = await _timed(lambda step: _send(app, events.MouseMove, x + _swing(step), y))
        await _send(app, events.MouseUp, x, y)
        return taken, round(painted[0] / (STEPS + _WARM_UP))


async def _bare(lines: int) -> list[float]:
    Bare.Lines.count = lines
    app = Bare()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return await _timed(lambda step: _send(app, events.MouseMove, 40 + _swing(step), 5))


@asynccontextmanager
async def _opened(versions: int) -> AsyncIterator[PlannerApp]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        plan = Path(folder, "big.toml")
        plan.write_text(big_plan(versions), encoding="utf-8")
        app = PlannerApp([str(plan)], as_of=to_day(AS_OF))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(0.5)
            timeline = app.screen.query_one(Timeline)
            schedule = app.screen.session.judgement.compiled.schedule  # type: ignore[attr-defined]
            item = versions - versions // 8
            slot = schedule.slots[item]["default"]
            timeline.select(item, schedule.owners[slot].place)
            timeline.go_to(schedule.days[slot])  # in the middle: no scrolling at the edges
            await pilot.pause(0.5)
            yield app


def _swing(step: int) -> int:
    """Forth and back, a cell at a time, so that each step is a new day."""
    phase = step % 24
    return phase if phase <= 12 else 24 - phase


async def _timed(motion: Motion) -> list[float]:
    taken = []
    for step in range(STEPS + _WARM_UP):
        start = time.process_time()
        await motion(step + 1)
        await asyncio.sleep(_FRAME)
        taken.append(time.process_time() - start)
    return taken[_WARM_UP:]


async def _send(app: App[Any], kind: type[events.MouseEvent], x: int, y: int) -> None:
    button = 1 if kind is events.MouseDown else 0
    await app.on_event(kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y))


@contextmanager
def _counted() -> Iterator[list[int]]:
    """How many lines all widgets paint meanwhile."""
    render, painted = Widget.render_lines, [0]

    def counting(widget: Widget, crop: Region) -> list[Strip]:
        painted[0] += crop.height
        return render(widget, crop)

    with patch.object(Widget, "render_lines", counting):
        yield painted

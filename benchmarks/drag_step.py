"""A drag step: one motion event to the repainted lines, written out for the terminal, in the whole app.

Textual's frame timer is not waited for but called: what is measured is work, not sleep. This machine may be
busy with something else, so of several rounds the quietest counts, of each app alike.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, ClassVar, NamedTuple
from unittest.mock import patch

from textual import events
from textual._compositor import ChopsUpdate
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.table import Result
from benchmarks.windows_and_ripples import chain, written
from planner.dates import to_day
from planner.tui.app import PlannerApp
from planner.tui.timeline.timeline import Timeline

SIZE = (120, 40)
ROUNDS = 5
STEPS = 200
SWING = 24
"""Steps forth and back."""
_WARM_UP = 20
_TURNS = 6
"""Of the loop, in which every message that a motion or a repaint causes is dealt with."""


class Steps(NamedTuple):
    """The times of many drag steps, in seconds."""

    median: float
    """Seconds."""
    p99: float
    painted: Sequence[Sequence[Strip]] = ()
    """The lines that each step of a swing repaints."""


class Bare(App[None]):
    """An app with nothing but the lines that the planner paints at a motion; each motion repaints them."""

    class Lines(ScrollView):
        """The lines of the motions of a swing in turn."""

        of_motions: ClassVar[Sequence[Sequence[Strip]]] = ()
        motions = 0

        def on_mouse_move(self) -> None:
            """Paint the lines again."""
            self.motions += 1
            self.refresh_lines(0, len(self.lines))

        def render_line(self, y: int) -> Strip:
            """Return a line that the planner painted; a blank one below them."""
            return self.lines[y] if y < len(self.lines) else Strip.blank(self.size.width)

        @property
        def lines(self) -> Sequence[Strip]:
            """The lines of the present motion."""
            return self.of_motions[self.motions % len(self.of_motions)]

    def compose(self) -> ComposeResult:
        """Yield the lines."""
        yield self.Lines()


def results() -> Iterator[Result]:
    """Yield drag steps on plans of two sizes and with ripple, each against a bare repaint or each other."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = name
        folder = Path(name)
        first = asyncio.run(_planner(written(folder, big_plan(1_000)), 875, "default"))
        bare = asyncio.run(_bare(first.painted))
        ten_thousand = asyncio.run(_planner(written(folder, big_plan(10_000)), 8_750, "default"))
        following = asyncio.run(_planner(written(folder, chain(1_000)), 0, "released", ripple=True))
        again = asyncio.run(_planner(written(folder, big_plan(1_000)), 875, "default"))
        thousand = Steps(min(first.median, again.median), min(first.p99, again.p99))
    yield from _against_bare("drag step, 1,000 versions", thousand, bare)
    longer = ten_thousand.median
    yield Result("drag step, 10,000 versions: median", longer, "1,000 versions", thousand.median, 1.1)
    yield from _against_bare("drag step, 1,000 dates follow", following, bare)


def _against_bare(what: str, steps: Steps, bare: Steps) -> Iterator[Result]:
    """Yield the median and the 99th percentile of steps against the median of a bare repaint."""
    same = "bare Textual, the same lines"
    yield Result(f"{what}: median", steps.median, same, bare.median, 1.7)
    yield Result(f"{what}: p99", steps.p99, same, bare.median, 4)


async def _planner(plan: Path, item: int, milestone: str, *, ripple: bool = False) -> Steps:
    """Return the times of dragging a milestone of an item in the planner, and the lines that it repaints."""
    async with _opened(plan, item, milestone) as (app, pilot):
        if ripple:
            await pilot.press("R")
            await pilot.pause(0.5)
        timeline = app.screen.query_one(Timeline)
        line, marker = timeline.rows.of_item(item), timeline.marker
        assert line is not None
        assert marker is not None
        x = timeline.region.x + timeline.gutter_cells + timeline.view.x(marker.day)
        y = timeline.region.y + timeline.row_lines.line_of(line) - timeline.scroll_offset.y
        await _send(app, events.MouseDown, x, y)
        for _ in range(2):  # the first steps paint more
            painted = [await _painted(app, x + _swing(step), y) for step in range(SWING)]
        return (await _quietest(app, x, y))._replace(painted=painted)


async def _painted(app: App[Any], x: int, y: int) -> list[Strip]:
    """Move the pointer one step, and return the lines that are repainted for it as they are then."""
    with _written_out() as updates:
        await _step(app, x, y)
    strips = app.screen._compositor.render_strips()
    fewest = min(updates, key=len)
    return [strips[line] for line in sorted(fewest)]


async def _bare(painted: Sequence[Sequence[Strip]]) -> Steps:
    """Return the times of repainting these lines in a bare app."""
    Bare.Lines.of_motions = painted
    app = Bare()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return await _quietest(app, 40, 5)


@asynccontextmanager
async def _opened(plan: Path, item: int, milestone: str) -> AsyncIterator[tuple[PlannerApp, Pilot[None]]]:
    """Yield the planner and its pilot, with a milestone of an item selected in the middle of the screen."""
    app = PlannerApp([str(plan)], as_of=to_day(AS_OF))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        timeline = app.screen.query_one(Timeline)
        schedule = app.screen.session.compiled.schedule  # type: ignore[attr-defined]
        slot = schedule.slots[item][milestone]
        timeline.select(item, schedule.owners[slot].place)
        timeline.go_to(schedule.days[slot])  # in the middle: no scrolling at the edges
        await pilot.pause(0.5)
        yield app, pilot


async def _quietest(app: App[Any], x: int, y: int) -> Steps:
    """Return the least median and the least 99th percentile of `ROUNDS` rounds of steps."""
    medians, p99s = [], []
    with _written_out():
        for _ in range(ROUNDS):
            taken = [await _step(app, x + _swing(step), y) for step in range(STEPS + _WARM_UP)][_WARM_UP:]
            medians.append(median(taken))
            p99s.append(quantiles(taken, n=100)[-1])
    return Steps(min(medians), min(p99s))


async def _step(app: App[Any], x: int, y: int) -> float:
    """Send one motion, wait until it is repainted, and return the seconds that it took."""
    start = time.perf_counter()
    await _send(app, events.MouseMove, x, y)
    await _turns()
    app.screen._on_timer_update()
    await _turns()
    return time.perf_counter() - start


def _swing(step: int) -> int:
    """Return how many cells right of the start the pointer is at a step: to and fro, a cell at a time.

    So each step is a new day.
    """
    phase = (step + 1) % SWING
    return min(phase, SWING - phase)


async def _send(app: App[Any], kind: type[events.MouseEvent], x: int, y: int) -> None:
    """Send a mouse event to the app at a cell of the screen."""
    button = 1 if kind is events.MouseDown else 0
    await app.on_event(kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y))


async def _turns() -> None:
    """Let the event loop turn often enough to handle all messages of a motion."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)


@contextmanager
def _written_out() -> Iterator[list[set[int]]]:
    """Have the app write out its updates, which it does not in a test; yield the set of lines of each."""
    lines: list[set[int]] = []

    def display(app: App[Any], screen: Screen[Any], update: object) -> None:
        if isinstance(update, ChopsUpdate):
            update.render_segments(app.console)
            lines.append({y for y, _, _ in update.spans})

    with patch.object(App, "_display", display):
        yield lines

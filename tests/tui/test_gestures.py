"""Whatever a person does by key and mouse, one thing after another: what is shown is what is planned."""

from pathlib import Path
from random import Random

import pytest
from textual import events

from planner.chart import chart
from tests.tui.desk import Desk, at_work

KEYS = (
    *("left", "right", "up", "down", "shift+left", "shift+right", "less_than_sign", "greater_than_sign"),
    *("tab", "space", "enter", "escape", "n", "i", "r", "A", "R", "v"),
    *("a", "m", "u", "ctrl+r", "plus", "minus", "0", "t", "home", "end"),
)
GESTURES = 50


async def gesture(desk: Desk, random: Random) -> None:
    if random.random() < 0.6:
        await desk.press(random.choice(KEYS))
        return
    width, height = desk.app.size
    x, y = random.randrange(width), random.randrange(3, height - 2)
    await send(desk, events.MouseDown, x, y)
    for _ in range(random.randrange(8)):
        x = min(max(x + random.randrange(-6, 7), 0), width - 1)
        await send(desk, events.MouseMove, x, y)
        await desk.pilot.pause(random.choice((0, 0, 0.02)))
    if random.random() < 0.2:
        await desk.press(random.choice(("escape", "left", "u")))
    await send(desk, events.MouseUp, x, y)
    await desk.pilot.pause()


async def send(desk: Desk, kind: type[events.MouseEvent], x: int, y: int) -> None:
    await desk.app.on_event(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))


async def out_of_dialogs(desk: Desk) -> None:
    """And with nothing held."""
    for _ in range(10):
        if desk.app.screen is desk.screen and not desk.timeline.dragging:
            break
        await desk.press("escape")
    await desk.caught_up()


@pytest.mark.parametrize("seed", range(2))
async def test_after_any_gestures_the_timeline_shows_the_plan(path: Path, seed: int) -> None:
    random = Random(seed)
    async with at_work(path, size=random.choice([(80, 24), (120, 40)])) as desk:
        first = desk.session.plan
        for number in range(1, GESTURES + 1):
            await gesture(desk, random)
            if number % 10:
                continue
            await out_of_dialogs(desk)
            timeline = desk.timeline
            assert tuple(timeline.rows.all) == chart(desk.session.evaluation).rows
            painted = [timeline.render_line(y).text for y in range(timeline.size.height)]
            assert [strip.text for strip in timeline.render_lines(timeline.size.region)] == painted
        while desk.session.undo_label is not None:
            await desk.press("u")
        assert desk.session.plan == first
        assert tuple(desk.timeline.rows.all) == chart(desk.session.evaluation).rows

"""Makes the pictures of the README and of docs/ from the real app: `python docs/make_pictures.py`."""

import asyncio
import os
import re
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from planner.dates import Day, to_day
from planner.tui.app import PlannerApp
from planner.tui.timeline.timeline import Timeline

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
AS_OF: Day = to_day(date(2026, 11, 21))

_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Textual links a font on the net; a picture of ours fetches nothing."""
_IDS = re.compile(r"terminal-\d+")


async def pull(pilot: Pilot[None], cells: int) -> None:
    """Take the selected date with the mouse and hold it so many cells further."""
    timeline = pilot.app.screen.query_one(Timeline)
    item, _ = timeline.cursor
    marker, line = timeline.marker, timeline.rows.of_item(item)
    assert marker is not None
    assert line is not None
    x = timeline.gutter_cells + timeline.view.x(marker.day)
    await pilot.mouse_down(Timeline, offset=(x, line))
    for step in range(1, cells + 1):
        await pilot.hover(Timeline, offset=(x + step, line))
    await pilot.pause(0.4)


async def dragging() -> str:
    """Return the screen as SVG while a date is dragged."""
    app = PlannerApp([str(ROOT / "plans" / "clio.toml")], as_of=AS_OF)
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.press("n")
        await pull(pilot, 2)
        return app.export_screenshot(title="planner open plans/clio.toml")


async def plans() -> str:
    """Return the list of the example plans as SVG."""
    paths = sorted(each.relative_to(ROOT) for each in (ROOT / "plans").glob("*.toml"))
    app = PlannerApp([str(each) for each in paths], as_of=AS_OF)
    async with app.run_test(size=(110, 16)) as pilot:
        await pilot.pause(1)
        return app.export_screenshot(title="planner")


def main() -> None:
    """Write the pictures."""
    os.chdir(ROOT)
    os.environ["COLORTERM"] = "truecolor"  # whatever terminal this runs in
    PICTURES.mkdir(parents=True, exist_ok=True)
    for picture in (dragging, plans):
        svg = _IDS.sub("terminal", _FONTS.sub("", asyncio.run(picture())))
        (PICTURES / f"{picture.__name__}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()

"""The screens as pictures. `UPDATE_SNAPSHOTS=1 pytest tests/tui/test_snapshots.py` draws them anew."""

import os
import re
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from tests.tui.desk import at_work

PICTURES = Path(__file__).parent / "snapshots"
SIZES = {"tiny": (40, 12), "small": (80, 24), "middle": (120, 40), "large": (200, 50)}


NUMBER = r"([\d.]+)"
RECTANGLE = re.compile(
    f'<rect fill="([^"]+)" x="{NUMBER}" y="{NUMBER}" width="{NUMBER}" height="{NUMBER}"[^>]*/>'
)


def settled(svg: str) -> str:
    """Without the number that Textual makes up for a picture; what has one colour is painted in one piece."""
    runs = re.compile(f"(?:{RECTANGLE.pattern})+")
    return runs.sub(lambda run: _joined(run[0]), re.sub(r"terminal-\d+", "terminal", svg))


def _joined(rectangles: str) -> str:
    joined: list[str] = []
    for (fill, y, height), group in groupby(RECTANGLE.findall(rectangles), key=itemgetter(0, 2, 4)):
        pieces = list(group)
        x, width = pieces[0][1], sum(float(each[3]) for each in pieces)
        joined.append(f'<rect fill="{fill}" x="{x}" y="{y}" width="{width:g}" height="{height}"/>')
    return "".join(joined)


def compare(name: str, svg: str) -> None:
    picture, drawn = PICTURES / f"{name}.svg", settled(svg)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        picture.write_text(drawn, encoding="utf-8")
    assert picture.read_text(encoding="utf-8") == drawn, f"{picture} is another picture"


@pytest.mark.parametrize(
    ("name", "size", "theme", "keys"),
    [
        ("small-dark", "small", "planner-dark", ""),
        ("small-light-inspector", "small", "planner-light", "i"),
        ("middle-dark", "middle", "planner-dark", ""),
        ("middle-light-held", "middle", "planner-light", "space shift+right shift+right shift+right"),
        ("large-dark-help", "large", "planner-dark", "question_mark slash s a v e enter"),
        ("small-dark-date", "small", "planner-dark", "enter"),
        ("tiny-dark", "tiny", "planner-dark", ""),
        ("small-16-agenda", "small", "planner-16", "A"),
        ("middle-high-contrast-requests", "middle", "planner-high-contrast", "r"),
    ],
)
async def test_a_screen_looks_as_it_did(path: Path, name: str, size: str, theme: str, keys: str) -> None:
    async with at_work(path, size=SIZES[size], theme=theme) as desk:
        await desk.press(*keys.split())
        for _ in range(2):  # as the timeline looks whether a held date rests
            desk.timeline.guide_when_resting()
        for field in desk.app.screen.query("Input"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await desk.pilot.pause()
        compare(name, desk.app.export_screenshot())


async def test_a_screen_in_ascii_looks_as_it_did(path: Path) -> None:
    async with at_work(path, size=SIZES["small"], ascii_only=True) as desk:
        await desk.pilot.pause()
        compare("small-ascii", desk.app.export_screenshot())

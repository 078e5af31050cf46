"""Text that does not fit is cut where it says least, and the cut is shown."""

from pathlib import Path

import pytest

from planner.terminal_text import cells
from planner.tui.panels.heading import Heading
from planner.tui.panels.line import cropped_in_the_middle
from tests import real_size
from tests.tui.desk import PLAN, at_work

LONG = PLAN.replace("2.0", "A version of the widgets with a very long name that goes on 2.0")
SIZES = [(80, 24), (120, 40), (200, 55)]


def test_a_name_is_cut_in_the_middle() -> None:
    assert cropped_in_the_middle("Developer API 2025.1", 15) == "Develop… 2025.1"
    assert cells(cropped_in_the_middle("Developer API 2025.1", 15)) == 15


async def test_the_cut_of_the_inspectors_first_line_is_shown(path: Path) -> None:
    path.write_text(LONG)
    async with at_work(path) as desk:
        desk.timeline.select(1)
        await desk.settle()
        first = desk.screen.inspector.lines[0].text
        assert first.rstrip().endswith("…")
        assert cells(first) <= desk.screen.inspector.inner_width


async def test_the_products_name_gives_way_to_the_as_of_date(path: Path) -> None:
    path.write_text(PLAN.replace("Widgets API", "Widgets API of Example Incorporated"))
    async with at_work(path, size=(80, 24)) as desk:
        await desk.select("2.0", "default")
        await desk.press("l")
        line = desk.screen.query_one(Heading).lines[0].text
        assert "as of 2026-11-21" in line
        assert "1 change" in line


@pytest.mark.parametrize("size", SIZES)
async def test_names_that_differ_at_the_end_look_different_in_the_panels(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = real_size.write(tmp_path)
    async with at_work(path, size=size) as desk:
        assert "2025.1" in desk.panel
        await desk.press("comma")
        text = [line.text for line in desk.screen.query_one("#requests").lines]  # type: ignore[attr-defined]
        assert any("2024.1 " in each for each in text)
        assert any("2025.1 " in each for each in text)
        assert all(each.rstrip()[-10:].count("-") == 2 for each in text if "  to " in each)

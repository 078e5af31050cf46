"""In a window of 40 x 12 the proposals stand below the rows that they are about, and no day is cut."""

from pathlib import Path

import pytest
from textual.widgets import Static

from planner.tui.dialogs.fix import FixScreen
from planner.tui.dialogs.followers import FollowersScreen
from planner.tui.dialogs.simulation import SimulationScreen
from tests.real_size import write
from tests.tui.desk import Desk, at_work
from tests.tui.whole import lines

TINY = (40, 12)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write(tmp_path)


def above(desk: Desk) -> str:
    """Return the lines of the screen above the dialog."""
    return "\n".join(lines(desk.app)[: desk.app.screen.query_one(".dialog").region.y])


def below(desk: Desk) -> str:
    """Return the lines of the dialog."""
    return "\n".join(lines(desk.app)[desk.app.screen.query_one(".dialog").region.y :])


def title(dialog: FixScreen) -> str:
    return str(dialog.query_one(".dialog-title", Static).render())


async def test_a_fix_shows_its_ghost_and_its_new_day_in_a_tiny_window(plan: Path) -> None:
    async with at_work(plan, size=TINY) as desk:
        await desk.select("SDK 2024.1", "removed")
        _, line = desk.cell("SDK 2024.1", "removed")
        lowest = desk.timeline.size.height - 1
        desk.timeline.scroll_to(y=desk.timeline.scroll_offset.y + line - lowest, animate=False)
        await desk.settle()
        await desk.press("f")
        dialog = await desk.dialog(FixScreen)
        await desk.until(lambda: dialog.proposal is not None)
        await desk.settle()
        assert "2024.1" in above(desk)
        assert "···" in above(desk), "the way of the ghost"
        assert "2027-02-15 → 2027-03-15  +28 d" in below(desk)
        await desk.press("tab")
        await desk.until(lambda: title(dialog).endswith(": the only way"))  # no notice helps
        assert "instead" not in below(desk)


async def test_a_simulation_shows_its_ghosts_and_all_its_buttons_in_a_tiny_window(plan: Path) -> None:
    async with at_work(plan, size=TINY) as desk:
        await desk.select("SDK 2025.1")
        await desk.press("I", "enter")
        dialog = await desk.dialog(SimulationScreen)
        await desk.until(lambda: dialog.simulation is not None)
        await desk.settle()
        assert above(desk).count("+ SDK") >= 2, "coming versions"
        assert "Accept   Other numbers   Refuse" in below(desk)
        await desk.press("escape")
        assert "+ SDK" not in "\n".join(lines(desk.app))


async def test_the_list_of_followers_has_their_new_days_in_a_tiny_window(plan: Path) -> None:
    async with at_work(plan, size=TINY) as desk:
        await desk.select("SDK 2027.1", "deprecated")
        await desk.press("R", "space", *["greater_than_sign"] * 8, "f")
        await desk.dialog(FollowersScreen)
        await desk.settle()
        assert "2027.1" in above(desk)
        assert "→ 2030-03-23 +40 d" in below(desk)
        assert "All   Without them   Nothing" in below(desk)

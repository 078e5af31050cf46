"""The share of rows and panels: by keys, by their edge, and all of the screen for one of them."""

from pathlib import Path

import pytest

from planner.tui.input.keyboard import Keyboard
from planner.tui.screens.panel_row import PanelRow
from planner.tui.screens.planner import PlannerScreen
from tests import real_size
from tests.tui.desk import Desk, at_work
from tests.tui.whole import places

EXAMPLE = Path(__file__).parents[2] / "plans" / "clio.toml"


def panel_lines(desk: Desk) -> int:
    return desk.screen.panel_row.size.height


async def test_keys_make_the_panels_higher_and_lower(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path)) as desk:
        before, rows = panel_lines(desk), desk.timeline.size.height
        await desk.press("ctrl+up", "ctrl+up")
        assert (panel_lines(desk), desk.timeline.size.height) == (before + 2, rows - 2)
        await desk.press("ctrl+down", "ctrl+down", "ctrl+down")
        assert (panel_lines(desk), desk.timeline.size.height) == (before - 1, rows + 1)
        for _ in range(40):
            await desk.press("ctrl+up")
        assert desk.timeline.size.height >= 1, "a row stays"
        assert desk.screen.minimap.size.height == 1


async def test_the_edge_of_the_panels_is_dragged_and_a_double_click_shares_by_content(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path)) as desk:
        before = panel_lines(desk)
        await desk.pilot.mouse_down(PanelRow, offset=(20, 0))
        await desk.pilot.hover(offset=(20, desk.screen.panel_row.region.y - 3))
        await desk.pilot.pause()
        assert panel_lines(desk) == before + 3
        await desk.pilot.mouse_up(PanelRow, offset=(20, 0))
        await desk.pilot.hover(offset=(20, desk.screen.panel_row.region.y - 2))
        await desk.pilot.pause()
        assert panel_lines(desk) == before + 3, "let go"
        await desk.pilot.click(PanelRow, offset=(20, 0), times=2)
        await desk.settle()
        assert panel_lines(desk) == before


@pytest.mark.parametrize(
    ("panels", "shown"),
    [(0, "timeline"), (1, "violations"), (2, "inspector")],
    ids=["timeline", "violations", "inspector"],
)
async def test_a_key_gives_the_panel_with_the_keyboard_all_of_the_screen(
    tmp_path: Path, panels: int, shown: str
) -> None:
    async with at_work(real_size.write(tmp_path)) as desk:
        parts = {
            "timeline": desk.timeline,
            "violations": desk.screen.violations,
            "inspector": desk.screen.inspector,
        }
        before = {name: part.region for name, part in parts.items()}
        await desk.press(*["f6"] * panels, "Z")
        assert parts[shown].has_focus
        assert parts[shown].outer_size.height >= 34
        seen = [name for name, part in parts.items() if part in places(desk.screen)]
        assert seen == [shown]
        await desk.press("Z")
        assert {name: part.region for name, part in parts.items()} == before


async def test_a_key_sets_the_distance_of_the_rows(path: Path) -> None:
    async with at_work(path) as desk:
        assert desk.timeline.row_lines.line_of(1) == 2, "apart while all fit"
        await desk.press("D")
        assert desk.timeline.row_lines.line_of(1) == 1
        assert desk.said[-1] == "Rows stand close together."
        await desk.press("D")
        assert desk.timeline.row_lines.line_of(1) == 2
        assert desk.said[-1] == "Rows stand apart."
        await desk.press("D")
        assert desk.said[-1] == "Rows stand apart while all fit."


async def test_the_panels_are_first_fitted_to_the_item_that_is_selected_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "clio.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    inspected: list[list[str]] = []
    select_first, release = PlannerScreen.select_first, Keyboard.release
    screens: list[PlannerScreen] = []

    def selected(screen: PlannerScreen) -> None:
        select_first(screen)
        screens.append(screen)

    def released(keyboard: Keyboard) -> None:
        """Note what is inspected when keys go on: no message was handled since the selection."""
        release(keyboard)
        inspected.extend([line.text.strip() for line in each.inspector.lines] for each in screens)
        screens.clear()

    monkeypatch.setattr(PlannerScreen, "select_first", selected)
    monkeypatch.setattr(Keyboard, "release", released)
    async with at_work(path, size=(110, 34)) as desk:
        assert "2026-11-17 + 90 days = 2027-02-15" in inspected[0]
        at_start = panel_lines(desk)
        await desk.press("right", "u")
        assert panel_lines(desk) == at_start

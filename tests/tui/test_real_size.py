"""The screen on a plan of real size: it scrolls, and nothing of it is missing or cut."""

from pathlib import Path

import pytest
from textual.events import AppBlur, AppFocus

from planner.edits import items
from tests.real_size import write
from tests.tui.desk import Desk, at_work
from tests.tui.whole import SIZES, lines, wrong_lines

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")

WITHOUT_VIOLATIONS = """\
format  = 1
product = "Widgets API"
policy  = "clio"
"""
FIRST_VIOLATION_ON_THE_FIRST_ROW = """\
format  = 1
product = "Widgets API"
policy  = "clio"

[[version]]
name     = "1.0"
released = 2026-12-01
"""


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return write(tmp_path)


def ruler(desk: Desk) -> str:
    at = desk.timeline.region.y
    return "\n".join(lines(desk.app)[at - 2 : at])


@sizes
async def test_the_ruler_is_there_at_any_zoom_where_the_rows_have_a_scrollbar(
    real: Path, size: tuple[int, int]
) -> None:
    async with at_work(real, size=size) as desk:
        zooms = {"at first": (), "near": ["plus"] * 3, "at first again": ["minus"] * 3, "far": ["minus"] * 2}
        for zoom, keys in zooms.items():
            await desk.press(*keys, "t")
            assert desk.timeline.show_vertical_scrollbar, zoom
            shown = ruler(desk)
            assert "today" in shown, zoom
            assert "20" in shown.replace("today", ""), f"the years {zoom}"
            assert wrong_lines(desk.app) == [], zoom


@sizes
async def test_the_dragged_date_stands_in_the_ruler_where_the_rows_have_a_scrollbar(
    real: Path, size: tuple[int, int]
) -> None:
    async with at_work(real, size=size) as desk:
        await desk.select("Developer API 2025.1", "removed")
        await desk.grip("Developer API 2025.1", "removed")
        await desk.pull(2)
        held = desk.timeline.held
        assert held is not None
        assert held.title in ruler(desk)
        assert wrong_lines(desk.app) == []


@sizes
async def test_a_jump_to_a_marker_leaves_a_quarter_of_the_width_free_or_keeps_today_in_view(
    real: Path, size: tuple[int, int]
) -> None:
    async with at_work(real, size=size) as desk:
        found = set()
        for key in ("n", "n", "n", "n", "N", "tab", "tab", "shift+tab", "shift+tab", "down", "plus", "n"):
            await desk.press(key)
            marker, view = desk.timeline.marker, desk.timeline.view
            if marker is not None:
                found.add(marker.place)
                roomy = view.width // 4 <= view.x(marker.day) <= view.width - view.width // 4
                kept = key == "plus" or view.shows(desk.session.as_of)  # to zoom is no jump
                assert roomy or (kept and view.shows(marker.day)), key
        assert len(found) > 4


@sizes
async def test_a_short_drag_of_a_date_that_was_jumped_to_moves_it_by_its_cells(
    real: Path, size: tuple[int, int]
) -> None:
    async with at_work(real, size=size) as desk:
        await desk.select("SDK 2029.1", "removed")
        left, before = desk.timeline.view.left, desk.session.day(desk.place("SDK 2029.1", "removed"))
        await desk.grip("SDK 2029.1", "removed")
        await desk.pull(2)
        assert desk.timeline.view.left == left
        await desk.let_go()
        moved = desk.session.day(desk.place("SDK 2029.1", "removed")) - before
        assert 0 < moved <= 2 * desk.timeline.view.scale.days_per_cell + 1


@sizes
@pytest.mark.parametrize("plan", ["real", "none", "first row", "partner.toml"])
async def test_the_footer_has_its_keys_at_the_start(
    real: Path, tmp_path: Path, size: tuple[int, int], plan: str
) -> None:
    path = real
    if plan == "partner.toml":
        path = Path("plans/partner.toml")
    elif plan != "real":
        path = tmp_path / "small.toml"
        path.write_text(WITHOUT_VIOLATIONS if plan == "none" else FIRST_VIOLATION_ON_THE_FIRST_ROW)
    async with at_work(path, size=size) as desk:
        for key in ("Undo", "Save", "Help", "Quit"):
            assert key in lines(desk.app)[-1]
        assert wrong_lines(desk.app) == []


@sizes
async def test_the_footers_of_the_other_screens_have_their_keys_at_the_start(
    real: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("format = 1\nproduct = 1\n")
    async with at_work(real, broken, size=size) as desk:
        assert "Filter" in lines(desk.app)[-1]
        await desk.press("home", "enter")
        assert "Leave" in lines(desk.app)[-1]
        assert wrong_lines(desk.app) == []
        await desk.press("q", "end", "enter")
        await desk.until(lambda: "Save" in lines(desk.app)[-1])
        await desk.press("q")
        assert "Filter" in lines(desk.app)[-1], "back in the portfolio"


async def test_the_footer_has_its_keys_in_a_terminal_that_does_not_have_the_focus(real: Path) -> None:
    async with at_work(real) as desk:
        desk.app.post_message(AppBlur())
        await desk.pilot.pause()
        assert "Save" in lines(desk.app)[-1]
        desk.app.post_message(AppFocus())
        await desk.pilot.pause()
        assert "Save" in lines(desk.app)[-1]


@sizes
async def test_every_line_of_every_widget_is_as_wide_as_the_widget(real: Path, size: tuple[int, int]) -> None:
    async with at_work(real, size=size) as desk:
        for key in ("i", "i", "A", "escape", "r", "escape", "G", "v", "plus", "minus", "minus", "0"):
            await desk.press(key)
            assert wrong_lines(desk.app) == [], key
            assert "Quit" in lines(desk.app)[-1]
            assert len(lines(desk.app)) == size[1]


JOINED = {
    "Developer API 2023.1": "👨\u200d👩\u200d👧 families",
    "Developer API 2024.1": "👍🏽 ❤\ufe0f",
    "Developer API 2025.1": "รุ่นที่ 2",
    "SDK 2024.1": "☰ menu",
    "SDK 2025.1": "क्\u200dष",
    "SDK 2026.1": "한글 \u1112\u1161",
}
"""Names of characters of which several make one, and the versions that get them."""


@pytest.mark.parametrize("size", SIZES[:2])
async def test_a_name_of_joined_characters_keeps_its_line_whole(real: Path, size: tuple[int, int]) -> None:
    text = real.read_text()
    for version, name in JOINED.items():
        assert f'"{version}"' in text
        text = text.replace(f'"{version}"', f'"{name}"')
    real.write_text(text)
    async with at_work(real, size=size) as desk:
        for name in JOINED.values():
            await desk.select(name, "removed")
            assert wrong_lines(desk.app) == [], name
            assert "\\u" not in "\n".join(lines(desk.app)), name
            await desk.press("i")
            assert wrong_lines(desk.app) == [], name
            await desk.press("i")


async def test_undoing_a_new_version_leaves_the_cursor_in_view_beside_it(real: Path) -> None:
    async with at_work(real, size=(80, 24)) as desk:
        await desk.select("Webhooks 2031.1")
        await desk.press("a", "u")
        timeline = desk.timeline
        row = timeline.rows.of_item(timeline.cursor[0])
        assert row is not None
        assert timeline.rows.all[row].name == "Webhooks 2031.1"
        assert desk.screen.item in timeline.items_in_view


async def test_the_cursor_stays_on_its_item_when_others_come_and_go(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("people: fax number removed")
        plan = desk.session.plan
        await desk.screen.edit("version deleted", items.delete(plan, plan.versions[3].key))
        await desk.settle()
        assert desk.timeline.cursor == (desk.row("people: fax number removed"), None)
        before = desk.timeline.rows.of_item(desk.row("SDK 2026.1"))
        await desk.select("SDK 2026.1")
        await desk.press("x", "d")
        assert desk.timeline.rows.of_item(desk.screen.item) == before


async def test_an_item_that_is_found_shows_a_date_of_it(real: Path) -> None:
    async with at_work(real, size=(80, 24)) as desk:
        timeline = desk.timeline
        await desk.select("Webhooks 2031.1", "released")
        desk.screen.go_to_item(desk.row("Webhooks 2024.1"))
        await desk.settle()
        days = [desk.session.day(desk.place("Webhooks 2024.1", each)) for each in ("deprecated", "removed")]
        assert any(timeline.view.shows(day) for day in days)
        assert desk.screen.place is None, "it is shown, not selected"
        before = timeline.view
        desk.screen.go_to_item(desk.row("webhooks: retries carry their number"))
        await desk.settle()
        assert timeline.view == before, "a date of it can be seen already"

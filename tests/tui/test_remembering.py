"""A plan opens as it was left: zoom, place, folded tracks and filter."""

from pathlib import Path

from planner.tui.screens.planner import PlannerScreen
from planner.tui.screens.portfolio import PortfolioScreen
from planner.tui.timeline.row_filter import RowFilter
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.whole import lines


async def leave(desk: Desk) -> None:
    await desk.press("q")
    await desk.until(lambda: not desk.app.is_running or desk.app.return_code is not None)


async def test_zoom_place_and_date_are_as_they_were_left_in_a_window_of_any_size(path: Path) -> None:
    async with at_work(path, size=(120, 40)) as desk:
        await desk.press("plus", "plus")
        await desk.select("1.0", "deprecated")
        await desk.press("ctrl+left", "ctrl+left")
        view = desk.timeline.view
        await leave(desk)
    for size in ((120, 40), (80, 24)):
        async with at_work(path, size=size) as desk:
            assert desk.timeline.view.scale == view.scale
            assert desk.timeline.view.first == view.first
            assert desk.timeline.cursor == (0, desk.place("1.0", "deprecated"))
            assert desk.screen.item == 0, "the inspector and the keys know it"


async def test_a_notice_that_was_selected_is_selected_again(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "notice")
        await leave(desk)
    path.write_text(PLAN.replace("[[version]]", '[[version]]\nname = "0.9"\n\n[[version]]', 1))
    async with at_work(path) as desk:
        assert desk.timeline.cursor == (desk.row("2.0"), desk.place("2.0", "notice"))


async def test_folds_filter_and_hidden_history_are_as_they_were_left(path: Path) -> None:
    tracks = PLAN.replace('name       = "1.0"', 'name       = "1.0"\ntrack = "Old"')
    tracks = tracks.replace('name     = "2.0"', 'name     = "2.0"\ntrack = "New"')
    path.write_text(tracks)
    async with at_work(path) as desk:
        await desk.press("o", "exclamation_mark")
        await desk.select("2.0")
        await desk.press("T")
        row_filter = desk.timeline.row_filter
        assert row_filter == RowFilter(hides_history=True, only="violated", folded=frozenset({"New"}))
        await leave(desk)
    async with at_work(path) as desk:
        assert desk.timeline.row_filter == row_filter
        assert "violated" in lines(desk.app)[0], "and the heading says so"
    path.write_text(PLAN)
    async with at_work(path) as desk:
        assert desk.timeline.row_filter.folded == frozenset(), "tracks that are gone are forgotten"


async def test_an_item_that_is_gone_leaves_the_plan_as_it_opens_at_first(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        await leave(desk)
    path.write_text(PLAN.replace('"1.0"', '"1.1"'))
    async with at_work(path) as desk:
        assert desk.timeline.cursor == (1, desk.place("2.0", "default")), "the first violation"


async def test_a_plan_that_is_opened_again_from_the_list_is_as_it_was_left(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "z.toml").write_text(PLAN)
    async with at_work(path, tmp_path / "z.toml") as desk:
        await desk.press("enter")
        await desk.dialog(PlannerScreen)
        await desk.press("minus")
        view = desk.timeline.view
        await desk.press("q")
        await desk.dialog(PortfolioScreen)
        await desk.press("enter")
        await desk.dialog(PlannerScreen)
        assert desk.timeline.view == view

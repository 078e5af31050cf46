"""Saving, leaving, recovering, and files that others write."""

from pathlib import Path

import pytest
from textual.widgets import Static

from planner.chart import chart
from planner.edits import notices
from planner.edits.entries import NEW
from planner.engine.constraint import Place
from planner.plan import Notice
from planner.tui.dialogs.choice import Choice
from planner.tui.screens.diagnostics import DiagnosticsScreen
from planner.tui.screens.planner import PlannerScreen
from planner.tui.screens.portfolio import PortfolioScreen
from tests.tui.desk import PLAN, Desk, at_work, on


async def move(desk: Desk) -> None:
    await desk.select("2.0", "default")
    await desk.press("l")
    assert desk.session.changes == 1


async def test_saving_changes_one_line(path: Path) -> None:
    async with at_work(path) as desk:
        await move(desk)
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.session.changes == 0)
        assert path.read_text() == PLAN.replace("default  = 2027-02-03", "default  = 2027-02-04")


async def test_a_new_notice_that_the_file_has_above_others_is_edited_after_saving(path: Path) -> None:
    async with at_work(path) as desk:
        notice = Notice(NEW, "1.0", on("2027-06-01"), ("deprecated",), ("slack",))
        await desk.screen.edit("notice added", notices.add(desk.session.plan, notice))
        added = Place(desk.session.plan.notices[-1].key, "date")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.session.changes == 0)
        assert [each.item for each in desk.session.plan.notices] == ["1.0", "1.0", "2.0"]
        assert desk.screen.timeline.chart == chart(desk.session.evaluation)
        written = path.read_text()
        desk.screen.move({added: on("2027-06-09")})
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.session.changes == 0)
        above, below = written.rsplit("2027-06-01", 1)
        assert path.read_text() == f"{above}2027-06-09{below}"


async def test_q_leaves_at_once_when_all_is_saved(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("q")
        await desk.until(lambda: not desk.app.is_running or desk.app.return_code is not None)
        assert desk.app.return_code == 0


async def test_q_asks_about_changes_and_cancel_stays(path: Path) -> None:
    async with at_work(path) as desk:
        await move(desk)
        await desk.press("q")
        await desk.dialog(Choice)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.session.changes == 1


async def test_q_save_saves_and_leaves(path: Path) -> None:
    async with at_work(path) as desk:
        await move(desk)
        await desk.press("ctrl+q")
        await desk.dialog(Choice)
        await desk.press("s")
        await desk.until(lambda: desk.app.return_code is not None)
    assert "2027-02-04" in path.read_text()


async def test_q_discard_leaves_the_file_and_nothing_to_recover(path: Path) -> None:
    async with at_work(path) as desk:
        await move(desk)
        await desk.press("q")
        await desk.dialog(Choice)
        await desk.press("d")
        await desk.until(lambda: desk.app.return_code is not None)
    assert path.read_text() == PLAN
    async with at_work(path) as desk:
        await desk.pilot.pause()
        assert desk.app.screen is desk.screen, "nothing is offered"


async def test_changes_that_were_never_saved_are_offered_again(path: Path, state: Path) -> None:
    async with at_work(path) as desk:
        await move(desk)
        await desk.until(lambda: any(each.is_file() for each in state.rglob("*")))
    async with at_work(path) as desk:
        await desk.dialog(Choice)
        await desk.press("r")
        await desk.until(lambda: desk.session.changes == 1)
        assert desk.date("2.0", "default") == "2027-02-04"
        await desk.press("ctrl+s")
        await desk.until(lambda: "2027-02-04" in path.read_text())
    async with at_work(path) as desk:
        await desk.pilot.pause()
        assert desk.app.screen is desk.screen


async def test_a_file_that_others_wrote_is_not_overwritten_silently(path: Path) -> None:
    theirs = PLAN.replace("Widgets API", "Gadgets API")
    async with at_work(path) as desk:
        await move(desk)
        path.write_text(theirs)
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("c")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert path.read_text() == theirs
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("m")
        await desk.until(lambda: desk.session.changes == 0)
        assert "2027-02-04" in path.read_text()
        assert [each.read_text() for each in path.parent.glob("plan.toml.bak*")] == [theirs]


async def test_a_file_that_others_wrote_is_read_again_where_nothing_is_unsaved(path: Path) -> None:
    async with at_work(path) as desk:
        path.write_text(PLAN.replace("2027-02-03", "2027-02-15"))
        await desk.screen.saving.look_at_disk()
        assert desk.date("2.0", "default") == "2027-02-15"
        assert desk.session.changes == 0


async def test_a_file_that_others_broke_leaves_the_plan_here(path: Path) -> None:
    async with at_work(path) as desk:
        path.write_text("product = ")
        await desk.screen.saving.look_at_disk()
        assert desk.date("2.0", "default") == "2027-02-03"


async def test_theirs_can_be_taken_and_mine_had_back(path: Path) -> None:
    async with at_work(path) as desk:
        await move(desk)
        path.write_text(PLAN.replace("2027-02-03", "2027-02-15"))
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("t")
        await desk.until(lambda: desk.date("2.0", "default") == "2027-02-15")
        await desk.press("u")
        assert desk.date("2.0", "default") == "2027-02-04"


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (PLAN.replace("2027-02-03", "2027-02-15"), "2.0 default 2027-02-04 → 2027-02-15, 11 days later"),
        (
            PLAN.replace("default  = 2027-02-03", "default  = 2027-02-04") + "# more\n",
            "says the same, in other words",
        ),
        ("product = ", "The file now has errors"),
        ("\udcff", "The file now has errors"),
    ],
)
async def test_what_others_made_of_the_file_is_shown_before_one_is_chosen(
    path: Path, theirs: str, said: str
) -> None:
    async with at_work(path) as desk:
        await move(desk)
        path.write_bytes(theirs.encode(errors="surrogateescape"))
        await desk.press("ctrl+s")
        dialog = await desk.dialog(Choice)
        await desk.pilot.pause()
        assert said in " ".join(str(dialog.query_one(".dialog-text Static", Static).render()).split())
        await desk.press("pagedown", "pageup", "c")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.session.changes == 1


async def test_a_file_that_cannot_be_written_says_so_and_loses_nothing(path: Path) -> None:
    async with at_work(path) as desk:
        await move(desk)
        path.unlink()
        path.mkdir()
        await desk.press("ctrl+s")
        await desk.pilot.pause()
        assert desk.session.changes == 1


async def test_a_broken_plan_is_a_list_of_problems_until_it_is_repaired(path: Path) -> None:
    path.write_text(PLAN.replace("deprecated =", "depreciated ="))
    async with at_work(path) as desk:
        assert isinstance(desk.app.screen, DiagnosticsScreen)
        page = desk.app.export_screenshot(simplify=True).replace("&#160;", " ")
        assert "did you mean" in page
        path.write_text(PLAN)
        await desk.press("r")
        await desk.until(lambda: isinstance(desk.app.screen, PlannerScreen))


async def test_several_plans_are_a_portfolio(path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('product = "Broken"\nversion = 1\n')
    async with at_work(path, broken, tmp_path / "gone.toml") as desk:
        screen = desk.app.screen
        assert isinstance(screen, PortfolioScreen)
        broken_line, gone_line, plan_line = [line.text for line in screen.table.lines]
        assert "✗ 1 " in plan_line
        assert "✗ line 1: a plan needs `format`: the file format: 1 (+2 errors)" in broken_line
        assert "no such file" in gone_line
        await desk.press("end", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, PlannerScreen))
        await desk.press("q")
        await desk.until(lambda: desk.app.screen is screen)
        await desk.press("home", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, DiagnosticsScreen))
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is screen)

"""Things are edited, picked and have menus where they are pointed at; the background is dragged."""

from pathlib import Path

import pytest
from textual.widgets import Static

from planner.dates import iso
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.menu import Menu
from planner.tui.selection import RIGHT, AskMenu, Selection
from planner.tui.timeline.ruler import Ruler
from planner.tui.timeline.timeline import Timeline
from tests.tui.desk import at_work
from tests.tui.pointer import (
    ENTRIES,
    click,
    day_cell,
    echo,
    entry,
    menu,
    name_cell,
    pick,
)


@pytest.fixture
def plan(path: Path) -> Path:
    path.write_text(ENTRIES, encoding="utf-8")
    return path


async def test_a_double_click_edits_what_is_under_it(plan: Path) -> None:
    async with at_work(plan) as desk:
        for cell, title in (
            (desk.cell("2.0", "default"), "2.0 default: which day?"),
            (name_cell(desk, "2.0"), "Edit 2.0"),
            ((day_cell(desk, "2027-05-01"), name_cell(desk, "2.0")[1]), "Edit 2.0"),
            (desk.cell("2.0", "notice"), "Edit a notice about 2.0"),
        ):
            await click(desk, cell, times=2)
            form = await desk.dialog(Form)
            assert str(form.query_one(".dialog-title", Static).render()) == title
            await desk.press("escape")
        assert desk.session.changes == 0


async def test_a_double_click_on_a_violation_or_agenda_line_edits_it(plan: Path) -> None:
    async with at_work(plan) as desk:
        panel = desk.screen.violations
        await desk.pilot.click(type(panel), offset=(20, 1), times=2)
        await desk.settle()
        assert desk.app.screen is not desk.screen
        await desk.press("escape")
        await desk.pilot.click(type(panel), offset=(20, 1), button=RIGHT)
        await desk.settle()
        assert "Fix the violation" in await menu(desk)
        await desk.press("escape")
        await desk.press("A")
        agenda = desk.screen.side_panels.panel
        line = next(at for at, each in enumerate(agenda.lines) if "2027-06-01" in each.text)  # type: ignore
        await desk.pilot.click("#agenda", offset=(6, 1 + line), times=2)
        await desk.settle()
        form = await desk.dialog(Form)
        assert str(form.query_one(".dialog-title", Static).render()) in (
            "Edit a notice about 1.0",
            "3.0 released: which day?",
        )


async def test_a_click_on_the_ruler_sets_the_day_cursor_and_its_menu_is_about_the_day(plan: Path) -> None:
    async with at_work(plan) as desk:
        x = day_cell(desk, "2027-04-01")
        day = desk.timeline.view.day(x - desk.timeline.gutter_cells)
        await desk.pilot.click(Ruler, offset=(x, 1))
        await desk.settle()
        assert desk.timeline.day_cursor == day
        await desk.press("r")
        assert desk.timeline.day_cursor == day, "the requests open on it"
        await desk.press("r")
        await desk.pilot.click(Ruler, offset=(x, 1), button=RIGHT)
        await desk.settle()
        assert {"Requests on a day", "Add a freeze", "Edit the plan itself"} <= set(await menu(desk))
        await pick(desk, "Add a freeze")
        form = await desk.dialog(Form)
        assert entry(form, "from").value == iso(day)
        assert echo(form, "to").startswith("= ")


async def test_a_freeze_is_edited_by_a_double_click_on_the_ruler(plan: Path) -> None:
    async with at_work(plan) as desk:
        cell = day_cell(desk, "2026-12-27"), 0
        await desk.pilot.click(Ruler, offset=cell, times=2)
        await desk.settle()
        assert entry(await desk.dialog(Form), "name").value == "Year end"
        await desk.press("escape")
        await desk.pilot.click(Ruler, offset=cell, button=RIGHT)
        await desk.settle()
        assert {"Edit", "Duplicate", "Delete"} <= set(await menu(desk))


async def test_dragging_the_background_pans_the_timeline_and_moves_no_date(plan: Path) -> None:
    async with at_work(plan) as desk:
        empty_row = desk.timeline.row_lines.height + 2
        left, before = desk.timeline.view.left, desk.session.plan
        desk.pointer = (desk.timeline.gutter_cells + 40, empty_row)
        await desk.pilot.mouse_down(Timeline, offset=desk.pointer)
        await desk.pull(-7)
        assert desk.timeline.view.left == left + 7
        await desk.pull(3)
        await desk.let_go()
        assert desk.timeline.view.left == left + 4
        await desk.pull(2)
        assert desk.timeline.view.left == left + 4, "the background was let go"
        await desk.pilot.mouse_down(Ruler, offset=(desk.timeline.gutter_cells + 40, 0))
        await desk.pilot.hover(Ruler, offset=(desk.timeline.gutter_cells + 45, 0))
        await desk.pilot.mouse_up(Ruler, offset=(desk.timeline.gutter_cells + 45, 0))
        await desk.settle()
        assert desk.timeline.view.left == left - 1
        assert desk.timeline.day_cursor is None, "a drag of the ruler picks no day"
        assert desk.session.plan == before


async def test_the_menu_key_shows_the_menu_of_whatever_is_selected(plan: Path) -> None:
    async with at_work(plan) as desk:
        await desk.select("2.0", "default")
        await desk.press("semicolon")
        lines = await menu(desk)
        assert {"Type a date", "Pin or free the date", "Delete"} <= set(lines)
        await desk.press("p")
        assert desk.session.plan.versions[1].pinned == ("default",), "the key of a command picks it"
        await desk.select("2.0")
        await desk.press("f10")
        assert {"Edit", "Duplicate", "Add a date or notice"} <= set(await menu(desk))
        await desk.pilot.click(offset=(1, 1))
        await desk.settle()
        assert desk.app.screen is desk.screen, "a click beside it closes it"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 55)])
async def test_the_menu_is_whole_wherever_it_opens(plan: Path, size: tuple[int, int]) -> None:
    async with at_work(plan, size=size) as desk:
        for cell in ((0, 0), (size[0] - 1, size[1] - 1)):
            desk.screen.post_message(AskMenu(Selection("item", desk.session.plan.versions[0].key), cell))
            await desk.settle()
            dialog = await desk.dialog(Menu)
            assert desk.app.size.region.contains_region(dialog.query_one(".menu").region)
            await desk.press("escape")

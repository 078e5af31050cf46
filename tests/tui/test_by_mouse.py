"""All that keys do to entries, the mouse does too: nothing here is typed but the texts of forms."""

from pathlib import Path

import pytest
from textual.widgets import Button, Select, SelectionList, Static

from planner.dates import iso
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from planner.tui.panels.heading import Heading
from planner.tui.panels.violations import Violations
from planner.tui.selection import RIGHT
from tests.real_size import write
from tests.tui.desk import AS_OF, Desk, at_work
from tests.tui.pointer import ENTRIES, click, contents, entry, menu, name_cell, pick


@pytest.fixture
def plan(path: Path) -> Path:
    path.write_text(ENTRIES, encoding="utf-8")
    return path


async def button(desk: Desk, label: str) -> None:
    """Click a button of the dialog."""
    wanted = next(each for each in desk.app.screen.query(Button) if str(each.label).startswith(label))
    await desk.pilot.click(wanted)
    await desk.settle()


async def menu_of(desk: Desk, cell: tuple[int, int], title: str) -> None:
    """Take a line of the menu of a cell of the timeline."""
    await click(desk, cell, button=RIGHT)
    await pick(desk, title)


def title(form: Form[object]) -> str:
    return str(form.query_one(".dialog-title", Static).render())


def names(desk: Desk) -> list[str]:
    return [each.name for each in desk.session.plan.items]


async def test_versions_and_changes_are_added_renamed_moved_and_deleted(plan: Path) -> None:
    async with at_work(plan) as desk:
        await menu_of(desk, name_cell(desk, "3.0"), "Add the next version")
        assert names(desk) == ["1.0", "2.0", "3.0", "4.0", "fax removed"]
        await click(desk, name_cell(desk, "4.0"), times=2)
        form = await desk.dialog(Form)
        entry(form, "name").value = "3.1"
        await button(desk, "Apply")
        assert names(desk)[3] == "3.1"
        await menu_of(desk, name_cell(desk, "3.1"), "Delete")
        await desk.dialog(Choice)
        await button(desk, "Delete")
        assert names(desk) == ["1.0", "2.0", "3.0", "fax removed"]

        await menu_of(desk, name_cell(desk, "2.0"), "Add a change")
        form = await desk.dialog(Form)
        entry(form, "name").value = "people: fax"
        next(each for each in form.query(Select) if each.name == "kind").value = "add-endpoint"
        await button(desk, "Add")
        assert names(desk)[-1] == "people: fax"
        await menu_of(desk, name_cell(desk, "people: fax"), "Move up in its track")
        assert names(desk)[3:] == ["people: fax", "fax removed"]
        await click(desk, name_cell(desk, "fax removed"), times=2)
        form = await desk.dialog(Form)
        assert title(form) == "Edit fax removed"
        next(each for each in form.query(Select) if each.name == "significant").value = "yes"
        await button(desk, "Apply")
        assert desk.session.plan.changes[-1].significant
        await menu_of(desk, name_cell(desk, "people: fax"), "Duplicate")
        assert len(names(desk)) == 6


async def test_a_version_is_withdrawn_replaced_and_significant(plan: Path) -> None:
    async with at_work(plan) as desk:
        await click(desk, name_cell(desk, "2.0"), times=2)
        form = await desk.dialog(Form)
        entry(form, "withdrawn").value = "in 2 weeks"
        for name, value in (("replacement", "3.0"), ("significant", "yes")):
            next(each for each in form.query(Select) if each.name == name).value = value
        await button(desk, "Apply")
        version = desk.session.plan.versions[1]
        assert (version.withdrawn, version.replacement, version.significant) == (AS_OF + 14, "3.0", True)
        assert desk.session.changes == 1


async def test_dates_and_notices_are_added_typed_pinned_sent_and_deleted(plan: Path) -> None:
    async with at_work(plan) as desk:
        await menu_of(desk, name_cell(desk, "3.0"), "Add a date or notice")
        await desk.dialog(Pick)
        await desk.press("enter")
        assert "default" in desk.session.plan.versions[2].dates
        await menu_of(desk, desk.cell("3.0", "default"), "Pin or free the date")
        assert desk.session.plan.versions[2].pinned == ("default",)
        await click(desk, desk.cell("3.0", "default"), times=2)
        form = await desk.dialog(Form)
        assert title(form) == "3.0 default: which day?"
        entry(form, "date").value = "2028-01-03"
        await button(desk, "Move")
        assert desk.date("3.0", "default") == "2028-01-03"

        await menu_of(desk, desk.cell("1.0", "notice"), "Notice was sent")
        await desk.dialog(Form)
        await button(desk, "Sent")
        assert desk.session.plan.notices[0].told is not None
        await menu_of(desk, desk.cell("1.0", "notice"), "Notice was not sent")
        await desk.dialog(Choice)
        await button(desk, "Make the change")
        assert desk.session.plan.notices[0].told is None
        await menu_of(desk, desk.cell("1.0", "notice"), "Duplicate")
        of_first = [each for each in desk.session.plan.notices if each.item == "1.0"]
        assert len(of_first) == 2
        await menu_of(desk, desk.cell("2.0", "notice"), "Withdraw by a notice")
        form = await desk.dialog(Form)
        next(each for each in form.query(SelectionList) if each.name == "withdraws").deselect("released")
        await button(desk, "Add")
        assert desk.session.plan.notices[-1].withdraws == ("default",)
        await menu_of(desk, desk.cell("2.0", "notice"), "Delete")
        await desk.dialog(Choice)
        await button(desk, "Delete")
        assert not any(each.told for each in desk.session.plan.notices)


async def test_a_violation_is_waived_and_the_waiver_edited(plan: Path) -> None:
    plan.write_text(ENTRIES[: ENTRIES.index("[[waiver]]")])
    async with at_work(plan) as desk:
        panel = desk.screen.violations
        line = next(at for at, each in enumerate(panel.lines) if "12 days short" in each.text)
        await desk.pilot.click(Violations, offset=(20, 1 + line), button=RIGHT)
        await desk.settle()
        await pick(desk, "Waive a violation")
        form = await desk.dialog(Form)
        form.query_one(Select).value = "legal"
        entry(form, "note").value = "a court order"
        await button(desk, "Waive")
        assert [each.note for each in desk.session.plan.waivers] == ["a court order"]
        lists = await contents(desk, "a court order")
        at = next(at for at, each in enumerate(lists.lines) if "a court order" in each.text)
        await desk.pilot.click("#contents", offset=(6, 1 + at - lists.scroll_offset.y), times=2)
        await desk.settle()
        form = await desk.dialog(Form)
        assert title(form) == "Edit a waiver for 2.0"


async def test_the_plan_is_edited_at_its_heading(plan: Path) -> None:
    async with at_work(plan) as desk:
        await desk.pilot.click(Heading, offset=(3, 0), times=2)
        await desk.settle()
        form = await desk.dialog(Form)
        entry(form, "product").value = "Gadgets"
        await button(desk, "Apply")
        assert desk.session.plan.product == "Gadgets"
        await desk.pilot.click(Heading, offset=(3, 0), button=RIGHT)
        await desk.settle()
        assert await menu(desk) == [
            "Edit the plan itself",
            "Add the next version",
            "Add a change",
            "Add a freeze",
            "Compare",
            "Edit the file in your editor",
        ]
        await pick(desk, "Add a freeze")
        await desk.dialog(Form)
        await button(desk, "Add")
        assert iso(desk.session.plan.freezes[-1].start) == iso(AS_OF)


async def test_marked_rows_are_shifted_waived_and_deleted_from_their_menu(tmp_path: Path) -> None:
    async with at_work(write(tmp_path), size=(200, 55)) as desk:
        for item in ("SDK 2026.1", "SDK 2027.1"):
            await menu_of(desk, name_cell(desk, item), "Mark")
        before = [desk.session.day(desk.place(item, "removed")) for item in ("SDK 2026.1", "SDK 2027.1")]
        cell = name_cell(desk, "SDK 2027.1")
        await click(desk, cell, button=RIGHT)
        assert await menu(desk) == ["Delete", "Waive a violation", "Mark", "Unmark all", "Shift by a period"]
        await pick(desk, "Shift by a period")
        form = await desk.dialog(Form)
        entry(form, "by").value = "2 weeks"
        await button(desk, "Shift")
        after = [desk.session.day(desk.place(item, "removed")) for item in ("SDK 2026.1", "SDK 2027.1")]
        assert after == [day + 14 for day in before]
        await click(desk, name_cell(desk, "SDK 2028.1"), button=RIGHT)
        other = await menu(desk)
        assert "Edit" in other, "it is not marked: its menu is about it alone"
        assert "Shift by a period" not in other, "that would move the marked ones"
        await pick(desk, "Delete")
        question = await desk.dialog(Choice)
        assert str(question.query_one(".dialog-title", Static).render()) == "Delete SDK 2028.1?"
        await button(desk, "Cancel")

        await menu_of(desk, cell, "Waive a violation")
        form = await desk.dialog(Form)
        assert title(form) == "Waive 1 violation of 1 item"
        form.query_one("Select", Select).value = "legal"
        entry(form, "note").value = "a court order"
        await button(desk, "Waive")
        assert desk.session.plan.waivers[-1].note == "a court order"
        await menu_of(desk, cell, "Delete")
        await desk.dialog(Choice)
        await button(desk, "Delete")
        assert not {"SDK 2026.1", "SDK 2027.1"} & set(names(desk))
        assert desk.session.changes == 3, "a step each"
        assert not desk.timeline.marked


async def test_the_footer_offers_to_shift_once_something_is_marked(plan: Path) -> None:
    async with at_work(plan) as desk:

        def offered() -> list[str]:
            return [each.text for each in desk.screen.key_line.shown_keys]

        await desk.select("3.0")
        assert "Shift" not in offered()
        await desk.press("V")
        assert "Shift" in offered()
        at = desk.screen.key_line.lines[0].text.index("Shift")
        await desk.pilot.click("#key-line", offset=(at, 0))
        await desk.settle()
        assert title(await desk.dialog(Form)).startswith("Shift 1 date")


async def test_the_key_of_the_menu_opens_it_beside_the_entry_of_a_panel(plan: Path) -> None:
    async with at_work(plan) as desk:
        panel = await contents(desk, "Year end")
        await desk.press("semicolon")
        shown = desk.app.screen.query_one(".menu").region
        assert panel.region.contains(shown.x, shown.y)
        assert await menu(desk) == ["Edit", "Delete", "Add a freeze", "Duplicate"]


async def test_a_menu_has_the_commands_of_the_thing_under_the_pointer_not_of_the_selection_before(
    path: Path,
) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await click(desk, name_cell(desk, "1.0"), button=RIGHT)
        assert not {"Fix the violation", "Waive a violation"} & set(await menu(desk)), (
            "1.0 keeps its promises"
        )
        await desk.press("escape")
        await desk.pilot.click(Violations, offset=(6, 1), button=RIGHT)
        await desk.settle()
        assert {"Type a date", "Fix the violation", "Waive a violation"} <= set(await menu(desk))
        heading = desk.app.screen.query_one(".dialog-title", Static).render()
        assert str(heading) == "2.0 default-notice"

"""Every entry is edited where it is seen, by key, mouse and menu: one step each, and a small difference."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from planner.dates import iso
from planner.engine.constraint import Place
from planner.plan import Freeze, Notice
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from planner.tui.selection import RIGHT
from tests.tui.desk import AS_OF, Desk, at_work, on
from tests.tui.pointer import (
    ENTRIES,
    click,
    click_contents,
    contents,
    day_cell,
    echo,
    entry,
    menu,
    name_cell,
    outcome,
    pick,
)


@pytest.fixture
def plan(path: Path) -> Path:
    path.write_text(ENTRIES, encoding="utf-8")
    return path


def lines_changed(before: str, after: str) -> list[str]:
    """The lines that one text has and the other has not, each with its sign."""
    old, new = before.splitlines(), after.splitlines()
    return [f"-{each}" for each in old if each not in new] + [f"+{each}" for each in new if each not in old]


async def saved(desk: Desk) -> list[str]:
    """The difference that the edits so far make in the file; they are undone in it again."""
    path = Path(desk.session.path)
    before = path.read_text(encoding="utf-8")
    await desk.press("ctrl+s")
    after = path.read_text(encoding="utf-8")
    await desk.press("u", "ctrl+s")
    assert path.read_text(encoding="utf-8") == before, "undo gives back every byte"
    return lines_changed(before, after)


# duplicate, reorder, tracks


async def test_a_version_is_duplicated_by_key_and_from_its_menu(plan: Path) -> None:
    async with at_work(plan) as desk:
        await desk.select("1.0")
        await desk.press("Y")
        assert [each.name for each in desk.session.plan.versions] == ["1.0", "1.1", "2.0", "3.0"]
        assert desk.session.plan.items[desk.screen.item or 0].name == "1.1"
        changed = await saved(desk)
        assert all(line.startswith("+") for line in changed), "only lines are added"
        await click(desk, name_cell(desk, "1.0"), button=RIGHT)
        await pick(desk, "Duplicate")
        assert len(desk.session.plan.versions) == 4
        await desk.press("u")
        assert len(desk.session.plan.versions) == 3


async def test_an_item_moves_within_its_track_by_key_and_from_its_menu(plan: Path) -> None:
    async with at_work(plan) as desk:
        text = plan.read_text(encoding="utf-8")
        await desk.select("2.0")
        await desk.press("J")
        assert [each.name for each in desk.session.plan.versions] == ["1.0", "3.0", "2.0"]
        assert desk.session.plan.items[desk.screen.item or 0].name == "2.0"
        assert await saved(desk) == [], "no line is written anew"
        await click(desk, name_cell(desk, "2.0"), button=RIGHT)
        await pick(desk, "Move up in its track")
        assert [each.name for each in desk.session.plan.versions] == ["2.0", "1.0", "3.0"]
        await desk.press("ctrl+s")
        written = plan.read_text(encoding="utf-8")
        assert sorted(written.splitlines()) == sorted(text.splitlines())
        assert written.index('name     = "2.0"') < written.index('name       = "1.0"')


async def test_an_item_moves_to_another_track_and_a_track_is_renamed(plan: Path) -> None:
    async with at_work(plan) as desk:
        await desk.select("3.0")
        await desk.press("M")
        await desk.dialog(Pick)
        await desk.press("enter")
        form = await desk.dialog(Form)
        assert isinstance(desk.app.focused, Input)
        assert desk.app.focused.name == "track"
        await desk.write("Beta")
        await desk.press("ctrl+s")
        assert desk.session.plan.versions[2].track == "Beta"
        assert await saved(desk) == ['+track    = "Beta"']
        await desk.press("ctrl+r")
        await desk.press("ctrl+n")
        form = await desk.dialog(Form)
        assert outcome(form) == "1 item in this track"
        await desk.write("Preview")
        assert outcome(form) == "1 item will be in the track of this name"
        await desk.press("enter")
        assert desk.session.plan.versions[2].track == "Preview"
        await desk.select("1.0")
        await click(desk, name_cell(desk, "1.0"), button=RIGHT)
        await pick(desk, "Move to another track")
        picking = await desk.dialog(Pick)
        options = picking.query_one(OptionList)
        assert str(options.get_option_at_index(0).prompt) == "Preview  1 version, the newest 3.0"
        await desk.press("enter")
        assert desk.session.plan.versions[0].track == "Preview"
        await desk.press("u")
        assert desk.session.plan.versions[0].track is None


async def test_a_track_is_renamed_and_deleted_by_the_mouse_on_its_heading(plan: Path) -> None:
    plan.write_text(
        ENTRIES.replace('name    = "fax removed"', 'name    = "fax removed"\ntrack = "Legacy"').replace(
            'version = "2.0"\n\n# The', "\n# The"
        )
    )
    async with at_work(plan) as desk:
        heading = next(at for at, row in enumerate(desk.timeline.rows.all) if row.track == "Legacy")
        await click(desk, (4, desk.timeline.row_lines.line_of(heading)), button=RIGHT)
        await pick(desk, "Rename the track")
        await desk.dialog(Form)
        await desk.write("Old")
        await desk.press("enter")
        assert desk.session.plan.changes[0].track == "Old"
        await desk.press("u")
        await contents(desk, "Legacy")
        await desk.press("x")
        await desk.dialog(Choice)
        await desk.press("d")
        assert desk.session.plan.changes[0].track is None
        await desk.press("u")
        assert desk.session.plan.changes[0].track == "Legacy"
        await contents(desk, "no track")
        await desk.press("x")
        assert any("unnamed track" in each for each in desk.said)


# freezes and waivers


async def test_a_freeze_is_edited_copied_and_deleted_where_it_is_listed(plan: Path) -> None:
    async with at_work(plan) as desk:
        await contents(desk, "Year end")
        await desk.press("e")
        form = await desk.dialog(Form)
        assert entry(form, "to").value == "2027-01-03"
        entry(form, "to").focus()
        await desk.settle()
        await desk.write("+20 days")
        assert echo(form, "to") == "= Sat 2027-01-09, in 49 days", "it counts from the first day"
        await desk.press("ctrl+s")
        assert iso(desk.session.plan.freezes[0].end) == "2027-01-09"
        assert await saved(desk) == ["-to   = 2027-01-03", "+to   = 2027-01-09"]
        await contents(desk, "Year end")
        await desk.press("Y")
        assert [iso(each.start) for each in desk.session.plan.freezes] == ["2026-12-20", "2027-12-20"]
        await desk.press("u")
        await contents(desk, "Year end")
        await desk.press("x")
        await desk.dialog(Choice)
        await desk.press("d")
        assert desk.session.plan.freezes == ()
        await desk.press("u")
        assert len(desk.session.plan.freezes) == 1


async def test_a_freeze_is_edited_by_the_mouse_on_the_timeline_and_in_the_list(plan: Path) -> None:
    async with at_work(plan) as desk:
        empty_row = desk.timeline.row_lines.height + 1
        cell = day_cell(desk, "2026-12-27"), empty_row
        await click(desk, cell, times=2)
        await desk.dialog(Form)
        await desk.write("Closed")
        await desk.press("ctrl+s")
        assert desk.session.plan.freezes[0].name == "Closed"
        await desk.press("u")
        await click(desk, cell, button=RIGHT)
        assert {"Edit", "Duplicate", "Delete", "Add a freeze"} <= set(await menu(desk))
        await desk.press("escape")
        await click_contents(desk, "Year end", times=2)
        await desk.dialog(Form)
        await desk.press("escape")
        await click_contents(desk, "Year end", button=RIGHT)
        await pick(desk, "Delete")
        await desk.dialog(Choice)
        await desk.press("d")
        assert desk.session.plan.freezes == ()


async def test_a_waiver_is_edited_and_deleted_after_it_was_added(plan: Path) -> None:
    async with at_work(plan) as desk:
        await contents(desk, "default-notice")
        await desk.press("e")
        form = await desk.dialog(Form)
        assert outcome(form) == ""
        note = entry(form, "note")
        note.focus()
        await desk.settle()
        await desk.write("A leak of tokens")
        entry(form, "expires").value = "in 2 weeks"
        await desk.settle()
        assert echo(form, "expires") == "= Sat 2026-12-05, in 14 days"
        await desk.press("ctrl+s")
        waiver = desk.session.plan.waivers[0]
        assert (waiver.note, waiver.expires, waiver.reason) == (
            "A leak of tokens",
            on("2026-12-05"),
            "security",
        )
        changed = await saved(desk)
        assert '+note    = "A leak of tokens"         # a comment of the waiver' in changed
        assert len(changed) == 3
        await click_contents(desk, "default-notice", button=RIGHT)
        assert await menu(desk) == ["Edit", "Delete"]
        await desk.press("x")
        await desk.dialog(Choice)
        await desk.press("d")
        assert desk.session.plan.waivers == ()
        assert "12 days short" in desk.panel
        await desk.press("u")
        await desk.press("v")
        desk.screen.violations.focus()
        desk.screen.violations.go(
            next(at for at, each in enumerate(desk.screen.violations.entries) if each.waived)
        )
        await desk.settle()
        await desk.press("w")
        form = await desk.dialog(Form)
        assert entry(form, "note").value == "A token leak"


async def test_a_waiver_whose_reason_the_policy_lacks_keeps_it_in_its_form(plan: Path) -> None:
    plan.write_text(ENTRIES.replace('reason  = "security"', 'reason  = "whim"'))
    async with at_work(plan) as desk:
        await contents(desk, "default-notice")
        await desk.press("e")
        form = await desk.dialog(Form)
        note = entry(form, "note")
        note.focus()
        await desk.settle()
        await desk.write("Because")
        assert outcome(form) == "", "nothing is wrong with what was typed"
        await desk.press("ctrl+s")
        assert (desk.session.plan.waivers[0].reason, desk.session.plan.waivers[0].note) == ("whim", "Because")


# notices


async def test_a_sent_notice_is_taken_back_and_withdrawn(plan: Path) -> None:
    async with at_work(plan) as desk:
        await desk.select("2.0", "notice")
        await desk.press("S")
        question = await desk.dialog(Choice)
        assert "told released 2026-12-01" in "\n".join(
            str(each.render()) for each in question.query(Static)
        ), "it says what people were told"
        await desk.press("c")
        assert desk.session.plan.notices[1].told is not None
        await desk.press("S")
        await desk.dialog(Choice)
        await desk.press("m")
        assert desk.session.plan.notices[1].told is None
        assert await saved(desk) == ["-told      = { released = 2026-12-01, default = 2027-02-03 }"]
        await click(desk, desk.cell("2.0", "notice"), button=RIGHT)
        await pick(desk, "Withdraw by a notice")
        form = await desk.dialog(Form)
        assert echo(form, "date") == "= Sat 2026-11-21, today"
        await desk.press("ctrl+s")
        added = desk.session.plan.notices[-1]
        assert (added.withdraws, added.channels, added.date) == (
            ("released", "default"),
            ("email", "docs"),
            AS_OF,
        )


async def test_a_sent_notice_changes_only_after_a_question(plan: Path) -> None:
    async with at_work(plan) as desk:
        await click(desk, desk.cell("2.0", "notice"), times=2)
        form = await desk.dialog(Form)
        entry(form, "note").value = "kept"
        await desk.press("ctrl+s")
        assert desk.session.plan.notices[1].note == "kept", "a remark is no history"
        await desk.press("e")
        form = await desk.dialog(Form)
        channels = next(each for each in form.query("SelectionList") if each.name == "channels")
        channels.deselect("docs")  # type: ignore[attr-defined]
        await desk.press("ctrl+s")
        await desk.dialog(Choice)
        await desk.press("c")
        assert desk.session.plan.notices[1].channels == ("email", "docs")


async def test_a_date_that_was_told_is_deleted_with_a_notice_of_it(plan: Path) -> None:
    async with at_work(plan) as desk:
        await desk.select("2.0", "default")
        await desk.press("x")
        await desk.dialog(Choice)
        await desk.press("t")
        assert "default" not in desk.session.plan.versions[1].dates
        added = desk.session.plan.notices[-1]
        assert (added.item, added.withdraws, added.channels) == ("2.0", ("default",), ("email", "docs"))
        await desk.press("u")
        assert len(desk.session.plan.notices) == 2


async def test_a_version_that_was_told_can_be_withdrawn_instead_of_deleted(plan: Path) -> None:
    async with at_work(plan) as desk:
        await desk.select("2.0")
        await click(desk, name_cell(desk, "2.0"), button=RIGHT)
        await pick(desk, "Delete")
        question = await desk.dialog(Choice)
        text = "\n".join(str(each.render()) for each in question.query(Static))
        assert "default: People were told 2027-02-03 (on 2026-11-17 by email and docs)." in text
        await desk.press("w")
        version = desk.session.plan.versions[1]
        assert version.withdrawn == AS_OF
        assert desk.session.plan.notices[-1].withdraws == ("released", "default")
        await desk.press("u")
        assert desk.session.plan.versions[1].withdrawn is None


# the plan itself


async def test_the_plans_own_keys_are_edited_and_another_policy_counts_at_once(plan: Path) -> None:
    (plan.parent / "lenient.toml").write_text(
        'format = 1\nname = "lenient"\nextends = "clio"\ndisable = ["deprecation-notice"]\n'
    )
    async with at_work(plan) as desk:
        await desk.press("ctrl+e")
        form = await desk.dialog(Form)
        await desk.write("Gadgets API")
        entry(form, "judge_from").value = "1 oct 2026"
        await desk.settle()
        assert echo(form, "judge_from") == "= Thu 2026-10-01, 51 days ago"
        entry(form, "policy").value = "copper"
        await desk.settle()
        assert outcome(form).startswith("copper does not fit the plan: line ")
        entry(form, "policy").value = "no-such"
        await desk.settle()
        assert "no-such" in outcome(form)
        entry(form, "policy").value = "./lenient.toml"
        await desk.press("ctrl+s")
        assert desk.session.policy.name == "lenient"
        assert "Gadgets API" in desk.screen.heading.lines[0].text
        assert await saved(desk) == [
            '-product = "Widgets API"',
            '-policy  = "clio"',
            "-judge_from = 2026-07-01",
            '+product = "Gadgets API"',
            '+policy  = "./lenient.toml"',
            "+judge_from = 2026-10-01",
        ]
        assert desk.session.policy.name == "clio", "undo brings the policy back"
        await desk.press("ctrl+r")
        assert desk.session.policy.name == "lenient"
        await click_contents(desk, "product", times=2)
        await desk.dialog(Form)


async def test_the_copy_of_a_notice_or_freeze_is_selected_so_that_the_next_key_edits_it(plan: Path) -> None:
    async with at_work(plan) as desk:
        panel = await contents(desk, "2027-06-01")
        known = {each.key for each in desk.session.plan.notices}
        await desk.press("Y")
        (copy,) = (each for each in desk.session.plan.notices if each.key not in known)
        assert isinstance(panel.chosen, Notice)
        assert panel.chosen.key == copy.key
        assert desk.screen.place == Place(copy.key, "date")
        assert desk.said[-1] == f"The copy is selected, planned for {iso(copy.date)}; e edits it."
        panel = await contents(desk, "2026-12-20")
        await desk.press("Y")
        assert isinstance(panel.chosen, Freeze)
        assert iso(panel.chosen.start) == "2027-12-20"


async def test_the_cursor_of_the_list_stays_on_an_entry_whose_day_moves_it_elsewhere(plan: Path) -> None:
    """The next key would delete another entry."""
    async with at_work(plan) as desk:
        await contents(desk, "2026-12-20")
        await desk.press("Y")
        panel = await contents(desk, "2026-12-20")
        first = panel.chosen
        assert isinstance(first, Freeze)
        await desk.press("e")
        form = await desk.dialog(Form)
        entry(form, "from").value, entry(form, "to").value = "2028-12-20", "2029-01-03"
        await desk.press("ctrl+s")
        assert [iso(each.start) for each in desk.session.plan.freezes] == ["2028-12-20", "2027-12-20"]
        assert isinstance(panel.chosen, Freeze)
        assert panel.chosen.key == first.key

"""What is added, edited and deleted from the screen: each one step."""

from pathlib import Path

from textual.widgets import OptionList, Select

from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from tests.tui.desk import PLAN, Desk, at_work


async def undone(desk: Desk) -> bool:
    """Whether one undo brings the plan back as it was opened."""
    before = desk.session.plan_file.plan
    await desk.press("u")
    return desk.session.plan == before


async def test_a_adds_the_next_version_on_legal_days(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("a")
        await desk.until(lambda: len(desk.session.plan.versions) == 3)
        added = desk.session.plan.versions[2]
        assert added.name == "3.0"
        assert set(added.dates) == {"released", "default"}
        assert all(each.severity != "error" for each in desk.session.findings(2))
        await desk.until(lambda: desk.screen.place == desk.place("3.0", "released"))
        assert await undone(desk)


async def test_m_adds_a_missing_milestone_with_its_notices_and_selects_it(path: Path) -> None:
    path.write_text(PLAN.replace("deprecated = 2028-02-20", "").replace('["deprecated"]', '["default"]'))
    async with at_work(path) as desk:
        await desk.select("1.0")
        await desk.press("m")
        pick = await desk.dialog(Pick)
        offer = str(pick.query_one(OptionList).get_option_at_index(0).prompt)
        assert offer == "Deprecated  on its earliest legal day 2028-02-03, with 1 new notice"
        await desk.press("enter")
        await desk.until(lambda: "deprecated" in desk.session.plan.versions[0].dates)
        assert desk.date("1.0", "deprecated") == "2028-02-03"
        assert [each.announces for each in desk.session.plan.notices[2:]] == [("deprecated",)]
        assert all(each.milestone != "deprecated" for each in desk.session.findings(0))
        await desk.until(lambda: desk.screen.place == desk.place("1.0", "deprecated"))
        assert await undone(desk)


async def test_m_says_where_no_day_is_legal_and_asks_for_one(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("m")
        pick = await desk.dialog(Pick)
        offer = str(pick.query_one(OptionList).get_option_at_index(0).prompt)
        assert offer == "Deprecated  no day is legal while the other dates stay (support-minimum): type one"
        await desk.press("enter")
        form = await desk.dialog(Form)
        await desk.write("end of 2028")
        outcome = str(form.query_one("#outcome").render())
        assert outcome == "Sun 2028-12-31, in 771 days, no day is legal by support-minimum"
        await desk.press("enter")
        await desk.until(lambda: "deprecated" in desk.session.plan.versions[1].dates)
        assert desk.date("2.0", "deprecated") == "2028-12-31"
        assert await undone(desk)


async def test_a_does_not_claim_legal_days_where_there_are_none(path: Path) -> None:
    (path.parent / "frozen.toml").write_text(
        'format = 1\nname = "frozen"\nextends = "clio"\n[[rule]]\nid = "none-new"\nkind = "forbid"\n'
        'milestone = "released"\nwhen = { track = "T" }\n'
    )
    plan = PLAN.replace('"clio"', '"./frozen.toml"').replace("[[version]]", '[[version]]\ntrack = "T"')
    path.write_text(plan)
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("a")
        await desk.until(lambda: len(desk.session.plan.versions) == 3)
        await desk.until(lambda: "3.0 is added, but breaks none-new; e renames it." in desk.said)


async def test_m_adds_a_notice_by_a_form(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("m")
        await desk.dialog(Pick)
        await desk.press("end", "enter")
        await desk.dialog(Form)
        await desk.write("2026-12-24")
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.session.plan.notices) == 3)
        added = desk.session.plan.notices[-1]
        assert added.item == "2.0"
        assert set(added.channels) >= {"email", "docs"}
        assert await undone(desk)


async def test_e_renames_a_version_with_what_refers_to_it(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("e")
        await desk.dialog(Form)
        await desk.write("2.1")
        await desk.press("enter")
        await desk.until(lambda: desk.session.plan.versions[1].name == "2.1")
        assert {each.item for each in desk.session.plan.notices} == {"1.0", "2.1"}
        assert "2.1" in desk.panel
        assert await undone(desk)


async def test_a_name_that_is_taken_is_refused_while_it_is_typed(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("e")
        form = await desk.dialog(Form)
        await desk.write("1.0")
        await desk.press("enter")
        assert desk.app.screen is form
        assert "already" in str(form.query_one("#outcome").render())


async def test_x_takes_the_selected_date_away(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0", "deprecated")
        await desk.press("x", "d")
        await desk.until(lambda: "deprecated" not in desk.session.plan.versions[0].dates)
        assert await undone(desk)


async def test_x_on_a_row_asks_when_notices_go_with_it(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("x")
        await desk.dialog(Choice)
        await desk.press("c")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert len(desk.session.plan.versions) == 2
        await desk.press("x")
        await desk.dialog(Choice)
        await desk.press("d")
        await desk.until(lambda: len(desk.session.plan.versions) == 1)
        assert {each.item for each in desk.session.plan.notices} == {"1.0"}
        assert await undone(desk)


async def test_w_waives_the_violation_with_a_reason_and_a_note(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("n", "w")
        form = await desk.dialog(Form)
        await desk.press("ctrl+s")
        assert desk.app.screen is form, "no waiver without a reason"
        form.query_one(Select).value = "security"
        note = form.query("Input").first()
        note.focus()
        await desk.pilot.pause()
        await desk.write("A token leak")
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.session.plan.waivers) == 1)
        waiver = desk.session.plan.waivers[0]
        assert (waiver.rules, waiver.item, waiver.reason) == (("default-notice",), "2.0", "security")
        assert desk.session.counts.error == 0
        assert "default-notice" not in desk.panel
        assert "waived" in str(desk.screen.violations.border_title)
        await desk.press("v")
        assert "waived (security): " in desk.panel
        assert await undone(desk)


async def test_p_pins_and_frees(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("p")
        assert list(desk.session.plan.versions[1].pinned) == ["default"]
        assert "pinned" in desk.inspector
        await desk.press("p")
        assert list(desk.session.plan.versions[1].pinned) == []


async def test_what_cannot_be_done_is_greyed(path: Path) -> None:
    async with at_work(path) as desk:

        def enabled(name: str) -> bool:
            return next(
                each.enabled for each in desk.screen.active_bindings.values() if each.binding.id == name
            )

        await desk.select("1.0")
        assert not enabled("undo")
        assert not enabled("pin"), "no date is selected"
        assert not enabled("waive"), "nothing of 1.0 is violated"
        await desk.select("1.0", "deprecated")
        assert enabled("pin")
        await desk.press("left")
        assert enabled("undo")

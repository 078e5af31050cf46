"""Dates typed into forms: counted from the right day, and shown before they are taken."""

from pathlib import Path

from textual.screen import Screen
from textual.widgets import Input, Select

from planner.dates import iso
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from tests.tui.desk import Desk, at_work


def outcome(form: "Screen[object]") -> str:
    return str(form.query_one("#outcome").render())


async def fill(desk: Desk, form: "Screen[object]", **texts: str) -> None:
    for field in form.query(Input):
        if field.name in texts:
            field.value = texts[field.name]
    await desk.pilot.pause()


async def test_the_days_of_a_freeze_count_from_its_start_not_from_today(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("z")
        form = await desk.dialog(Form)
        await fill(desk, form, **{"from": "18 dec", "to": "+14 days"})
        assert outcome(form) == "Fri 2026-12-18 to Fri 2027-01-01: 15 days"
        await fill(desk, form, to="end of january")
        assert outcome(form) == "Fri 2026-12-18 to Sun 2027-01-31: 45 days"
        await fill(desk, form, **{"from": "q2"})
        assert outcome(form) == "Thu 2027-04-01 to Mon 2028-01-31: 306 days"
        await desk.press("ctrl+s")
        await desk.until(lambda: bool(desk.session.plan.freezes))
        freeze = desk.session.plan.freezes[0]
        assert (iso(freeze.start), iso(freeze.end)) == ("2027-04-01", "2028-01-31")


async def test_the_end_of_a_new_freeze_moves_with_its_start(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("z")
        form = await desk.dialog(Form)
        await fill(desk, form, **{"from": "2027-06-01"})
        assert outcome(form) == "Tue 2027-06-01 to Mon 2027-06-14: 14 days"


async def test_a_step_in_the_form_of_a_notice_counts_from_its_own_date(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0", "notice")
        await desk.press("e")
        form = await desk.dialog(Form)
        await fill(desk, form, date="+1 week")
        assert outcome(form) == "goes out on Tue 2027-06-08, in 199 days"
        await fill(desk, form, date="in 2 weeks")
        assert outcome(form) == "goes out on Sat 2026-12-05, in 14 days"


async def test_a_new_notice_is_not_put_into_the_past_by_a_day_without_a_year(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("m")
        await desk.dialog(Pick)
        await desk.press("end", "enter")
        form = await desk.dialog(Form)
        await fill(desk, form, date="end of june")
        assert outcome(form) == "goes out on Wed 2027-06-30, in 221 days"


async def test_the_dates_of_a_waiver_are_shown_as_days(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("n", "w")
        form = await desk.dialog(Form)
        form.query_one(Select).value = "security"
        await fill(desk, form, note="A leak", allows="-1 week", expires="end of june")
        assert outcome(form) == "allows Wed 2027-01-27, expires Wed 2027-06-30"


async def test_the_form_of_a_date_says_which_day_of_a_month_is_meant(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("enter")
        form = await desk.dialog(Form)
        for text, day in (
            ("march 2027", "Mon 2027-03-01, 26 days later"),
            ("end of q2", "Wed 2027-06-30, 147 days later"),
            ("in 2 weeks", "Sat 2026-12-05, 60 days earlier"),
        ):
            await fill(desk, form, date=text)
            assert outcome(form).startswith(day)

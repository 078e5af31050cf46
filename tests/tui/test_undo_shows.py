"""Undo and redo say what they did and go there; Enter in the violations opens the date that is blamed."""

from pathlib import Path

import pytest

from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from tests.tui.desk import Desk, at_work


def told(desk: Desk) -> str:
    """Return the last message on the screen."""
    return desk.said[-1]


async def test_undo_names_the_date_and_goes_there(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("right", "right", "escape", "up", "u")
        assert told(desk) == "Undone: 2.0 default 2027-02-05 back to 2027-02-03"
        assert (desk.screen.item, desk.screen.place) == (desk.row("2.0"), desk.place("2.0", "default"))
        await desk.press("up", "ctrl+r")
        assert told(desk) == "Done again: 2.0 default 2027-02-03 to 2027-02-05"
        assert (desk.screen.item, desk.screen.place) == (desk.row("2.0"), desk.place("2.0", "default"))


async def test_undo_brings_the_date_into_view(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("right", "escape", *["ctrl+right"] * 60)
        x = desk.timeline.view.x(desk.session.day(desk.place("2.0", "default")))
        assert x < 0
        await desk.press("u")
        x = desk.timeline.view.x(desk.session.day(desk.place("2.0", "default")))
        assert 0 <= x < desk.timeline.view.width


async def test_undo_of_several_dates_counts_the_others(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("escape", "space", "right", "enter")
        assert desk.session.changes == 1
        await desk.press("u")
        assert told(desk) == "Undone: 2.0 released 2026-12-02 back to 2026-12-01 and 1 more date"


async def test_undo_of_a_deletion_goes_to_what_came_back(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0", "deprecated")
        await desk.press("x", "d", "down", "u")
        assert told(desk) == "Undone: 1.0 deprecated deleted"
        assert (desk.screen.item, desk.screen.place) == (desk.row("1.0"), desk.place("1.0", "deprecated"))


async def test_undo_of_an_added_version_says_so(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("a")
        added = desk.session.plan.versions[-1].name
        await desk.press("u")
        assert told(desk) == f"Undone: {added} added"
        assert desk.screen.item is not None


@pytest.mark.parametrize("chosen_by", ["key", "mouse"])
async def test_enter_in_the_violations_opens_the_date_that_is_blamed(path: Path, chosen_by: str) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        if chosen_by == "key":
            await desk.press("f6", "home")
        else:
            await desk.pilot.click("#violations", offset=(10, 1))
        assert desk.screen.violations.has_focus
        await desk.burst("enter", *"earliest")
        form = await desk.dialog(Form)
        assert "2.0 default: which day?" in " ".join(str(each.render()) for each in form.query("Static"))
        await desk.press("enter")
        assert desk.date("2.0", "default") == "2027-02-15"
        assert desk.timeline.has_focus


MISSING = """\
format  = 1
product = "Widgets API"
policy  = "copper"

[[version]]
name     = "v1"
track    = "Webhooks"
released = 2025-01-10
removed  = 2027-12-01
"""


async def test_enter_on_a_violation_of_a_missing_date_opens_the_list_that_adds_it(path: Path) -> None:
    path.write_text(MISSING)
    async with at_work(path) as desk:
        violations = desk.screen.violations
        missing = [index for index, each in enumerate(violations.entries) if each.worst.date is None]
        violations.focus()
        violations.go(missing[0])
        await desk.settle()
        await desk.press("enter")
        assert (
            "deprecated" in str((await desk.dialog(Pick)).query_one("OptionList").render_line(0).text).lower()
        )

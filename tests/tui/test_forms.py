"""Forms complain only about the text that was typed, and offer the words of the plan and its policy."""

from pathlib import Path

import pytest
from textual.widgets import Button

from planner.tui.dialogs.form import Form
from tests.tui.desk import at_work
from tests.tui.pointer import (
    ENTRIES,
    entry,
    outcome,
)
from tests.tui.whole import outside, places


@pytest.fixture
def plan(path: Path) -> Path:
    path.write_text(ENTRIES, encoding="utf-8")
    return path


async def test_a_form_complains_only_about_what_was_typed(plan: Path) -> None:
    async with at_work(plan) as desk:
        await desk.press("c")
        form = await desk.dialog(Form)
        assert outcome(form) == "", "a name and a kind are missing, but nobody left them out yet"
        await desk.write("people: fax")
        assert outcome(form) == "", "the kind comes later"
        await desk.press("ctrl+s")
        assert outcome(form) == "a kind is needed", "it is said once it is in the way"
        assert desk.app.focused is not None
        assert desk.app.focused.name == "kind"


async def test_a_form_in_the_lowest_window_shows_its_fields(plan: Path) -> None:
    async with at_work(plan, size=(40, 12)) as desk:
        await desk.select("2.0")
        for key in ("e", "c", "w", "ctrl+e"):
            await desk.press(key)
            form = await desk.dialog(Form)
            focused = desk.app.focused
            assert focused is not None
            region, clip = places(form)[focused]
            assert clip.intersection(region) == region, key
            assert outside(desk.app, Button) == [], key
            await desk.press("escape")


async def test_a_form_completes_the_words_of_the_plan(plan: Path) -> None:
    plan.write_text(ENTRIES.replace('name     = "3.0"', 'name     = "3.0"\ntrack    = "Preview"'))
    async with at_work(plan) as desk:
        await desk.select("2.0")
        await desk.press("e")
        form = await desk.dialog(Form)
        entry(form, "track").focus()
        await desk.settle()
        await desk.write("pre")
        await desk.until(lambda: "preview" in entry(form, "track").render_line(0).text)
        await desk.press("right")
        assert entry(form, "track").value == "Preview"

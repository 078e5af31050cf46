"""Dates moved by keyboard, each move one step, and where the keys lead."""

from pathlib import Path

import pytest

from planner.tui.commands.look import NextPanel
from planner.tui.dialogs.form import Form
from tests.tui.desk import at_work


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("left", "2027-02-02"),
        ("l", "2027-02-04"),
        ("H", "2027-01-27"),
        ("shift+right", "2027-02-10"),
        ("less_than_sign", "2027-01-03"),
        ("greater_than_sign", "2027-03-03"),
        ("left_curly_bracket", "2027-02-15"),
        ("right_curly_bracket", "2027-02-20"),
    ],
)
async def test_a_key_moves_the_selected_date(path: Path, key: str, expected: str) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press(key)
        assert desk.date("2.0", "default") == expected
        assert desk.session.changes == 1


async def test_nudges_of_one_date_are_one_step_and_another_key_ends_it(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("right", "right", "right")
        assert desk.date("2.0", "default") == "2027-02-06"
        assert desk.session.changes == 1
        await desk.press("u")
        assert desk.date("2.0", "default") == "2027-02-03"
        await desk.press("ctrl+r")
        assert desk.date("2.0", "default") == "2027-02-06"


async def test_an_arrow_without_a_selected_date_selects_one_and_moves_nothing(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        assert desk.screen.place is None
        await desk.press("right")
        assert desk.screen.place is not None
        assert desk.session.changes == 0


async def test_space_holds_arrows_drag_enter_drops(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("space", "right", "right", "shift+right")
        assert desk.date("2.0", "default") == "2027-02-12"
        assert desk.session.changes == 0
        assert "is 3 days short" in desk.panel
        await desk.press("enter")
        assert desk.session.changes == 1


async def test_space_holds_and_escape_puts_back(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("space", "right", "right", "escape")
        assert desk.date("2.0", "default") == "2027-02-03"
        assert desk.session.changes == 0


async def test_the_footer_says_what_the_keys_do_while_a_date_is_held(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        shown = {each.id for each in desk.screen.key_line.shown_keys}
        assert "save" in shown
        assert "put-back" not in shown
        await desk.press("space")
        shown = {each.id for each in desk.screen.key_line.shown_keys}
        assert "put-back" in shown
        assert "save" not in shown


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2027-03-01", "2027-03-01"),
        ("+90 days", "2027-05-04"),
        ("next monday", "2027-02-08"),
        ("earliest", "2027-02-15"),
    ],
)
async def test_a_typed_date_moves_it(path: Path, typed: str, expected: str) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("enter")
        await desk.dialog(Form)
        await desk.write(typed)
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        assert desk.date("2.0", "default") == expected


async def test_a_day_that_is_none_is_said_so_and_not_taken(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("enter")
        form = await desk.dialog(Form)
        await desk.write("2027-02-31")
        await desk.press("enter")
        assert desk.app.screen is form
        assert form.query_one("#outcome").has_class("-doubtful")
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.session.changes == 0


async def test_the_date_form_says_what_a_day_would_break(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("enter")
        form = await desk.dialog(Form)
        await desk.write("2027-02-10")
        assert "default-notice, earliest 2027-02-15" in str(form.query_one("#outcome").render())
        await desk.write("2027-02-16")
        assert "breaks nothing" in str(form.query_one("#outcome").render())


async def test_n_goes_through_the_violations_and_selects_what_they_blame(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("greater_than_sign", "g")
        assert len(desk.screen.violations.entries) == 2
        seen = set()
        for _ in range(2):
            await desk.press("n")
            chosen = desk.screen.violations.chosen
            assert chosen is not None
            assert desk.screen.item == chosen.item
            assert desk.screen.place == chosen.worst.place
            seen.add(chosen.rules)
            await desk.press("escape")
        assert len(seen) == 2


async def test_the_keyboard_reaches_every_panel_and_comes_back(path: Path) -> None:
    async with at_work(path) as desk:
        timeline = desk.app.focused
        await desk.press(NextPanel.keys)
        assert desk.screen.violations.has_focus
        await desk.press(NextPanel.keys)
        assert desk.screen.inspector.has_focus
        await desk.press("escape")
        assert desk.app.focused is timeline


async def test_arrows_in_a_panel_move_no_date(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("f6", "right", "left", "l", "H", "space", "enter")
        assert desk.session.changes == 0


async def test_ctrl_c_ends_nothing(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("right", "ctrl+c")
        assert desk.app.is_running
        assert desk.session.changes == 1


async def test_a_search_finds_a_version_by_its_name(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        await desk.press("slash", "2", "full_stop", "0")
        await desk.pilot.pause()
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.until(lambda: desk.screen.item == desk.row("2.0"))

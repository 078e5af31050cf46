"""A plan's text is data on every screen: nothing of it is interpreted, and nothing of it breaks a line."""

from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen

from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from planner.tui.screens.diagnostics import DiagnosticsScreen
from planner.tui.screens.portfolio import PortfolioScreen
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.whole import strips

HOSTILE = [
    "[/] [bold red]x[/] [@click=app.quit]x[/]",
    "a\\u001B[31mred\\u001B[0m line\\nbreak \\u202Eright to left",
    "[" * 50,
    "x" * 10_000,
    "日本" * 300,
]


def plan_with(text: str) -> str:
    """The text wherever a plan may have text of its own."""
    named = PLAN.replace('"2.0"', f'"{text}"').replace('"Widgets API"', f'"{text}"')
    noted = named.replace("told      =", f'name      = "{text}"\nnote      = "{text}"\ntold      =')
    texts = f'note = "{text}"\nmigration = "{text}"\n'
    return noted.replace("released = 2026-12-01\n", f"released = 2026-12-01\n{texts}")


def lines(desk: Desk) -> list[str]:
    """The screen as a terminal would have it."""
    return ["".join(segment.text for segment in strip) for strip in strips(desk.app.screen)]


def assert_harmless(desk: Desk) -> None:
    for line in lines(desk):
        assert line.isprintable(), ascii(line)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_every_screen_shows_it_as_it_is(path: Path, text: str) -> None:
    path.write_text(plan_with(text), encoding="utf-8")
    async with at_work(path, size=(80, 24)) as desk:
        assert_harmless(desk)
        await desk.press("n", "i")
        assert_harmless(desk)
        await desk.press("space", "right")
        assert_harmless(desk)
        await desk.press("enter")
        dialogs: dict[str, type[ModalScreen[Any]]] = {"enter": Form, "m": Pick, "e": Form, "w": Form}
        for key, dialog in dialogs.items():
            await desk.press(key)
            await desk.dialog(dialog)
            assert_harmless(desk)
            await desk.press("escape")
            await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.press("escape", "x")
        await desk.dialog(Choice)
        assert_harmless(desk)
        await desk.press("d")
        await desk.until(lambda: len(desk.session.plan.versions) == 1)
        await desk.press("u")
        await desk.pilot.pause()
        assert_harmless(desk)
        await desk.press("slash")
        await desk.pilot.pause()
        assert_harmless(desk)


async def test_a_text_that_nobody_touched_in_a_form_stays_as_it_is(path: Path) -> None:
    path.write_text(plan_with("line\\nbreak \\u001B[31m"), encoding="utf-8")
    async with at_work(path) as desk:
        await desk.press("n", "escape", "e")
        await desk.dialog(Form)
        await desk.write("2.1")
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        assert desk.session.plan.versions[1].name == "2.1"
        assert desk.session.plan.versions[1].note == "line\nbreak \x1b[31m"


async def test_markup_is_shown_not_used(path: Path) -> None:
    path.write_text(plan_with("[bold red]x[/]"), encoding="utf-8")
    async with at_work(path) as desk:
        assert "[bold red]x[/]" in lines(desk)[0]
        assert "[bold red]x[/]" in desk.inspector


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_problems_and_portfolio_show_it_as_it_is(path: Path, tmp_path: Path, text: str) -> None:
    path.write_text(plan_with(text), encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text(f'product = "x"\n"{text}" = 1\n', encoding="utf-8")
    async with at_work(path, broken) as desk:
        assert isinstance(desk.app.screen, PortfolioScreen)
        assert len(desk.app.screen.table.plans) == 2
        assert_harmless(desk)
        await desk.press("home", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, DiagnosticsScreen))
        await desk.pilot.pause()
        assert_harmless(desk)

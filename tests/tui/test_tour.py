"""The tour on the screen: each step is done by the person and noticed, by keys and by mouse."""

import re
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from planner.exports import FORMATS
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from planner.tui.panels.violations import Violations
from planner.tui.screens.planner import PlannerScreen
from planner.tui.screens.portfolio import PortfolioScreen
from planner.tui.screens.tour import TourScreen
from planner.tui.screens.welcome import WelcomeScreen
from planner.tui.tour.memory import remember, remembered
from planner.tui.tour.steps import STEPS
from tests.tui.desk import PLAN, Desk, at_work

PROJECT = Path(__file__).parents[2]
EXAMPLE = PROJECT / "plans" / "clio.toml"
SIZES = [(40, 12), (80, 24)]


class TourDesk(Desk):
    """The desk of the tour, which lies above the plan that was opened."""

    @property
    def screen(self) -> TourScreen:
        return next(each for each in self.app.screen_stack if isinstance(each, TourScreen))


def on_tour(desk: Desk) -> TourDesk:
    return TourDesk(desk.app, desk.pilot, desk.messages)


async def toured(desk: Desk) -> TourDesk:
    """The tour, once it is open."""
    await desk.press("f9")
    await desk.until(lambda: isinstance(desk.app.screen, TourScreen))
    await desk.settle()
    return on_tour(desk)


def card(desk: TourDesk) -> str:
    return " ".join(str(each.render()) for each in desk.screen.query("#tour Static").results(Static))


async def pick_export(desk: TourDesk) -> None:
    await desk.press("E")
    dialog = await desk.dialog(Pick)
    dialog.query_one(OptionList).highlighted = list(FORMATS).index("md")
    await desk.press("enter")
    await desk.until(lambda: isinstance(desk.app.screen, TourScreen))
    await desk.settle()


@pytest.mark.parametrize("size", SIZES, ids=[f"{columns}x{rows}" for columns, rows in SIZES])
async def test_by_keys_each_step_is_noticed(path: Path, size: tuple[int, int]) -> None:
    before = path.read_bytes()
    async with at_work(path, size=size) as plan:
        desk = await toured(plan)
        assert "····· 1 Something is wrong" in card(desk)
        assert "Press n, or click" in card(desk) or "n, or a click" in card(desk)
        await desk.press("n")
        assert "✓···· 2 Drag it" in card(desk)
        await desk.press("space", *"lllllllllll")
        assert "2 Drag it" in card(desk), "eleven days are one too few, and nothing is dropped yet"
        await desk.press("l")
        assert "2 Drag it" in card(desk)
        await desk.press("enter")
        assert desk.date("4.0.14", "default") == "2027-02-15"
        assert "✓✓··· 3 One promise hides another" in card(desk)
        await desk.press("space", *"ll" * 7, "enter")
        assert desk.date("4.0.14", "default") == "2027-03-01"
        assert "3 One promise" in card(desk)
        await desk.select("4.0.13", "deprecated")
        await desk.press("enter")
        await desk.dialog(Form)
        await desk.write("earliest")
        await desk.press("enter")
        await desk.settle()
        assert desk.date("4.0.13", "deprecated") == "2028-03-01"
        assert "✓✓✓·· 4 Undo, redo, save" in card(desk)
        await desk.press("ctrl+s")
        assert "4 Undo" in card(desk), "undo and redo are parts of the step"
        await desk.press("u", "ctrl+r")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.session.changes == 0)
        await desk.settle()
        assert "✓✓✓✓· 5 Hand it on" in card(desk)
        await pick_export(desk)
        assert "✓✓✓✓✓ Done" in card(desk)
        folder = Path(desk.session.path).parent
        assert {each.name for each in folder.iterdir()} == {"clio.toml", "clio.md"}
        assert remembered() == 0, "the next tour begins anew"
        await desk.press("f9")
        await desk.until(lambda: not isinstance(desk.app.screen, TourScreen))
        await desk.settle()
        assert not folder.exists()
        assert plan.session.path == str(path)
        assert plan.session.undo_label is None
    assert path.read_bytes() == before


async def test_by_mouse_each_step_is_noticed(path: Path) -> None:
    async with at_work(path, size=(120, 40)) as plan:
        desk = await toured(plan)
        await desk.pilot.click(Violations, offset=(12, 1))
        await desk.settle()
        assert "2 Drag it" in card(desk)
        await desk.grip("4.0.14", "default")
        await desk.pull(2)
        assert "2 Drag it" in card(desk)
        await desk.let_go()
        assert "3 One promise" in card(desk)
        for item, milestone in (("4.0.14", "default"), ("4.0.13", "deprecated")):
            await desk.select(item, milestone)
            await desk.grip(item, milestone)
            await desk.pull(3)
            await desk.let_go()
        assert "4 Undo" in card(desk)
        await desk.press("u", "ctrl+r", "ctrl+s")
        await desk.until(lambda: desk.session.changes == 0)
        await desk.settle()
        await pick_export(desk)
        assert "Done" in card(desk)
        await desk.pilot.click("#tour Button")
        await desk.until(lambda: not isinstance(desk.app.screen, TourScreen))


async def test_it_is_taken_up_at_the_step_where_it_was_left(path: Path) -> None:
    async with at_work(path) as plan:
        for step in range(1, len(STEPS)):
            remember(step)
            desk = await toured(plan)
            assert f"{step + 1} {STEPS[step].title}" in card(desk)
            assert desk.screen.progress.step == step, "nothing counts as done that was not done"
            assert (desk.session.undo_label is None) == (step == 1)
            assert (desk.session.changes == 0) == (step in (1, 4))
            if step in (1, 2):
                assert desk.timeline.cursor[1] == desk.place("4.0.14", "default")
            await desk.press("q")
            await desk.until(lambda: not isinstance(plan.app.screen, TourScreen))
            await plan.settle()
            assert remembered() == step
            assert plan.said[-1] == f"The tour waits at step {step + 1}: f9 takes it up."


async def test_escape_leaves_once_there_is_nothing_to_go_back_from(path: Path) -> None:
    async with at_work(path) as plan:
        desk = await toured(plan)
        await desk.press("n", "space", "l", "escape")
        assert isinstance(desk.app.screen, TourScreen), "that put the date back"
        await desk.press("escape")
        assert isinstance(desk.app.screen, TourScreen), "that went from the date to its row"
        await desk.press("escape")
        await desk.until(
            lambda: isinstance(desk.app.screen, PlannerScreen) and desk.app.screen is plan.screen
        )
        assert remembered() == 1


async def test_it_keeps_no_unsaved_work_and_asks_nothing(path: Path, state: Path) -> None:
    async with at_work(path) as plan:
        desk = await toured(plan)
        await desk.press("n", "l")
        assert desk.session.changes == 1
        await desk.press("ctrl+q")
        await desk.until(lambda: not isinstance(desk.app.screen, TourScreen))
    assert [each.name for each in state.rglob("*clio*")] == []


async def test_a_smaller_window_has_fewer_words(path: Path) -> None:
    async with at_work(path, size=(120, 40)) as plan:
        desk = await toured(plan)
        assert "12 days too early" in card(desk)
        await desk.pilot.resize_terminal(40, 12)
        await desk.settle()
        assert "12 days too early" not in card(desk)
        assert desk.screen.query_one("#tour").region.height == 3


def test_the_tour_is_on_the_example_of_the_readme_and_has_its_steps() -> None:
    copy = PROJECT / "planner" / "tui" / "tour" / "clio.toml"
    assert copy.read_bytes() == EXAMPLE.read_bytes()
    readme = (PROJECT / "README.md").read_text()
    tour = readme[readme.index("## A five-minute tour") :].split("\n## ")[0]
    assert re.findall(r"^\d\. \*\*(.+?)\.\*\*", tour, re.MULTILINE) == [each.title for each in STEPS]


def test_what_is_remembered_may_be_anything(state: Path) -> None:
    for text in ("", "0", "6", "x", "99999", "\xff", "-1"):
        (state / "release-planner").mkdir(parents=True, exist_ok=True)
        for each in state.rglob("tour"):
            each.write_bytes(text.encode("latin-1"))
        remember(2)
        (found,) = list(state.rglob("tour"))
        found.write_bytes(text.encode("latin-1"))
        assert remembered() == 0


async def test_in_an_empty_folder_and_in_the_list_of_plans_it_comes_back_there(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        await desk.press("escape", "t")
        await desk.until(lambda: isinstance(desk.app.screen, TourScreen))
        await desk.settle()
        await desk.press("f9")
        await desk.dialog(WelcomeScreen)
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(PLAN)
    async with at_work(tmp_path / "a.toml", tmp_path / "b.toml") as desk:
        await desk.press("f9")
        await desk.until(lambda: isinstance(desk.app.screen, TourScreen))
        await desk.settle()
        await desk.press("q")
        await desk.dialog(PortfolioScreen)

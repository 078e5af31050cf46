"""A first plan from the screen: in an empty folder, an empty file, beside other plans; an empty plan."""

from pathlib import Path

import pytest
from textual.widgets import Input, Select, Static

from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_file
from planner.tui.app import plans_in
from planner.tui.dialogs.form import Form
from planner.tui.screens.portfolio import PortfolioScreen
from planner.tui.screens.welcome import WelcomeScreen
from tests.tui.desk import AS_OF, PLAN, Desk, at_work
from tests.tui.whole import lines, outside, wrong_lines

HOSTILE = "[bold]x[/] \x1b[31m"


async def begun(desk: Desk, product: str, **fields: str) -> None:
    """Fill the form that is open, and apply it."""
    form = await desk.dialog(Form)
    values = {"product": product, **fields}
    for field in form.query(Input):
        if field.name in values:
            field.value = values[field.name]
    if "policy" in values:
        form.query_one(Select).value = values["policy"]
    await desk.settle()
    await desk.press("ctrl+s")


def outcome(desk: Desk) -> str:
    return str(desk.app.screen.query_one("#outcome", Static).content)


async def test_an_empty_folder_asks_for_a_plan_and_opens_it(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    async with at_work(folder) as desk:
        await desk.dialog(Form)
        assert outcome(desk) == "", "nothing was typed yet"
        await desk.press("ctrl+s")
        assert outcome(desk) == "a product is needed"
        assert isinstance(desk.app.screen, Form)
        await begun(desk, "My Shop", policy="clio", cadence="6 months")
        await desk.until(lambda: not desk.app.screen.is_modal)
        assert [each.name for each in desk.session.plan.versions] == ["v1", "v2"]
        assert "Every promise holds" in desk.panel
    file = read_plan_file(str(folder / "my-shop.toml"))
    assert file.plan is not None
    assert file.policy is not None
    assert check(file.plan, file.policy, AS_OF).all == []
    assert file.source.text.startswith("# The release plan of My Shop.")


async def test_an_empty_file_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("\n")
    async with at_work(path) as desk:
        form = await desk.dialog(Form)
        assert [each.name for each in form.query(Input)] == ["product", "version", "cadence", "tracks"]
        await begun(desk, HOSTILE, policy="copper", tracks="SDK")
        await desk.until(lambda: not desk.app.screen.is_modal)
        assert desk.session.plan.product == HOSTILE
    assert "\x1b" not in path.read_text()


async def test_a_file_that_is_filled_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("")
    async with at_work(path) as desk:
        await desk.dialog(Form)
        path.write_text(PLAN)
        await begun(desk, "Shop")
        await desk.until(lambda: bool(desk.said))
        assert "is there already; nothing was written" in desk.said[0]
    assert path.read_text() == PLAN


async def test_a_cancelled_form_leaves_the_ways_to_a_plan_and_q_leaves(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        await desk.dialog(Form)
        await desk.press("escape")
        await desk.dialog(WelcomeScreen)
        shown = "\n".join(lines(desk.app))
        assert "there is no plan here yet" in shown
        assert "planner import" in shown
        await desk.press("n")
        await desk.dialog(Form)
        await desk.press("escape", "q")
        assert desk.app.return_code == 2
    assert [*tmp_path.glob("*.toml")] == []


async def test_the_current_folder_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_work(Path()) as desk:
        await desk.dialog(Form)
        await desk.press("escape")
        await desk.dialog(WelcomeScreen)
        assert lines(desk.app)[0].startswith(f" {tmp_path.name}: there is no plan here yet")


async def test_n_begins_a_plan_in_the_portfolio(tmp_path: Path, path: Path) -> None:
    (tmp_path / "b.toml").write_text(PLAN.replace("Widgets", "Gadgets"))
    (tmp_path / "ours.toml").write_text('format = 1\nname = "ours"\nextends = "clio"\n')
    async with at_work(path, tmp_path / "b.toml") as desk:
        await desk.press("n")
        await begun(desk, "Third", policy=str(tmp_path / "ours.toml"), file="plan")
        assert "plan.toml is there already: give another file" in outcome(desk)
        await begun(desk, "Third", file="third")
        await desk.until(lambda: not desk.app.screen.is_modal)
        assert desk.session.plan.policy == str(tmp_path / "ours.toml")
        await desk.press("q")
        await desk.dialog(PortfolioScreen)
        await desk.until(lambda: "3 plans" in "\n".join(lines(desk.app)))
        assert "third.toml" in "\n".join(lines(desk.app))
    assert len([*plans_in([str(tmp_path)])]) == 3


async def test_an_empty_plan_says_what_to_press(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('format = 1\nproduct = "P"\npolicy = "clio"\n')
    async with at_work(path) as desk:
        assert "There is no version yet: a adds the first." in "\n".join(lines(desk.app))
        await desk.press("a")
        assert [each.name for each in desk.session.plan.versions] == ["v1"]
        assert "There is no version yet" not in "\n".join(lines(desk.app))


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_the_form_is_whole_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_work(tmp_path, size=size) as desk:
        await desk.dialog(Form)
        assert outside(desk.app) == []
        assert wrong_lines(desk.app) == []

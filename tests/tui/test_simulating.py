"""Coming versions are proposed on the timeline, by ghosts and in numbers; taken as one step, or refused."""

from pathlib import Path

import pytest
from textual.widgets import Button, Input, Select, Static

from planner.chart import Row
from planner.dates import iso
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.simulation import SimulationScreen
from planner.tui.panels.lines import LinePanel
from planner.tui.timeline.ghosts import NO_GHOSTS
from planner.tui.timeline.row_filter import RowFilter
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.test_hostile_text import HOSTILE, assert_harmless, plan_with


async def asked(desk: Desk, cadence: str = "1 year", span: str = "3 years") -> None:
    """Fill the form of the command."""
    await desk.press("I")
    await desk.dialog(Form)
    await desk.write(cadence)
    await desk.press("tab")
    await desk.write(span)


async def proposed(desk: Desk, cadence: str = "1 year", span: str = "3 years") -> str:
    """What the proposal says."""
    await asked(desk, cadence, span)
    await desk.press("ctrl+s")
    return await text_of(desk)


async def text_of(desk: Desk) -> str:
    screen = await desk.dialog(SimulationScreen)
    lines = screen.query_one(LinePanel)
    await desk.until(lambda: len(lines.lines) > 0)
    return "\n".join(line.text for line in lines.lines)


def missing(desk: Desk) -> list[Row]:
    return [row for row in desk.timeline.rows.all if row.item is None and not row.is_heading]


def painted(desk: Desk, name: str) -> str:
    """The gutter and the cells of a row."""
    index = next(at for at, row in enumerate(desk.timeline.rows.all) if row.name == name)
    line = desk.timeline.row_lines.line_of(index) - desk.timeline.scroll_offset.y
    return desk.timeline.render_line(line).text


async def test_a_proposal_is_drawn_and_counted_and_taken_in_one_step(path: Path) -> None:
    async with at_work(path) as desk:
        text = await proposed(desk)
        assert "Alive: at most 3 versions at once, first on 2027-12-01." in text
        assert "Users have to move on 5 days until 2029-11-21:" in text
        assert " 2028-02-20  1.0 retires" in text
        assert "answers requests without a version, until then 2.0" in text
        assert [row.name for row in missing(desk)] == ["3.0", "4.0"]
        assert painted(desk, "3.0").startswith(" + 3.0 ")
        assert "◆" in painted(desk, "3.0")
        ends = {ghost.place.field for ghost in desk.timeline.ghost_layer.of_rows["2.0"]}
        assert "deprecated" in ends
        assert desk.session.changes == 0
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        assert [each.name for each in desk.session.plan.versions] == ["1.0", "2.0", "3.0", "4.0"]
        assert desk.timeline.ghost_layer == NO_GHOSTS
        assert missing(desk) == []
        assert desk.screen.item == 2
        assert "users have to move on 5 days until 2029-11-21; u undoes them" in desk.said[-1]
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.session.changes == 0)
        await desk.press("u")
        assert [each.name for each in desk.session.plan.versions] == ["1.0", "2.0"]
    before, after = PLAN.splitlines(), path.read_text().splitlines()
    kept = iter(after)
    assert all(line in kept for line in before), "lines are added, none is lost"
    assert "a comment that stays" in path.read_text()


async def test_refused_everything_is_as_it_was(path: Path) -> None:
    async with at_work(path, size=(80, 24)) as desk:
        view, rows = desk.timeline.view, desk.timeline.rows.all
        await proposed(desk)
        assert desk.timeline.view != view
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.session.undo_label is None
        assert (desk.timeline.view, desk.timeline.rows.all) == (view, rows)
        assert desk.timeline.ghost_layer == NO_GHOSTS
        assert desk.timeline.virtual_size.height == desk.timeline.row_lines.height
        await desk.press("I", "escape")
        assert desk.app.screen is desk.screen


async def test_other_numbers_begin_with_those_that_were_typed(path: Path) -> None:
    async with at_work(path) as desk:
        await proposed(desk, "1 year", "1 version")
        assert [row.name for row in missing(desk)] == ["3.0"]
        await desk.press("tab")
        form = await desk.dialog(Form)
        assert [each.value for each in form.query(Input)] == ["1 year", "1 version"]
        assert missing(desk) == []
        await desk.press("tab")
        await desk.write("2 versions")
        await desk.press("ctrl+s")
        await text_of(desk)
        assert [row.name for row in missing(desk)] == ["3.0", "4.0"]


async def test_the_buttons_do_what_the_keys_do(path: Path) -> None:
    async with at_work(path) as desk:
        for name, changes in (("", 0), ("accept", 1)):
            await proposed(desk)
            button = next(each for each in desk.app.screen.query(Button) if each.name == name)
            await desk.pilot.click(button)
            await desk.until(lambda: desk.app.screen is desk.screen)
            await desk.settle()
            assert desk.session.changes == changes


ANSWERS = [
    ("often", "3 years", "expected"),
    ("0 days", "3 years", "a cadence is longer than 0 days"),
    ("1 day", "10 years", "more than 1000 versions"),
    ("1 day", "1001 versions", "more than 1000 versions"),
    ("9 years", "1 year", "no version comes until"),
    ("1 year", "soon", "expected a time, a number of versions, or a day"),
    ("1 year", "2020-01-01", "no version comes until"),
    ("6 months", "end of 2028", "4 versions until Sun 2028-12-31"),
]


async def test_the_form_says_what_comes_or_what_is_wrong(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("I")
        form = await desk.dialog(Form)
        cadence, span = form.query(Input)
        for *typed, said in ANSWERS:
            cadence.value, span.value = typed
            await desk.settle()
            assert said in str(form.query_one("#outcome", Static).render())


OTHER_TRACK = """
[[version]]
name = "B 1"
track = "B"
released = 2026-06-01
default = 2026-09-01
"""
TRACKS = PLAN.replace("\nreleased ", '\ntrack = "A"\nreleased ') + OTHER_TRACK


async def test_a_folded_track_is_unfolded_for_the_proposal_and_folded_again(path: Path) -> None:
    path.write_text(TRACKS)
    async with at_work(path, size=(120, 40)) as desk:
        await desk.select("B 1")
        desk.timeline.filter_rows(RowFilter(folded=frozenset({"B"})))
        await desk.settle()
        await desk.select("1.0")
        await desk.press("I")
        form = await desk.dialog(Form)
        form.query_one(Select).value = "B"
        await desk.settle()
        await desk.press("ctrl+s")
        await text_of(desk)
        assert {row.track for row in missing(desk)} == {"B"}
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.timeline.row_filter.folded == {"B"}


async def test_on_a_small_screen_the_ghosts_stand_above_the_dialog(path: Path) -> None:
    path.write_text(
        PLAN + "".join(f'\n[[change]]\nname = "c{at}"\nkind = "add-endpoint"\n' for at in range(9))
    )
    async with at_work(path, size=(80, 24)) as desk:
        await proposed(desk, "6 months", "6 versions")
        await desk.settle()
        top = desk.app.screen.query_one(".dialog").region.y - desk.timeline.region.y
        lines = [desk.timeline.render_line(y).text for y in range(top)]
        assert sum(line.startswith(" + ") for line in lines) == 6, lines


@pytest.mark.parametrize("text", HOSTILE[:2], ids=range(2))
async def test_a_hostile_name_is_shown_as_it_is(path: Path, text: str) -> None:
    path.write_text(plan_with(text), encoding="utf-8")
    async with at_work(path, size=(80, 24)) as desk:
        await proposed(desk)
        assert_harmless(desk)
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        assert_harmless(desk)


async def test_the_proposal_shows_the_numbers_of_the_command_line(path: Path) -> None:
    async with at_work(path) as desk:
        await proposed(desk)
        screen = desk.app.screen
        assert isinstance(screen, SimulationScreen)
        assert screen.simulation is not None
        assert [iso(each.day) for each in screen.simulation.moves] == [
            line.text[1:11] for line in screen.query_one(LinePanel).lines if line.text[1:5].isdigit()
        ]


async def test_a_track_that_is_planned_for_longer_is_asked_for_a_number_of_versions(path: Path) -> None:
    path.write_text(
        PLAN.replace("default  = 2027-02-03", "default  = 2037-02-03").replace("2026-12-01", "2036-12-01")
    )
    async with at_work(path) as desk:
        await desk.press("I")
        form = await desk.dialog(Form)
        assert [each.value for each in form.query(Input)] == ["6 months", "4 versions"]
        assert "4 versions until" in str(form.query_one("#outcome", Static).render())
        await desk.press("tab")
        await desk.write("3 years")
        assert "at this cadence, counted from 2036-12-01" in str(form.query_one("#outcome", Static).render())

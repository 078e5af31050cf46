"""What `fix` proposes is shown by ghosts and a list; it is taken in one step, or refused."""

from pathlib import Path

import pytest
from textual.widgets import Static

from planner.dates import iso
from planner.tui.dialogs.fix import FixScreen
from planner.tui.panels.lines import LinePanel
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.test_hostile_text import HOSTILE, assert_harmless, plan_with


async def proposed(desk: Desk, key: str = "f") -> str:
    """What the list says after the key."""
    await desk.press(key)
    screen = await desk.dialog(FixScreen)
    lines = screen.query_one(LinePanel)
    await desk.until(lambda: len(lines.lines) > 0)
    return "\n".join(line.text for line in lines.lines)


def ghosts(desk: Desk) -> dict[str, str]:
    dates = ("1.0", "deprecated"), ("1.0", "notice"), ("2.0", "default")
    names = {desk.place(*each): " ".join(each) for each in dates}
    return {names[place]: iso(day) for each in desk.timeline.ghosts.values() for place, day in each.items()}


async def test_the_chosen_violation_is_fixed_in_one_step(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("n")
        text = await proposed(desk)
        assert "2.0 default  2027-02-03 → 2027-02-15  +12 d" in text
        assert "default-notice: 2026-11-17 + 90 days = 2027-02-15" in text
        assert ghosts(desk) == {"2.0 default": "2027-02-15"}
        assert desk.session.changes == 0
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        assert desk.date("2.0", "default") == "2027-02-15"
        assert {"default"} == {
            each for notice in desk.session.plan.notices[2:] for each in notice.announces
        }, "people are told of the other day"
        assert desk.session.counts.error == 0
        assert ghosts(desk) == {}
        await desk.press("u")
        assert desk.session.plan == desk.session.plan_file.plan


async def test_refused_it_leaves_everything_as_it_was(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("n")
        await proposed(desk)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.pilot.pause()
        assert desk.session.undo_label is None
        assert ghosts(desk) == {}


LATE_NOTICE = PLAN.replace("date      = 2027-06-01", "date      = 2027-12-24")
"""Too late for 2028-02-20 by 32 days."""


async def test_tab_shows_the_other_fix(path: Path) -> None:
    path.write_text(LATE_NOTICE)
    async with at_work(path) as desk:
        await desk.select("1.0")
        text = await proposed(desk)
        assert "1.0 deprecated  2028-02-20 → 2028-03-23" in text
        await desk.press("tab")
        await desk.until(lambda: ghosts(desk) == {"1.0 notice": "2027-11-22"})
        assert "sooner" in str(desk.app.screen.query(Static).first().render())
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        assert desk.date("1.0", "notice") == "2027-11-22"
        assert desk.date("1.0", "deprecated") == "2028-02-20"


async def test_all_are_fixed_at_once(path: Path) -> None:
    path.write_text(LATE_NOTICE)
    async with at_work(path) as desk:
        await desk.select("1.0")
        text = await proposed(desk, "F")
        assert "1.0 deprecated" in text
        assert "2.0 default" in text
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        assert desk.session.counts.error == 0


async def test_what_cannot_be_kept_is_said_in_words_and_not_accepted(path: Path) -> None:
    path.write_text(PLAN.replace("default  = 2027-02-03", 'default  = 2027-02-03\npinned = ["default"]'))
    async with at_work(path) as desk:
        await desk.press("n")
        text = await proposed(desk)
        assert "default-notice of 2.0 cannot be kept by moving dates" in text
        assert "it is pinned" in text
        await desk.press("enter")
        assert isinstance(desk.app.screen, FixScreen)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.session.undo_label is None


async def test_nothing_to_fix_is_greyed(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        await desk.press("f")
        assert desk.app.screen is desk.screen


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_hostile_name_is_shown_as_it_is(path: Path, text: str) -> None:
    path.write_text(plan_with(text), encoding="utf-8")
    async with at_work(path, size=(80, 24)) as desk:
        await desk.press("R", "n")
        await proposed(desk)
        assert_harmless(desk)
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        assert_harmless(desk)


async def test_what_no_move_mends_is_told_what_would(path: Path) -> None:
    path.write_text(PLAN.replace("default  = 2027-02-03", "default  = 2027-02-15\ndeprecated = 2029-01-01"))
    async with at_work(path) as desk:
        rules = [each.rules for each in desk.screen.violations.entries]
        await desk.press(*"n" * rules.index(("support-minimum",)))
        text = " ".join((await proposed(desk)).split())
        assert "To fix it:" in text
        assert "· add a later version with a default date to the track" in text
        assert "· remove its deprecated date" in text
        assert "· record a waiver (reason: security-settings, critical-bug, legal" in text


async def test_the_dialog_names_its_way_and_the_other_one(path: Path) -> None:
    path.write_text(PLAN.replace("default  = 2027-02-03", "default  = 2026-12-15"))
    async with at_work(path) as desk:
        await proposed(desk, "F")
        title = desk.app.screen.query_one(".dialog-title", Static)
        hint = desk.app.screen.query_one(".form-hint", Static)
        assert str(title.render()).endswith(": move milestones later")
        assert str(hint.render()).endswith("tab: send notices sooner instead")

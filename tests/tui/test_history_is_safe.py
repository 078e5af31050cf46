"""Dates that have passed and notices that were sent move only after a question; deleting asks too."""

from pathlib import Path

import pytest

from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.deliberate import Deliberate
from planner.tui.dialogs.form import Form
from planner.tui.input.keyboard import KeysRead
from tests.tui.desk import Desk, _typed, at_work, on

PASSED = ("1.0", "default")
SENT = ("2.0", "notice")


def is_asked(desk: Desk) -> bool:
    return isinstance(desk.app.screen, Deliberate)


def question(desk: Desk) -> str:
    """Return the words of the question that is asked now."""
    assert isinstance(desk.app.screen, Choice)
    return " ".join(str(each.render()) for each in desk.app.screen.query("Static"))


@pytest.mark.parametrize(
    ("date", "key", "moved"),
    [
        (PASSED, "right", "2025-04-16"),
        (PASSED, "greater_than_sign", "2025-05-15"),
        (SENT, "left", "2026-11-16"),
        (SENT, "H", "2026-11-10"),
    ],
)
async def test_a_nudge_asks_first(path: Path, date: tuple[str, str], key: str, moved: str) -> None:
    async with at_work(path) as desk:
        await desk.select(*date)
        before = desk.date(*date)
        await desk.press(key)
        assert is_asked(desk)
        assert moved in question(desk)
        await desk.press("enter")
        assert (desk.date(*date), desk.session.changes) == (before, 0)
        await desk.press(key, "m")
        assert (desk.date(*date), desk.session.changes) == (moved, 1)


async def test_the_question_says_what_was_told(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*SENT)
        await desk.press("left")
        assert "went out on 2026-11-17 by email and docs" in question(desk)
        assert "told released 2026-12-01 and default 2027-02-03" in question(desk)


async def test_the_question_about_a_milestone_says_which_notice_told_it(path: Path) -> None:
    path.write_text(path.read_text().replace("default  = 2027-02-03", "default  = 2026-11-20"))
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("right")
        assert "People were told 2027-02-03 (on 2026-11-17 by email and docs)." in question(desk)
        await desk.press("c")
        await desk.select("1.0", "default")
        await desk.press("right")
        assert "No sent notice is recorded to have told this date." in question(desk)


async def test_a_run_of_nudges_asks_once_and_is_one_step(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*PASSED)
        await desk.press("right", "m", "right", "right")
        assert desk.app.screen is desk.screen
        assert (desk.date(*PASSED), desk.session.changes) == ("2025-04-18", 1)
        await desk.press("u", "right")
        assert is_asked(desk)


async def test_keys_of_the_burst_wait_and_do_not_answer(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*PASSED)
        await desk.burst("right", "right", "m", "right", "enter")
        assert is_asked(desk)
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert (desk.date(*PASSED), desk.session.changes) == ("2025-04-15", 0)


async def test_keys_of_the_burst_act_once_it_is_agreed(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*PASSED)
        await desk.burst(*["right"] * 150)
        assert is_asked(desk)
        await desk.press("m")
        assert desk.app.screen is desk.screen
        assert desk.session.day(desk.place(*PASSED)) == on("2025-04-15") + 150
        assert desk.session.changes == 1


async def test_a_key_that_is_held_does_not_answer(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*PASSED)
        await desk.press("right")
        asked = desk.app.screen
        for _ in range(2):
            await desk.repeat("right", after=0.5)
        assert desk.app.screen is asked
        assert asked.focused is not None
        assert asked.focused.name == "c"
        await desk.press("m")
        assert desk.date(*PASSED) == "2025-04-18"


async def test_the_key_that_led_to_the_question_answers_when_it_is_pressed_again(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*PASSED)
        await desk.press("space", "right", "enter")
        assert is_asked(desk)
        await desk.repeat("enter", after=1.5)
        assert desk.app.screen is desk.screen
        assert (desk.date(*PASSED), desk.session.changes) == ("2025-04-15", 0)


async def test_keys_that_come_before_the_question_is_painted_do_not_answer(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*PASSED)
        for key in ("right", "m", "enter"):
            desk.app.post_message(KeysRead([_typed(desk.app, key)]))
        await desk.settle()
        assert is_asked(desk)
        assert desk.session.changes == 0


@pytest.mark.parametrize("date", [PASSED, SENT])
async def test_a_drag_asks_when_it_is_dropped(path: Path, date: tuple[str, str]) -> None:
    async with at_work(path) as desk:
        await desk.select(*date)
        before = desk.session.plan
        await desk.grip(*date)
        await desk.pull(3)
        assert desk.app.screen is desk.screen
        shown = desk.date(*date)
        await desk.let_go()
        await desk.settle()
        assert shown in question(desk)
        await desk.press("c")
        assert desk.session.plan == before
        assert desk.session.previewed is None
        await desk.grip(*date)
        await desk.pull(3)
        await desk.let_go()
        await desk.press("m")
        assert (desk.date(*date), desk.session.changes) == (shown, 1)


async def test_a_drag_by_keys_asks_when_it_is_dropped(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*SENT)
        await desk.burst("space", "left", "left", "enter", "right")
        assert is_asked(desk)
        await desk.press("c")
        assert (desk.date(*SENT), desk.session.changes) == ("2026-11-17", 0)


async def test_a_typed_date_asks(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*PASSED)
        await desk.press("enter")
        await desk.write("2025-05-01")
        await desk.press("enter")
        assert "2025-05-01" in question(desk)
        await desk.press("c")
        assert desk.session.changes == 0


async def test_a_jump_to_a_legal_day_asks(path: Path) -> None:
    path.write_text(path.read_text().replace("default  = 2027-02-03", "default  = 2026-11-20"))
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("left_curly_bracket")
        assert "2.0 default 2026-11-20 would move to 2027-02-15" in question(desk)
        await desk.press("c")
        assert desk.session.changes == 0


async def test_the_form_of_a_sent_notice_asks_if_its_day_changes(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*SENT)
        await desk.press("e")
        await desk.dialog(Form)
        await desk.write("2026-11-10")
        await desk.press("ctrl+s")
        assert "2026-11-10" in question(desk)
        await desk.press("m")
        assert desk.date(*SENT) == "2026-11-10"


async def test_a_date_to_come_moves_without_a_question(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("right")
        assert desk.app.screen is desk.screen
        assert desk.session.changes == 1


async def test_x_asks_before_it_deletes_a_date_and_says_what_was_told(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("x")
        assert "Delete 2.0 default 2027-02-03?" in question(desk)
        assert "People were told 2027-02-03" in question(desk)
        await desk.press("enter")
        assert desk.session.changes == 0
        await desk.press("x", "d")
        assert "default" not in desk.session.plan.versions[1].dates


async def test_x_asks_before_it_deletes_a_notice(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(*SENT)
        await desk.press("x")
        assert "told released 2026-12-01 and default 2027-02-03" in question(desk)
        await desk.press("d")
        assert len(desk.session.plan.notices) == 1


async def test_x_asks_before_it_deletes_a_version(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0")
        await desk.press("x")
        assert "Its 2 dates will go with it." in question(desk)
        await desk.press("escape")
        assert desk.session.changes == 0

"""Keys that arrive together: each acts on the state that the one before it left. Pasted text does nothing."""

from pathlib import Path

import pytest
from textual import events

from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.fix import FixScreen
from planner.tui.dialogs.form import Form
from planner.tui.input.pasted import Typed, text_length
from tests.tui.desk import at_work


@pytest.mark.parametrize(("days", "expected"), [(20, "2027-02-23"), (150, "2027-07-03")])
async def test_arrows_in_one_read_each_move_a_day(path: Path, days: int, expected: str) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.burst(*["right"] * days)
        assert desk.date("2.0", "default") == expected
        assert desk.session.changes == 1


async def test_space_arrows_and_enter_in_one_read_are_one_drag(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.burst("space", *["right"] * 12, "enter")
        assert desk.date("2.0", "default") == "2027-02-15"
        assert desk.session.changes == 1
        assert not desk.timeline.dragging


async def test_undo_between_moves_in_one_read_takes_back_the_one_before(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.burst("right", "right", "u", "right", "shift+tab", "tab", "right")
        assert desk.date("2.0", "default") == "2027-02-05"


async def test_keys_typed_while_a_dialog_opens_go_to_the_dialog(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.burst("enter", *"earliest", "enter", "right")
        assert desk.app.screen is desk.screen
        assert desk.date("2.0", "default") == "2027-02-16"


async def test_keys_before_the_one_that_opens_a_dialog_are_no_text_with_what_is_typed_there(
    path: Path,
) -> None:
    async with at_work(path) as desk:
        await desk.burst("n", "enter", *"earliest", "enter")
        assert desk.date("2.0", "default") == "2027-02-15"


async def test_what_follows_the_end_of_a_dialog_acts_on_its_answer(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.burst("x", "d", "u", "right")
        assert desk.date("2.0", "default") == "2027-02-04"


async def test_enter_waits_for_what_the_fix_dialog_works_out(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.burst("f", "enter")
        assert desk.app.screen is desk.screen
        assert desk.session.changes == 1


async def test_escape_does_not_wait_for_what_the_fix_dialog_works_out(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.burst("f", "escape", "f")
        await desk.dialog(FixScreen)
        assert desk.session.changes == 0


async def test_a_search_typed_at_once_finds(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        await desk.burst(*"/2.0", "enter")
        assert desk.app.screen is desk.screen
        assert desk.screen.item == desk.row("2.0")


async def test_a_command_cancelled_before_it_began_does_not_keep_the_keys_waiting(path: Path) -> None:
    async def never() -> None:
        raise AssertionError("it was cancelled")

    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        desk.app.keyboard.run(desk.screen, never())
        next(each for each in desk.app.workers if each.group == "command").cancel()
        await desk.press("right")
        assert desk.date("2.0", "default") == "2027-02-04"
        assert not desk.app.keyboard.acting


@pytest.mark.parametrize(
    ("key", "character", "opened"),
    [
        ("question_mark", "?", "HelpScreen"),
        ("ctrl+p", None, "CommandPalette"),
        ("slash", "/", "FindScreen"),
        ("e", "e", "Form"),
    ],
)
async def test_keys_in_the_read_that_starts_the_program_wait_for_the_plan(
    path: Path, key: str, character: str | None, opened: str
) -> None:
    from planner.tui.app import PlannerApp
    from planner.tui.input.keyboard import KeysRead
    from tests.tui.desk import AS_OF
    from tests.tui.still import StillPilot

    app = PlannerApp([str(path)], as_of=AS_OF)
    app.call_later(app.post_message, KeysRead([events.Key(key, character)]))
    async with app.run_test():
        await StillPilot(app).finish(app.keyboard.settled())
        assert opened in [each.__name__ for each in type(app.screen).__mro__]


@pytest.mark.parametrize(
    "text",
    [
        "earliest\r",
        "4.0.14 default 2027-02-15",
        "x = 5 # exit\rxd\r",
        "delete this line",
        "----------- xd text",
    ],
)
async def test_unbracketed_text_outside_a_field_does_nothing(path: Path, text: str) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        before, cursor = desk.session.plan, desk.timeline.cursor
        await desk.burst(*("enter" if each == "\r" else each for each in text))
        assert desk.app.screen is desk.screen
        assert desk.session.plan == before
        assert desk.timeline.cursor == cursor
        await desk.press("right")
        assert desk.date("2.0", "default") == "2027-02-04"


async def test_bracketed_text_outside_a_field_does_nothing(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        before = desk.session.plan
        await desk.burst("paste:xd\rx")
        assert desk.app.screen is desk.screen
        assert desk.session.plan == before


async def test_text_does_not_answer_a_question(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("x")
        question = await desk.dialog(Choice)
        await desk.burst(*"delete", "enter")
        assert desk.app.screen is question


async def test_text_goes_into_a_field(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("enter")
        await desk.dialog(Form)
        await desk.burst("paste:2027-03-", *"05", "enter")
        assert desk.date("2.0", "default") == "2027-03-05"


def typed(text: str) -> list[Typed]:
    return [Typed(each, each if len(each) == 1 else None) for each in text]


@pytest.mark.parametrize(
    "keys",
    ["l" * 150, "jjjlll", "uuuu", "jkjkjkjkjk", " lllllHHH<<u\r", "nnnf", "n\rearliest\r", "xd", "/v4.0.14"],
)
def test_held_and_delayed_keys_are_no_text(keys: str) -> None:
    assert text_length(typed(keys)) == 0


@pytest.mark.parametrize("text", ["exit", "hello", "2027-02-15", "hello\rb\rc", "    name = 'x'\r"])
def test_text_is_told_by_its_different_characters(text: str) -> None:
    assert text_length(typed(text)) == len(text)


def test_text_ends_where_a_key_without_a_character_follows() -> None:
    assert text_length([*typed("hello"), Typed("right", None), *typed("x")]) == 5

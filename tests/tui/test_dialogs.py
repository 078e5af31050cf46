"""Every form and dialog over a plan of real size is whole: its fields scroll, messages and buttons stay."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Select, SelectionList, Static

from planner.tui.app import PlannerApp
from planner.tui.dialogs.choice import Choice, ChoiceOption
from planner.tui.dialogs.form import Form
from tests.real_size import AS_OF, write
from tests.tui.desk import Desk, at_work
from tests.tui.pointer import contents
from tests.tui.whole import SIZES, lines, outside, places, text, wrong_lines

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
VERSION, CHANGE = "Developer API 2025.1", "webhooks: event lead.converted added"
LONG = "a name that goes on and on, as names do that were once a sentence of a ticket " * 3

Opening = Callable[[Desk], Awaitable[None]]


def by_keys(item: str, what: str | None, *keys: str) -> Opening:
    async def opened(desk: Desk) -> None:
        await desk.select(item, what)
        for key in keys:
            await desk.press(key)

    return opened


async def waiver(desk: Desk) -> None:
    await desk.press("f6")
    desk.screen.violations.action_step(-1000)
    await desk.press("escape", "w")


async def leaving(desk: Desk) -> None:
    await desk.select(VERSION, "removed")
    await desk.press("right", "q")


async def conflict(desk: Desk) -> None:
    await desk.select(VERSION, "removed")
    await desk.press("right")
    path = Path(desk.session.path)
    path.write_text(path.read_text().replace("-03", "-04"))
    await desk.press("ctrl+s")


def in_contents(text: str, *keys: str) -> Opening:
    """Press keys on an entry in the list of the plan's contents."""

    async def opened(desk: Desk) -> None:
        await contents(desk, text)
        await desk.press(*keys)

    return opened


async def followers(desk: Desk) -> None:
    """Hold a date that others follow, and ask for them."""
    if not desk.screen.rippling.on:
        await desk.press("R")
    await desk.select("SDK 2025.1", "deprecated")
    await desk.press("space", "9", "greater_than_sign")
    await desk.caught_up()
    await desk.press("f")


async def several(desk: Desk, *keys: str) -> None:
    """Mark the versions of a track, and press keys."""
    await desk.select("SDK 2026.1")
    await desk.press("asterisk", *keys)


DIALOGS: Mapping[str, Opening] = {
    "date": by_keys(VERSION, "removed", "enter"),
    "version": by_keys(VERSION, None, "e"),
    "change": by_keys(VERSION, None, "c"),
    "edited change": by_keys(CHANGE, None, "e"),
    "what to add": by_keys("Developer API 2028.1", None, "m"),
    "notice": by_keys(VERSION, None, "m"),
    "edited notice": by_keys(CHANGE, "notice", "e"),
    "sent": by_keys(CHANGE, "notice", "s"),
    "freeze": by_keys(VERSION, None, "z"),
    "waiver": waiver,
    "delete": by_keys(VERSION, None, "x"),
    "export": by_keys(VERSION, None, "E"),
    "help": by_keys(VERSION, None, "question_mark"),
    "commands": by_keys(VERSION, None, "ctrl+p"),
    "find": by_keys(VERSION, None, "slash"),
    "filter": by_keys(VERSION, None, "f4"),
    "fix one": by_keys(VERSION, "removed", "f"),
    "fix all": by_keys(VERSION, None, "F"),
    "menu": by_keys(VERSION, "removed", "semicolon"),
    "the plan itself": by_keys(VERSION, None, "ctrl+e"),
    "track": by_keys(VERSION, None, "ctrl+n"),
    "edited waiver": in_contents("support-minimum", "e"),
    "not sent": by_keys("SDK 2024.1", "notice", "S"),
    "followers": followers,
    "shifted": lambda desk: several(desk, "b"),
    "several deleted": lambda desk: several(desk, "x"),
    "several waived": lambda desk: several(desk, "w"),
    "leaving": leaving,
    "conflict": conflict,
}


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return write(tmp_path)


async def opened(desk: Desk, name: str) -> ModalScreen[object]:
    await DIALOGS[name](desk)
    dialog = await desk.dialog(ModalScreen)
    await desk.pilot.pause()
    return dialog


PARTS = ".dialog", ".dialog-title", ".dialog-foot", "#outcome", Button
"""The parts of a dialog that are always seen."""


async def is_whole(desk: Desk, name: str = "") -> None:
    await desk.settle()
    assert outside(desk.app, *PARTS) == [], name
    assert wrong_lines(desk.app) == [], name


async def closed(desk: Desk) -> None:
    await desk.press("escape")
    await desk.until(lambda: desk.app.screen is desk.screen)
    desk.timeline.clear_marks()
    desk.timeline.focus()


@sizes
async def test_every_dialog_is_whole(real: Path, size: tuple[int, int]) -> None:
    async with at_work(real, size=size) as desk:
        for name in DIALOGS:
            dialog = await opened(desk, name)
            await is_whole(desk, name)
            if dialog.query(".dialog"):
                assert dialog.query(".dialog-foot, .menu"), f"{name} says what its keys are, or has buttons"
            await closed(desk)


async def test_every_field_of_a_form_can_be_seen_when_it_has_the_focus(real: Path) -> None:
    async with at_work(real, size=SIZES[0]) as desk:
        for name in ("version", "edited change", "notice", "edited notice", "sent", "waiver"):
            dialog = await opened(desk, name)
            fields = [each for each in dialog.query(".form-field > *") if each.can_focus]
            seen = set()
            for _ in fields:
                focused = desk.app.focused
                assert focused is not None
                region, clip = places(dialog)[focused]
                assert clip.intersection(region).height >= min(region.height, 3), f"{name}: {focused}"
                seen.add(focused)
                await desk.press("tab")
            assert seen == set(fields)
            await is_whole(desk, name)
            await closed(desk)


async def test_what_is_wrong_with_a_notice_can_be_read_in_the_smallest_window(real: Path) -> None:
    async with at_work(real, size=SIZES[0]) as desk:
        form = await opened(desk, "notice")
        assert isinstance(form, Form)
        await desk.write("no day")
        wrong = str(form.query_one("#outcome", Static).render())
        assert wrong
        assert wrong[:40] in text(desk.app)
        await is_whole(desk)
        assert any("Add (ctrl+s)" in line for line in lines(desk.app))


@pytest.mark.parametrize("name", ["date", "version", "notice", "sent", "delete", "fix one"])
async def test_long_names_leave_a_dialog_whole_in_the_smallest_window(real: Path, name: str) -> None:
    for item in (VERSION, CHANGE):
        real.write_text(real.read_text().replace(f'"{item}"', f'"{item} {LONG}"'))
    async with at_work(real, size=SIZES[0]) as desk:
        place = {"date": (VERSION, "removed"), "fix one": (VERSION, "removed"), "sent": (CHANGE, "notice")}
        item, what = place.get(name, (VERSION, None))
        keys = {"date": ["enter"], "version": ["e"], "notice": ["m"], "sent": ["s"]}
        keys |= {"delete": ["x"], "fix one": ["f"]}
        await desk.select(f"{item} {LONG}", what)
        for key in keys[name]:
            await desk.press(key)
        await desk.dialog(ModalScreen)
        await desk.pilot.pause()
        await is_whole(desk)


@sizes
async def test_the_offer_of_unsaved_changes_is_whole(real: Path, size: tuple[int, int]) -> None:
    async with at_work(real, size=size) as desk:
        for item in (VERSION, "SDK 2024.1", "SDK 2027.1", "Webhooks 2028.1"):
            await desk.select(item, "removed")
            await desk.press(*["right"] * 3)
        desk.session.unsaved_work()()
    async with at_work(real, size=size) as desk:
        await desk.dialog(ModalScreen)
        await desk.pilot.pause()
        await is_whole(desk)


@sizes
async def test_the_list_of_a_field_opens_within_the_window(real: Path, size: tuple[int, int]) -> None:
    async with at_work(real, size=size) as desk:
        form = await opened(desk, "change")
        for select in form.query(Select):
            select.focus()
            await desk.press("enter")
            assert select.expanded
            shown = [each for each in form.query(OptionList) if each.is_on_screen and each.region.height]
            assert shown
            for each in shown:
                assert desk.app.size.region.contains_region(each.region)
            await desk.press("escape")
            assert desk.app.screen is form


async def test_a_message_does_not_cover_the_buttons_of_a_dialog(tmp_path: Path) -> None:
    app = PlannerApp([str(write(tmp_path))], as_of=AS_OF.toordinal())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        lines = ["A line of the dialog."] * 14
        dialog = Choice(
            "Keep mine?", [ChoiceOption("m", "Keep mine"), ChoiceOption("t", "Take theirs")], lines
        )
        await app.push_screen(dialog)
        app.notify("The file changed on disk. Saving will ask; f5 reads it again.", timeout=60)
        while not any(toast.region.area for toast in dialog.query("Toast")):
            await pilot.pause()
        buttons = [button.region for button in dialog.query(Button)]
        toasts = [toast.region for toast in dialog.query("Toast")]
        assert len(buttons) == 2
        assert not any(toast.overlaps(button) for toast in toasts for button in buttons)


async def test_pages_to_read_stand_in_the_middle_of_a_dimmed_screen_as_forms_do(path: Path) -> None:
    async with at_work(path, theme="planner-dark") as desk:
        for key in ("f7", "question_mark", "ctrl+e"):
            await desk.press(key)
            screen = await desk.dialog(ModalScreen)
            left, top, width, height = screen.query_one(".dialog").region
            assert abs(left - (120 - width - left)) <= 1, key
            assert abs(top - (40 - height - top)) <= 1, key
            assert 0 < screen.styles.background.a < 1, key
            await desk.press("escape")


async def test_a_dialog_in_the_colours_of_the_terminal_leaves_the_timeline_to_be_seen(path: Path) -> None:
    for theme in ("planner-16", "ansi-dark"):
        async with at_work(path, theme=theme) as desk:
            await desk.press("ctrl+e")
            await desk.dialog(Form)
            assert "Violations" in text(desk.app), theme


async def test_only_the_list_with_the_keyboard_shows_its_cursor(path: Path) -> None:
    """A line that is coloured in a list elsewhere in the form would look chosen."""
    async with at_work(path, theme="planner-dark") as desk:
        await desk.select("2.0", "notice")
        await desk.press("e")
        form = await desk.dialog(Form)
        first = form.query(SelectionList).first()
        cursor = "option-list--option-highlighted"
        assert all(each.get_component_styles(cursor).background.a == 0 for each in form.query(SelectionList))
        first.focus()
        await desk.settle()
        assert first.get_component_styles(cursor).background.a > 0


async def test_a_page_to_read_gives_its_lines_to_its_text_in_a_tiny_window(path: Path) -> None:
    async with at_work(path, size=(40, 12)) as desk:
        for key in ("question_mark", "f7"):
            await desk.press(key)
            screen = await desk.dialog(ModalScreen)
            assert screen.query_one("#page").size.height >= 6, key
            await desk.press("escape")

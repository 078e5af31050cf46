"""The help: for what has the focus, of every place, in columns, searched; and the mouse on and off."""

from pathlib import Path

from textual.events import MouseDown, MouseUp

from planner.settings import Settings, read_settings
from planner.tui.commands import COMMANDS, bound_commands
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.help import HelpScreen
from planner.tui.keymap import PLACES, all_places
from planner.tui.panels.reading import Block, Section, columns_in, found, text_block, written
from tests.tui.desk import Desk, at_work


def lines_of(page: HelpScreen) -> list[str]:
    return [line.text.strip() for line in page.page.lines]


async def test_the_help_has_every_key_of_every_place_and_those_of_the_focus_first(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("f6", "question_mark")
        page = await desk.dialog(HelpScreen)
        titles = [each.title for each in page.sections]
        assert titles[:2] == ["Here: Violations", "Move"]
        assert set(PLACES) - {"Violations"} <= set(titles)
        texts = [block.text for each in page.sections for block in each.blocks]
        for command in COMMANDS:
            assert any(command.tooltip() in text for text in texts), command
        for bindings in all_places(bound_commands()).values():
            for each in bindings:
                assert any(each.description in text for text in texts), each


async def test_the_help_is_searched_and_escape_ends_the_search_first(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("question_mark")
        page = await desk.dialog(HelpScreen)
        await desk.press("slash", *"zz")
        assert lines_of(page) == ["Nothing matches “zz”."]
        await desk.press("escape", "slash", *"undon", "enter")
        assert any("Take an undone step again" in line for line in lines_of(page))
        assert not any("The row above" in line for line in lines_of(page))
        await desk.press("escape")
        assert page.is_current
        assert any("The row above" in line for line in lines_of(page))
        await desk.press("question_mark")
        assert desk.screen.is_current


async def test_the_help_says_changed_keys(path: Path) -> None:
    async with at_work(path, settings=Settings(keys={"save": ("f11",), "pin": ()})) as desk:
        await desk.press("question_mark")
        page = await desk.dialog(HelpScreen)
        texts = {block.text for each in page.sections for block in each.blocks}
        assert any(text.startswith("f11 Write the changes") for text in texts)
        assert any(text.startswith(" Pin the selected date") for text in texts)


async def test_f1_helps_in_a_dialog_too_and_closes_again(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("enter")
        form = await desk.dialog(Form)
        await desk.press("f1")
        page = await desk.dialog(HelpScreen)
        assert [each.title for each in page.sections] == ["Form", "Everywhere", "In dialogs, always"]
        assert any("gives that answer" in line for line in lines_of(page)), "keys that no setting changes"
        await desk.press("f1")
        assert form.is_current


async def test_the_help_stands_in_columns_where_there_is_room(path: Path) -> None:
    for size, columns in (((80, 24), 1), ((120, 40), 2), ((200, 55), 3)):
        async with at_work(path, size=size) as desk:
            await desk.press("question_mark")
            page = await desk.dialog(HelpScreen)
            assert columns_in(page.page.inner_width - 1) == columns
            assert all(len(line.text) <= page.page.inner_width for line in page.page.lines)


def test_a_section_stays_in_one_column_and_the_columns_are_about_equal() -> None:
    sections = [Section(f"s{number}", [text_block("a")] * 4) for number in range(5)]
    page = [line.text for line in written(sections, 103, 2)]
    assert len(page) == 3 * 6 - 1
    assert page[0].split() == ["s0", "s3"]


def test_a_search_looks_for_every_word_in_the_title_or_the_block() -> None:
    sections = [
        Section("Edit", [text_block("undo a step"), text_block("redo")]),
        Section("File", [Block("x", lambda _: ())]),
    ]
    assert [len(each.blocks) for each in found(sections, "edit STEP")] == [1]
    assert [each.title for each in found(sections, "file")] == ["File"]
    assert found(sections, "edit file") == []


async def click(desk: Desk, item: str, what: str) -> None:
    """Click a date as the terminal reports it: a pilot would pass the app by."""
    region, (x, y) = desk.timeline.content_region, desk.cell(item, what)
    for kind in (MouseDown, MouseUp):
        event = kind(None, region.x + x, region.y + y, 0, 0, 1, False, False, False)
        event.set_sender(desk.app)
        desk.app.post_message(event)
        await desk.settle()


async def test_the_mouse_is_left_to_the_terminal_and_taken_back_and_remembered(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        await desk.press("f3")
        assert read_settings().mouse is False
        await click(desk, "2.0", "default")
        assert desk.screen.item == desk.row("1.0")
        assert "f3 takes it back" in desk.said[-1]
        await desk.press("f3")
        assert read_settings().mouse is True
        await click(desk, "2.0", "default")
        assert desk.screen.item == desk.row("2.0")


async def test_a_command_is_found_by_the_name_that_the_palette_gives_it(path: Path) -> None:
    async with at_work(path, size=(200, 50)) as desk:
        await desk.press("question_mark", "slash", *"save", "enter")
        page = await desk.dialog(HelpScreen)
        shown = "\n".join(lines_of(page))
        assert "^s" in shown
        assert "Zoom" not in shown

"""Every command is said once and whole, and every theme has what the styles need."""

from collections import Counter
from pathlib import Path

import pytest
from textual.app import get_system_commands_provider
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import OptionList

from planner.settings import Settings
from planner.tui.commands import BY_ID, COMMANDS
from planner.tui.commands.command import Command
from planner.tui.commands.palette import Commands
from planner.tui.panels.key_line import KeyLine
from tests.tui.desk import at_work
from tests.tui.whole import lines


def test_every_command_is_announced() -> None:
    def leaves(kind: type[Command]) -> set[type[Command]]:
        own = {kind} if hasattr(kind, "keys") else set()
        return own.union(*map(leaves, kind.__subclasses__()))

    assert leaves(Command) == set(COMMANDS)


def test_every_command_has_an_id_and_says_what_it_does_in_a_line() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.__doc__, command
        assert len(command.tooltip()) <= 100, command
        assert not command.tooltip().endswith("."), command


def test_no_key_means_two_things() -> None:
    keys = Counter(
        each.key
        for command in COMMANDS
        if not command.while_dragging
        for each in Binding.make_bindings([command.binding()])
    )
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("theme", ["planner-dark", "planner-light", "textual-light", "ansi-dark", "nord"])
async def test_every_theme_can_be_worn(path: Path, theme: str) -> None:
    async with at_work(path, theme=theme) as desk:
        assert desk.app.theme == theme
        assert "12 days short" in desk.panel


async def test_without_colour_nothing_is_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(path) as desk:
        assert desk.app.no_color
        await desk.press("n")
        page = desk.app.export_screenshot(simplify=True)
        assert "✗" in page


@pytest.mark.parametrize("size", [(39, 12), (40, 11), (3, 2)])
async def test_a_window_that_is_too_small_says_so(path: Path, size: tuple[int, int]) -> None:
    async with at_work(path, size=size) as desk:
        assert desk.screen.query_one("#too-small").display
        assert desk.timeline.region.height == 0 or not desk.timeline.is_on_screen
        await desk.pilot.resize_terminal(80, 24)
        await desk.pilot.pause()
        assert not desk.screen.query_one("#too-small").display
        assert desk.timeline.is_on_screen


@pytest.mark.parametrize(("width", "both"), [(80, False), (109, False), (110, True)])
async def test_violations_and_inspector_stand_side_by_side_where_there_is_room(
    path: Path, width: int, both: bool
) -> None:
    async with at_work(path, size=(width, 30)) as desk:
        assert desk.screen.violations.display
        assert desk.screen.inspector.display is both
        if not both:
            await desk.press("i")
            assert desk.screen.inspector.display
            assert not desk.screen.violations.display


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_the_footer_has_whole_words_and_the_keys_that_matter(path: Path, width: int) -> None:
    async with at_work(path, size=(width, 24)) as desk:
        shown = [f"{key.keys} {key.text}" for key in desk.screen.key_line.shown_keys]
        footer = lines(desk.app)[-1]
        assert len(footer) == width
        assert [each for each in shown if each not in footer] == [], "every key is whole"
        assert {"q Quit", "? Help", "^s Save"} <= set(shown)
        assert footer.rstrip().endswith("? Help"), "what ends the line stands at its right"
        assert ("Z Maximise" in shown) is (width == 200), "a wide screen shows more keys"


async def test_a_click_on_a_key_of_the_footer_runs_its_command(path: Path) -> None:
    async with at_work(path, size=(80, 24)) as desk:
        x = lines(desk.app)[-1].index("i Item")
        await desk.pilot.click(KeyLine, offset=(x, 0))
        await desk.settle()
        assert desk.screen.inspector.display
        x = lines(desk.app)[-1].index("u Undo")
        await desk.pilot.click(KeyLine, offset=(x, 0))
        assert desk.said == ["There is nothing to undo."], "its key is grey"


async def test_the_footer_follows_the_focus(path: Path) -> None:
    async with at_work(path, size=(80, 24)) as desk:
        drag = next(key for key in desk.screen.key_line.shown_keys if key.text == "Drag")
        assert drag.available
        await desk.press("f6")
        drag = next(key for key in desk.screen.key_line.shown_keys if key.text == "Drag")
        assert not drag.available, "only the timeline can be dragged"


async def test_ascii_only_shows_nothing_else(path: Path) -> None:
    async with at_work(path, ascii_only=True) as desk:
        for key in (
            "n",
            "question_mark",
            "escape",
            "ctrl+p",
            "escape",
            "enter",
            "escape",
            "E",
            "escape",
            "D",
            "x",
        ):
            await desk.press(key)
            for line in lines(desk.app):
                assert line.isascii(), (key, line)


async def test_the_panels_change_their_colours_with_the_theme(path: Path) -> None:
    async with at_work(path) as desk:

        def colours() -> set[str]:
            strip = desk.screen.violations.render_line(0)
            return {str(segment.style.color) for segment in strip if segment.style is not None}

        dark = colours()
        await desk.press("f2")
        await desk.pilot.pause()
        assert desk.app.theme == "planner-light"
        assert colours() != dark


def test_every_command_that_is_not_always_available_has_words_for_it() -> None:
    """Those that move the cursor are understood: their keys are the panel's while it has the keyboard."""
    cursor = {"up", "down", "page-up", "page-down", "first-row", "last-row", "next-date", "previous-date"}
    silent = {
        each.id()
        for each in COMMANDS
        if each.available.__func__ is not Command.available.__func__ and not each.while_dragging  # type: ignore[attr-defined]
        if not each.needs
    }
    assert silent - cursor == set()


async def test_a_key_that_does_nothing_now_says_why(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("1.0")
        for key, said in [
            ("u", "There is nothing to undo."),
            ("f", "Nothing is violated here; f8 goes to the next violation."),
            ("K", "There is no version or change above it in its track."),
            ("s", "Select a planned notice: tab goes from date to date, O lists them."),
            ("left_curly_bracket", "Select a date first: tab goes from date to date."),
            ("X", "Compare first (B), then select a date that was moved."),
        ]:
            await desk.press(key)
            assert desk.said == [said], key
        await desk.pilot.click("#status")
        await desk.settle()
        at = lines(desk.app)[-1].index("u Undo")
        await desk.pilot.click("#key-line", offset=(at, 0))
        await desk.settle()
        assert desk.said == ["There is nothing to undo."], "a click on a grey key, too"
        await desk.press("space", "u")
        assert desk.said == ["There is nothing to undo."], "while a date is held its keys are the timeline's"
        await desk.press("escape", "f6", "V")
        assert desk.said == ["esc goes to the timeline, where rows and dates are marked."]
        await desk.press("enter")
        assert desk.said == ["esc goes to the timeline, where rows and dates are marked."], (
            "a key of the panel"
        )


async def test_what_a_key_needs_names_the_keys_that_a_person_gave(path: Path) -> None:
    settings = Settings(keys={"next-date": ("f12",)})
    async with at_work(path, settings=settings) as desk:
        await desk.select("1.0")
        await desk.press("p")
        assert desk.said == ["Select a date first: f12 goes from date to date."]


@pytest.mark.parametrize("turned", [False, True])
async def test_the_planners_commands_come_first_in_whatever_order_textual_asks_the_sources(
    path: Path, turned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    classes = [Commands, get_system_commands_provider()]
    monkeypatch.setattr(CommandPalette, "_provider_classes", classes[::-1] if turned else classes)
    async with at_work(path) as desk:
        await desk.press("ctrl+p")
        await desk.until(lambda: "Type a date" in "\n".join(lines(desk.app)))
        entries = desk.app.screen.query_one(OptionList)
        assert str(entries.get_option_at_index(0).prompt).startswith("Type a date")
        names = [str(each.prompt) for each in entries.options]
        assert any(each.startswith("Theme") for each in names[-2:])


async def test_the_palette_begins_with_commands_and_finds_items_by_their_names(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("ctrl+p")
        await desk.until(lambda: "Type a date" in "\n".join(lines(desk.app)))
        await desk.settle()
        assert "version" not in "\n".join(lines(desk.app)).split("Type a date")[0]
        await desk.press(*"2.0")
        await desk.until(lambda: desk.app.screen.query_one("CommandList").option_count == 1)  # type: ignore[attr-defined]
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.screen.item == desk.row("2.0")

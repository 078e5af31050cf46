"""Themes: texts and signs can be read in all of them, and the choice of one is remembered."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from rich.color import ColorSystem, ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.theme import BUILTIN_THEMES, Theme
from textual.widget import Widget

from planner.exports.drawing import style as drawing
from planner.settings import Settings, read_settings
from planner.tui.contrast import SIGN, TEXT, contrast, readable
from planner.tui.controllers.theme_choice import first_theme
from planner.tui.panels.colours import COLOURS, LEAST, PanelColours
from planner.tui.themes import (
    DARK,
    LIGHT,
    SIXTEEN,
    SIXTEEN_LIGHT,
    STRONG_DARK,
    STRONG_LIGHT,
    THEMES,
    colours_for,
    opposite,
)
from planner.tui.timeline.cells import Run
from planner.tui.timeline.colours import BACKGROUNDS, FOREGROUNDS, LINES, SHAPES, SIGNS, TimelineColours
from tests import real_size
from tests.tui.desk import Desk, at_work
from tests.tui.whole import strips

STRONG = 7.0
ALL = {theme.name: theme for theme in THEMES} | dict(BUILTIN_THEMES)


def of(segment: Segment) -> float:
    """The contrast of a painted text with its background."""
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


def painted(desk: Desk, region: Region) -> Iterator[Segment]:
    """The words painted in a region of the screen."""
    for y, strip in enumerate(strips(desk.app.screen)):
        if region.y <= y < region.bottom:
            for segment in strip.crop(region.x, region.right):
                if any(character.isalnum() for character in segment.text):
                    yield segment


def unseen(theme: Theme, *, focused: bool = False) -> Widget:
    """As much of a widget as palettes ask for, in a theme that no app has to change to."""
    variables = {**colours_for(theme), **theme.to_color_system().generate(), **theme.variables}
    background = Color.parse(variables["background"])
    style = Style(color=Color.parse(variables["foreground"]).rich_color, bgcolor=background.rich_color)
    app = SimpleNamespace(theme_variables=variables, current_theme=theme, no_color=False)
    widget = SimpleNamespace(
        rich_style=style, background_colors=(background, background), app=app, has_focus=focused
    )
    return cast("Widget", widget)


@pytest.mark.parametrize(
    "theme", [each for each in ALL.values() if not each.ansi], ids=lambda each: each.name
)
def test_every_text_and_sign_can_be_read_on_every_ground(theme: Theme) -> None:
    """Of the planner's own painting; 16 colours are the terminal's."""
    colours = TimelineColours(unseen(theme))
    for foreground in FOREGROUNDS.keys() - SHAPES:
        least = SIGN if foreground in SIGNS else TEXT
        runs = [Run("x", foreground, background) for background in ("", *BACKGROUNDS)]
        for run, segment in zip(runs, colours.segments(runs), strict=True):
            assert of(segment) >= least, run
    for focused in (False, True):
        panel = PanelColours(unseen(theme, focused=focused))
        for style in COLOURS:
            for painted_in in (panel.background + panel[style], panel.cursor + panel.on_cursor(style)):
                assert of(Segment("x", painted_in)) >= LEAST.get(style, TEXT), style


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda each: each.name)
def test_bars_that_are_mere_lines_can_be_seen(theme: Theme) -> None:
    widget = unseen(theme)
    widget.ascii_only = True  # type: ignore[attr-defined]
    lines = TimelineColours(widget).segments([Run("=", bar, "") for bar in sorted(LINES)])
    assert min(map(of, lines)) >= SIGN


async def test_every_word_of_the_screen_and_of_dialogs_can_be_read_in_the_planners_themes(
    tmp_path: Path,
) -> None:
    off = 3.0
    async with at_work(real_size.write(tmp_path), size=(120, 40)) as desk:
        for key in (None, "question_mark", "e", "f", "backslash"):
            if key is not None:
                await desk.press(key)
            screen = desk.app.screen
            region = screen.region if key is None else screen.children[0].region
            for theme in THEMES:
                if not theme.ansi:
                    desk.app.theme = theme.name
                    await desk.pilot.pause()
                    worst = min(painted(desk, region), key=of)
                    disabled = key is None and worst.text == "u"
                    assert of(worst) >= (off if disabled else TEXT), (theme.name, key, worst)
            if key is not None:
                await desk.press("escape")


@pytest.mark.parametrize("theme", [STRONG_DARK, STRONG_LIGHT], ids=lambda theme: theme.name)
def test_high_contrast_has_more_of_it_in_bars_too(theme: Theme) -> None:
    colours, panel = TimelineColours(unseen(theme)), PanelColours(unseen(theme))
    texts = FOREGROUNDS.keys() - SHAPES - SIGNS - {"lower", "change", "heading", "bound", "today"}
    assert min(map(of, colours.segments([Run("x", each, "") for each in texts]))) >= STRONG
    assert min(of(Segment("x", panel.background + panel[style])) for style in ("plain", "quiet")) >= STRONG
    bars = ("bar-released", "bar-default", "bar-deprecated")
    assert min(map(of, colours.segments([Run("x", each, "") for each in bars]))) >= SIGN
    names = [Run("x", bar.replace("bar", "phase"), bar) for bar in bars]
    assert min(map(of, colours.segments(names))) >= TEXT


async def test_sixteen_colours_are_the_terminals_own_and_the_cursor_is_in_one_piece(path: Path) -> None:
    async with at_work(path, theme=SIXTEEN.name) as desk:
        for strip in strips(desk.app.screen):
            for segment in strip:
                style = segment.style
                assert style is not None
                for colour in (style.color, style.bgcolor):
                    assert colour is None or colour.type in (ColorType.DEFAULT, ColorType.STANDARD), segment
        violations = desk.screen.violations
        chosen = [segment.style for segment in violations.render_line(0) if segment.text.strip()]
        assert len(chosen) > 1
        for style in chosen:
            assert style is not None
            assert style.reverse
            assert style.color is not None
            assert style.color.is_default


@pytest.mark.parametrize(
    ("wanted", "system", "no_colour", "expected"),
    [
        ({}, "truecolor", False, DARK.name),
        ({}, "standard", False, SIXTEEN.name),
        ({}, "standard", True, DARK.name),
        ({"TEXTUAL_THEME": None, "theme": "nord"}, "standard", False, "nord"),
        ({"TEXTUAL_THEME": LIGHT.name, "theme": "nord"}, "256", False, LIGHT.name),
        ({"TEXTUAL_THEME": "bogus", "theme": LIGHT.name}, "256", False, LIGHT.name),
        ({"theme": "ansi-light"}, "256", True, LIGHT.name),
        ({"theme": "ansi-light"}, "256", False, "ansi-light"),
    ],
)
def test_the_theme_to_begin_with(
    wanted: dict[str, str | None], system: str, no_colour: bool, expected: str
) -> None:
    name, remarks = first_theme(ALL, wanted, colour_system=system, no_colour=no_colour)
    assert name == expected
    assert len(remarks) == ("bogus" in wanted.values())


def test_light_and_dark_are_as_high_in_contrast() -> None:
    assert [opposite(each).name for each in (DARK, LIGHT, STRONG_DARK, STRONG_LIGHT)] == [
        LIGHT.name,
        DARK.name,
        STRONG_LIGHT.name,
        STRONG_DARK.name,
    ]
    assert opposite(BUILTIN_THEMES["nord"]) is LIGHT


async def test_a_theme_that_was_chosen_is_remembered(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    async with at_work(path) as desk:
        assert read_settings().theme is None, "the first theme was not chosen by anybody"
        await desk.press("f2")
        await desk.until(lambda: not desk.busy_with("settings"))
        assert read_settings().theme == LIGHT.name
    async with at_work(path, settings=read_settings()) as desk:
        assert desk.app.theme == LIGHT.name
        assert not desk.said


async def test_a_terminal_of_16_colours_keeps_to_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLORTERM")
    monkeypatch.setenv("TERM", "xterm")
    async with at_work(path) as desk:
        assert desk.app.theme == SIXTEEN.name
        await desk.press("f2")
        assert desk.app.theme == SIXTEEN_LIGHT.name, "for a light background"
        await desk.press("f2")
        assert desk.app.theme == SIXTEEN.name
    monkeypatch.setenv("COLORFGBG", "0;15")
    async with at_work(path, settings=Settings()) as desk:
        assert desk.app.theme == SIXTEEN_LIGHT.name


async def test_a_theme_of_the_settings_that_is_unknown_is_passed_over(path: Path) -> None:
    async with at_work(path, settings=Settings(theme="solarised")) as desk:
        assert desk.app.theme == DARK.name
        (said,) = desk.said
        assert said.startswith("theme=`solarised` is passed over: the themes are ")


async def test_without_colours_no_theme_is_the_terminals(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TEXTUAL_THEME", "ansi-dark")
    async with at_work(path) as desk:
        assert desk.app.theme == DARK.name
        assert not any(theme.ansi for theme in desk.app.available_themes.values())


def test_a_colour_moves_no_further_than_it_has_to() -> None:
    black, grey = Color.parse("#000000"), Color.parse("#333333")
    moved = readable(grey, black)
    assert TEXT <= contrast(moved, black) < TEXT + 1.5
    assert readable(Color.parse("#ffffff"), black) == Color.parse("#ffffff")
    middle = Color.parse("#777777")
    assert readable(middle, middle, least=21) in (Color.parse("#000000"), Color.parse("#ffffff"))


@pytest.mark.parametrize(
    ("screen", "picture"), [(DARK, drawing.DARK), (LIGHT, drawing.LIGHT)], ids=["dark", "light"]
)
def test_the_screen_and_exported_pictures_give_a_phase_one_hue(
    screen: Theme, picture: drawing.PictureColours
) -> None:
    for role in ("released", "default", "deprecated"):
        shown, drawn = screen.variables[f"role-{role}"], picture.roles[role].line
        assert abs(Color.parse(shown).hsl.h - Color.parse(drawn).hsl.h) < 0.03, role


BODIES = ("released", "default", "deprecated")


@pytest.mark.parametrize(
    "theme", [each for each in ALL.values() if not each.ansi], ids=lambda each: each.name
)
def test_a_terminal_of_256_colours_tells_the_default_from_what_is_supported(theme: Theme) -> None:
    """Their bars were one teal in xterm, tmux and macOS's Terminal, which have no 24-bit colours."""

    def in_256(name: str) -> Color:
        colour = Color.parse({**colours_for(theme), **theme.variables}[name]).rich_color
        return Color.from_rich_color(colour.downgrade(ColorSystem.EIGHT_BIT))

    alive = [in_256(f"bar-{body}") for body in BODIES]
    assert len({each.hex for each in alive}) == len(alive)
    for body in BODIES:
        assert contrast(in_256(f"phase-{body}"), in_256(f"bar-{body}")) >= TEXT, body


def test_no_text_is_pale_where_sixteen_colours_stand_on_white() -> None:
    """In xterm's own palette green, yellow and cyan have a contrast of about 2 with white."""
    pale = {f"ansi_{bright}{name}" for name in ("green", "yellow", "cyan") for bright in ("", "bright_")}
    variables = {**colours_for(SIXTEEN_LIGHT), **SIXTEEN_LIGHT.variables}
    texts = {name: value for name, value in variables.items() if not name.startswith(("bar-", "window"))}
    assert not pale.intersection(texts.values())
    palette = (SIXTEEN_LIGHT.primary, SIXTEEN_LIGHT.success, SIXTEEN_LIGHT.warning, SIXTEEN_LIGHT.accent)
    assert not pale.intersection(palette)

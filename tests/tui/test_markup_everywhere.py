"""Every text of a plan and of its policy is shown as it is, by every command, dialog, panel and palette."""

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner import tui
from planner.tui.commands import COMMANDS, file
from planner.tui.commands.command import Command
from planner.tui.screens.planner import PlannerScreen
from tests.tui.desk import Desk, at_work
from tests.tui.test_hostile_text import assert_harmless, lines

TEXTS = ["[/v1/clients] \\u001b[31m]", "[@click=app.quit]go[/] [$primary on red]x[/bold]{{ [b]\\\\["]
"""As many as are seen side by side in the narrowest column: each opens the app on every command."""
POLICY = """\
format = 1
name = "TEXT"
title = "TEXT"
invalid = "TEXT"
unversioned = "default"
tracks = ["TEXT"]
[[milestone]]
name = "released"
role = "released"
label = "TEXT"
phase = "TEXT"
answers = "TEXT"
[[milestone]]
name = "default"
role = "default"
label = "TEXT"
phase = "TEXT"
answers = "TEXT"
exclusive = true
superseded = "TEXT"
[[milestone]]
name = "retired"
role = "retired"
of = "change"
label = "TEXT"
[channels]
"TEXT" = "TEXT"
[changes]
incompatible = ["TEXT"]
[reasons]
"TEXT" = "TEXT"
[fields."x"]
of = ["version", "change"]
[[rule]]
id = "notice"
kind = "notice"
milestone = "default"
at_least = "90 days"
channels = ["TEXT"]
clause = "TEXT"
because = "TEXT"
[[rule]]
id = "late"
kind = "overdue"
severity = "warning"
clause = "TEXT"
because = "TEXT"
[[rule]]
id = "kept"
kind = "require"
fields = ["migration"]
of = "change"
because = "TEXT"
"""
PLAN = """\
format = 1
product = "TEXT"
policy = "./policy.toml"
[[version]]
name = "TEXT"
track = "TEXT"
released = 2026-12-01
default = 2027-02-03
migration = "TEXT"
note = "TEXT"
x = "TEXT"
[[version]]
name = "2 TEXT"
track = "TEXT"
released = 2027-01-01
[[change]]
name = "c TEXT"
kind = "TEXT"
version = "TEXT"
retired = 2027-03-01
note = "TEXT"
x = "TEXT"
[[notice]]
version = "TEXT"
announces = ["default"]
date = 2026-11-01
channels = ["TEXT"]
name = "TEXT"
note = "TEXT"
[[notice]]
version = "2 TEXT"
announces = ["released"]
date = 2026-11-18
channels = ["TEXT"]
told = { released = 2027-01-05 }
note = "TEXT"
[[freeze]]
name = "TEXT"
from = 2026-12-18
to = 2027-01-04
[[waiver]]
rule = "kept"
change = "c TEXT"
reason = "TEXT"
note = "TEXT"
approved_by = "TEXT"
"""
SCREEN = Path(tui.__file__).parent
ENDING: tuple[type[Command], ...] = (file.Quit,)


@pytest.fixture(params=TEXTS)
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "policy.toml").write_text(POLICY.replace("TEXT", str(request.param)), encoding="utf-8")
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.replace("TEXT", str(request.param)), encoding="utf-8")
    return path


async def back(desk: Desk) -> None:
    """Leave every dialog that is open."""
    for _ in range(4):
        if desk.app.screen is desk.screen:
            return
        await desk.press("escape")
    await desk.until(lambda: desk.app.screen is desk.screen)


async def test_every_command_shows_it_as_it_is(plan: Path) -> None:
    async with at_work(plan, size=(120, 40)) as desk:
        assert isinstance(desk.app.screen, PlannerScreen)
        name = desk.session.plan.versions[0].name
        for command in COMMANDS:
            if command in ENDING:
                continue
            await desk.select(desk.session.plan.items[0].name, "default")
            if command.available(desk.screen):
                desk.screen.run_command(command)
                await desk.pilot.pause()
                assert_harmless(desk)
                await back(desk)
        assert name in [each.name for each in desk.session.plan.versions]


@pytest.mark.parametrize("key", ["slash", "ctrl+p"])
async def test_the_palettes_show_it_as_it_is(plan: Path, key: str) -> None:
    async with at_work(plan, size=(120, 40)) as desk:
        await desk.press(key)
        await desk.pilot.pause()
        await desk.press("2")
        await desk.pilot.pause()
        assert_harmless(desk)
        if key == "slash" and "\x1b" not in desk.session.plan.versions[0].name:
            assert desk.session.plan.versions[0].name in "\n".join(lines(desk))


SHOWING = {"Static", "Label", "OptionList", "notify"}


@cache
def _calls() -> list[tuple[str, ast.Call]]:
    """Every call in the screen's code, with its place."""
    return [
        (f"{path.name}:{node.lineno}", node)
        for path in sorted(SCREEN.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_plain(call: ast.Call) -> bool:
    """Whether markup is off, or all that is shown stands in the code."""
    given: dict[str | None, Any] = {each.arg: each.value for each in call.keywords}
    markup = given.get("markup")
    return (isinstance(markup, ast.Constant) and markup.value is False) or all(
        isinstance(each, ast.Constant) for each in call.args
    )


def test_no_widget_reads_markup_in_what_it_is_given() -> None:
    reading = [place for place, call in _calls() if _name(call) in SHOWING and not _is_plain(call)]
    assert reading == []


def test_no_button_reads_markup_in_its_label() -> None:
    labels = [(place, call.args[0]) for place, call in _calls() if _name(call) == "Button"]
    assert labels
    assert [
        place
        for place, label in labels
        if not isinstance(label, ast.Constant)
        and not (isinstance(label, ast.Call) and _name(label) == "Content")
    ] == []

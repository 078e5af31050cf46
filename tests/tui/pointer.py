"""The pointer on a planner's screen, and the entries of a plan that have no row of their own."""

from textual.widgets import Input, OptionList, Static

from planner.tui.dialogs.form import Form
from planner.tui.dialogs.menu import Menu
from planner.tui.panels.contents import Contents
from planner.tui.timeline.timeline import Timeline
from tests.tui.desk import PLAN, Desk, on

ENTRIES = (
    PLAN
    + """
[[version]]
name     = "3.0"
released = 2027-06-01            # a beta before
note     = "later"

[[change]]
name    = "fax removed"
kind    = "remove-field"
version = "2.0"

# The office is closed.
[[freeze]]
name = "Year end"                # a comment of the freeze
from = 2026-12-20
to   = 2027-01-03

[[waiver]]
rule    = "default-notice"
version = "2.0"
reason  = "security"
note    = "A token leak"         # a comment of the waiver
"""
)


def entry(form: Form[object], name: str) -> Input:
    return next(each for each in form.query(Input) if each.name == name)


def outcome(form: Form[object]) -> str:
    return str(form.query_one("#outcome", Static).render())


def echo(form: Form[object], name: str) -> str:
    return str(
        next(
            each for each in form.query(".form-echo").results(Static) if each.name == f"echo {name}"
        ).render()
    )


async def menu(desk: Desk) -> list[str]:
    """The lines of the menu that is open now."""
    dialog = await desk.dialog(Menu)
    options = dialog.query_one(OptionList)
    prompts = (str(options.get_option_at_index(at).prompt) for at in range(options.option_count))
    return [each.rsplit("  ", 1)[0].strip() for each in prompts]


async def pick(desk: Desk, title: str) -> None:
    """Take a line of the menu that is open now."""
    lines = await menu(desk)
    assert title in lines, lines
    dialog = await desk.dialog(Menu)
    dialog.query_one(OptionList).highlighted = lines.index(title)
    await desk.press("enter")


async def click(desk: Desk, cell: tuple[int, int], *, times: int = 1, button: int = 1) -> None:
    await desk.pilot.click(Timeline, offset=cell, times=times, button=button)
    await desk.settle()


def name_cell(desk: Desk, item: str) -> tuple[int, int]:
    index = desk.timeline.rows.of_item(desk.row(item))
    assert index is not None
    return 4, desk.timeline.row_lines.line_of(index) - desk.timeline.scroll_offset.y


def day_cell(desk: Desk, day: str) -> int:
    return desk.timeline.gutter_cells + desk.timeline.view.x(on(day))


async def contents(desk: Desk, text: str) -> Contents:
    """The contents panel with the cursor on the line with a text."""
    if desk.screen.side_panels.name != "contents":
        await desk.press("O")
    panel = desk.screen.side_panels.panel
    assert isinstance(panel, Contents)
    panel.focus()
    found = next(line for line in panel.lines if text in line.text)
    assert found.target is not None
    panel.go(found.target)
    await desk.settle()
    return panel


async def click_contents(desk: Desk, text: str, *, times: int = 1, button: int = 1) -> None:
    panel = await contents(desk, text)
    at = next(at for at, line in enumerate(panel.lines) if text in line.text)
    await desk.pilot.click(Contents, offset=(6, 1 + at - panel.scroll_offset.y), times=times, button=button)
    await desk.settle()

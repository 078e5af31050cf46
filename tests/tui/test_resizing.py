"""The terminal gets another size at any moment: in a dialog, in a drag, below the smallest size and back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Button

from tests.real_size import write
from tests.tui.desk import Desk, at_work
from tests.tui.test_dialogs import PARTS, closed, opened
from tests.tui.whole import SIZES, lines, outside, wrong_lines

ITEM = "SDK 2027.1"
ON_AND_OFF = ((80, 24), (200, 55), (60, 12), (100, 24), (80, 40), (120, 40))

RESIZED = (
    *(
        "version",
        "what to add",
        "notice",
        "waiver",
        "delete",
        "help",
        "commands",
        "find",
        "filter",
        "fix one",
    ),
    *("fix all", "menu", "followers", "shifted", "leaving", "conflict"),
)
"""A dialog of each kind."""


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return write(tmp_path)


async def resized(desk: Desk, width: int, height: int) -> None:
    await desk.pilot.resize_terminal(width, height)
    await desk.pilot.pause()
    await desk.until(lambda: wrong_lines(desk.app) == [])
    assert len(lines(desk.app)) == height


def cursor_is_seen(desk: Desk) -> bool:
    timeline = desk.timeline
    row = timeline.rows.of_item(timeline.cursor[0])
    assert row is not None
    top = timeline.scroll_offset.y
    in_rows = top <= row < top + timeline.size.height
    return in_rows and (timeline.marker is None or timeline.view.shows(timeline.marker.day))


async def test_resizing_keeps_the_screen_whole_and_the_selected_date_in_view(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        for item in ("Developer API 2031.1", ITEM, "Webhooks 2030.1"):
            await desk.select(item, "removed")
            for size in ON_AND_OFF:
                await resized(desk, *size)
                if size >= (80, 24) and size[1] >= 24:
                    assert cursor_is_seen(desk), (item, size)
                    assert "Quit" in lines(desk.app)[-1]
                    assert "20" in lines(desk.app)[1], "the ruler"


async def test_a_row_that_is_selected_while_the_size_changes_is_in_view(
    real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(real, size=(80, 24)) as desk:
        later: list[Callable[[], object]] = []
        with monkeypatch.context() as patch:
            patch.setattr(desk.timeline, "call_after_refresh", lambda *call: later.append(partial(*call)))
            await resized(desk, 80, 20)
            await desk.select(ITEM, "removed")
        assert later, "the row that was selected before is to be shown"
        for each in later:
            each()
        await desk.settle()
        assert cursor_is_seen(desk)


async def test_resizing_does_not_scroll_back_to_a_date_that_was_scrolled_away(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.select(ITEM, "removed")
        desk.timeline.pan(400)
        left = desk.timeline.view.left
        await resized(desk, 80, 24)
        assert desk.timeline.view.left == left


@pytest.mark.parametrize("by_pointer", [True, False])
async def test_a_drag_survives_resizing(real: Path, by_pointer: bool) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.select(ITEM, "removed")
        before = desk.date(ITEM, "removed")
        if by_pointer:
            await desk.grip(ITEM, "removed")
            await desk.pull(2)
        else:
            await desk.press("space", "right", "right")
        held = desk.timeline.held
        assert held is not None
        for size in ON_AND_OFF:
            await resized(desk, *size)
            assert desk.timeline.held == held, "nobody moved it"
            if size >= (80, 24) and size[1] >= 24:
                assert held.title in lines(desk.app)[1], size
        if by_pointer:
            await desk.pull(1)
            days = desk.timeline.view.scale.days_per_cell
            assert desk.timeline.held is not None
            assert abs(desk.timeline.held.day - held.day) <= 2 * days
            await desk.let_go()
        else:
            await desk.press("right", "enter")
        assert desk.date(ITEM, "removed") > before
        assert wrong_lines(desk.app) == []


async def test_rows_and_panels_share_the_screen_in_a_drag_as_without_one(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.select(ITEM, "removed")
        for size in ((80, 24), (40, 12), (200, 55)):
            await resized(desk, 120, 40)
            await resized(desk, *size)
            at_rest = desk.screen.panel_row.size.height
            await resized(desk, 120, 40)
            await desk.press("space", "right")
            await resized(desk, *size)
            assert desk.screen.panel_row.size.height == at_rest, size
            await desk.press("escape")


async def test_dialogs_stay_whole_when_the_terminal_is_resized(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        for name in RESIZED:
            dialog = await opened(desk, name)
            for size in ((80, 24), (60, 12), (200, 55)):
                await resized(desk, *size)
                parts = PARTS if size in SIZES else (Button,)
                assert outside(desk.app, *parts) == [], (name, size)
            assert desk.app.screen is dialog, name
            await closed(desk)

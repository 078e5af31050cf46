"""Dates dragged with the mouse, and what the panels say meanwhile."""

import re
from pathlib import Path

import pytest
from textual.strip import Strip

from planner.tui.timeline.messages import DragCancelled, Dropped
from tests.tui.desk import at_work
from tests.tui.whole import lines


async def test_a_drag_is_one_step_and_moves_the_date(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.grip("2.0", "default")
        await desk.pull(3)
        held = desk.date("2.0", "default")
        assert held > "2027-02-03"
        assert desk.session.changes == 0, "nothing is done before the release"
        await desk.let_go()
        assert desk.session.changes == 1
        assert desk.session.plan.versions[1].dates["default"] == desk.session.day(
            desk.place("2.0", "default")
        )
        assert desk.posted(Dropped) == 1
        await desk.press("u")
        assert desk.date("2.0", "default") == "2027-02-03"
        assert desk.session.changes == 0


async def test_violations_and_inspector_follow_the_drag(path: Path) -> None:
    async with at_work(path) as desk:
        assert "12 days short" in desk.panel
        await desk.grip("2.0", "default")
        await desk.pull(6)
        assert re.search(r"✓ .*default-notice would hold", desk.panel)
        assert "+✗ 1.0" in desk.panel, "what appears is marked as new"
        assert desk.date("2.0", "default") in desk.inspector
        await desk.let_go()
        assert "would hold" not in desk.panel
        assert "1.0" in desk.panel


async def test_escape_during_a_drag_puts_everything_back(path: Path) -> None:
    async with at_work(path) as desk:
        before = desk.panel
        await desk.grip("2.0", "default")
        await desk.pull(6)
        await desk.press("escape")
        assert desk.date("2.0", "default") == "2027-02-03"
        assert desk.session.changes == 0
        assert desk.panel.splitlines()[0] == before.splitlines()[0]
        assert desk.posted(DragCancelled) == 1


async def test_a_drag_rebuilds_no_footer_and_no_layout(path: Path) -> None:
    async with at_work(path) as desk:
        layouts: list[object] = []
        bindings: list[object] = []
        await desk.grip("2.0", "default")
        screen = desk.screen
        screen.bindings_updated_signal.subscribe(screen, bindings.append)
        screen.screen_layout_refresh_signal.subscribe(screen, layouts.append)
        footer = screen.key_line.lines
        await desk.pull(8)
        assert layouts == []
        assert bindings == []
        assert screen.key_line.lines is footer
        await desk.let_go()
        undo = next(key for key in screen.key_line.shown_keys if key.text == "Undo")
        assert undo.available, "undo is offered afterwards"


async def test_a_click_on_a_date_leaves_the_footer_with_the_keys_that_matter(path: Path) -> None:
    async with at_work(path) as desk:
        footer = desk.screen.key_line.lines
        await desk.grip("1.0", "deprecated")
        assert desk.screen.key_line.lines is footer, "a date that is only pressed is not dragged"
        await desk.let_go()
        assert "Save" in lines(desk.app)[-1]
        assert "Put it back" not in lines(desk.app)[-1]


async def test_a_step_of_a_drag_repaints_few_lines_of_the_panels(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(path) as desk:
        await desk.grip("2.0", "default")
        await desk.pull(1)
        painted: list[int] = []
        inspector = desk.screen.inspector
        paint = inspector.render_line

        def render_line(y: int) -> Strip:
            painted.append(y)
            return paint(y)

        monkeypatch.setattr(inspector, "render_line", render_line)
        before = list(inspector.lines)
        await desk.pull(1)
        changed = sum(old != new for old, new in zip(before, inspector.lines, strict=False))
        assert 0 < len(painted) <= changed + abs(len(before) - len(inspector.lines)) + 1


async def test_a_drag_to_where_the_date_was_leaves_nothing_to_undo(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.grip("2.0", "default")
        await desk.pull(4)
        await desk.pull(-4)
        await desk.let_go()
        assert desk.session.undo_label is None

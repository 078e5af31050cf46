"""Dates dragged by real mouse events."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from textual import events
from textual.screen import Screen
from textual.widget import Widget

from planner.chart import Chart
from planner.engine.constraint import Place
from planner.tui.timeline.drag import Drag, LegalWindow
from planner.tui.timeline.messages import DragCancelled, Dropped, Grabbed, Selected
from planner.tui.timeline.scale import TimeScale, View
from tests.tui.still import StillPilot
from tests.tui.timeline.drawn import AS_OF, chart, marker, on, version
from tests.tui.timeline.running import Dragged, Mouse, TimelineApp, running
from tests.tui.whole import strips

DEFAULT = Place(1, "default")
DATES = {"released": on("2026-12-01"), "default": on("2027-02-03"), "removed": on("2028-02-07")}


@pytest.fixture(autouse=True)
def _no_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests tick by hand."""
    monkeypatch.setattr("planner.tui.timeline.dragging.REST", 3600)
    monkeypatch.setattr("planner.tui.timeline.dragging.EDGE_WAIT", 3600)
    monkeypatch.setattr("planner.tui.timeline.dragging.SCROLLS_PER_SECOND", 1 / 3600)


class Clock:
    """The timers of a widget, which tick by hand."""

    def __init__(self, widget: Widget, *, without: Callable[[], object]) -> None:
        self._without = without
        self._once: list[Ticking] = []
        self._often: list[Ticking] = []
        # Nobody but a test may give a widget another clock.
        widget.set_timer = lambda delay, callback: self._started(self._once, callback)  # type: ignore
        widget.set_interval = lambda interval, callback: self._started(self._often, callback)  # type: ignore

    @property
    def ticking(self) -> bool:
        return any(not each.stopped for each in (*self._once, *self._often))

    def tick(self) -> None:
        """Let every timer that runs call back."""
        due = [each for each in (*self._once, *self._often) if not each.stopped]
        self._once.clear()
        for each in due:
            each.callback()

    def _started(self, timers: "list[Ticking]", callback: Callable[[], object]) -> "Ticking":
        timer = Ticking(callback)
        if callback != self._without:
            timers.append(timer)
        return timer


@dataclass
class Ticking:
    callback: Callable[[], object]
    stopped: bool = False

    def stop(self) -> None:
        self.stopped = True


def plan(rows: int = 12) -> Chart:
    return chart(*(version(item, f"4.0.{item}", DATES) for item in range(rows)))


def where(app: TimelineApp, day: int, days_per_cell: float = 7.0) -> int:
    """The cell of a day, after a look at a known stretch of time."""
    timeline = app.timeline
    timeline.view = View(TimeScale(days_per_cell), 0, timeline.view.width).with_day_at(AS_OF, 10)
    return timeline.view.x(day)


async def test_press_move_release_moves_a_date_in_one_gesture() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        assert app.of(Grabbed) == [], "a press is not yet a drag"
        await mouse.move(x + 1, 1)
        await mouse.move(x + 2, 1)
        await mouse.release(x + 2, 1)
        grabbed, dropped = app.of(Grabbed), app.of(Dropped)
        assert [(each.item, each.place, each.places) for each in grabbed] == [(1, DEFAULT, (DEFAULT,))]
        assert [each.moves for each in app.of(Dragged)] == [
            {DEFAULT: on("2027-02-10")},
            {DEFAULT: on("2027-02-17")},
        ]
        assert [each.moves for each in dropped] == [{DEFAULT: on("2027-02-17")}]
        assert not app.timeline.dragging
        assert app.mouse_captured is None


async def test_a_marker_gripped_beside_its_cell_does_not_jump() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x + 1, 1)
        await mouse.move(x + 2, 1)
        assert app.of(Dragged)[-1].moves == {DEFAULT: on("2027-02-10")}


async def test_a_click_selects_and_moves_nothing() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.release(x, 1)
        assert [type(message) for message in app.heard] == [Selected]
        assert app.timeline.cursor == (1, DEFAULT)


async def test_dragging_there_and_back_is_no_move() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 3, 1)
        await mouse.move(x, 1)
        await mouse.release(x, 1)
        assert app.of(Dropped) == []
        assert len(app.of(DragCancelled)) == 1


async def test_escape_puts_everything_back_and_the_release_that_follows_is_nothing() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 3, 1)
        await mouse.pilot.press("escape")
        await mouse.release(x + 3, 1)
        assert len(app.of(DragCancelled)) == 1
        assert app.of(Dropped) == []
        assert app.timeline.rows.at(1) == app.chart.rows[1]
        assert app.mouse_captured is None


async def test_no_click_follows_a_drag() -> None:
    clicks: list[events.Click] = []

    class Listening(TimelineApp):
        def on_click(self, event: events.Click) -> None:
            clicks.append(event)

    app = Listening(plan())
    async with app.run_test(size=(100, 20)):
        mouse = Mouse(app, StillPilot(app))
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 3, 1)
        await mouse.release(x + 3, 1)
        assert clicks == []
        await mouse.press(x + 30, 1)
        await mouse.release(x + 30, 1)
        assert len(clicks) == 1


async def test_a_burst_of_motion_is_worked_out_once_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out = 0
    to = Drag.to

    def counted(drag: Drag, column: int) -> Drag:
        nonlocal worked_out
        worked_out += 1
        return to(drag, column)

    monkeypatch.setattr(Drag, "to", counted)
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        for step in range(200):
            await mouse.send(events.MouseMove, x + step % 40, 1, settle=False)
        await mouse.send(events.MouseMove, x + 2, 1)
        assert worked_out <= 3
        assert 1 <= len(app.of(Dragged)) <= 3
        assert app.of(Dragged)[-1].moves == {DEFAULT: on("2027-02-17")}


async def test_a_release_at_the_end_of_a_burst_keeps_its_last_position() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        for step in range(50):
            await mouse.send(events.MouseMove, x + step, 1, settle=False)
        await mouse.send(events.MouseUp, x + 2, 1)
        assert [each.moves for each in app.of(Dropped)] == [{DEFAULT: on("2027-02-17")}]


@pytest.mark.parametrize("rows", [12, 10_000])
async def test_a_step_of_a_drag_paints_the_lines_that_changed_and_no_others(rows: int) -> None:
    async with running(plan(rows), size=(120, 40)) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 9)
        await mouse.move(x + 1, 9)
        for step in (2, 3, 4, 3, 2):
            before = app.timeline.lines_painted
            await mouse.move(x + step, 9)
            assert 1 <= app.timeline.lines_painted - before <= 2


async def test_the_guide_line_up_to_the_ruler_waits_until_the_pointer_rests() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 5)
        await mouse.move(x + 3, 5)
        timeline = app.timeline
        above = timeline.region.y + 4

        def line() -> str:
            return strips(app.screen)[above].text

        assert "╎" not in line()
        timeline.guide_when_resting()
        timeline.guide_when_resting()
        await mouse.pilot.pause()
        assert line().index("╎") == timeline.gutter_cells + x + 3
        await mouse.move(x + 4, 5)
        assert "╎" not in line()


async def test_a_bar_takes_all_future_dates_along_and_leaves_the_past() -> None:
    dates = {"released": on("2026-06-01"), "default": on("2027-02-03"), "removed": on("2028-02-07")}
    sent = marker(8, "notice", on("2026-11-17"), sent=True)
    planned = marker(9, "notice", on("2026-12-08"))
    async with running(chart(version(1, "4", dates, sent, planned))) as (app, mouse):
        x = where(app, on("2027-07-07"))
        await mouse.press(x, 0)
        await mouse.move(x + 4, 0)
        await mouse.release(x + 4, 0)
        assert app.of(Dropped)[0].moves == {
            DEFAULT: on("2027-03-03"),
            Place(1, "removed"): on("2028-03-06"),
            Place(9, "date"): on("2027-01-05"),
        }
        assert app.of(Grabbed)[0].place is None


async def test_dragging_clings_to_the_legal_days_that_the_screen_has_shown() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        app.timeline.show_window(1, LegalWindow(((on("2027-02-15"), None),), "default-notice"))
        await mouse.move(x + 1, 1)
        assert not app.timeline.legal
        await mouse.move(x + 2, 1)
        assert app.of(Dragged)[-1].moves == {DEFAULT: on("2027-02-15")}
        assert app.timeline.legal


async def test_legal_days_that_come_after_the_first_motion_are_clung_to_all_the_same() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 2, 1)
        assert app.of(Dragged)[-1].moves == {DEFAULT: on("2027-02-17")}
        app.timeline.show_window(1, LegalWindow(((on("2027-02-15"), None),), "default-notice"))
        await mouse.pilot.pause()
        assert app.of(Dragged)[-1].moves == {DEFAULT: on("2027-02-15")}


async def test_another_rows_legal_days_mean_nothing_to_a_drag() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        app.timeline.show_window(5, LegalWindow(((on("2027-02-15"), None),), "default-notice"))
        await mouse.press(x, 1)
        await mouse.move(x + 2, 1)
        assert app.of(Dragged)[-1].moves == {DEFAULT: on("2027-02-17")}
        assert app.timeline.legal


async def test_arrows_and_the_wheel_move_a_held_date_by_a_day() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 1, 1)
        await mouse.pilot.press("right", "l", "left")
        await mouse.send(events.MouseScrollUp, x + 1, 1)
        assert app.of(Dragged)[-1].moves == {DEFAULT: on("2027-02-12")}
        await mouse.release(x + 1, 1)
        assert app.of(Dropped)[0].moves == {DEFAULT: on("2027-02-12")}


async def test_a_screen_that_takes_the_mouse_ends_the_drag() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 3, 1)
        await app.push_screen(Screen())
        await mouse.pilot.pause()
        assert len(app.of(DragCancelled)) == 1


async def test_leaving_the_terminal_ends_the_drag() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 3, 1)
        app.post_message(events.AppBlur())
        await mouse.pilot.pause()
        assert len(app.of(DragCancelled)) == 1
        assert app.mouse_captured is None


async def test_a_release_outside_of_the_timeline_drops() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 2, -2)
        await mouse.release(x + 2, -2)
        assert app.of(Dropped)[0].moves == {DEFAULT: on("2027-02-17")}


async def test_a_release_that_was_never_reported_is_made_up_for_by_the_next_press() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 3, 1)
        await mouse.press(x + 20, 2)
        assert len(app.of(DragCancelled)) == 1
        assert not app.timeline.dragging
        await mouse.release(x + 20, 2)
        await mouse.press(where(app, DATES["default"]), 3)
        await mouse.move(x + 1, 3)
        assert app.timeline.dragging, "and the press after that holds again"


async def test_at_the_edge_time_scrolls_on_and_the_date_with_it() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        timeline = app.timeline
        await mouse.press(x, 1)
        await mouse.move(timeline.view.width - 1, 1)
        left, day = timeline.view.left, app.of(Dragged)[-1].moves[DEFAULT]
        for _ in range(10):
            timeline.scroll_at_edge()
        await mouse.pilot.pause()
        assert timeline.view.left == left + 20
        assert app.of(Dragged)[-1].moves[DEFAULT] > day + 18 * 7
        await mouse.move(x, 1)
        left = timeline.view.left
        timeline.scroll_at_edge()
        assert timeline.view.left == left, "away from the edge nothing scrolls"


@pytest.mark.parametrize("side", [1, -1])
async def test_only_the_last_two_cells_scroll_and_not_before_the_pointer_has_stayed_there(side: int) -> None:
    async with running(plan()) as (app, mouse):
        timeline = app.timeline
        clock = Clock(timeline, without=timeline.guide_when_resting)
        edge = timeline.view.width - 1 if side > 0 else 0
        timeline.view = timeline.view.with_day_at(DATES["default"], edge - 6 * side)
        left = timeline.view.left
        await mouse.press(edge - 6 * side, 1)
        await mouse.move(edge - 2 * side, 1)
        assert not clock.ticking, "three cells from the edge are not yet at it"
        for at in (edge - side, edge):
            await mouse.move(at, 1)
        assert clock.ticking
        assert timeline.view.left == left, "it waits for a moment"
        clock.tick()
        assert timeline.view.left == left + 2 * side
        await mouse.move(edge - side, 1)
        clock.tick()
        assert timeline.view.left == left + 3 * side, "half as fast in the cell before the last"
        await mouse.move(edge - 2 * side, 1)
        assert not clock.ticking
        await mouse.release(edge - 2 * side, 1)
        assert app.of(Dropped)[-1].moves[DEFAULT] == DATES["default"] + side * (4 + 3) * 7


async def test_a_date_gripped_at_the_edge_does_not_run_away() -> None:
    async with running(plan()) as (app, mouse):
        timeline = app.timeline
        timeline.view = timeline.view.with_day_at(DATES["default"], timeline.view.width - 2)
        await mouse.press(timeline.view.width - 2, 1)
        await mouse.move(timeline.view.width - 3, 1)
        left = timeline.view.left
        timeline.scroll_at_edge()
        assert timeline.view.left == left
        await mouse.release(timeline.view.width - 3, 1)
        timeline.view = timeline.view.with_day_at(DATES["default"], 1)
        await mouse.press(1, 1)
        await mouse.move(6, 1)
        await mouse.move(1, 1)
        left = timeline.view.left
        timeline.scroll_at_edge()
        assert timeline.view.left == left


async def test_a_repeated_click_goes_through_the_dates_of_a_cell() -> None:
    dates = {"released": on("2027-02-01"), "default": on("2027-02-03")}
    row = version(1, "4", dates, marker(9, "notice", on("2027-02-02")))
    async with running(chart(row)) as (app, mouse):
        x = where(app, on("2027-02-03"))
        seen = []
        for cell in (x, x, x, x - 1):
            await mouse.press(cell, 0)
            await mouse.release(cell, 0)
            seen.append(app.timeline.cursor[1])
        assert seen == [DEFAULT, Place(1, "released"), DEFAULT, Place(9, "date")]


async def test_a_press_with_shift_drags_nothing() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.send(events.MouseDown, x, 1, shift=True)
        await mouse.move(x + 2, 1)
        await mouse.release(x + 2, 1)
        assert not app.timeline.dragging
        assert app.of(Dropped) == []


async def test_new_rows_from_the_screen_end_a_drag() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 3, 1)
        app.timeline.show(plan(3))
        await mouse.pilot.pause()
        assert len(app.of(DragCancelled)) == 1
        await mouse.release(x + 3, 1)
        assert app.of(Dropped) == []


async def test_a_resize_in_mid_drag_keeps_the_date_held() -> None:
    async with running(plan()) as (app, mouse):
        x = where(app, DATES["default"])
        await mouse.press(x, 1)
        await mouse.move(x + 1, 1)
        await mouse.pilot.resize_terminal(60, 12)
        await mouse.pilot.pause()
        x = app.timeline.view.x(on("2027-02-10"))
        await mouse.move(x + 1, 1)
        await mouse.release(x + 1, 1)
        assert app.of(Dropped)[0].moves == {DEFAULT: on("2027-02-17")}

"""The timeline's cursor, view and keyboard; what it shows at all."""

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from planner.chart import Chart, TrackSummary
from planner.engine.constraint import Place
from planner.plan import Freeze
from planner.tui.timeline.drag import LegalWindow
from planner.tui.timeline.messages import DragCancelled, Dropped, Grabbed, Nudged, Selected
from planner.tui.timeline.scale import TimeScale, View
from planner.tui.timeline.timeline import Timeline
from planner.tui.timeline.viewport import WHEEL_CELLS
from tests.tui.timeline.drawn import AS_OF, chart, heading, marker, on, version
from tests.tui.timeline.running import Dragged, TimelineApp, running
from tests.tui.whole import strips

DATES = {"released": on("2026-12-01"), "default": on("2027-02-03"), "removed": on("2028-02-07")}
EARLIER = {"released": on("2025-10-06"), "default": on("2026-01-06"), "removed": on("2028-02-15")}
TWO = chart(
    heading("API"),
    version(1, "4.0.13", EARLIER, marker(8, "notice", on("2027-10-01"))),
    heading("SDK"),
    version(2, "4.0.14", DATES),
    freezes=(Freeze(7, on("2026-12-18"), on("2027-01-04")),),
)


def many(rows: int) -> Chart:
    return chart(*(version(item, f"4.0.{item}", DATES) for item in range(rows)))


def text(app: TimelineApp) -> list[str]:
    return [strip.text.rstrip() for strip in strips(app.screen)]


def at(timeline: Timeline) -> tuple[int | None, Place | None]:
    return timeline.cursor


def look(timeline: Timeline, days_per_cell: float = 7.0) -> None:
    timeline.view = View(TimeScale(days_per_cell), 0, timeline.view.width).with_day_at(AS_OF, 10)


async def test_a_plan_with_two_tracks_in_eighty_columns() -> None:
    async with running(TWO, size=(80, 8)) as (app, mouse):
        look(app.timeline)
        app.timeline.show_summaries({"API": TrackSummary(1, 2, 0), "SDK": TrackSummary(0, 0, 1)})
        app.timeline.spacing = "compact"
        await mouse.pilot.pause()
        gap = "                    │   ░░░░                                                  ┊"
        assert text(app) == [
            "          2026    today   2027 freeze",
            "             Oct Nov▾ Dec Jan  Feb Mar Apr May  Jun Jul Aug  Sep Oct  Nov Dec",
            "▾ API     ─ 1 live · ✗2 ░░░░────────────────────────────────────────────────────",
            "▌  4.0.13 ▆▆▆▆▆▆▆▆▆▆│▆ default ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆✉▆▆▆▆▆▆▆▆▆▆▆▆▆▆",
            "▾ SDK     ─ 0 live · !1 ░░░░────────────────────────────────────────────────────",
            "   4.0.14           │ ○▆▆▆▆▆▆▆▆◆▆ default ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆",
            gap,
            gap,
        ]


async def test_rows_stand_apart_while_all_fit_and_when_they_are_told_to() -> None:
    async with running(TWO, size=(80, 8)) as (app, mouse):
        timeline = app.timeline
        look(timeline)
        await mouse.pilot.pause()
        assert [line[:10].rstrip() for line in text(app)[2:]] == [
            "▾ API",
            "▌  4.0.13",
            "",
            "▾ SDK",
            "   4.0.14",
            "",
        ]
        assert "▆" not in "".join(text(app)), "bars are coloured grounds"
        await mouse.press(50, 3)
        await mouse.release(50, 3)
        assert timeline.cursor[0] == 2, "the pointer finds the row on its line"
        await mouse.pilot.resize_terminal(80, 6)
        await mouse.pilot.pause()
        assert [line[:10].rstrip() for line in text(app)[2:]] == ["▾ API", "   4.0.13", "▾ SDK", "▌  4.0.14"]
        timeline.spacing = "airy"
        await mouse.pilot.pause()
        assert timeline.virtual_size.height == 5
        assert timeline.max_scroll_y == 1
        timeline.spacing = "compact"
        await mouse.pilot.pause()
        assert timeline.max_scroll_y == 0


async def test_clicks_between_rows_that_stand_apart_select_nothing() -> None:
    async with running(many(4), size=(80, 12)) as (app, mouse):
        app.timeline.select(0)
        await mouse.pilot.pause()
        app.heard.clear()
        line = app.timeline.row_lines.line_of(2) + 1
        assert app.timeline.row_lines.row_at(line) is None
        await mouse.pilot.click(Timeline, offset=(40, line))
        assert app.of(Selected) == []


async def test_a_plan_without_any_version_still_has_a_time_axis() -> None:
    async with running(chart(), size=(80, 5)) as (app, _):
        assert "today" in text(app)[0]
        assert app.timeline.cursor == (None, None)
        app.timeline.move_rows(1)
        app.timeline.move_marker(1)
        app.timeline.nudge(1)
        app.timeline.grab()
        assert app.heard == []


async def test_ascii_only_leaves_no_other_character() -> None:
    async with running(TWO, size=(80, 8)) as (app, mouse):
        app.timeline.ascii_only = True
        app.timeline.day_cursor = AS_OF + 40
        app.timeline.show_ghosts({Place(2, "default"): on("2027-03-03")})
        await mouse.pilot.pause()
        assert "\n".join(text(app)).isascii()


async def test_the_selected_date_is_reversed_and_no_other() -> None:
    async with running(TWO, size=(80, 8)) as (app, _):
        look(app.timeline)
        app.timeline.select(2, Place(2, "default"))
        reversed_text = [
            segment.text
            for y in range(6)
            for segment in app.timeline.render_line(y)
            if segment.style is not None and segment.style.reverse
        ]
        assert reversed_text == ["◆"]


async def test_names_are_never_read_as_markup() -> None:
    async with running(chart(version(1, "[red]v[/] \x1b[31m \u202e", DATES)), size=(120, 5)) as (app, _):
        assert r"[red]v[/] \x1b[31m \u202e" in text(app)[2]


async def test_the_cursor_walks_rows_and_their_dates() -> None:
    async with running(TWO) as (app, mouse):
        timeline = app.timeline
        assert at(timeline) == (1, None)
        timeline.move_marker(1)
        assert at(timeline) == (1, Place(8, "date")), "the first from today on"
        timeline.move_marker(-1)
        assert at(timeline) == (1, Place(1, "default"))
        timeline.move_rows(1)
        assert at(timeline) == (2, Place(2, "released")), "the nearest in time"
        timeline.move_rows(1)
        timeline.move_marker(-1)
        assert at(timeline) == (2, Place(2, "released")), "there is nothing further"
        await mouse.pilot.pause()
        assert app.of(Selected)[-1].place == Place(2, "released")


async def test_selecting_brings_a_date_into_view() -> None:
    async with running(many(300)) as (app, mouse):
        timeline = app.timeline
        timeline.go_to(on("2001-01-01"))
        timeline.select(250, Place(250, "default"))
        await mouse.pilot.pause()
        assert timeline.view.shows(DATES["default"])
        assert any(line.startswith("▌  4.0.250") for line in text(app))


async def test_a_far_date_is_shown_together_with_today_where_both_fit() -> None:
    async with running(TWO) as (app, _):
        look(app.timeline)
        late = AS_OF + 7 * (app.timeline.view.width - 8)
        app.timeline.show(chart(version(1, "4.0.14", {"released": late})))
        app.timeline.select(1, Place(1, "released"))
        assert app.timeline.view.shows(late)
        assert app.timeline.view.shows(AS_OF)
        later = AS_OF + 7 * (app.timeline.view.width + 8)
        app.timeline.show(chart(version(1, "4.0.14", {"released": later})))
        app.timeline.select(1, Place(1, "released"))
        assert app.timeline.view.x(later) == 67  # a quarter of 90 cells is free beyond it


async def test_stepping_past_the_last_line_scrolls_no_further_than_a_line() -> None:
    async with running(many(100), size=(80, 12)) as (app, _):
        timeline = app.timeline
        timeline.move_rows(8)
        assert timeline.scroll_offset.y == 0
        timeline.move_rows(1)
        assert timeline.scroll_offset.y == 1, "a line more is seen below the cursor"
        timeline.move_rows(-8)
        assert timeline.scroll_offset.y == 0


async def test_a_chart_after_an_edit_keeps_the_view_and_the_selected_date() -> None:
    async with running(TWO) as (app, mouse):
        timeline = app.timeline
        timeline.select(2, Place(2, "default"))
        timeline.zoom(2)
        view = timeline.view
        added = chart(
            version(1, "4.0.12", EARLIER), version(7, "4.0.13", EARLIER), version(2, "4.0.14", DATES)
        )
        timeline.show(added)
        await mouse.pilot.pause()
        assert at(timeline) == (2, Place(2, "default"))
        assert timeline.view == view
        timeline.show(chart(version(1, "4.0.12", EARLIER)))
        assert at(timeline) == (1, None), "what was selected is gone"


async def test_an_item_that_got_another_number_stays_selected() -> None:
    async with running(TWO) as (app, _):
        app.timeline.select(2, Place(2, "default"))
        moved = chart(version(1, "a", EARLIER), heading("b"), *TWO.rows[3:])
        renumbered = [row if row.item != 2 else version(2, "4.0.14", DATES) for row in moved.rows]
        app.timeline.show(chart(version(5, "new", EARLIER), *renumbered))
        assert app.timeline.cursor[1] == Place(2, "default")


async def test_nudging_moves_the_selected_date_or_all_future_ones() -> None:
    async with running(TWO) as (app, mouse):
        timeline = app.timeline
        timeline.select(2, Place(2, "default"))
        timeline.nudge(1, "month")
        timeline.nudge(-1, "week")
        timeline.select(1)
        timeline.nudge(1)
        await mouse.pilot.pause()
        assert [each.moves for each in app.of(Nudged)] == [
            {Place(2, "default"): on("2027-03-03")},
            {Place(2, "default"): on("2027-01-27")},
            {Place(1, "removed"): on("2028-02-16"), Place(8, "date"): on("2027-10-02")},
        ]
        assert not timeline.dragging


async def test_the_keyboard_drags_as_the_mouse_does() -> None:
    async with running(TWO) as (app, mouse):
        timeline = app.timeline
        timeline.select(2, Place(2, "default"))
        timeline.grab()
        await mouse.pilot.press("right", "right", "L", "left", "enter")
        assert len(app.of(Grabbed)) == 1
        assert [each.moves[Place(2, "default")] - DATES["default"] for each in app.of(Dragged)] == [
            1,
            2,
            9,
            8,
        ]
        assert [each.moves for each in app.of(Dropped)] == [{Place(2, "default"): on("2027-02-11")}]


async def test_a_keyboard_drag_scrolls_time_and_escape_ends_it() -> None:
    async with running(TWO) as (app, mouse):
        timeline = app.timeline
        timeline.select(2, Place(2, "default"))
        timeline.grab()
        timeline.nudge(1500)
        assert timeline.view.shows(DATES["default"] + 1500)
        await mouse.pilot.press("escape")
        assert (app.of(Dropped), len(app.of(DragCancelled))) == ([], 1)


async def test_while_a_date_is_held_no_other_key_gets_through() -> None:
    heard: list[str] = []

    class Listening(TimelineApp):
        def on_key(self, event: events.Key) -> None:
            heard.append(event.key)

    app = Listening(TWO)
    async with app.run_test() as pilot:
        app.timeline.select(2, Place(2, "default"))
        app.timeline.grab()
        await pilot.press("x", "u", "escape")
        assert heard == []
        await pilot.press("x")
        assert heard == ["x"]


async def test_ctrl_wheel_zooms_about_the_pointer_and_shift_wheel_scrolls_time() -> None:
    async with running(many(60)) as (app, mouse):
        timeline = app.timeline
        look(timeline)
        day = timeline.view.day(30)
        await mouse.send(events.MouseScrollUp, 30, 3, ctrl=True)
        assert timeline.view.scale.days_per_cell == 3.5
        assert timeline.view.x(day) == 30
        left = timeline.view.left
        await mouse.send(events.MouseScrollDown, 30, 3, shift=True)
        assert timeline.view.left > left
        assert timeline.scroll_offset.y == 0
        await mouse.send(events.MouseScrollDown, 30, 3)
        assert timeline.scroll_offset.y > 0
        await mouse.send(events.MouseScrollRight, 30, 3)
        assert timeline.view.left == left + 12


@pytest.mark.parametrize(("code", "later"), [(68, -1), (69, 1), (72, -1), (73, 1), (66, -1), (67, 1)])
async def test_a_wheel_report_of_a_terminal_with_shift_or_alt_scrolls_time(code: int, later: int) -> None:
    async with running(many(60)) as (app, mouse):
        left = app.timeline.view.left
        report = XTermParser().parse_mouse_code(f"\x1b[<{code};40;8M")
        assert isinstance(report, events.MouseEvent)
        await app.on_event(report)
        await mouse.pilot.pause()
        assert app.timeline.view.left == left + later * WHEEL_CELLS
        assert app.timeline.scroll_offset.y == 0


async def test_the_wheel_over_the_ruler_scrolls_time() -> None:
    async with running(many(60)) as (app, mouse):
        left = app.timeline.view.left
        for _ in range(3):
            await mouse.send(events.MouseScrollDown, 30, -1)
        assert app.timeline.view.left == left + 3 * WHEEL_CELLS
        await mouse.send(events.MouseScrollUp, 30, -1)
        assert app.timeline.view.left == left + 2 * WHEEL_CELLS
        days = app.timeline.view.scale.days_per_cell
        await mouse.send(events.MouseScrollUp, 30, -1, ctrl=True)
        assert app.timeline.view.scale.days_per_cell < days


async def test_zooming_by_key_keeps_the_selected_date_in_its_cell() -> None:
    async with running(TWO) as (app, _):
        timeline = app.timeline
        look(timeline)
        timeline.select(2, Place(2, "default"))
        x = timeline.view.x(DATES["default"])
        timeline.zoom(0.5)
        timeline.zoom(0.5)
        timeline.zoom(2)
        assert abs(timeline.view.x(DATES["default"]) - x) <= 1
        timeline.fit()
        assert timeline.view.shows(TWO.first)
        assert timeline.view.shows(TWO.last)


async def test_ghosts_repaint_only_the_rows_they_come_to_and_leave() -> None:
    async with running(many(20)) as (app, mouse):
        timeline = app.timeline
        look(timeline)
        await mouse.pilot.pause()
        painted = timeline.lines_painted
        timeline.show_ghosts({Place(3, "default"): on("2027-03-31")})
        await mouse.pilot.pause()
        assert "◆·······◆" in text(app)[2 + 3]
        assert timeline.lines_painted == painted + 1
        timeline.show_ghosts({})
        await mouse.pilot.pause()
        assert "·" not in text(app)[2 + 3]
        assert timeline.lines_painted == painted + 2


async def test_legal_days_repaint_only_the_rows_they_come_to_and_leave() -> None:
    async with running(many(20)) as (app, mouse):
        timeline = app.timeline
        painted = timeline.lines_painted
        timeline.show_window(3, LegalWindow(((AS_OF, None),)))
        await mouse.pilot.pause()
        timeline.show_window(None, None)
        await mouse.pilot.pause()
        assert timeline.lines_painted == painted + 2


async def test_moving_the_cursor_repaints_two_lines() -> None:
    async with running(many(20)) as (app, mouse):
        painted = app.timeline.lines_painted
        app.timeline.move_rows(1)
        await mouse.pilot.pause()
        assert app.timeline.lines_painted == painted + 2


async def test_scrolling_ten_thousand_rows_paints_one_screenful() -> None:
    async with running(many(10_000), size=(100, 20)) as (app, mouse):
        painted = app.timeline.lines_painted
        app.timeline.move_rows(9_999)
        await mouse.pilot.pause()
        assert app.timeline.cursor == (9_999, None)
        assert app.timeline.lines_painted - painted <= 2 * 18


@pytest.mark.parametrize("size", [(20, 4), (8, 3), (1, 1), (300, 80)])
async def test_any_size_of_window_is_painted(size: tuple[int, int]) -> None:
    async with running(TWO, size=size) as (app, mouse):
        app.timeline.select(2, Place(2, "default"))
        app.timeline.grab()
        app.timeline.nudge(30)
        app.timeline.fit()
        await mouse.pilot.pause()
        assert all(len(line) <= size[0] for line in text(app))


async def test_without_colours_states_are_glyphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(TWO, size=(80, 8)) as (app, mouse):
        look(app.timeline)
        app.timeline.select(2)
        app.timeline.show_window(2, LegalWindow(((on("2027-02-15"), on("2027-05-30")),)))
        await mouse.pilot.pause()
        line = "▌  4.0.14           │ ○▄▄▄▄▄▄▄▄◆▆▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▆ default "
        assert text(app)[6] == line + "▆" * (80 - len(line))


async def test_another_theme_leaves_no_line_in_the_old_colours() -> None:
    async with running(TWO) as (app, mouse):

        def colours() -> list[object]:
            return [each.style and each.style.bgcolor for strip in strips(app.screen) for each in strip]

        before = colours()
        app.theme = "textual-light"
        await mouse.pilot.pause()
        assert before
        assert set(before).isdisjoint(colours())


async def test_the_time_axis_of_an_empty_plan_can_be_scrolled_and_zoomed() -> None:
    async with running(chart()) as (app, mouse):
        app.timeline.pan(30)
        app.timeline.zoom(0.25)
        wanted = app.timeline.view
        await mouse.pilot.pause()
        assert app.timeline.view == wanted

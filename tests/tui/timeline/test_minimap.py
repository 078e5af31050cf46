"""The strip below the rows: how many versions are out, where the view is, and the way to another time."""

from pathlib import Path

from textual import events
from textual._xterm_parser import XTermParser

from planner.tui.timeline.cells import Cells
from planner.tui.timeline.density import AxisSpan, blamed, densities
from planner.tui.timeline.glyphs import ASCII, UNICODE
from planner.tui.timeline.minimap import Minimap, mark, paint, years
from planner.tui.timeline.viewport import WHEEL_CELLS
from tests import real_size
from tests.tui.desk import Desk, at_work, on


def strip(desk: Desk) -> Cells:
    """The strip as it is painted now, without colours."""
    minimap = desk.screen.minimap
    every, span = desk.timeline.rows.every, minimap.span
    cells = paint(span, densities(every, span), blamed(every, span), desk.timeline.scene.glyphs)
    mark(cells, span, (desk.timeline.view.first, desk.timeline.view.last), on("2026-11-21"), UNICODE)
    return cells


async def test_each_cell_counts_the_versions_that_are_out_on_its_days(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path)) as desk:
        span = desk.screen.minimap.span._replace(width=desk.screen.minimap.span.days)  # a day a cell
        rows = desk.timeline.rows.every
        counted = densities(rows, span)
        for day in range(span.first, span.last + 1, 97):
            out = [
                row
                for row in rows
                if row.item_type == "version"
                and any(
                    bar.start <= day and (bar.end is None or day < bar.end) and bar.role != "retired"
                    for bar in row.bars
                )
            ]
            assert counted[span.x(day)] == len(out)
        assert max(counted) > 3


async def test_a_click_on_the_strip_goes_there_and_a_drag_along_it_follows(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path)) as desk:
        minimap, timeline, gutter = desk.screen.minimap, desk.timeline, desk.timeline.gutter_cells
        assert minimap.region.y == timeline.region.bottom, "right below the rows"
        seen = [x for x, back in enumerate(strip(desk).backgrounds) if back == "map-view"]
        for cell in (5, 60, timeline.view.width - 1):
            await desk.pilot.mouse_down(Minimap, offset=(gutter + cell, 0))
            await desk.pilot.mouse_up(Minimap, offset=(gutter + cell, 0))
            assert timeline.view.shows(minimap.span.day(cell))
            assert abs(timeline.view.x(minimap.span.day(cell)) - timeline.view.width // 2) <= 1
        now = [x for x, back in enumerate(strip(desk).backgrounds) if back == "map-view"]
        assert now
        assert now != seen, "the view is marked where it is"
        await desk.pilot.mouse_down(Minimap, offset=(gutter + 10, 0))
        await desk.pilot.hover(Minimap, offset=(gutter + 40, 0))
        assert timeline.view.shows(minimap.span.day(40))
        await desk.pilot.mouse_up(Minimap, offset=(gutter + 40, 0))
        left = timeline.view.left
        await desk.pilot.hover(Minimap, offset=(gutter + 70, 0))
        assert timeline.view.left == left, "let go"


async def test_the_strip_shows_where_dates_are_wrong_and_no_longer_once_they_moved(path: Path) -> None:
    async with at_work(path) as desk:
        wrong = desk.screen.minimap.span.x(on("2027-02-03"))
        assert strip(desk).foregrounds[wrong] == "map-error"
        painted = desk.screen.minimap.render_line(0)
        await desk.select("2.0", "default")
        await desk.press("greater_than_sign")
        assert strip(desk).foregrounds[wrong] != "map-error"
        assert desk.screen.minimap.render_line(0) != painted


async def test_a_step_of_a_drag_does_not_paint_the_strip(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.grip("2.0", "default")
        await desk.pull(1)
        minimap, painted = desk.screen.minimap, list[int]()
        render_line = minimap.render_line
        minimap.render_line = lambda y: painted.append(y) or render_line(y)  # type: ignore[method-assign, func-returns-value]
        await desk.pull(3)
        assert painted == []
        await desk.let_go()
        assert painted, "once it is over"


async def test_a_low_terminal_gives_the_line_to_the_rows(path: Path) -> None:
    async with at_work(path, size=(40, 12)) as desk:
        assert not desk.screen.minimap.display


def test_the_view_beyond_the_plan_is_marked_at_the_strips_end() -> None:
    span = AxisSpan(on("2026-01-01"), on("2026-12-31"), 20)
    for first, last, expected in (("2020-01-01", "2020-06-01", [0]), ("2030-01-01", "2031-01-01", [19])):
        cells = Cells.blank(20)
        mark(cells, span, (on(first), on(last)), on("2000-01-01"), UNICODE)
        assert [x for x, back in enumerate(cells.backgrounds) if back] == expected


def test_without_colour_brackets_and_signs_say_where_the_view_and_the_violations_are() -> None:
    span = AxisSpan(on("2026-01-01"), on("2027-12-31"), 24)
    cells = paint(span, [1] * 12 + [3] * 12, {2, 8}, ASCII)
    mark(cells, span, (on("2026-06-01"), on("2026-12-31")), on("2027-07-01"), ASCII)
    assert cells.text == "--x-[---x--]@@@@@|@@@@@@"


def test_a_narrow_gutter_shows_as_much_of_the_years_as_fits() -> None:
    span = AxisSpan(on("2026-01-01"), on("2027-12-31"), 24)
    assert [years(span, width) for width in (9, 7, 5, 3)] == ["2026-2027", "2026-27", "2026", ""]
    assert years(span._replace(last=span.first), 9) == "2026"


async def test_the_wheel_over_the_strip_scrolls_time_sideways_too(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path)) as desk:
        timeline, (x, y) = desk.timeline, (desk.timeline.gutter_cells + 30, desk.screen.minimap.region.y + 1)
        for code, later in ((64, -1), (65, 1), (66, -1), (67, 1)):
            left = timeline.view.left
            report = XTermParser().parse_mouse_code(f"\x1b[<{code};{x};{y}M")
            assert isinstance(report, events.MouseEvent)
            await desk.pilot.app.on_event(report)
            await desk.pilot.pause()
            assert timeline.view.left == left + later * WHEEL_CELLS

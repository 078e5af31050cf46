"""The dates of another state of the plan beside those of the plan: on a line, and as rows of their own."""

from planner.chart import Row
from planner.engine.constraint import Place
from planner.tui.timeline.ghosts import NO_GHOSTS, Ghost, layer_of, with_missing
from planner.tui.timeline.glyphs import ASCII
from planner.tui.timeline.marks import Marks
from planner.tui.timeline.row_filter import RowFilter, chosen
from tests.tui.timeline.drawn import AS_OF, chart, heading, marker, on, painted, version, view_from
from tests.tui.timeline.running import running

NOW = {"released": on("2026-12-01"), "default": on("2027-02-03")}
BEFORE = {**NOW, "default": on("2027-03-31")}
WEEKS = view_from("2026-11-02", 30, 7)


def in_track(track: str, item: int, name: str, first: str) -> Row:
    return version(item, name, {"released": on(first)})._replace(track=track)


def test_a_moved_date_leaves_a_ghost_and_the_others_none() -> None:
    layer = layer_of(chart(version(1, "2.0", BEFORE)), [version(1, "2.0", NOW)])
    assert layer.of_rows == {"2.0": (Ghost(Place(1, "default"), on("2027-03-31"), "◆", "*"),)}
    assert layer.missing == ()
    assert layer_of(chart(version(1, "2.0", NOW)), [version(1, "2.0", NOW)]) == NO_GHOSTS


def test_entries_of_another_file_are_matched_by_their_pairs_and_not_by_their_keys() -> None:
    other = chart(version(7, "old", BEFORE, marker(8, "notice", on("2026-11-17"))))
    now = version(1, "new", NOW, marker(2, "notice", on("2026-11-17")))
    layer = layer_of(other, [now], names={"old": "new"}, keys={7: 1, 8: 2})
    assert layer.of_rows == {"new": (Ghost(Place(1, "default"), on("2027-03-31"), "◆", "*"),)}


def test_a_trail_leads_from_a_date_to_its_ghost_and_a_removed_date_has_none() -> None:
    ghosts = (
        Ghost(Place(1, "default"), on("2027-03-31"), "◆", "*"),
        Ghost(Place(1, "removed"), on("2027-05-03"), "╳", "x"),
    )
    row = version(1, "2.0", NOW)
    assert painted(row, WEEKS, Marks(layer=ghosts)) == "  │ ○▆▆▆▆▆▆▆▆◆‹······◆▆▆▆▆╳▆▆▆"


def test_a_trail_points_to_where_the_date_goes_in_signs_that_need_no_colour() -> None:
    row, later = version(1, "2.0", NOW), Ghost(Place(1, "default"), on("2027-03-31"), "◆", "*")
    earlier = later._replace(day=on("2026-12-28"))
    was, will = (Marks(layer=(later,), proposes=proposes) for proposes in (False, True))
    assert "◆‹······◆" in painted(row, WEEKS, was)
    assert "◆······›◆" in painted(row, WEEKS, will)
    assert "*<......*" in painted(row, WEEKS, was, glyphs=ASCII)
    assert "◆···›◆" in painted(row, WEEKS, Marks(layer=(earlier,)))
    beside = later._replace(day=NOW["default"] + 7)
    assert "◆◆" in painted(row, WEEKS, Marks(layer=(beside,))), "there is no cell between them"


def test_the_row_of_a_missing_item_stands_in_its_track_by_its_first_day() -> None:
    rows = [
        heading("A"),
        in_track("A", 0, "1", "2025-01-01"),
        in_track("A", 1, "3", "2027-01-01"),
        heading("B"),
        in_track("B", 2, "x", "2025-01-01"),
    ]
    other = chart(in_track("A", 0, "2", "2026-01-01"), in_track("B", 1, "y", "2027-01-01"))
    layer = layer_of(other, rows)

    assert [row.item for row in layer.missing] == [None, None]
    assert [row.is_heading for row in layer.missing] == [False, False]
    every = with_missing(rows, layer.missing)
    assert [row.name for row in every] == ["A", "1", "2", "3", "B", "x", "y"]
    folded = RowFilter(folded=frozenset(("A",)))
    found = chosen(every, folded, AS_OF)
    assert [row.name for row in found.rows] == ["A", "B", "x", "y"]
    assert found.folded == {"A": 2}, "an item that the plan does not have counts nowhere"


async def test_missing_items_come_and_go_and_the_cursor_passes_them() -> None:
    plan = chart(version(0, "1.0", {"released": on("2025-01-01")}), version(1, "3.0", NOW))
    earlier = chart(
        version(0, "1.0", {"released": on("2025-01-01")}),
        version(1, "2.0", {"released": on("2026-10-05")}),
        version(2, "3.0", BEFORE),
    )
    async with running(plan) as (app, mouse):
        timeline = app.timeline
        timeline.select(1, Place(1, "default"))
        layer = layer_of(earlier, plan.rows, keys={0: 0, 2: 1})
        timeline.show_ghost_layer(layer)
        await mouse.pilot.pause()
        assert [row.name for row in timeline.rows.all] == ["1.0", "2.0", "3.0"]
        assert timeline.cursor == (1, Place(1, "default"))
        timeline.move_rows(-1)
        assert timeline.cursor == (0, Place(0, "released"))
        timeline.move_rows(1)
        assert timeline.cursor[0] == 1
        timeline.show(plan)  # as after an edit
        assert [row.name for row in timeline.rows.all] == ["1.0", "2.0", "3.0"]
        line = timeline.render_line(timeline.row_lines.line_of(1)).text
        assert line.startswith(" - 2.0")
        timeline.show_ghost_layer(NO_GHOSTS)
        await mouse.pilot.pause()
        assert [row.name for row in timeline.rows.all] == ["1.0", "3.0"]
        assert timeline.cursor[0] == 1


async def test_ghosts_of_another_state_repaint_their_rows_alone() -> None:
    rows = [version(item, f"{item}.0", NOW) for item in range(12)]
    moved = [version(3, "3.0", BEFORE)]
    async with running(chart(*rows)) as (app, mouse):
        await mouse.pilot.pause()
        painted = app.timeline.lines_painted
        app.timeline.show_ghost_layer(layer_of(chart(*moved), rows))
        await mouse.pilot.pause()
        assert app.timeline.lines_painted == painted + 1
        app.timeline.show_ghost_layer(NO_GHOSTS)
        await mouse.pilot.pause()
        assert app.timeline.lines_painted == painted + 2


async def test_the_whole_plan_in_view_includes_the_ghosts() -> None:
    rows = [version(1, "2.0", NOW)]
    later = {"released": on("2026-12-01"), "default": on("2040-01-01")}
    async with running(chart(*rows)) as (app, _):
        app.timeline.show_ghost_layer(layer_of(chart(version(1, "2.0", later)), rows))
        app.timeline.fit()
        assert app.timeline.view.shows(on("2040-01-01"))


async def test_a_hidden_row_has_its_ghosts_once_it_is_shown() -> None:
    rows = version(1, "1.0", NOW), version(2, "2.0", NOW)
    async with running(chart(*rows)) as (app, _):
        place = Place(2, "default")
        app.timeline.filter_rows(RowFilter(text="1.0"))
        app.timeline.show_ghosts({place: on("2027-03-31")})
        assert app.timeline.ghosts == {}
        app.timeline.unhide(2)
        assert app.timeline.ghosts == {1: {place: on("2027-03-31")}}
        app.timeline.filter_rows(RowFilter(text="1.0"))
        app.timeline.filter_rows(RowFilter())
        assert app.timeline.ghosts == {1: {place: on("2027-03-31")}}
        app.timeline.show(app.chart)
        app.timeline.filter_rows(RowFilter())
        assert app.timeline.ghosts == {}

from planner.engine.constraint import Place
from planner.tui.timeline.rows import Rows, future_dates, hits, marker_of, nearest, neighbour, on_bar
from tests.tui.timeline.drawn import AS_OF, heading, marker, on, version, view_from

FIRST = version(
    1, "1", {"released": on("2026-01-05"), "default": on("2026-04-06"), "removed": on("2027-04-05")}
)
SECOND = version(2, "2", {"released": on("2026-12-07")}, marker(9, "notice", on("2026-11-30")))
ROWS = Rows([heading("API"), FIRST, heading("SDK"), SECOND])
WEEKS = view_from("2026-01-05", 80, 7)


def test_the_cursor_passes_headings_over_and_stops_at_the_ends() -> None:
    assert ROWS.step(1, 1) == 3
    assert ROWS.step(3, -1) == 1
    assert ROWS.step(1, -1) == 1
    assert ROWS.step(3, 5) == 3
    assert ROWS.step(-1, 1) == 1, "the first row of an item"


def test_rows_are_found_by_item_and_by_place() -> None:
    assert (ROWS.of_item(2), ROWS.of_item(7), ROWS.of_item(None)) == (3, None, None)
    assert (ROWS.of_place(Place(9, "date")), ROWS.of_place(Place(9, "default"))) == (3, None)
    assert ROWS.at(None) is ROWS.at(9) is ROWS.at(-1) is None


def test_replacing_names_the_rows_that_look_different() -> None:
    rows = Rows([heading("API"), FIRST, SECOND])
    moved = SECOND._replace(severity="error")
    assert list(rows.replace([FIRST, moved, FIRST._replace(item=77)])) == [2]
    assert rows.at(2) == moved


def test_the_next_date_is_the_neighbour_of_the_selected_one_or_of_a_day() -> None:
    released, default, removed = FIRST.markers
    assert neighbour(FIRST, released.place, 1, 0) == default
    assert neighbour(FIRST, removed.place, 1, 0) is None
    assert neighbour(FIRST, None, 1, on("2026-02-01")) == default
    assert neighbour(FIRST, None, -1, on("2026-02-01")) == released
    assert nearest(FIRST, on("2026-03-30")) == default
    assert marker_of(FIRST, Place(1, "nothing")) is None


def test_the_pointer_hits_a_date_in_its_cell_or_beside_it() -> None:
    assert [each.what for each in hits(FIRST, WEEKS, 0)] == ["released"]
    assert [each.what for each in hits(FIRST, WEEKS, 14)] == ["default"]
    assert hits(FIRST, WEEKS, 5) == []
    shared = version(
        1,
        "1",
        {"released": on("2026-04-06"), "default": on("2026-04-08")},
        marker(9, "notice", on("2026-04-07")),
    )
    assert [each.what for each in hits(shared, WEEKS, 13)] == ["default", "released"]
    assert [each.what for each in hits(shared, WEEKS, 12)] == ["notice"], "where it is seen"


def test_a_bar_is_hit_where_it_is_painted() -> None:
    assert on_bar(FIRST, WEEKS, 20)
    assert not on_bar(FIRST, WEEKS, 70), "retired: nothing is painted there"
    assert not on_bar(SECOND, WEEKS, 20)


def test_a_dragged_bar_leaves_the_past_and_sent_notices_where_they_are() -> None:
    sent = marker(8, "notice", on("2027-01-01"), sent=True)
    planned = marker(9, "notice", AS_OF)
    row = version(1, "1", {"released": AS_OF - 1, "default": AS_OF + 5}, sent, planned)
    assert future_dates(row, AS_OF) == {Place(9, "date"): AS_OF, Place(1, "default"): AS_OF + 5}

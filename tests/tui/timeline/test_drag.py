from hypothesis import given
from hypothesis import strategies as st

from planner.dates import LAST_DAY, Day
from planner.engine.constraint import Place
from planner.tui.timeline.drag import Drag, LegalWindow, Unit, shifted
from planner.tui.timeline.scale import ZOOMS, TimeScale
from tests.tui.timeline.drawn import on

DEFAULT = Place(1, "default")
days = st.integers(on("1990-01-01"), on("2060-12-31"))
scales = st.sampled_from(ZOOMS).map(TimeScale)


def held(day: Day, scale: TimeScale, grip: int = 0) -> Drag:
    """A marker gripped some cells beside where it stands."""
    column = scale.column(day) + grip
    return Drag({DEFAULT: day}, DEFAULT, day, column, column)


@given(days, scales, st.integers(-1, 1))
def test_gripping_moves_nothing(day: Day, scale: TimeScale, grip: int) -> None:
    assert held(day, scale, grip).day(scale, [day + 1, day - 1]) == day


@given(days, scales, st.integers(-1, 1), st.integers(-300, 300))
def test_the_date_follows_by_as_many_cells_as_the_pointer(
    day: Day, scale: TimeScale, grip: int, cells: int
) -> None:
    drag = held(day, scale, grip)
    moved = drag.to(drag.column + cells).day(scale)
    assert scale.column(moved) == scale.column(day) + cells


@given(days, scales, st.integers(-300, 300).filter(bool))
def test_coming_back_to_the_grip_gives_the_old_day(day: Day, scale: TimeScale, cells: int) -> None:
    drag = held(day, scale)
    assert drag.to(drag.column + cells).by(3).to(drag.column).day(scale, [day + 1]) == day


@given(days, st.integers(-300, 300), st.lists(days, max_size=3))
def test_at_a_day_a_cell_nothing_clings(day: Day, cells: int, bounds: list[Day]) -> None:
    scale = TimeScale(1.0)
    drag = held(day, scale)
    assert drag.to(drag.column + cells).day(scale, bounds) == day + cells


def test_within_its_cell_it_clings_to_a_legal_bound_before_a_months_start() -> None:
    week = TimeScale(7.0)
    drag = held(on("2027-02-03"), week)
    to_march = drag.to(week.column(on("2027-03-01")))
    assert to_march.day(week) == on("2027-03-01")
    assert to_march.day(week, [on("2027-03-04")]) == on("2027-03-04")
    assert drag.to(week.column(on("2027-02-15"))).day(week, [on("2027-02-15")]) == on("2027-02-15")
    assert drag.to(week.column(on("2027-02-15"))).day(week) == on("2027-02-17"), "the same weekday"


def test_a_cell_of_a_quarter_clings_to_the_quarters_start() -> None:
    quarter = TimeScale(91.3125)
    drag = held(on("2026-01-10"), quarter)
    firsts = {on(f"{year}-{month:02}-01") for year in (2026, 2027, 2028) for month in (1, 4, 7, 10)}
    assert {drag.to(drag.column + cells).day(quarter) for cells in range(1, 9)} <= firsts


def test_arrows_move_on_from_where_it_clings_until_the_pointer_leaves_the_cell() -> None:
    week = TimeScale(7.0)
    drag = held(on("2027-02-03"), week).to(week.column(on("2027-03-01"))).by(1).by(1)
    assert drag.day(week) == on("2027-03-03")
    assert drag.to(drag.column).day(week) == on("2027-03-03")
    assert drag.to(drag.column + 1).day(week) == on("2027-03-10")


def test_a_bar_takes_all_its_dates_along_and_does_not_cling() -> None:
    week = TimeScale(7.0)
    places = {Place(1, "default"): on("2027-02-03"), Place(1, "removed"): on("2028-02-03")}
    column = week.column(on("2027-05-05"))
    drag = Drag(places, None, on("2027-05-05"), column, column)
    later = drag.to(week.column(on("2027-06-01")))
    day = later.day(week, [on("2027-06-03")])
    assert later.moves(day) == {place: start + 28 for place, start in places.items()}


@given(days, scales, st.integers(-200_000, 200_000))
def test_no_date_leaves_the_calendar(day: Day, scale: TimeScale, cells: int) -> None:
    drag = held(day, scale)
    drag = drag.to(drag.column + cells)
    assert 1 <= drag.day(scale) <= LAST_DAY
    assert all(1 <= moved <= LAST_DAY for moved in drag.moves(drag.day(scale)).values())


def test_a_months_nudge_is_a_calendar_month_clamped_to_its_end() -> None:
    assert shifted(on("2027-01-31"), 1, "month") == on("2027-02-28")
    assert shifted(on("2027-03-31"), -1, "month") == on("2027-02-28")
    assert shifted(on("2026-12-15"), 1, "month") == on("2027-01-15")
    assert shifted(on("2027-01-15"), -13, "month") == on("2025-12-15")
    assert shifted(on("2027-01-15"), -2, "week") == on("2027-01-01")


@given(days, st.integers(-500, 500), st.sampled_from(["day", "week", "month"]))
def test_a_nudge_goes_where_its_sign_says(day: Day, number: int, unit: Unit) -> None:
    moved = shifted(day, number, unit)
    assert (moved > day) - (moved < day) == (number > 0) - (number < 0)


def test_a_nudge_stops_at_the_calendars_ends() -> None:
    assert shifted(LAST_DAY, 1, "day") == LAST_DAY
    assert shifted(LAST_DAY, 1, "month") == LAST_DAY
    assert shifted(1, -1, "month") == 1


def test_a_window_says_which_end_binds() -> None:
    window = LegalWindow(((10, 20), (30, 40)), "notice", "support")
    assert [day in window for day in (9, 10, 20, 25, 40, 41)] == [False, True, True, False, True, False]
    assert [window.bounded_by(day) for day in (9, 10, 25, 41)] == ["notice", "", "", "support"]
    assert LegalWindow(((10, None),), "notice").bounded_by(99) == ""
    assert LegalWindow(()).bounded_by(99) == ""
    assert window.bounds == (10, 20, 30, 40)

from hypothesis import given
from hypothesis import strategies as st

from planner.dates import LAST_DAY, Day, weekday
from planner.tui.timeline.scale import FIRST_DAY, ZOOMS, TimeScale, View, fitting, opening
from tests.tui.timeline.drawn import on

days = st.integers(FIRST_DAY, LAST_DAY)
scales = st.sampled_from(ZOOMS).map(TimeScale)
widths = st.integers(1, 400)


@given(scales, days)
def test_a_day_lies_in_its_column(scale: TimeScale, day: Day) -> None:
    column = scale.column(day)
    assert scale.first_day(column) <= day <= scale.last_day(column)


@given(scales, st.integers(0, 30_000))
def test_columns_leave_no_day_out_and_share_none(scale: TimeScale, column: int) -> None:
    first, last = scale.first_day(column), scale.last_day(column)
    assert first <= last
    assert scale.column(first) == scale.column(last) == column
    assert scale.first_day(column + 1) == last + 1


def test_a_column_of_a_week_is_a_week_from_monday() -> None:
    week = TimeScale(7.0)
    assert weekday(week.first_day(week.column(on("2026-11-21")))) == 0


@given(scales, days, widths, st.sampled_from([0.25, 0.5, 2.0, 4.0]), st.data())
def test_zooming_keeps_the_day_under_the_pointer(
    scale: TimeScale, day: Day, width: int, factor: float, data: st.DataObject
) -> None:
    x = data.draw(st.integers(0, width - 1))
    before = View(scale, 0, width).with_day_at(day, x)
    after = before.zoomed(factor, x)
    most_left = after.scale.column(LAST_DAY) - width + 1
    if 0 < after.left < most_left:
        assert after.x(before.day(x)) == x


@given(scales, st.sampled_from([0.5, 2.0]))
def test_zooming_takes_one_step_at_least(scale: TimeScale, factor: float) -> None:
    end = ZOOMS[0] if factor > 1 else ZOOMS[-1]
    after = scale.zoomed(factor).days_per_cell
    assert after == end if scale.days_per_cell == end else (after < scale.days_per_cell) == (factor > 1)


def test_every_zoom_is_reached_step_by_step_and_back() -> None:
    scale, seen = TimeScale(ZOOMS[0]), [ZOOMS[0]]
    while (wider := scale.zoomed(0.5)) != scale:
        scale = wider
        seen.append(scale.days_per_cell)
    assert seen[-1] == ZOOMS[-1]
    while (closer := scale.zoomed(2)) != scale:
        scale = closer
    assert scale.days_per_cell == ZOOMS[0]


@given(scales, days, widths, st.integers(-(10**7), 10**7))
def test_the_view_stays_within_the_calendar(scale: TimeScale, day: Day, width: int, cells: int) -> None:
    view = View(scale, 0, width).with_day_at(day, 0)
    moved = view.scrolled_to(view.left + cells)
    assert 0 <= moved.left <= moved.left + width - 1 <= scale.column(LAST_DAY)
    assert FIRST_DAY <= moved.first <= moved.last <= LAST_DAY


@given(scales, days, days, st.integers(12, 400))
def test_revealing_shows_the_day_and_moves_no_further_than_needed(
    scale: TimeScale, start: Day, day: Day, width: int
) -> None:
    view = View(scale, 0, width).with_day_at(start, 0)
    shown = view.revealing(day)
    assert shown.shows(day)
    if 4 <= view.x(day) < width - 4:
        assert shown == view


@given(days, days, st.integers(20, 400))
def test_fitting_shows_both_ends_and_leaves_no_empty_years(one: Day, other: Day, width: int) -> None:
    first, last = min(one, other), max(one, other)
    view = fitting(first, last, width)
    assert view.shows(first)
    assert view.shows(last)
    scale = view.scale
    if scale.days_per_cell > 7:
        empty = width - (scale.column(last) - scale.column(first) + 1)
        assert empty <= 2 * 4 + 2 + (width - 8) // 16, "the margins, and what a sixteenth of a day makes"
    elif scale.days_per_cell > 1:
        closer = TimeScale(ZOOMS[ZOOMS.index(scale.days_per_cell) - 1])
        assert closer.column(last) - closer.column(first) >= width - 8


def test_a_plan_of_seven_years_fills_the_view_that_it_is_fitted_to() -> None:
    view = fitting(on("2021-03-01"), on("2028-04-03"), 90)
    assert (view.x(on("2021-03-01")), view.x(on("2028-04-03"))) == (4, 85)
    assert view.scale.name == "32 days"


def test_a_long_plan_opens_around_today_and_a_short_one_whole() -> None:
    today = on("2026-11-21")
    long = opening(on("2012-01-01"), on("2029-01-01"), today, 90)
    assert long.scale.days_per_cell == 7
    assert long.x(today) == 30
    short = opening(on("2026-10-01"), on("2027-03-01"), today, 90)
    assert short.shows(on("2026-10-01"))
    assert short.shows(on("2027-03-01"))
